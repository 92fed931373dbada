namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// What an effect comes to in a world.
type Reaction<'request> =
    /// A question to the store that waits its turn: it is worked by `World.Answer`, and a crash before that loses it.
    | Queued
    /// Something told to the user, in words.
    | Told of words: (unit -> string)
    /// Answered at once.
    | AnsweredWith of 'request list

/// What carries a world's messages.
type Carrier<'address, 'message> =
    /// Any order, lost, doubled. `senderOf`: the address a peer's message is seen to come from. `garble`: a message as
    /// garbling leaves it, which is no message.
    | Datagrams of senderOf: (int -> 'message -> 'address) * garble: ('message -> Malformation)
    /// Connections, each in order until it breaks. `called`: the name of a connection at the end that was called, by the
    /// caller, the caller's own name for it, and a number that no other connection of the caller to there has. `cut`: what
    /// a reader makes of a message that comes in pieces.
    | Streams of called: (int -> 'address -> int -> 'address) * cut: ('message -> Result<'message, Malformation>)

/// How a protocol plugs into simulator, checker, replay and explanation: who is there, what its store does, and its words.
/// 'store is the peer's durable memory as a value.
type World<'state, 'address, 'timer, 'message, 'request, 'effect, 'store
    when 'address: comparison and 'timer: comparison> =
    {
        /// The peers' names; a peer is its place in this list.
        Peers: string list
        /// A peer's store before the run.
        Stores: 'store list
        /// A peer's store after its disk was lost.
        Blank: int -> 'store
        /// A peer's state as it starts, and starts again after a crash, from its store.
        Start: int -> 'store -> 'state
        /// The machine's step, the very one that runs live.
        Step:
            TimeSpan
                -> 'state
                -> Input<'address, 'timer, 'message, 'request>
                -> struct ('state * Output<'address, 'timer, 'message, 'effect> list)
        /// The peer an address leads to.
        Owner: 'address -> int voption
        Carrier: Carrier<'address, 'message>
        React: 'effect -> Reaction<'request>
        /// Works a queued effect on the store; the answers are requests to the machine.
        Answer: 'effect -> 'store -> struct ('store * 'request list)
        DigestState: 'state -> Digest -> Digest
        DigestMessage: 'message -> Digest -> Digest
        DigestTimer: 'timer -> Digest -> Digest
        DigestAddress: 'address -> Digest -> Digest
        DigestEffect: 'effect -> Digest -> Digest
        DigestStore: 'store -> Digest -> Digest
        MessageWords: 'message -> string
        TimerWords: 'timer -> string
        /// A peer's state in a few words.
        StateWords: 'state -> string
    }

module World =

    /// The world without a clock: every step is taken at time zero, so states do not differ by when they were reached. Timers
    /// still fire in the order of their due times. A checker searches this world.
    let timeless (world: World<'state, 'address, 'timer, 'message, 'request, 'effect, 'store>) =
        { world with
            Step = fun _ -> world.Step TimeSpan.Zero }

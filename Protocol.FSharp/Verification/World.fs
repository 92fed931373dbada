namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

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
type World<'state, 'address, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store
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
                -> Input<'address, 'timer, 'message, 'command, 'answer>
                -> struct ('state * Output<'address, 'timer, 'message, 'ask, 'notice> list)
        /// The peer an address leads to.
        Owner: 'address -> int voption
        Carrier: Carrier<'address, 'message>
        NoticeWords: 'notice -> string
        /// The answers to a question that is answered at once; none where it waits its turn, and a crash before that loses it.
        AtOnce: 'ask -> 'answer list voption
        /// Works a question that waited on the store.
        Answer: 'ask -> 'store -> struct ('store * 'answer list)
        DigestState: 'state -> Digest -> Digest
        DigestMessage: 'message -> Digest -> Digest
        DigestTimer: 'timer -> Digest -> Digest
        DigestAddress: 'address -> Digest -> Digest
        DigestAsk: 'ask -> Digest -> Digest
        DigestStore: 'store -> Digest -> Digest
        MessageWords: 'message -> string
        TimerWords: 'timer -> string
        /// A peer's state in a few words.
        StateWords: 'state -> string
    }

module World =

    /// The world without a clock: every step is taken at time zero, so states do not differ by when they were reached. Timers
    /// still fire in the order of their due times. A checker searches this world.
    let timeless (world: World<'state, 'address, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) =
        { world with
            Step = fun _ -> world.Step TimeSpan.Zero }

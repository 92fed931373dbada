namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// A world's datagrams: they arrive in any order, and may be lost or doubled.
type DatagramNetwork<'message> =
    {
        /// The endpoint that a peer's message is seen to come from.
        SenderOf: (int -> 'message -> Endpoint)

        /// A message as garbling leaves it, which is no message.
        Garbled: ('message -> Malformation)
    }

/// A world's connections: each is in order until it breaks.
type StreamNetwork<'message> =
    {
        /// The host that a peer calls from.
        HostOf: (int -> string)

        /// What a peer makes of a message that comes in pieces, by its name for the connection; none where nothing can.
        InPiecesOf: (int -> (Connection -> 'message -> Result<'message, Malformation> list) voption)

        /// As the live transport of a peer limits callers; none where callers may take for ever.
        LimitsOf: (int -> StreamLimits voption)
    }

/// How a protocol plugs into simulator, checker, replay and explanation: who is there, what its store does, and its words.
/// 'store is the peer's durable memory as a value.
type World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison> =
    {
        /// The peers' names; a peer is its place in this list.
        Peers: string list

        /// A peer's store before the run.
        Stores: 'store list

        /// A peer's store after its disk was lost.
        Blank: (int -> 'store)

        /// A peer's state as it starts, and starts again after a crash, from its store.
        Start: (int -> 'store -> 'state)

        /// The machine's step, the very one that runs live.
        Step:
            (TimeSpan
                -> 'state
                -> Input<Address, 'timer, 'message, 'command, 'answer>
                -> struct ('state * Output<Address, 'timer, 'message, 'ask, 'notice> list))

        /// The peer that is reached at an endpoint.
        Owner: (Endpoint -> int voption)

        /// None where its peers send no datagrams.
        Datagrams: DatagramNetwork<'message> voption

        /// None where its peers open no connections.
        Streams: StreamNetwork<'message> voption
        NoticeWords: ('notice -> string)

        /// The answers to a question that is answered at once; none where it waits its turn, and a crash before that loses it.
        AtOnce: ('ask -> 'answer list voption)

        /// Works a question that waited on the store.
        Answer: ('ask -> 'store -> struct ('store * 'answer list))
        MessageWords: ('message -> string)

        /// Whether the words of a message say what its sender does, such as `asks for result 1`; those of others name the message.
        SaysDeed: ('message -> bool)
        TimerWords: ('timer -> string)

        /// A peer's state in a few words.
        StateWords: ('state -> string)
    }

/// What runs at the peers of a world: the part of a world that another machine around the peers' own replaces.
type PeerMachine<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> =
    {
        Start: (int -> 'store -> 'state)
        Step:
            (TimeSpan
                -> 'state
                -> Input<Address, 'timer, 'message, 'command, 'answer>
                -> struct ('state * Output<Address, 'timer, 'message, 'ask, 'notice> list))
        AtOnce: ('ask -> 'answer list voption)
        Answer: ('ask -> 'store -> struct ('store * 'answer list))
        TimerWords: ('timer -> string)
        StateWords: ('state -> string)
    }

module StreamNetwork =

    /// What a reader makes of a message that comes in two halves, as the live transport reads: its first answer. `name` is the
    /// reader's name for the connection.
    val inHalves: codec: StreamCodec<'a> -> name: Connection -> message: 'a -> Result<'a, Malformation> list

module DatagramNetwork =

    /// Peers that send from one endpoint each.
    val create: codec: Codec<'a> -> senderOf: (int -> Endpoint) -> DatagramNetwork<'a>

module World =

    /// Peers without stores that answer no questions, each at a host of its own, in words that follow from the types.
    val create:
        peers: string list ->
        host: (string -> string) ->
        port: int ->
        wires: Wires<'message> ->
        initial: (int -> 'a) ->
        step:
            (TimeSpan
                -> 'a
                -> Input<Address, 'b, 'message, 'c, 'd>
                -> struct ('a * Output<Address, 'b, 'message, unit, 'e> list)) ->
            World<'a, 'b, 'message, 'c, 'd, unit, 'e, unit>
            when 'b: comparison

    /// The world with another machine at its peers. All else is passed on.
    val withMachine:
        machine: PeerMachine<'a, 'b, 'message, 'command, 'c, 'd, 'notice, 'store> ->
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            World<'a, 'b, 'message, 'command, 'c, 'd, 'notice, 'store>
            when 'b: comparison and 'timer: comparison

    /// The world without a clock: every step is taken at time zero, so states do not differ by when they were reached. Timers
    /// still fire in the order of their due times. A checker searches this world.
    val timeless:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>
            when 'timer: comparison

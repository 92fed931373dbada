namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// A world's datagrams: they arrive in any order, and may be lost or doubled.
type DatagramNetwork<'message> =
    {
        /// The endpoint that a peer's message is seen to come from.
        SenderOf: int -> 'message -> Endpoint
        /// A message as garbling leaves it, which is no message.
        Garbled: 'message -> Malformation
    }

/// A world's connections: each is in order until it breaks.
type StreamNetwork<'message> =
    {
        /// The host that a peer calls from.
        HostOf: int -> string
        /// As the live transport reads.
        Codec: StreamCodec<'message>
        /// As the live transport limits callers; none where callers may take for ever.
        Limits: StreamLimits voption
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
        Blank: int -> 'store
        /// A peer's state as it starts, and starts again after a crash, from its store.
        Start: int -> 'store -> 'state
        /// The machine's step, the very one that runs live.
        Step:
            TimeSpan
                -> 'state
                -> Input<Address, 'timer, 'message, 'command, 'answer>
                -> struct ('state * Output<Address, 'timer, 'message, 'ask, 'notice> list)
        /// The peer that is reached at an endpoint.
        Owner: Endpoint -> int voption
        /// None where its peers send no datagrams.
        Datagrams: DatagramNetwork<'message> voption
        /// None where its peers open no connections.
        Streams: StreamNetwork<'message> voption
        NoticeWords: 'notice -> string
        /// The answers to a question that is answered at once; none where it waits its turn, and a crash before that loses it.
        AtOnce: 'ask -> 'answer list voption
        /// Works a question that waited on the store.
        Answer: 'ask -> 'store -> struct ('store * 'answer list)
        MessageWords: 'message -> string
        TimerWords: 'timer -> string
        /// A peer's state in a few words.
        StateWords: 'state -> string
    }

module StreamNetwork =

    /// What a reader makes of a message that comes in two halves; `name` is the reader's name for the connection.
    let inHalves network name message =
        let bytes = network.Codec.Write message
        let half = bytes.Length / 2

        let struct (first, decoder) =
            (network.Codec.Decoder name).Take(bytes.Slice(0, half))

        let struct (rest, decoder) = decoder.Take(bytes.Slice half)

        match first @ rest, decoder.AtEnd with
        | result :: _, _ -> result
        | [], ValueSome problem -> Error problem
        | [], ValueNone -> Malformation.error "cut-short" "the message is not whole"

module DatagramNetwork =

    /// What the codec makes of a message whose datagram lost its second half, or else all of it.
    let private garbled (codec: Codec<'message>) message =
        let struct (channel, bytes) = codec.Encode message

        let problem (bytes: ReadOnlyMemory<byte>) =
            match codec.Decode channel bytes with
            | Error problem -> Some problem
            | Ok _ -> None

        [ bytes.Slice(0, bytes.Length / 2); ReadOnlyMemory.Empty ]
        |> List.tryPick problem
        |> Option.defaultValue (Malformation.create "garbled" "the datagram is no message")

    /// Peers that send from one endpoint each.
    let create codec senderOf =
        { SenderOf = fun peer _ -> senderOf peer
          Garbled = garbled codec }

module World =

    /// Peers without stores that answer no questions, each at a host of its own, in words that follow from the types.
    let create peers host port (wires: Wires<'message>) initial step =
        { Peers = peers
          Stores = peers |> List.map ignore
          Blank = ignore
          Start = fun peer () -> initial peer
          Step = step
          Owner =
            fun endpoint -> peers |> List.tryFindIndex (fun name -> host name = endpoint.Host) |> ValueOption.ofOption
          Datagrams =
            wires.Datagrams
            |> ValueOption.map (fun codec ->
                DatagramNetwork.create codec (fun peer -> Endpoint.create (host (List.item peer peers)) port))
          Streams =
            wires.Streams
            |> ValueOption.map (fun wire ->
                { HostOf = fun peer -> host (List.item peer peers)
                  Codec = wire.Codec
                  Limits = ValueSome wire.Limits })
          NoticeWords = fun notice -> $"{notice}"
          AtOnce = fun () -> ValueNone
          Answer = fun () () -> struct ((), [])
          MessageWords = fun message -> $"{message}"
          TimerWords = fun timer -> $"{timer}"
          // The case of a union.
          StateWords = fun state -> $"{state}".Split(' ')[0] }

    /// The world without a clock: every step is taken at time zero, so states do not differ by when they were reached. Timers
    /// still fire in the order of their due times. A checker searches this world.
    let timeless (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) =
        { world with
            Step = fun _ -> world.Step TimeSpan.Zero }

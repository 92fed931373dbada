namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

type DatagramNetwork<'message> =
    { SenderOf: int -> 'message -> Endpoint
      Garbled: 'message -> Malformation }

type StreamNetwork<'message> =
    { HostOf: int -> string
      InPiecesOf: int -> (Connection -> 'message -> Result<'message, Malformation> list) voption
      LimitsOf: int -> StreamLimits voption }

type World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison> =
    { Peers: string list
      Stores: 'store list
      Blank: int -> 'store
      Start: int -> 'store -> 'state
      Step:
          TimeSpan
              -> 'state
              -> Input<Address, 'timer, 'message, 'command, 'answer>
              -> struct ('state * Output<Address, 'timer, 'message, 'ask, 'notice> list)
      Owner: Endpoint -> int voption
      Datagrams: DatagramNetwork<'message> voption
      Streams: StreamNetwork<'message> voption
      NoticeWords: 'notice -> string
      AtOnce: 'ask -> 'answer list voption
      Answer: 'ask -> 'store -> struct ('store * 'answer list)
      MessageWords: 'message -> string
      SaysDeed: 'message -> bool
      TimerWords: 'timer -> string
      StateWords: 'state -> string }

type PeerMachine<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> =
    { Start: int -> 'store -> 'state
      Step:
          TimeSpan
              -> 'state
              -> Input<Address, 'timer, 'message, 'command, 'answer>
              -> struct ('state * Output<Address, 'timer, 'message, 'ask, 'notice> list)
      AtOnce: 'ask -> 'answer list voption
      Answer: 'ask -> 'store -> struct ('store * 'answer list)
      TimerWords: 'timer -> string
      StateWords: 'state -> string }

module StreamNetwork =

    let inHalves (codec: StreamCodec<'message>) name message =
        let bytes = codec.Write message
        let half = bytes.Length / 2

        let struct (first, decoder) = (codec.Decoder name).Take(bytes.Slice(0, half))

        let struct (rest, decoder) = decoder.Take(bytes.Slice half)

        match first @ rest @ decoder.AtEnd() with
        | result :: _ -> [ result ]
        | [] -> [ Malformation.error "cut-short" "the message is incomplete" ]

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
        |> Option.defaultValue (Malformation.create "corrupted" "the datagram is not a message")

    let create codec senderOf =
        { SenderOf = fun peer _ -> senderOf peer
          Garbled = garbled codec }

module World =

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
            match wires.Streams, wires.Substreams with
            | ValueNone, ValueNone -> ValueNone
            | wire, _ ->
                ValueSome
                    { HostOf = fun peer -> host (List.item peer peers)
                      InPiecesOf = fun _ -> wire |> ValueOption.map (_.Codec >> StreamNetwork.inHalves)
                      LimitsOf = fun _ -> wire |> ValueOption.map _.Limits }
          NoticeWords = fun notice -> $"{notice}"
          AtOnce = fun () -> ValueNone
          Answer = fun () () -> struct ((), [])
          MessageWords = fun message -> $"{message}"
          SaysDeed = fun _ -> false
          TimerWords = fun timer -> $"{timer}"
          // The case of a union.
          StateWords = fun state -> $"{state}".Split(' ')[0] }

    let withMachine
        (machine: PeerMachine<'a, 'b, 'message, 'command, 'c, 'd, 'notice, 'store>)
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        =
        { Peers = world.Peers
          Stores = world.Stores
          Blank = world.Blank
          Start = machine.Start
          Step = machine.Step
          Owner = world.Owner
          Datagrams = world.Datagrams
          Streams = world.Streams
          NoticeWords = world.NoticeWords
          AtOnce = machine.AtOnce
          Answer = machine.Answer
          MessageWords = world.MessageWords
          SaysDeed = world.SaysDeed
          TimerWords = machine.TimerWords
          StateWords = machine.StateWords }

    let timeless (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) =
        { world with
            Step = fun _ -> world.Step TimeSpan.Zero }

namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture

/// A place where a participant sends or receives, as far as a capture tells places apart.
[<Struct>]
type private Place =
    | Arriving of Endpoint
    | Leaving of Endpoint
    | CallerEnd of called: int64
    | CalleeEnd of taken: int64

/// A captured connection being read: what each side's reader makes of it.
[<NoEquality; NoComparison>]
type private Reading<'message> =
    { AtCaller: StreamDecoder<'message>
      AtCallee: StreamDecoder<'message> }

/// A captured message that is one.
[<NoEquality; NoComparison>]
type TrafficMessage<'message> =
    {
        /// The number of its frame in the capture, from 1.
        Frame: int64
        /// Since the capture began.
        At: TimeSpan
        From: Endpoint
        /// As the sender names it.
        To: Address
        Message: 'message
    }

/// What a capture shows of a system's datagrams and connections, decoded: the flows that its participants are held against.
[<NoEquality; NoComparison>]
type Traffic<'message> =
    private
        {
            Wires: Wires<'message>
            Channel: Channel
            Frames: int64
            /// Nanoseconds since 1970 of the first frame and of the last.
            First: int64 voption
            Last: int64
            Fragments: Fragments
            Calls: TcpCalls
            Readings: Map<int64, Reading<'message>>
            /// Whose each place is, and what was seen there, last first.
            Seen: Map<Place, struct (Endpoint * (struct (bool * Glimpse<'message>)) list)>
            /// How much was seen at all places.
            SeenCount: int
            /// Connections that the capture lacks bytes of.
            Torn: Set<int64>
        }

module Traffic =

    /// The most that is kept of a capture; of a longer one no participant is judged.
    [<Literal>]
    let MostSeen = 200_000

    let private isFull traffic = traffic.SeenCount >= MostSeen

    /// Nothing was read. Every datagram is read as one of a channel.
    let empty wires channel =
        { Wires = wires
          Channel = channel
          Frames = 0L
          First = ValueNone
          Last = 0L
          Fragments = Fragments.empty
          Calls = TcpCalls.empty
          Readings = Map.empty
          Seen = Map.empty
          SeenCount = 0
          Torn = Set.empty }

    /// Since the first frame.
    let private now traffic =
        TimeSpan.FromTicks((traffic.Last - ValueOption.defaultValue traffic.Last traffic.First) / 100L)

    let private see place owner isOutput partner sight traffic =
        let glimpse =
            { Glimpse.Frame = traffic.Frames
              At = now traffic
              Partner = partner
              Sight = sight }

        let add seen =
            match seen with
            | Some(struct (owner, seen)) -> Some(struct (owner, struct (isOutput, glimpse) :: seen))
            | None -> Some(struct (owner, [ struct (isOutput, glimpse) ]))

        { traffic with
            Seen = Map.change place add traffic.Seen
            SeenCount = traffic.SeenCount + 1 }

    let private datagram (datagram: Datagram) traffic =
        match traffic.Wires.Datagrams with
        | ValueSome codec ->
            let sight =
                Sight.Message(codec.Decode traffic.Channel datagram.Payload, datagram.Payload)

            traffic
            |> see (Leaving datagram.Source) datagram.Source true (Address.Datagram datagram.Destination) sight
            |> see (Arriving datagram.Destination) datagram.Destination false (Address.Datagram datagram.Source) sight
        | ValueNone -> traffic

    /// What one side of a connection did, at its own end and at the other.
    let private did news side sight traffic =
        let atCaller = Address.Stream(Dialled(news.Callee, 0))
        let atCallee = Address.Stream(Accepted(news.Caller, news.Callee))

        traffic
        |> see (CallerEnd news.Call) news.Caller (side = Caller) atCaller sight
        |> see (CalleeEnd news.Call) news.Callee (side = Callee) atCallee sight

    let private reading news traffic =
        match Map.tryFind news.Call traffic.Readings, traffic.Wires.Streams with
        | Some reading, _ -> ValueSome reading
        | None, ValueSome wire ->
            ValueSome
                { AtCaller = wire.Codec.Decoder(Dialled(news.Callee, 0))
                  AtCallee = wire.Codec.Decoder(Accepted(news.Caller, news.Callee)) }
        | None, ValueNone -> ValueNone

    let private said news side bytes traffic =
        match reading news traffic with
        | ValueNone -> traffic
        | ValueSome reading ->
            let decoder =
                match side with
                | Caller -> reading.AtCallee
                | Callee -> reading.AtCaller

            let struct (messages, decoder) = decoder.Take bytes

            let reading =
                match side with
                | Caller -> { reading with AtCallee = decoder }
                | Callee -> { reading with AtCaller = decoder }

            ({ traffic with
                Readings = Map.add news.Call reading traffic.Readings },
             messages)
            ||> List.fold (fun traffic message -> did news side (Sight.Message(message, bytes)) traffic)

    let private stopped news side traffic =
        let cutShort =
            reading news traffic
            |> ValueOption.bind (fun reading ->
                match side with
                | Caller -> reading.AtCallee.AtEnd
                | Callee -> reading.AtCaller.AtEnd)

        match cutShort with
        | ValueSome problem -> did news side (Sight.Message(Error problem, ReadOnlyMemory.Empty)) traffic
        | ValueNone -> traffic
        |> did news side (Sight.End CloseReason.ClosedByPartner)

    let private connection traffic news =
        let atCaller = Address.Stream(Dialled(news.Callee, 0))
        let atCallee = Address.Stream(Accepted(news.Caller, news.Callee))
        let seeAtCaller = see (CallerEnd news.Call) news.Caller
        let seeAtCallee = see (CalleeEnd news.Call) news.Callee

        match news.Event with
        | CallEvent.Called -> traffic |> seeAtCaller true atCaller Sight.Call
        | CallEvent.Taken -> traffic |> seeAtCaller false atCaller Sight.Taken |> seeAtCallee false atCallee Sight.Call
        | CallEvent.Refused -> traffic |> seeAtCaller false atCaller (Sight.End CloseReason.Refused)
        | CallEvent.Spoke(side, bytes) -> said news side bytes traffic
        | CallEvent.Lacked _ ->
            { traffic with
                Torn = Set.add news.Call traffic.Torn }
        | CallEvent.Stopped side -> stopped news side traffic
        | CallEvent.Reset side -> did news side (Sight.End CloseReason.Reset) traffic

    /// Takes the next frame of a capture; its bytes must not change from then on. Past `MostSeen` it takes nothing more.
    let add (frame: Frame) traffic =
        let struct (fragments, transport) = Capture.transport frame traffic.Fragments
        let time = frame.Time |> ValueOption.defaultValue traffic.Last

        let traffic =
            { traffic with
                Frames = traffic.Frames + 1L
                Fragments = fragments
                First = traffic.First |> ValueOption.orElse (ValueSome time)
                Last = time }

        match transport with
        | _ when isFull traffic -> traffic
        | Ok(ValueSome(Udp found)) -> datagram found traffic
        | Ok(ValueSome(Tcp segment)) ->
            let struct (calls, news) = TcpCalls.add segment traffic.Calls
            news |> List.fold connection { traffic with Calls = calls }
        | Ok ValueNone
        | Error _ -> traffic

    /// What all frames of a capture show.
    let ofFrames wires channel frames =
        Seq.fold (fun traffic frame -> add frame traffic) (empty wires channel) frames

    /// Every message, first to last.
    let messages traffic =
        [ for KeyValue(_, struct (owner, seen)) in traffic.Seen do
              for struct (isOutput, glimpse) in seen do
                  match glimpse.Sight with
                  | Sight.Message(Ok message, _) when isOutput ->
                      { Frame = glimpse.Frame
                        At = glimpse.At
                        From = owner
                        To = glimpse.Partner
                        Message = message }
                  | Sight.Message _
                  | Sight.Call
                  | Sight.Taken
                  | Sight.End _ -> () ]
        |> List.sortBy _.Frame

    /// The conduits of a participant, whose endpoints `owns` tells.
    let conduits owns traffic =
        [ for KeyValue(_, struct (owner, seen)) in traffic.Seen do
              if owns owner then
                  let part isOutput =
                      [| for struct (isOut, glimpse) in List.rev seen do
                             if isOut = isOutput then
                                 glimpse |]

                  let inputs, outputs = part false, part true

                  { Inputs = inputs
                    Outputs = outputs
                    IsTornDown =
                      Seq.append inputs outputs
                      |> Seq.exists (fun glimpse ->
                          match glimpse.Sight with
                          | Sight.End CloseReason.Reset -> true
                          | Sight.End _
                          | Sight.Message _
                          | Sight.Call
                          | Sight.Taken -> false) } ]

    /// Runs a participant, whose endpoints `owns` tells, through its machine by each policy; it began when it was first seen.
    let judge owns policies machine traffic =
        let conduits = conduits owns traffic

        let begins =
            conduits
            |> Seq.collect (fun conduit -> Seq.append conduit.Inputs conduit.Outputs)
            |> Seq.map _.At
            |> Seq.fold min (now traffic)

        let torn =
            traffic.Seen
            |> Seq.filter (fun (KeyValue(place, struct (owner, _))) ->
                match place with
                | CallerEnd call
                | CalleeEnd call -> owns owner && Set.contains call traffic.Torn
                | Arriving _
                | Leaving _ -> false)
            |> Seq.length

        if isFull traffic then
            Unjudged $"the capture shows more than {MostSeen} messages, calls and ends"
        elif torn = 0 then
            policies
            |> List.map (fun policy () ->
                Replay.judgeConduits (Side.create (Policy.name policy) (machine policy) begins) (now traffic) conduits)
            |> Replay.firstOf
            |> _.Ruling
        else
            Unjudged $"the capture lacks bytes of {torn} of its connection(s)"

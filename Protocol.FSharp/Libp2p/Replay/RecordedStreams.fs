namespace PeerFunctional.Libp2p

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// The streams of a session as messages.
module RecordedStreams =

    let private kindOf name =
        ProtocolKind.standard ProtocolName.foo
        |> Map.tryFind name
        |> Option.defaultValue ProtocolKind.Exchange

    let private isOwn side (_, event: StreamEvent) = event.From = side

    /// Whether both directions are over before a frame.
    let private isOverBefore frame (events: (int * StreamEvent) list) =
        let isOver side =
            events
            |> List.exists (fun (_, event) ->
                match event.Deed with
                | StreamDeed.Ends
                | StreamDeed.Resets _ -> event.From = side && event.Place.Frame < frame
                | StreamDeed.Stops _ -> event.From <> side && event.Place.Frame < frame
                | StreamDeed.Opens
                | StreamDeed.Says _ -> false)

        isOver Dialer && isOver Listener

    /// Whether a stream is seen from its opening on, behind a frame.
    let private beginsBehind frame (events: (int * StreamEvent) list) =
        match events with
        | (_, event) :: _ ->
            event.Place.Frame > frame
            && (match event.Deed with
                | StreamDeed.Opens -> true
                | StreamDeed.Says _
                | StreamDeed.Ends
                | StreamDeed.Resets _
                | StreamDeed.Stops _ -> false)
        | [] -> true

    /// Whether the opener is seen to say something before the acceptor does.
    let private isBegun number (events: (int * StreamEvent) list) =
        events
        |> List.tryPick (fun (_, event) ->
            match event.Deed with
            | StreamDeed.Opens -> None
            | StreamDeed.Says _
            | StreamDeed.Ends
            | StreamDeed.Resets _
            | StreamDeed.Stops _ -> Some(event.From = HostEnd.opener number))
        |> Option.defaultValue true

    /// Whether both directions are seen to their ends, and neither was given up.
    let private isWhole (events: (int * StreamEvent) list) =
        let deeds = events |> List.map (fun (_, event) -> event.Deed)

        let isGivenUp =
            deeds
            |> List.exists (fun deed ->
                match deed with
                | StreamDeed.Resets _
                | StreamDeed.Stops _ -> true
                | StreamDeed.Opens
                | StreamDeed.Says _
                | StreamDeed.Ends -> false)

        not isGivenUp && (deeds |> List.filter _.IsEnds |> List.length) = 2

    /// Whether the opener proposes one protocol, so that answers belong to it in any order.
    let private hasOneProposal number events =
        let openers = events |> List.filter (isOwn (HostEnd.opener number))

        StreamSpeech.decode Map.empty false openers
        |> List.filter (fun (speech: Speech) ->
            match speech.Message with
            | ValueSome(Ok(Message.Line(MultistreamLine.Protocol _))) -> true
            | ValueSome _
            | ValueNone -> false)
        |> List.length
            =
            1

    /// What a gap may do to a stream.
    [<RequireQualifiedAccess>]
    type private Touch =
        | Nothing
        /// All of the stream is seen, but maybe later than it came.
        | Order
        /// Some of the stream may be missing.
        | Content

    let private touch number events (gap: SessionGap) =
        match gap.Stream, gap.Kind with
        | ValueSome stream, _ -> if stream = number then Touch.Content else Touch.Nothing
        | ValueNone, _ when isOverBefore gap.Since events -> Touch.Nothing
        | ValueNone, _ when beginsBehind gap.Since events && isBegun number events -> Touch.Nothing
        | ValueNone, GapKind.Packets when isWhole events && hasOneProposal number events -> Touch.Order
        | ValueNone, (GapKind.Events | GapKind.Packets) -> Touch.Content

    /// The negotiation alone, where nothing more is known of a protocol.
    let private linesOf speeches =
        speeches
        |> List.takeWhile (fun (speech: Speech) ->
            match speech.Message with
            | ValueSome(Ok(Message.Line _)) -> true
            | ValueSome _
            | ValueNone -> false)

    let private isRequest (speech: Speech) =
        match speech.Message with
        | ValueSome(Ok(Message.Request _)) -> true
        | ValueSome _
        | ValueNone -> false

    let private givenUp (events: (int * StreamEvent) list) =
        [ for index, event in events do
              match event.Deed with
              | StreamDeed.Resets _
              | StreamDeed.Stops _ -> struct (index, event.From)
              | StreamDeed.Opens
              | StreamDeed.Says _
              | StreamDeed.Ends -> () ]

    /// Whether the acceptor has denied a proposal.
    let private isDenied acceptors =
        StreamSpeech.decode Map.empty true acceptors
        |> List.exists (fun (speech: Speech) ->
            match speech.Message with
            | ValueSome(Ok(Message.Line MultistreamLine.NotAvailable)) -> true
            | ValueSome _
            | ValueNone -> false)

    let private ofEvents gaps number events =
        let touches =
            gaps
            |> List.map (fun gap -> touch number events gap, gap)
            |> List.filter (fun (touch, _) -> touch <> Touch.Nothing)

        let gap = touches |> List.map snd |> List.sortBy _.Since |> List.tryHead
        let isCut = touches |> List.exists (fun (touch, _) -> touch = Touch.Content)

        let isBefore (gap: SessionGap) (_, event: StreamEvent) = event.Place.Frame < gap.Since

        let unordered =
            match gap with
            | Some gap when not isCut -> events |> List.tryFind (isBefore gap >> not) |> Option.map fst
            | Some _
            | None -> None

        let events =
            match gap with
            | Some gap when isCut -> events |> List.filter (isBefore gap)
            | Some _
            | None -> events

        let opener = HostEnd.opener number
        let openers, acceptors = List.partition (isOwn opener) events
        let agreed = StreamSpeech.agreed openers acceptors

        let openersKinds =
            match agreed with
            | Some name -> Map [ name, kindOf name ]
            | None when isDenied acceptors -> Map.empty
            | None -> ProtocolKind.standard ProtocolName.foo

        let acceptorsKinds =
            match agreed with
            | Some name -> Map [ name, kindOf name ]
            | None -> Map.empty

        let ofOpener = StreamSpeech.decode openersKinds false openers
        let ofAcceptor = StreamSpeech.decode acceptorsKinds true acceptors

        let stream =
            { Number = number
              OfOpener = ofOpener
              OfAcceptor = ofAcceptor
              Agreed = ValueOption.ofOption agreed
              GivenUp = givenUp events
              Unordered = ValueOption.ofOption unordered
              Lacks = gap |> ValueOption.ofOption |> ValueOption.map (fun gap -> $"stream {number}: {gap.Words}") }

        match agreed with
        | Some name when
            not (Map.containsKey name (ProtocolKind.standard ProtocolName.foo))
            && not (List.exists isRequest ofOpener)
            ->
            { stream with
                OfOpener = linesOf ofOpener
                OfAcceptor = linesOf ofAcceptor
                Lacks =
                    ValueOption.orElse
                        (ValueSome
                            $"stream {number}: what goes over {TerminalText.upTo 64 (ProtocolName.text name)} is not known")
                        stream.Lacks }
        | Some _
        | None -> stream

    /// The streams in the order of their numbers.
    let ofSession (session: HostSession) =
        session.Events
        |> List.indexed
        |> List.groupBy (fun (_, event) -> event.Stream)
        |> List.sortBy fst
        |> List.map (fun (number, events) -> ofEvents session.Gaps number events)

    let speaker isOpener (stream: RecordedStream) =
        let opener = HostEnd.opener stream.Number
        if isOpener then opener else HostEnd.other opener

    /// What an end said, with the stream that it said it on.
    let saidBy side (streams: RecordedStream list) =
        [ for stream in streams do
              let speeches =
                  if HostEnd.opener stream.Number = side then
                      stream.OfOpener
                  else
                      stream.OfAcceptor

              for speech in speeches do
                  struct (stream.Number, speech) ]

    let private messages side streams =
        saidBy side streams
        |> List.choose (fun (struct (_, speech)) ->
            match speech.Message with
            | ValueSome(Ok message) -> Some message
            | ValueSome(Error _)
            | ValueNone -> None)

    let private told side streams =
        let names =
            messages side streams
            |> List.choose (fun message ->
                match message with
                | Message.Identify identify
                | Message.Push identify -> Some identify.Protocols
                | _ -> None)

        if names.IsEmpty then
            ValueNone
        else
            ValueSome(List.concat names)

    let private learned side streams =
        messages (HostEnd.other side) streams
        |> List.choose (fun message ->
            match message with
            | Message.Identify { ObservedAddress = ValueSome address } -> Some address
            | Message.Response response -> Some response.Address
            | _ -> None)

    /// What an end is judged by.
    let ends side session streams : KnownEnds =
        let own = HostSession.identity side session
        let partner = HostSession.identity (HostEnd.other side) session

        let agreed =
            streams |> List.choose (fun stream -> ValueOption.toOption stream.Agreed)

        { Side = side
          Own = own
          Partner = partner
          Connected = ReplayedHost.connections side own partner (ProtocolName.foo :: agreed)
          // What is lacking may be an identify message, or a push of another one.
          Told =
            if session.Gaps.IsEmpty then
                told side streams
            else
                ValueNone
          Learned =
            if session.Gaps.IsEmpty then
                ValueSome(learned side streams)
            else
                ValueNone }

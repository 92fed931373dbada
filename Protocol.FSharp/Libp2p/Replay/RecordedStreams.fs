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

    let private concerns number events (gap: SessionGap) =
        match gap.Stream with
        | ValueSome stream -> stream = number
        | ValueNone -> not (isOverBefore gap.Since events) && not (beginsBehind gap.Since events)

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
        let gap =
            gaps |> List.filter (concerns number events) |> List.sortBy _.Since |> List.tryHead

        let events =
            match gap with
            | Some gap -> events |> List.filter (fun (_, event: StreamEvent) -> event.Place.Frame < gap.Since)
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
    let ends side session streams : StreamReplay.Ends =
        { Side = side
          Own = HostSession.identity side session
          Partner = HostSession.identity (HostEnd.other side) session
          Told = told side streams
          Learned = learned side streams }

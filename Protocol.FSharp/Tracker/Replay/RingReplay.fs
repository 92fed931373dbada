namespace PeerFunctional.Tracker

open System
open System.Globalization
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// Machines of the ring, set up as a capture shows their participants.
module RingReplay =

    let private clockTimes = [| "ddd MMM d HH:mm:ss yyyy"; "ddd MMM  d HH:mm:ss yyyy" |]

    /// Whether a text is a time as Python's `ctime` writes it, with the right day of the week. Worlds have no time of day.
    let private isClockTime (text: string) =
        text = ""
        || fst (DateTime.TryParseExact(text, clockTimes, CultureInfo.InvariantCulture, DateTimeStyles.None))

    let private isSame message seen =
        match message, seen with
        | Ping _, Ping time -> isClockTime time
        | message, seen -> message = seen

    /// A tracker greets every caller of ECHO, whatever state it is in.
    let private fixedOfTracker message =
        match message with
        | Echo handle when Wire.fits (Message.greeting handle) -> ValueSome(Message.greeting handle)
        | Echo _
        | Ping _
        | RegInit _
        | Register _
        | UpdateNeighbour _
        | Query _
        | Ack _
        | QueryResult _
        | AskRing _
        | RingPart _
        | Remark _
        | NoData
        | Unusual _ -> ValueNone

    /// A peer answers every PING with its handle, whatever state it is in.
    let private fixedOfPeer handle message =
        match message with
        | Ping _ -> ValueSome(Ack handle)
        | Echo _
        | RegInit _
        | Register _
        | UpdateNeighbour _
        | Query _
        | Ack _
        | QueryResult _
        | AskRing _
        | RingPart _
        | Remark _
        | NoData
        | Unusual _ -> ValueNone

    let private trackerCandidate handles begins settings =
        let candidate name =
            { RingCandidate.create
                  name
                  begins
                  (RingTracker.machine settings)
                  isSame
                  Message.words
                  (TrackerPart >> RingWords.state) with
                Fixed = fixedOfTracker
                Guesses = RingGuesses.heardByTracker handles }

        match settings.Policy with
        | AsPublished -> candidate "published"
        | Recovering -> RingCandidate.ofOurs (candidate "recovering")

    let private peerCandidate handle name machine begins guesses =
        { RingCandidate.create name begins machine isSame Message.words (PeerPart >> RingWords.state) with
            Fixed = fixedOfPeer handle
            Guesses = guesses }

    /// Converted to Python 3 the original stumbles over a QUERY_RESULT of None: its connection stays open until the next
    /// query (recorded in `register-3-peers-py3`).
    let private converted (machine: Machine<Collector, Timer, Message, UserCommand, Answer, Question, Notice>) =
        { machine with
            Step =
                fun now state input ->
                    match input with
                    | Received(Address.Stream(Dialled _) as call, QueryResult(ValueNone, _)) ->
                        machine.Step
                            now
                            state
                            (Malformed(call, Malformation.create "none-compared" "None < 0 in Python 3"))
                    | input -> machine.Step now state input }

    /// The database as the capture shows it: items in the order they were dealt, then unseen items with a placeholder
    /// text.
    let private phrase (calls: RingCall list) =
        let placements =
            calls
            |> List.choose (fun call ->
                match CapturedConnection.answer call with
                | ValueSome(RegInit placement) -> Some placement
                | _ -> None)

        let queried =
            calls
            |> List.collect (fun call ->
                match CapturedConnection.answer call with
                | ValueSome(QueryResult(item, further)) -> Message.items item further
                | _ -> [])

        let size =
            match placements with
            | placement :: _ -> placement.Size
            | [] -> 1

        let seen =
            List.map (fun (placement: Placement) -> placement.Item) placements @ queried
            |> List.filter (fun item -> item.Seq < size)
            |> List.distinctBy _.Seq

        let known = seen |> List.map _.Seq |> Set.ofList

        let unseen =
            [ for seq in 0 .. size - 1 do
                  if not (Set.contains seq known) then
                      { Seq = seq; Text = "(not seen)" } ]

        Phrase.create (seen @ unseen)

    let private isPing (call: RingCall) =
        match CapturedConnection.request call with
        | ValueSome(Ping _) -> true
        | ValueSome _
        | ValueNone -> false

    /// Whether a call was a PING, or the capture lacks what it was.
    let private mayBePing call =
        isPing call || ValueOption.isNone (CapturedConnection.request call)

    /// Intervals from one round of PING to the next that the calls of a tracker suggest, besides the usual one.
    let private intervals (calls: RingCall list) =
        // A round begins the interval after the end of the one before.
        let apart isPing since =
            calls
            |> List.filter isPing
            |> List.groupBy _.Callee
            |> List.collect (snd >> List.pairwise)
            |> List.map (fun (earlier, later) -> later.Called.At - since earlier)

        let ended (ping: RingCall) =
            ping.CallerEnd |> ValueOption.map _.Place.At |> ValueOption.defaultValue ping.Called.At

        let suggested =
            [ for isPing in [ isPing; mayBePing ] do
                  for since in [ ended; _.Called.At ] do
                      match apart isPing since with
                      | [] -> ()
                      | apart -> TimeSpan.FromSeconds(floor ((List.min apart).TotalSeconds * 10.0) / 10.0) ]

        let first isPing =
            calls |> List.tryFind isPing |> Option.map _.Called.At

        [ for interval in Limits.pingEvery :: suggested |> List.distinct do
              if interval > TimeSpan.Zero then
                  for firstPing in List.distinct [ first isPing; first mayBePing ] -> struct (interval, firstPing) ]

    /// The start of a tracker: whole rounds before its first PING, or its first call where the PING is later than a round.
    let private beginnings (first: TimeSpan) (interval: TimeSpan) firstPing =
        match firstPing with
        | Some ping when ping > first ->
            let rounds = ceil ((ping - first) / interval)
            let whole = ping - interval * rounds
            if rounds > 1.0 then [ first; whole ] else [ whole ]
        | Some _
        | None -> [ first ]

    /// Whether the first registration in the capture is the first of the ring: its neighbour is itself, or the tracker that
    /// stands in the ring.
    let private isFromBeginning tracker (calls: RingCall list) =
        calls
        |> List.tryPick (fun call ->
            match CapturedConnection.request call, CapturedConnection.answer call with
            | ValueSome(Register(_, port)), ValueSome(RegInit { Neighbour = ValueSome neighbour }) ->
                Some(neighbour.Address = Endpoint.create call.Caller.Host port || neighbour.Address = tracker)
            | ValueSome(Register _), ValueSome(RegInit _) -> Some false
            | ValueSome(AskRing _), ValueSome(RingPart part) when part.Members > 0 -> Some false
            | ValueSome(Ping _ | UpdateNeighbour _), _ -> Some false
            | _ -> None)
        |> Option.defaultValue true

    let private inOrder (traffic: ParticipantTraffic<Message>) =
        traffic.Called @ traffic.Calls |> List.sortBy (fun (call: RingCall) -> call.Called.Frame)

    /// Whether a program of ours sends the original's fields alone: its answers to queries show it, and that it tells its
    /// neighbour what it wants. Where the capture has neither, it may do both.
    let private plainness (traffic: ParticipantTraffic<Message>) =
        let answered =
            traffic.Called
            |> List.tryPick (fun (call: RingCall) ->
                match CapturedConnection.answer call with
                | ValueSome(QueryResult(_, further)) -> Some further.IsNone
                | _ -> None)

        let tells =
            traffic.Calls
            |> List.exists (fun (call: RingCall) ->
                match CapturedConnection.request call with
                | ValueSome(Query(_, ValueSome _)) -> true
                | _ -> false)

        match answered with
        | _ when tells -> [ false ]
        | Some plain -> [ plain ]
        | None -> [ false; true ]

    /// The handles that peers registered.
    let private registered (calls: RingCall list) =
        calls
        |> List.choose (fun call ->
            match CapturedConnection.request call with
            | ValueSome(Register(handle, _)) -> Some handle
            | _ -> None)
        |> List.distinct

    /// A process of the tracker at an endpoint, of this number; originals read by `codec`.
    let tracker codec endpoint number (traffic: ParticipantTraffic<Message>) =
        let calls = inOrder traffic

        if number > 0 && not (isFromBeginning endpoint calls) then
            NoCandidates "it goes on with a ring that it kept, and what it kept is not in the capture"
        elif not (isFromBeginning endpoint calls) then
            NoCandidates "the capture lacks the beginning of the ring"
        else
            match phrase traffic.Called, calls with
            | Error problem, _ -> NoCandidates $"the items that it dealt are not a database: {problem}"
            | Ok _, [] -> NoCandidates "no peer called it"
            | Ok phrase, first :: _ ->
                let handles = registered calls

                let suggested =
                    [ for struct (interval, firstPing) in intervals traffic.Calls do
                          for begins in beginnings first.Called.At interval firstPing -> struct (interval, begins) ]

                Candidates
                    [ for reading in RingCandidate.readings codec traffic.Called do
                          for struct (interval, begins) in suggested do
                              if interval = Limits.pingEvery then
                                  yield
                                      fun () ->
                                          let settings = TrackerSettings.create AsPublished phrase

                                          ParticipantTraffic.judgeOriginal
                                              reading
                                              (trackerCandidate handles begins settings)
                                              traffic
                      for struct (interval, begins) in suggested do
                          for plain in plainness traffic ->
                              fun () ->
                                  let settings =
                                      { TrackerSettings.create Recovering phrase with
                                          Plain = plain
                                          PingEvery = interval }

                                  ParticipantTraffic.judge (trackerCandidate handles begins settings) traffic ]

    /// Whether the first missing call of a peer is not to the tracker.
    let needsQuery (tracker: Endpoint) (divergence: Divergence) =
        match divergence.ExpectedStep with
        | ExpectedStep.Call address -> Address.partner address <> tracker
        | ExpectedStep.Nothing
        | ExpectedStep.Message
        | ExpectedStep.OtherMessage
        | ExpectedStep.End -> false

    /// Paces that a peer's calls suggest, the likeliest first: the shortest pause between two of them, the shortest but those at
    /// once, as that before a peer asks whether it may leave, and the original's.
    let private paces (calls: RingCall list) =
        let pause (earlier: RingCall, later: RingCall) =
            earlier.CallerEnd
            |> ValueOption.map (fun hangUp -> later.Called.At - hangUp.Place.At)
            |> ValueOption.toOption

        let rounded (pause: TimeSpan) =
            let whole = TimeSpan.FromMilliseconds(floor (pause.TotalMilliseconds / 10.0) * 10.0)

            if abs (whole - Limits.pace).TotalMilliseconds < 100.0 then
                Limits.pace
            else
                whole

        let pauses =
            calls
            |> List.sortBy _.Called.Frame
            |> List.pairwise
            |> List.choose pause
            |> List.filter (fun pause -> pause > TimeSpan.Zero)
            |> List.sort

        let isAtOnce (pause: TimeSpan) = pause < pauses[pauses.Length / 2] / 2.0

        List.truncate 1 pauses @ List.truncate 1 (List.skipWhile isAtOnce pauses)
        |> List.map rounded
        |> List.filter (fun pace -> pace > TimeSpan.Zero)
        |> (fun suggested -> suggested @ [ Limits.pace ])
        |> List.distinct

    /// A peer by its handle and where it listens; originals read by `codec`. `mayCallUnseen` tells which calls the capture may
    /// not show.
    let peer codec mayCallUnseen handle listen tracker (traffic: ParticipantTraffic<Message>) =
        let registration =
            traffic.Calls
            |> List.tryFind (fun (call: RingCall) ->
                match CapturedConnection.request call with
                | ValueSome(Register _) -> true
                | _ -> false)

        match registration with
        | None -> NoCandidates "the capture lacks its registration"
        | Some registration ->
            let at = registration.Called.At

            let settings policy =
                CollectorSettings.create policy handle listen tracker

            let guesses policy = RingGuesses.heardByPeer policy traffic

            let published name machine =
                { peerCandidate handle name machine (at - Limits.settling) (guesses AsPublished) with
                    MayCallUnseen = mayCallUnseen }

            Candidates
                [ for reading in RingCandidate.readings codec (inOrder traffic) do
                      for name, change in [ "published", id; "published (Python 3)", converted ] ->
                          fun () ->
                              let machine = change (Collector.machine (settings AsPublished))
                              ParticipantTraffic.judgeOriginal reading (published name machine) traffic
                  for pace in paces traffic.Calls do
                      for stay in [ true; false ] do
                          for plain in plainness traffic ->
                              fun () ->
                                  let machine =
                                      Collector.machine
                                          { settings Recovering with
                                              Stay = stay
                                              Plain = plain
                                              Pace = pace }

                                  let candidate =
                                      { peerCandidate handle "recovering" machine at (guesses Recovering) with
                                          MayCallUnseen = mayCallUnseen }
                                      |> RingCandidate.ofOurs

                                  ParticipantTraffic.judge candidate traffic ]

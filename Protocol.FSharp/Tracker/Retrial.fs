namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// Machines of the ring, set up as a capture shows their participants and run through what it shows of them.
module Retrial =

    let private isSame message seen =
        match message, seen with
        | Ping _, Ping _ -> true
        | message, seen -> message = seen

    let private trackerSide lane begins settings =
        let side name =
            Trial.side
                name
                lane
                begins
                (RingTracker.machine settings)
                isSame
                Message.words
                (TrackerPart >> RingWording.state)

        match settings.Policy with
        | AsPublished -> side "published"
        | Recovering -> Trial.ofOurs (side "recovering")

    let private peerSide name machine lane begins =
        Trial.side name lane begins machine isSame Message.words (PeerPart >> RingWording.state)

    /// Converted to Python 3 the original stumbles over a QUERY_RESULT of None: its connection stays open until the next
    /// query (recorded in `register-3-peers-py3`).
    let private converted (machine: Machine<Collector, Timer, Message, UserCommand, Answer, Question, Notice>) =
        { machine with
            Step =
                fun now state input ->
                    match input with
                    | Received(Address.Stream(Dialled _) as call, QueryResult ValueNone) ->
                        machine.Step
                            now
                            state
                            (Malformed(call, Malformation.create "none-compared" "None < 0 in Python 3"))
                    | input -> machine.Step now state input }

    /// The database as far as the capture shows it. New items are dealt in their order; what was never seen comes last, in a
    /// text of its own.
    let private phrase (talks: Talk<Message> list) =
        let placements =
            talks
            |> List.choose (fun talk ->
                match Talk.answer talk with
                | ValueSome(RegInit placement) -> Some placement
                | _ -> None)

        let queried =
            talks
            |> List.choose (fun talk ->
                match Talk.answer talk with
                | ValueSome(QueryResult(ValueSome item)) -> Some item
                | _ -> None)

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

    /// Intervals from one round of PING to the next that the capture suggests, besides the usual one.
    let private intervals (talks: Talk<Message> list) =
        let pings =
            talks
            |> List.filter (fun talk ->
                match Talk.request talk with
                | ValueSome(Ping _) -> true
                | _ -> false)

        let apart =
            pings
            |> List.groupBy _.Callee
            |> List.collect (snd >> List.map _.Called.At >> List.pairwise)
            |> List.map (fun (earlier, later) -> later - earlier)

        let suggested =
            match apart with
            | [] -> []
            | apart -> [ TimeSpan.FromSeconds(floor ((List.min apart).TotalSeconds * 10.0) / 10.0) ]

        let firstPing = pings |> List.tryHead |> Option.map _.Called.At

        Limits.pingEvery :: suggested
        |> List.filter (fun interval -> interval > TimeSpan.Zero)
        |> List.distinct
        |> List.map (fun interval -> struct (interval, firstPing))

    /// When a tracker began, whose first PING to somebody was at some time: whole rounds before.
    let private beginning (first: TimeSpan) (interval: TimeSpan) firstPing =
        match firstPing with
        | Some ping when ping > first ->
            let rounds = ceil ((ping - first) / interval)
            ping - interval * rounds
        | Some _
        | None -> first

    let private judge horizon conduits side =
        Replay.judgeConduits side horizon conduits

    /// Whether the first registration in the capture is the first of the ring: its neighbour is itself, or the tracker that
    /// stands in the ring.
    let private isFromBeginning tracker (talks: Talk<Message> list) =
        talks
        |> List.tryPick (fun talk ->
            match Talk.request talk, Talk.answer talk with
            | ValueSome(Register(_, port)), ValueSome(RegInit { Neighbour = ValueSome neighbour }) ->
                Some(neighbour.Address = Endpoint.create talk.Caller.Host port || neighbour.Address = tracker)
            | ValueSome(Register _), ValueSome(RegInit _) -> Some false
            | ValueSome(Ping _ | UpdateNeighbour _), _ -> Some false
            | _ -> None)
        |> Option.defaultValue true

    /// The tracker at an endpoint, by the calls to it and those it made.
    let tracker lane endpoint horizon called calls =
        let talks =
            called @ calls |> List.sortBy (fun (talk: Talk<Message>) -> talk.Called.Frame)

        if not (Trial.isComplete talks) then
            Trial.torn
        elif not (isFromBeginning endpoint talks) then
            Trial.unjudged "the capture lacks the beginning"
        else
            match phrase called, talks with
            | Error problem, _ -> Trial.unjudged $"what it deals is no database: {problem}"
            | Ok _, [] -> Trial.unjudged "nobody called it"
            | Ok phrase, first :: _ ->
                let run reading isOurs (settings: TrackerSettings) firstPing =
                    trackerSide lane (beginning first.Called.At settings.PingEvery firstPing) settings
                    |> judge horizon (Trial.conduits reading isOurs called calls)

                let published =
                    [ for reading in Trial.readings called do
                          for struct (_, firstPing) in intervals talks |> List.truncate 1 ->
                              fun () -> run reading false (TrackerSettings.create AsPublished phrase) firstPing ]

                let recovering =
                    [ for struct (interval, firstPing) in intervals talks ->
                          fun () ->
                              let settings = TrackerSettings.create Recovering phrase
                              run Trial.whole true { settings with PingEvery = interval } firstPing ]

                Replay.firstOf (published @ recovering)

    /// Whether what a peer left out first is a call to somebody besides the tracker.
    let lacksQuery (tracker: Endpoint) (judgement: Judgement) =
        match judgement.Ruling with
        | Diverges(_, { Expected = ValueSome words }, _) ->
            words.StartsWith("a call to ", StringComparison.Ordinal) && words <> $"a call to {tracker}"
        | Diverges _
        | Conforms _
        | Unjudged _
        | Absent -> false

    /// Paces that a peer's calls suggest, the likeliest first: the shortest pause between two of them, and the original's.
    let private paces (calls: Talk<Message> list) =
        let pause (earlier: Talk<Message>, later: Talk<Message>) =
            earlier.CallerEnd
            |> ValueOption.map (fun hangUp -> later.Called.At - hangUp.Place.At)
            |> ValueOption.toOption

        let pauses =
            calls
            |> List.sortBy _.Called.Frame
            |> List.pairwise
            |> List.choose pause
            |> List.filter (fun pause -> pause > TimeSpan.Zero)

        match pauses with
        | [] -> [ Limits.pace ]
        | pauses ->
            let shortest =
                TimeSpan.FromMilliseconds(floor ((List.min pauses).TotalMilliseconds / 10.0) * 10.0)

            if abs (shortest - Limits.pace).TotalMilliseconds < 100.0 || shortest = TimeSpan.Zero then
                [ Limits.pace ]
            else
                [ shortest; Limits.pace ]

    /// A peer by its handle and where it listens, by the calls to it and those it made.
    let peer lane handle listen tracker horizon called calls =
        let talks = called @ calls

        let registration =
            calls
            |> List.tryFind (fun (talk: Talk<Message>) ->
                match Talk.request talk with
                | ValueSome(Register _) -> true
                | _ -> false)

        match registration with
        | _ when not (Trial.isComplete talks) -> Trial.torn
        | None -> Trial.unjudged "the capture lacks its registration"
        | Some registration ->
            let at = registration.Called.At

            let settings policy =
                CollectorSettings.create policy handle listen tracker

            let published =
                [ for reading in Trial.readings talks do
                      for name, change in [ "published", id; "published (Python 3)", converted ] ->
                          fun () ->
                              peerSide
                                  name
                                  (change (Collector.machine (settings AsPublished)))
                                  lane
                                  (at - Limits.settling)
                              |> judge horizon (Trial.conduits reading false called calls) ]

            let recovering =
                [ for pace in paces calls do
                      for stay in [ true; false ] ->
                          fun () ->
                              let machine =
                                  Collector.machine
                                      { settings Recovering with
                                          Stay = stay
                                          Pace = pace }

                              Trial.ofOurs (peerSide "recovering" machine lane at)
                              |> judge horizon (Trial.conduits Trial.whole true called calls) ]

            Replay.firstOf (published @ recovering)

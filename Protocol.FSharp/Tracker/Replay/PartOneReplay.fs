namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture
open PeerFunctional.Verification

/// The machines of part 1, set up as a capture shows their participants.
module PartOneReplay =

    /// The list of a tracker as its answers show it. The other items were never requested.
    let private phrase (calls: CapturedConnection<PartOne> list) =
        let answers =
            calls
            |> List.map (fun call -> struct (CapturedConnection.request call, CapturedConnection.answer call))

        let size =
            answers
            |> List.tryPick (function
                | struct (_, ValueSome(PartOne.Size size)) -> Some size
                | _ -> None)
            |> Option.defaultWith (fun () ->
                answers
                |> List.fold
                    (fun most answer ->
                        match answer with
                        | struct (ValueSome(PartOne.Position position), ValueSome(PartOne.Item item)) ->
                            max most (1 + max position item.Seq)
                        | _ -> most)
                    1)

        let known =
            answers
            |> List.choose (function
                | struct (ValueSome(PartOne.Position position), ValueSome(PartOne.Item item)) ->
                    Some((if position < 0 then position + size else position), item)
                | _ -> None)
            // Of two answers that differ, the first counts.
            |> List.rev
            |> Map.ofList

        let seen = known |> Map.toList |> List.map (fun (_, item) -> item.Seq) |> Set.ofList

        let unseen =
            Seq.initInfinite (fun seq -> { Seq = seq; Text = "(not seen)" })
            |> Seq.filter (fun item -> not (Set.contains item.Seq seen))

        let places = Seq.init size id
        let unknown = places |> Seq.filter (fun place -> not (Map.containsKey place known))

        if size > Phrase.MaxItems then
            Error $"{size} items are too many"
        else
            let items =
                (known, Seq.zip unknown unseen) ||> Seq.fold (fun items (place, item) -> Map.add place item items)

            places |> Seq.map (fun place -> items[place]) |> List.ofSeq |> Phrase.create

    /// What a tracker may have heard, by what it answered.
    let private guesses phrase said =
        match said with
        | PartOne.Size _ -> [ PartOne.Register ]
        | PartOne.Item item ->
            let items = Phrase.items phrase

            [ for place, other in List.indexed items do
                  if other = item then
                      PartOne.Position place
                      PartOne.Position(place - items.Length) ]
        | PartOne.BadRequest -> [ PartOne.Position Int32.MaxValue ]
        | PartOne.Register
        | PartOne.Position _
        | PartOne.Unusual _ -> []

    /// The tracker, by the calls to it; originals read by `codec`. It answers from the database of `answered`: calls to it, and to
    /// processes before and after it that no refused call tells apart.
    let tracker codec answered (traffic: ParticipantTraffic<PartOne>) =
        match phrase answered, traffic.Called with
        | Error problem, _ -> NoCandidates $"the items that it sent are not a database: {problem}"
        | Ok _, [] -> NoCandidates "no peer called it"
        | Ok phrase, first :: _ ->
            let candidate name policy =
                { RingCandidate.create
                      name
                      first.Called.At
                      (PartOneTracker.machine policy phrase)
                      (=)
                      PartOne.words
                      (fun (state: PartOneTracker) -> if state.IsOver then "stopped answering" else "listening") with
                    Guesses = guesses phrase }

            Candidates
                [ for reading in RingCandidate.readings codec traffic.Called do
                      yield
                          fun () -> ParticipantTraffic.judgeOriginal reading (candidate "published" AsPublished) traffic
                  yield
                      fun () ->
                          ParticipantTraffic.judge (RingCandidate.ofOurs (candidate "recovering" Recovering)) traffic ]

    let private isPosition call =
        match CapturedConnection.request call with
        | ValueSome(PartOne.Position _) -> true
        | _ -> false

    /// A client, by its calls.
    let client tracker (traffic: ParticipantTraffic<PartOne>) =
        match traffic.Calls with
        | [] -> NoCandidates "it called no tracker"
        | first :: _ when isPosition first -> NoCandidates "the capture lacks its registration"
        | first :: _ ->
            let settings =
                { Tracker = tracker
                  Pause = Limits.pace
                  Tries = 10 }

            let candidate =
                RingCandidate.create
                    "recovering"
                    first.Called.At
                    (PartOneCollector.machine settings)
                    (=)
                    PartOne.words
                    (fun (state: PartOneCollector) -> if state.IsOver then "done" else "collecting")
                |> RingCandidate.ofOurs

            Candidates [ fun () -> ParticipantTraffic.judge candidate traffic ]

    let private withoutFirst (places: CapturePoint list) = List.skip (min 1 places.Length) places

    /// Where a tracker answered again after a caller had reset its call, which stops an original.
    let restarts (calls: CapturedConnection<PartOne> list) =
        calls
        |> List.pairwise
        |> List.filter (fun (before, after) ->
            before.ResetBy = ValueSome Caller
            && ValueOption.isNone after.ResetBy
            && ValueOption.isSome after.Accepted)
        |> List.map (fun (_, after) -> after.Called)

    /// Whether a call was a registration, by its request or, where the capture lacks that, by its answer.
    let private isRegistration (call: CapturedConnection<PartOne>) =
        match CapturedConnection.request call, CapturedConnection.answer call with
        | ValueSome PartOne.Register, _
        | ValueNone, ValueSome(PartOne.Size _) -> true
        | _ -> false

    /// Where a client registered again: it was run once more.
    let runs host (calls: CapturedConnection<PartOne> list) =
        calls
        |> List.filter (fun call -> call.Caller.Host = host && isRegistration call)
        |> List.map _.Called
        |> withoutFirst

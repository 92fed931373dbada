namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
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

    /// The tracker, by the calls to it; originals read by `codec`.
    let tracker codec (traffic: ParticipantTraffic<PartOne>) =
        match phrase traffic.Called, traffic.Called with
        | Error problem, _ -> NoCandidates $"the items that it sent are not a database: {problem}"
        | Ok _, [] -> NoCandidates "no peer called it"
        | Ok phrase, first :: _ ->
            let candidate name policy =
                RingCandidate.create
                    name
                    first.Called.At
                    (PartOneTracker.machine policy phrase)
                    (=)
                    PartOne.words
                    (fun (state: PartOneTracker) -> if state.IsOver then "stopped answering" else "listening")

            Candidates
                [ for reading in RingCandidate.readings codec traffic.Called do
                      yield
                          fun () -> ParticipantTraffic.judgeOriginal reading (candidate "published" AsPublished) traffic
                  yield
                      fun () ->
                          ParticipantTraffic.judge (RingCandidate.ofOurs (candidate "recovering" Recovering)) traffic ]

    /// A client, by its calls.
    let client tracker (traffic: ParticipantTraffic<PartOne>) =
        match traffic.Calls with
        | [] -> NoCandidates "it called no tracker"
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

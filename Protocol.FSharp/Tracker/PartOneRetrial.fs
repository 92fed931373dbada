namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// The machines of part 1, set up as a capture shows their participants and run through what it shows of them.
module PartOneRetrial =

    /// The list of a tracker, as far as its answers show it; none of the rest was asked for.
    let private phrase (talks: Talk<PartOne> list) =
        let answers =
            talks |> List.map (fun talk -> struct (Talk.request talk, Talk.answer talk))

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

    /// The tracker, by the calls to it.
    let tracker lane horizon (called: Talk<PartOne> list) =
        match phrase called, called with
        | _ when not (Trial.isComplete called) -> Trial.torn
        | Error problem, _ -> Trial.unjudged $"its list is no database: {problem}"
        | Ok _, [] -> Trial.unjudged "nobody called it"
        | Ok phrase, first :: _ ->
            let side name policy =
                Trial.side
                    name
                    lane
                    first.Called.At
                    (PartOneTracker.machine policy phrase)
                    (=)
                    PartOne.words
                    (fun (state: PartOneTracker) -> if state.IsOver then "silent for good" else "listening")

            let run reading isOurs side () =
                Replay.judgeConduits side horizon (Trial.conduits reading isOurs called [])

            Replay.firstOf
                [ for reading in Trial.readings called do
                      run reading false (side "published" AsPublished)
                  run Trial.whole true (Trial.ofOurs (side "recovering" Recovering)) ]

    /// A client, by its calls.
    let client lane tracker horizon (calls: Talk<PartOne> list) =
        match calls with
        | _ when not (Trial.isComplete calls) -> Trial.torn
        | [] -> Trial.unjudged "it called nobody"
        | first :: _ ->
            let settings =
                { Tracker = tracker
                  Pause = Limits.pace
                  Tries = 10 }

            let side =
                Trial.side
                    "recovering"
                    lane
                    first.Called.At
                    (PartOneCollector.machine settings)
                    (=)
                    PartOne.words
                    (fun (state: PartOneCollector) -> if state.IsOver then "done" else "collecting")
                |> Trial.ofOurs

            Replay.firstOf [ fun () -> Replay.judgeConduits side horizon (Trial.conduits Trial.whole true [] calls) ]

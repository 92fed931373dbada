namespace PeerFunctional.Tests.CapnWeb

open Xunit
open FsCheck.Xunit
open PeerFunctional.CapnWeb
open PeerFunctional.Tests

/// Two sessions whose users call, pass objects and give up at random, over messages that arrive at random times.
module SessionPairTests =

    let private main = Hook.Import 0L

    let private pick choice (items: 'item list) =
        if items.IsEmpty then
            ValueNone
        else
            ValueSome items[choice % items.Length]

    /// The main object, or what a promise will lead to.
    let private target side choice (pair: SessionPair) =
        match pick choice (0L :: pair.Live[side]) with
        | ValueSome 0L
        | ValueNone -> main
        | ValueSome outcome -> Hook.Outcome outcome

    /// A new object has a number that none had before.
    let private argument side choice (number: int64) (pair: SessionPair) : SessionPair * Held =
        match choice % 4, pick (choice / 4) pair.Live[side] with
        | 0, ValueSome outcome ->
            pair |> SessionPair.command side (UserCommand.Retain(Hook.Outcome outcome)),
            Value.Reference(Reference.Awaited(Hook.Outcome outcome))
        | 1, ValueSome outcome ->
            pair |> SessionPair.command side (UserCommand.Retain(Hook.Outcome outcome)),
            Value.Reference(Reference.Stub(Hook.Outcome outcome))
        | 2, ValueSome outcome ->
            pair |> SessionPair.command side (UserCommand.Retain(Hook.Outcome outcome)),
            Value.Reference(Reference.Part(Hook.Outcome outcome, [ PathStep.Name "part" ]))
        | _, _ -> pair, Value.Reference(Reference.Stub(Hook.Target(10_000L + number)))

    /// Notes of calls on one promise ascend: the number tells the promise, and how many calls were made before.
    let private note side hook number pair =
        let id =
            match hook with
            | Hook.Outcome outcome -> outcome
            | Hook.Import _
            | Hook.Target _ -> 0L

        let mark: Held = Value.Number(float ((int64 side * 1_000L + id) * 10_000L + number))
        pair |> SessionPair.call side hook "note" [ mark ]

    let private act (pair, number) (kind: byte, one: byte, two: byte) =
        let side = int one % 2
        let choice = int two
        let hook = target side choice pair

        let pair =
            match int kind % 12 with
            | 0 -> pair |> SessionPair.call side hook "give" []
            | 1
            | 2 -> pair |> note side hook number
            | 3
            | 4 ->
                let pair, value = argument side choice number pair
                pair |> SessionPair.call side (target side (choice / 7) pair) "back" [ value ]
            | 5 ->
                let pair, value = argument side choice number pair
                pair |> SessionPair.call side hook "keep" [ value ]
            | 6 -> pair |> SessionPair.call side main "slow" []
            | 7 ->
                match pick choice pair.Live[side] with
                | ValueSome outcome -> pair |> SessionPair.await side outcome
                | ValueNone -> pair
            | 8 ->
                match pick choice pair.Live[side] with
                | ValueSome outcome -> pair |> SessionPair.drop side outcome
                | ValueNone -> pair
            | 9 -> pair |> SessionPair.finishSlow side choice
            | _ -> pair |> SessionPair.deliver side

        pair, number + 1L

    let private run acts =
        ((SessionPair.create, 0L), acts) ||> List.fold act |> fst

    let private isAscending (notes: float list) =
        List.rev notes
        |> List.filter (fun note -> note <> 9.0)
        |> List.groupBy (fun note -> floor (note / 10_000.0))
        |> List.forall (fun (_, notes) -> List.sort notes = notes)

    [<Property(MaxTest = 400)>]
    let ``However messages cross, no session fails, and calls on one promise arrive in order`` acts =
        let pair = run acts |> SessionPair.settle

        pair.Ends
        |> Array.forall (fun actor -> actor.Ended = ValueNone && actor.Notes.Values |> Seq.forall isAscending)

    [<Property(MaxTest = 400)>]
    let ``When all is given up, both ends hold only their main objects`` acts =
        let pair = run acts |> SessionPair.settle

        pair.Ends
        |> Array.forall (fun actor ->
            let session = actor.Session

            (session.Exports.Count, session.Imports.Count, session.Promises.Count, session.Targets.Count) =
                (1, 1, 0, 1)
            && session.Deliveries.Count + session.Incomplete.Count = 0
            && session.HeldBytes = 0L)

    [<Property(MaxTest = 200)>]
    let ``Every call that is waited for has one outcome`` acts =
        let pair = run acts |> SessionPair.settle

        pair.Ends
        |> Array.indexed
        |> Array.forall (fun (side, actor) ->
            pair.Awaited[side] |> List.forall (fun outcome -> Map.tryFind outcome actor.Outcomes = Some 1))

    [<Property(MaxTest = 200)>]
    let ``A session that ends at any moment fails what waits and disposes what is held, once`` acts =
        let pair =
            run acts |> SessionPair.command 0 (UserCommand.Lose(Held.error "The transport ended."))

        let actor = pair.Ends[0]

        pair.Awaited[0] |> List.forall (fun outcome -> Map.tryFind outcome actor.Outcomes = Some 1)
        && actor.Disposed |> Map.forall (fun _ times -> times = 1)
        && Map.containsKey 0L actor.Disposed
        && actor.Session.Targets.Count = 0

namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// What went wrong in a run, in a sentence of the protocol's words, whoever found it.
module Sentence =

    /// The first thing that went wrong, with its step counted from 1.
    let private cause (world: SneakerNetWorld) (moves: TimedMove<Timer> list) =
        let name peer = List.item peer world.Peers

        let happened
            (stage: Stage<Replica, Endpoint, Timer, Message, Effect, Shelf>, found: string voption)
            (step, timed: TimedMove<Timer>)
            =
            let letter number said =
                match Map.tryFind number stage.Letters with
                | Some(letter: Letter<Endpoint, Message>) ->
                    ValueSome
                        $"{Parcel.words world.MessageWords letter.Parcel} to {name letter.Recipient} {said} in step {step}"
                | None -> ValueNone

            let cause =
                match timed.Move with
                | _ when found.IsSome -> found
                | Lose number -> letter number "was lost"
                | DeliverGarbled number -> letter number "arrived garbled"
                | Move.Crash peer -> ValueSome $"{name peer} crashed in step {step}"
                | Wipe peer -> ValueSome $"{name peer} crashed and lost its disk in step {step}"
                | Start _
                | Deliver _
                | Fire _
                | Work _
                | Restart _ -> ValueNone

            match Stage.perform world timed stage with
            | Ok struct (stage, _) -> stage, cause
            | Error _ -> stage, cause

        let stage, cause =
            moves
            |> List.indexed
            |> List.map (fun (index, move) -> index + 1, move)
            |> List.fold happened (Stage.initial world, ValueNone)

        struct (stage.Scene, cause)

    /// An event that a peer lacks and another has.
    let private lack situation (world: SneakerNetWorld) (scene: SneakerNetScene) =
        let authors = Worlds.authors situation
        let shelves = scene.Nodes |> List.map _.Store
        let length feed shelf = (Shelf.events feed shelf).Length

        Seq.allPairs (List.indexed shelves) (shelves |> Seq.collect Map.keys |> Seq.distinct)
        |> Seq.tryPick (fun ((peer, shelf), feed) ->
            let most = shelves |> List.map (length feed) |> List.max

            if length feed shelf < most then
                Some $"{List.item peer world.Peers} never gets {Authors.nameOf feed authors}:{length feed shelf + 1}"
            else
                None)

    /// What a run of these moves came to: what never happens or no longer holds, and the first fault.
    let tell situation (world: SneakerNetWorld) (moves: TimedMove<Timer> list) ending =
        let struct (scene, cause) = cause world moves

        let cause =
            cause |> ValueOption.map (fun cause -> $": {cause}") |> ValueOption.defaultValue ""

        match ending with
        | Passed -> "all is well"
        | Broken law -> $"in step {moves.Length} it is no longer so that {law}{cause}"
        | Missed law ->
            match lack situation world scene with
            | Some lack -> lack + cause
            | None -> $"this never comes about: {law}{cause}"

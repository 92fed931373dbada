namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// A world under its laws: what is checked, simulated and told.
type Subject<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison> =
    {
        /// The system, and the world by its name in it.
        System: string
        Name: string
        /// What the world shows, in a sentence.
        About: string
        Policy: Policy
        World: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>
        Laws: Laws<Scene<'state, 'timer, 'ask, 'store>>
        /// What a scene lacks to be good, in the protocol's words, such as "Bob never gets Alice:4".
        Missing: Scene<'state, 'timer, 'ask, 'store> -> string voption
        /// For tests that are written out: the namespace to open, and F# expressions of the world and its laws.
        Source: TestSource
    }

/// Somebody who can use a subject of any types.
type ISubjectUser<'result> =
    abstract Use:
        Subject<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> -> 'result when 'timer: comparison

/// A subject whose types do not show: so commands handle the worlds of every system alike.
type ISubject =
    abstract Accept: ISubjectUser<'result> -> 'result

module Subject =

    let hide subject =
        { new ISubject with
            member _.Accept user = user.Use subject }

    /// The subject as a checker searches it, so that its traces and their tests tell what the checker saw.
    let timeless subject =
        { subject with
            World = World.timeless subject.World
            Source =
                { subject.Source with
                    World = $"World.timeless ({subject.Source.World})" } }

    /// The first thing that went wrong, with its step counted from 1, and the scene at the end.
    let private cause (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) moves =
        let name peer = List.item peer world.Peers

        let happened (stage: Stage<'state, 'timer, 'message, 'ask, 'store>, found: string voption) timed =
            let step, (timed: TimedMove<'timer>) = timed

            let letter number said =
                match Map.tryFind number stage.Letters with
                | Some letter ->
                    let words = Parcel.words world.MessageWords letter.Parcel
                    ValueSome $"{words} to {name letter.Recipient} {said} in step {step}"
                | None -> ValueNone

            let cause =
                match timed.Move with
                | _ when found.IsSome -> found
                | Lose number -> letter number "was lost"
                | DeliverGarbled number ->
                    match Map.tryFind number stage.Letters with
                    | Some { Line = ValueSome _ } -> letter number "came in pieces"
                    | Some { Line = ValueNone }
                    | None -> letter number "arrived garbled"
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
            |> List.mapi (fun index move -> index + 1, move)
            |> List.fold happened (Stage.initial world, ValueNone)

        struct (stage.Scene, cause)

    /// What a run of these moves came to, in a sentence: what never happens or no longer holds, and the first fault.
    let sentence subject (moves: TimedMove<'timer> list) ending =
        let struct (scene, cause) = cause subject.World moves

        let cause =
            cause |> ValueOption.map (fun cause -> $": {cause}") |> ValueOption.defaultValue ""

        match ending with
        | Passed -> "all is well"
        | Broken law -> $"in step {moves.Length} it is no longer so that {law}{cause}"
        | Missed law ->
            match subject.Missing scene with
            | ValueSome missing -> missing + cause
            | ValueNone -> $"this never comes about: {law}{cause}"

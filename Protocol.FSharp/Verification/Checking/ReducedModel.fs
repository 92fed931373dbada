namespace PeerFunctional.Verification

[<RequireQualifiedAccess>]
type ReducedModel<'state, 'action> =
    { Model: Model<'state, 'action>
      Problem: unit -> struct (Reduction * string) voption
      Learnt: unit -> int64
      Whole: Path<'state, 'action> -> Path<'state, 'action> }

module ReducedModel =

    /// What shows before the search that a reduction does not fit.
    let private unfit assumptions properties reduction =
        match reduction, assumptions.Time with
        | (Reduction.Symmetry | Reduction.Order), TimeModel.Latency _ ->
            ValueSome "with --time latency the clocks of all peers run together"
        | Reduction.Order, TimeModel.Any -> ValueSome "with --time any a timer can come before every message"
        | Reduction.Order, TimeModel.Ordered ->
            properties.Invariants
            |> List.tryFind _.OfWorld.IsSome
            |> ValueOption.ofOption
            |> ValueOption.map (fun property -> $"'{property.Sentence}' is asked of all peers together")
        | Reduction.Symmetry, (TimeModel.Ordered | TimeModel.Any) -> ValueNone

    /// The states after a state, each held against the names of alike peers where the step to it is new.
    let private compared
        (steps: StepTable<_, _, _, _, _, _, _, _>)
        model
        (symmetry: Symmetry<_, _, _, _, _, _, _, _>)
        state
        =
        let taken = steps.Taken
        let all = model.Successors state

        if steps.Taken <> taken then
            symmetry.Compare(state, all)

        all

    /// A path with the steps that were taken at once.
    let private whole model (forced: ForcedSteps<_, _, _, _, _, _, _, _>) (path: Path<_, _>) =
        let settled next =
            let steps = forced.From next

            struct (steps,
                    match List.tryLast steps with
                    | Some(struct (_, last)) -> last
                    | None -> next)

        let steps at (struct (action, next)) =
            let isIt (struct (other, after)) =
                let struct (_, last) = settled after

                model.FairnessKey other = model.FairnessKey action
                && other.IsFault = action.IsFault
                && model.Fingerprint last = model.Fingerprint next

            match model.Successors at |> List.tryFind isIt with
            | Some(struct (_, after)) ->
                let struct (more, last) = settled after
                struct (action, after) :: more, last
            | None -> [ struct (action, next) ], next

        let all, _ = (path.First, path.Steps) ||> List.mapFold steps
        { path with Steps = List.concat all }

    let ofWorld reductions world assumptions (properties: Properties<_>) =
        let world = World.timeless world
        let isAsked reduction = List.contains reduction reductions

        let habits =
            if isAsked Reduction.Order then
                ValueSome(Habits())
            else
                ValueNone

        let struct (model, parts, steps) =
            WorldModel.build world assumptions properties habits

        let asked =
            (1u <<< (properties.Invariants.Length + properties.Reachable.Length)) - 1u

        let forced =
            habits
            |> ValueOption.map (fun habits ->
                let after state (struct (taken, place)) = steps.After(state, taken, place)
                ForcedSteps(world, habits, asked, after, WorldModel.arriving))

        let symmetry =
            if isAsked Reduction.Symmetry then
                let initial = model.Initial.Head
                // Of a model of its own, so that the search still finds new what these runs have taken.
                let other = WorldModel.create world assumptions properties
                let runs = AlikeRuns(world, other.Initial.Head, other.Successors)

                ValueSome(
                    Symmetry(world, assumptions.Network, model.ActionWords, parts, initial, model.Successors, runs)
                )
            else
                ValueNone

        let isUnfit =
            reductions
            |> List.tryPick (fun reduction ->
                unfit assumptions properties reduction
                |> ValueOption.map (fun problem -> struct (reduction, problem))
                |> ValueOption.toOption)
            |> ValueOption.ofOption

        let problem () =
            match isUnfit, symmetry with
            | ValueNone, ValueSome symmetry ->
                symmetry.Problem |> ValueOption.map (fun problem -> struct (Reduction.Symmetry, problem))
            | _ -> isUnfit

        let all =
            match symmetry with
            | ValueSome symmetry -> compared steps model symmetry
            | ValueNone -> model.Successors

        let settle (struct (action, next)) =
            match forced |> ValueOption.map (fun forced -> List.tryLast (forced.From next)) with
            | ValueSome(Some(struct (_, last))) -> struct (action, last)
            | ValueSome None
            | ValueNone -> struct (action, next)

        let holds =
            match symmetry with
            | ValueSome symmetry -> fun sentence holds state -> symmetry.Holds(sentence, holds, state)
            | ValueNone -> fun _ holds -> holds

        { ReducedModel.Model =
            { model with
                Successors =
                    fun state ->
                        if ValueOption.isSome (problem ()) then
                            []
                        else
                            all state |> List.map settle
                SymmetryFingerprint = symmetry |> ValueOption.map (fun symmetry -> symmetry.Fingerprint)
                Properties = WorldModel.toCheck holds properties }
          ReducedModel.Problem = problem
          ReducedModel.Learnt =
            fun () ->
                match habits with
                | ValueSome habits -> habits.Learnt
                | ValueNone -> 0L
          ReducedModel.Whole =
            match forced with
            | ValueSome forced -> whole model forced
            | ValueNone -> id }

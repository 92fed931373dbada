namespace PeerFunctional.Verification.Exploring

open PeerFunctional.Verification

type ISearch =

    abstract Run: model: Model<'state, 'action> -> CheckReport<'state, 'action>

type FoundViolation =
    { Extent: SearchExtent
      Counts: StateCounts
      Violation: ViolatedProperty voption }

and ViolatedProperty =
    { Property: int
      Choices: int list
      Loop: int voption }

module internal FoundViolation =

    /// The choices of a path that a search of the model found.
    let private choicesOf (model: Model<_, _>) first (path: Path<_, _>) =
        let place state (struct (taken, next)) =
            let found =
                model.Successors state
                |> List.findIndex (fun struct (other, reached) ->
                    model.FairnessKey other = model.FairnessKey taken
                    && model.IsFault other = model.IsFault taken
                    && model.Fingerprint reached = model.Fingerprint next)

            found, next

        path.Steps |> List.mapFold place first |> fst

    let private lastState (path: Path<_, _>) =
        match List.tryLast path.Steps with
        | Some struct (_, state) -> state
        | None -> path.First

    /// One property, or else all invariants as one.
    let private asked (model: Model<_, _>) only =
        match only with
        | ValueSome place -> List.item place model.Properties
        | ValueNone ->
            Always(
                "every invariant holds",
                fun state ->
                    model.Properties
                    |> List.forall (fun property ->
                        match property with
                        | Always(_, holds) -> holds state
                        | Sometimes _
                        | Progress _ -> true)
            )

    /// The place of the property that the last state of a path breaks.
    let private brokenAt (model: Model<_, _>) only path =
        match only with
        | ValueSome place -> place
        | ValueNone ->
            model.Properties
            |> List.findIndex (fun property ->
                match property with
                | Always(_, holds) -> not (holds (lastState path))
                | Sometimes _
                | Progress _ -> false)

    let search (model: Model<_, _>) state (engine: ISearch) only =
        let report =
            engine.Run
                { model with
                    Initial = [ state ]
                    Properties = [ asked model only ] }

        { Extent = report.Extent
          Counts = report.Counts
          Violation =
            match report.Verdicts with
            | [ struct (_, Violated path) ] ->
                ValueSome
                    { Property = brokenAt model only path
                      Choices = choicesOf model state path
                      Loop = path.Loop }
            | _ -> ValueNone }

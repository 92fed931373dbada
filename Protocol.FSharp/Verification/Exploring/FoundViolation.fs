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

    let choices (model: Model<'state, 'action>) first (path: Path<'state, 'action>) =
        let place state (struct (taken, _)) =
            let successors = model.Successors state

            let found =
                successors
                |> List.findIndex (fun struct (other, _) ->
                    model.FairnessKey other = model.FairnessKey taken && model.IsFault other = model.IsFault taken)

            let struct (_, next) = List.item found successors
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

    let private searchFrom (model: Model<_, _>) state (engine: ISearch) only fewer =
        let report =
            engine.Run
                { model with
                    Initial = [ fewer ]
                    Properties = [ asked model only ] }

        { Extent = report.Extent
          Counts = report.Counts
          Violation =
            match report.Verdicts with
            | [ struct (_, Violated path) ] ->
                ValueSome
                    { Property = brokenAt model only path
                      Choices = choices model state path
                      Loop = path.Loop }
            | _ -> ValueNone }

    let search model state engine only fewer =
        let rec go fewer =
            match fewer with
            | [] -> searchFrom model state engine only state
            | first :: rest ->
                let found = searchFrom model state engine only first

                match found.Violation, found.Extent with
                | ValueSome _, _
                | _, CutBy _ -> found
                | ValueNone, _ -> go rest

        go fewer

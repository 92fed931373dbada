namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// How far the runs of a search came: the most that one explained, and the latest time of what one had to explain next.
[<Struct>]
type internal RunExtent = { Said: int; Next: TimeSpan }

module internal RunExtent =

    let none = { Said = 0; Next = TimeSpan.MinValue }

    let max one other =
        { Said = max one.Said other.Said
          Next = Times.later one.Next other.Next }

module internal ReplaySearch =

    /// The most steps tried for a participant, however long the capture is.
    [<Literal>]
    let private MaxSteps = 4_000_000

    /// The observations that count for how long a search goes on without coming further.
    [<Literal>]
    let private PatientObservations = 2_048

    /// Steps that are tried however few observations there are.
    [<Literal>]
    let private MinSteps = 4_096

    /// Steps that are tried without coming further where more are tried later.
    [<Literal>]
    let private HastySteps = 512

    /// Checkpoints of a search.
    [<Literal>]
    let private MaxCheckpoints = 64

    /// Observations from one checkpoint to the next, at least.
    [<Literal>]
    let private MinSpacing = 256

    /// Two schedules that differ by less are not told apart when one of them has failed.
    let private grain = TimeSpan.FromMilliseconds 10.0

    /// The failure of two that explains more; of two alike, the first that says what we would have sent.
    let private further (struct (said, failure: RunFailure)) best =
        match best with
        | ValueSome struct (bestSaid, best: RunFailure) when
            bestSaid > said || (bestSaid = said && (best.HasExpected || not failure.HasExpected))
            ->
            ValueSome struct (bestSaid, best)
        | ValueSome _
        | ValueNone -> ValueSome struct (said, failure)

    let private addTime (time: TimeSpan) =
        Digest.addInt64 (time.Ticks / grain.Ticks)

    let private addTimers timers digest =
        (digest, timers)
        ||> Map.fold (fun digest timer due -> digest |> ValueDigest.add timer |> addTime due)
        |> Digest.addEnd

    /// A part of what the rest of a run depends on: runs that differ in it are at different places.
    let private neighbourhood run =
        Digest.empty
        |> Digest.addUInt64 run.Received.Trail
        |> Digest.addUInt64 run.Done.Trail
        |> addTime run.Now
        |> Digest.addInt run.Questions.Count
        |> Digest.addUInt64 run.Questions.Trail
        |> addTimers run.Timers
        |> Digest.value

    /// All that the rest of a run depends on, beside its neighbourhood.
    let private place (run: PartialRun<_, _, _, _, _>) =
        Digest.empty |> ValueDigest.addUntimed run.State |> Digest.value

    /// The observations that a run has explained or taken.
    let private reached (run: PartialRun<_, _, _, _, _>) = run.Received.Count + run.Done.Count

    /// Says what was seen where the participant did nothing.
    let private orSeen words =
        RunFailure.map (fun divergence ->
            { divergence with
                Actual = divergence.Actual |> ValueOption.orElse (ValueSome words) })

    /// The places of a neighbourhood where a choice was begun. The state of a run is large, so the first place is told apart
    /// only once a second run comes there.
    [<NoEquality; NoComparison>]
    type Places<'run> =
        | First of 'run
        | Several of Set<uint64>

    [<NoEquality; NoComparison>]
    type Search<'run, 'timer> =
        {
            /// Runs with the actions not tried yet, the latest first.
            Stack: (struct ('run * Later<ReplayAction<'timer>>)) list
            Depth: int
            /// Places where a choice was begun, by their neighbourhoods: nothing new comes of beginning it again.
            Visited: Map<uint64, Places<'run>>
            /// The most observations behind any choice that was begun: a choice behind more of them is at a new place.
            Furthest: int
            Best: (struct (int * RunFailure)) voption
            Budget: int
            /// The most observations behind any run.
            Reached: int
            /// Steps that are still tried unless a run reaches more, and how many that are at first.
            Patience: int
            MostPatience: int
            /// How far any run came.
            Extent: RunExtent
            /// The search as it was at some choices of the run that it is trying, the latest first, and where the next one is due.
            Checkpoints: Search<'run, 'timer> list
            Spacing: int
            Due: int
            /// Checkpoints of which every choice was tried, the last one first, each with how far runs came since, until the next one.
            Left: (struct (Search<'run, 'timer> * RunExtent)) list
            /// How far the runs came that are not tried again.
            Dropped: RunExtent
        }

    [<NoEquality; NoComparison>]
    type FailedSearch<'run, 'timer> = FailedSearch of Search<'run, 'timer> * isExhausted: bool

    /// The places with that of a run; none where it was begun before.
    let private visit run visited =
        let neighbourhood = neighbourhood run

        let put places =
            ValueSome(Map.add neighbourhood places visited)

        match Map.tryFind neighbourhood visited with
        | None -> put (First run)
        | Some(First other) ->
            let places = Set.ofList [ place other; place run ]
            if places.Count = 1 then ValueNone else put (Several places)
        | Some(Several places) ->
            let here = place run

            if Set.contains here places then
                ValueNone
            else
                put (Several(Set.add here places))

    /// Goes on with a run and its choices: notes how far it came, and makes a checkpoint if one is due.
    let private goOn run choices furthest visited search =
        let reached = reached run

        let extent =
            { Said = PartialRun.explained run
              Next =
                match PartialRun.nextDone run with
                | ValueSome seen -> seen.At
                | ValueNone -> TimeSpan.MaxValue }

        let search =
            { search with
                Stack = struct (run, choices) :: search.Stack
                Depth = search.Depth + 1
                Furthest = furthest
                Visited = visited
                Extent = RunExtent.max extent search.Extent
                Reached = max search.Reached reached
                Patience =
                    if reached > search.Reached then
                        search.MostPatience
                    else
                        search.Patience
                Left =
                    match search.Left with
                    | struct (checkpoint, since) :: others -> struct (checkpoint, RunExtent.max extent since) :: others
                    | [] -> [] }

        if reached < search.Due then
            search
        else
            { search with
                Due = reached + search.Spacing
                Checkpoints =
                    { search with
                        Checkpoints = []
                        Left = [] }
                    :: search.Checkpoints }

    /// Leaves the checkpoints of which every choice was tried.
    let rec private leave search =
        match search.Checkpoints with
        | checkpoint :: others when checkpoint.Depth > search.Depth ->
            leave
                { search with
                    Checkpoints = others
                    Left = struct (checkpoint, RunExtent.none) :: search.Left }
        | _ -> search

    /// Takes the next choice; the run that explains everything, or the search as it goes on.
    let private proceed
        (problem: ReplayProblem<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (search: Search<PartialRun<'state, 'timer, 'message, 'ask, 'store>, 'timer>)
        run
        action
        =
        let failed run failure =
            Error
                { search with
                    Best = further (struct (PartialRun.explained run, failure)) search.Best }

        let goesOn after choices furthest visited =
            Error(goOn after choices furthest visited search)

        match ReplayAction.perform problem action run with
        | Error failure -> failed run failure
        | Ok after when ReplayChoices.isExplained problem after -> Ok after
        // Its user did not stop what is still there.
        | Ok after when after.Over && action.IsUserAsks ->
            let failure reason =
                struct (PartialRun.explained run, PartialRun.diverge problem run run.Now (fun () -> reason) ValueNone)

            Error
                { search with
                    Best =
                        if problem.Candidate.MayStopUnseen then
                            further (failure "no input explains it") search.Best
                        else
                            search.Best |> ValueOption.orElse (ValueSome(failure "nothing made it")) }
        | Ok after when after.Over ->
            PartialRun.diverge problem after after.Now (fun () -> "the side had ended") ValueNone
            |> orSeen "an accepted connection"
            |> failed after
        | Ok after ->
            match ReplayChoices.next problem after with
            | NoMore ->
                PartialRun.diverge problem after after.Now (fun () -> "no input explains it") ValueNone
                |> orSeen "no answer"
                |> failed after
            | Next(_, others) as choices when (others.Force()).IsNoMore ->
                goesOn after choices search.Furthest search.Visited
            | choices when reached after > search.Furthest -> goesOn after choices (reached after) search.Visited
            | choices ->
                match visit after search.Visited with
                | ValueSome visited -> goesOn after choices search.Furthest visited
                | ValueNone -> Error search

    /// Depth first over the schedules.
    let rec private search problem (search': Search<PartialRun<'state, 'timer, 'message, 'ask, 'store>, 'timer>) =
        match search'.Stack with
        | _ when search'.Budget <= 0 || search'.Patience <= 0 -> Error(FailedSearch(search', false))
        | [] -> Error(FailedSearch(search', true))
        | struct (_, NoMore) :: rest ->
            search
                problem
                (leave
                    { search' with
                        Stack = rest
                        Depth = search'.Depth - 1 })
        | struct (run, Next(action, others)) :: rest ->
            let others = others.Force()

            let search' =
                { search' with
                    Stack =
                        if others.IsNoMore then
                            rest
                        else
                            struct (run, others) :: rest
                    Depth = if others.IsNoMore then search'.Depth - 1 else search'.Depth
                    Budget = search'.Budget - 1
                    Patience = search'.Patience - 1 }

            match proceed problem search' run action with
            | Ok found -> Ok found
            | Error next -> search problem (leave next)

    let private observations (problem: ReplayProblem<_, _, _, _, _, _, _, _>) =
        Array.sumBy Array.length problem.Inputs + Array.sumBy Array.length problem.Outputs

    let run problem =
        let observations = observations problem
        let spacing = max MinSpacing (observations / MaxCheckpoints)

        let patience =
            if problem.Window.Steps <= ReplayWindow.FewSteps then
                HastySteps
            else
                MinSteps + problem.Window.Steps * min PatientObservations observations

        search
            problem
            { Stack = [ struct (PartialRun.start problem, Later.ofList [ Begin ]) ]
              Depth = 1
              Visited = Map.empty
              Furthest = -1
              Best = ValueNone
              Budget = MinSteps + problem.Window.Steps * observations |> min MaxSteps
              Reached = 0
              Patience = patience
              MostPatience = patience
              Extent = RunExtent.none
              Checkpoints = []
              Spacing = spacing
              Due = spacing
              Left = []
              Dropped = RunExtent.none }

    let found (FailedSearch(search, _)) =
        search.Best |> ValueOption.map (fun struct (said, failure) -> struct (said, failure.Tell()))

    let known (FailedSearch(search, _)) =
        match search.Best with
        | ValueSome struct (_, failure) -> failure.Known()
        | ValueNone -> Map.empty

    let isExhausted (FailedSearch(_, isExhausted)) = isExhausted

    /// The checkpoints, each with how far runs came once all its choices were tried.
    let private checkpoints search =
        let further since (struct (checkpoint, extent)) =
            let since = RunExtent.max since extent
            struct (checkpoint, since), since

        search.Left |> List.mapFold further RunExtent.none |> fst

    let again
        (problem: ReplayProblem<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        isUntouched
        (FailedSearch(failed: Search<PartialRun<'state, 'timer, 'message, 'ask, 'store>, 'timer>, _))
        =
        let checkpoints = checkpoints failed

        let untouched =
            checkpoints
            |> List.filter (fun struct (checkpoint, _) -> isUntouched checkpoint.Extent && isUntouched failed.Dropped)
            |> List.sortBy (fun struct (checkpoint, _) -> checkpoint.Extent.Said)
            |> List.tryLast

        match untouched with
        | Some(struct (checkpoint, since)) ->
            let changed (struct (run, choices)) =
                struct ({ run with
                            Done =
                                { run.Done with
                                    Flows = problem.Outputs } },
                        choices)

            // What was tried once the checkpoint's choices had failed fails as before.
            let isOver = isUntouched since

            let stack =
                if isOver then
                    List.truncate 1 checkpoint.Stack
                else
                    checkpoint.Stack

            search
                problem
                { checkpoint with
                    Stack = List.map changed stack
                    Depth = stack.Length
                    Left =
                        checkpoints |> List.filter (fun struct (left, _) -> left.Extent.Said < checkpoint.Extent.Said)
                    Dropped =
                        if isOver then
                            RunExtent.max since failed.Dropped
                        else
                            failed.Dropped }
        | None -> run problem

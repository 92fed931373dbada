namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

module internal ReplaySearch =

    /// Steps tried for one participant, for each thing the capture shows of it; past it the participant cannot be judged.
    [<Literal>]
    let private StepsPerObservation = 64

    /// The most steps tried for a participant, however long the capture is.
    [<Literal>]
    let private MaxSteps = 4_000_000

    /// Two schedules that differ by less are not told apart when one of them has failed.
    let private grain = TimeSpan.FromMilliseconds 10.0

    /// The divergence of two that explains more; of two alike, the first that says what we would have sent.
    let private further (struct (said, divergence: Divergence)) best =
        match best with
        | ValueSome struct (bestSaid, best: Divergence) when
            bestSaid > said || (bestSaid = said && (best.Expected.IsSome || divergence.Expected.IsNone))
            ->
            ValueSome struct (bestSaid, best)
        | ValueSome _
        | ValueNone -> ValueSome struct (said, divergence)

    /// What the rest of a run depends on.
    let private place run =
        let addTime (time: TimeSpan) =
            Digest.addInt64 (time.Ticks / grain.Ticks)

        let addTimers digest =
            (digest, run.Timers)
            ||> Map.fold (fun digest timer due -> digest |> ValueDigest.add timer |> addTime due)
            |> Digest.addEnd

        Digest.empty
        |> Digest.addUInt64 run.Received.Trail
        |> Digest.addUInt64 run.Done.Trail
        |> ValueDigest.addUntimed run.Questions
        |> addTime run.Now
        |> addTimers
        |> ValueDigest.addUntimed run.State
        |> Digest.value

    /// The observations that a run has explained or taken.
    let private reached (run: PartialRun<_, _, _, _, _>) = run.Received.Count + run.Done.Count

    /// Says what was seen where the participant did nothing.
    let private orSeen words (divergence: Divergence) =
        { divergence with
            Actual = divergence.Actual |> ValueOption.orElse (ValueSome words) }

    [<NoEquality; NoComparison>]
    type private Search<'run, 'timer> =
        {
            /// Runs with the actions not tried yet, the latest first.
            Stack: (struct ('run * ReplayAction<'timer> list)) list
            /// Places where a choice was begun: nothing new comes of beginning it again.
            Visited: Set<uint64>
            /// The most observations behind any choice that was begun: a choice behind more of them is at a new place.
            Furthest: int
            Best: (struct (int * Divergence)) voption
            Budget: int
        }

    /// Depth first over the schedules.
    let rec private search
        (problem: ReplayProblem<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (search': Search<PartialRun<'state, 'timer, 'message, 'ask, 'store>, 'timer>)
        =
        let failed run divergence stack =
            search
                problem
                { search' with
                    Stack = stack
                    Best = further (struct (PartialRun.explained run, divergence)) search'.Best
                    Budget = search'.Budget - 1 }

        match search'.Stack with
        | _ when search'.Budget <= 0 -> Error(search'.Best, false)
        | [] -> Error(search'.Best, true)
        | struct (_, []) :: rest -> search problem { search' with Stack = rest }
        | struct (run, action :: others) :: rest ->
            let rest =
                match others with
                | [] -> rest
                | others -> struct (run, others) :: rest

            match ReplayAction.perform problem action run with
            | Error divergence -> failed run divergence rest
            | Ok after when ReplayChoices.isExplained problem after -> Ok after
            // Its user did not stop what is still there.
            | Ok after when after.Over && action.IsUserAsks ->
                let said = PartialRun.explained run

                let divergence reason =
                    struct (said, PartialRun.diverge problem run run.Now (fun () -> reason) ValueNone)

                search
                    problem
                    { search' with
                        Stack = rest
                        Best =
                            if problem.Candidate.MayStopUnseen then
                                further (divergence "no input explains it") search'.Best
                            else
                                search'.Best |> ValueOption.orElse (ValueSome(divergence "nothing made it"))
                        Budget = search'.Budget - 1 }
            | Ok after when after.Over ->
                failed
                    after
                    (PartialRun.diverge problem after after.Now (fun () -> "the side had ended") ValueNone
                     |> orSeen "an accepted connection")
                    rest
            | Ok after ->
                match ReplayChoices.next problem after with
                | [] ->
                    failed
                        after
                        (PartialRun.diverge problem after after.Now (fun () -> "no input explains it") ValueNone
                         |> orSeen "no answer")
                        rest
                | [ choice ] ->
                    search
                        problem
                        { search' with
                            Stack = struct (after, [ choice ]) :: rest
                            Budget = search'.Budget - 1 }
                | choices when reached after > search'.Furthest ->
                    search
                        problem
                        { search' with
                            Stack = struct (after, choices) :: rest
                            Furthest = reached after
                            Budget = search'.Budget - 1 }
                | choices ->
                    let place = place after

                    if Set.contains place search'.Visited then
                        search
                            problem
                            { search' with
                                Stack = rest
                                Budget = search'.Budget - 1 }
                    else
                        search
                            problem
                            { search' with
                                Stack = struct (after, choices) :: rest
                                Visited = Set.add place search'.Visited
                                Budget = search'.Budget - 1 }

    let run problem =
        search
            problem
            { Stack = [ struct (PartialRun.start problem, [ Begin ]) ]
              Visited = Set.empty
              Furthest = -1
              Best = ValueNone
              Budget =
                4_096
                + StepsPerObservation
                  * (Array.sumBy Array.length problem.Inputs + Array.sumBy Array.length problem.Outputs)
                |> min MaxSteps }

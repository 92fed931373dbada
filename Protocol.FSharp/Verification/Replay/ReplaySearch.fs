namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

module ReplaySearch =

    let tolerance = PartialRun.tolerance

    let early = PartialRun.early

    /// Steps tried for one participant, for each thing the capture shows of it; past it the participant cannot be judged.
    [<Literal>]
    let private StepsPerObservation = 64

    /// The most steps tried for a participant, however long the capture is.
    [<Literal>]
    let private MaxSteps = 4_000_000

    /// Two schedules that differ by less are not told apart when one of them has failed.
    let private grain = TimeSpan.FromMilliseconds 10.0

    /// The timers that can fire now: those due first, as clocks run alike.
    let private due run =
        if run.Timers.IsEmpty then
            []
        else
            let first = run.Timers.Values |> Seq.min

            run.Timers |> Map.toList |> List.filter (fun (_, due) -> due = first)

    /// What may happen next, the likeliest first.
    let private choices problem run =
        let inputAt =
            FlowCursors.first run.Received |> ValueOption.map _.At |> ValueOption.defaultValue TimeSpan.MaxValue

        let next = PartialRun.nextDone run

        let nextAt =
            next |> ValueOption.map _.At |> ValueOption.defaultValue TimeSpan.MaxValue

        let timers = due run

        let timerAt =
            match timers with
            | (_, due) :: _ -> due
            | [] -> TimeSpan.MaxValue

        let asked =
            match run.Questions with
            | struct (_, asked) :: _ -> asked
            | [] -> TimeSpan.MaxValue

        /// Whether nothing else would be too late by then.
        let inTime at others =
            others |> List.forall (fun (since: TimeSpan, patience: TimeSpan) -> since >= at - patience)

        let store = asked, problem.Candidate.StoreTime
        let fires = timers |> List.map Fire

        let works = if run.Questions.IsEmpty then [] else [ StoreAnswers ]

        /// Whether an input can have been read before the participant did the next thing. A capture made by one of the peers may
        /// show an answer before the question.
        let isBefore (input: ObservedEvent<'message>) =
            match next with
            | ValueSome next -> input.Frame < next.Frame || input.At <= next.At + early
            | ValueNone -> true

        let readDelay = problem.Candidate.ReadDelay

        let receives =
            if FlowCursors.isEmpty run.Received then
                []
            else
                FlowCursors.all run.Received
                |> Seq.takeWhile (fun struct (_, input) -> input.At <= inputAt + readDelay)
                |> Seq.filter (fun struct (_, input) ->
                    isBefore input && inTime (max run.Now input.At) [ inputAt, tolerance; timerAt, tolerance; store ])
                |> Seq.map (fun struct (flow, _) -> Receive flow)
                |> List.ofSeq

        let isSoon =
            timerAt <= problem.Horizon
            && (inputAt = TimeSpan.MaxValue || timerAt <= inputAt + tolerance)
            && (nextAt = TimeSpan.MaxValue || timerAt <= nextAt + problem.Candidate.TimerHaste)
            && inTime timerAt [ inputAt, tolerance; store ]

        let requestAt =
            next |> ValueOption.map _.At |> ValueOption.defaultValue run.Now |> max run.Now

        let requests =
            if
                (next.IsSome || problem.Candidate.MayStopUnseen)
                && inTime requestAt [ inputAt, tolerance; timerAt, tolerance; store ]
            then
                [ for request in 0 .. problem.Candidate.UserRequests.Length - 1 -> UserAsks request ]
            else
                []

        /// The other side of a connection may have ended it where the capture does not show its end.
        let partnerEnds =
            [ for KeyValue(_, flow) in run.Flows do
                  if
                      ValueOption.isSome problem.UnseenEnds[flow]
                      && ValueOption.isNone (FlowCursors.tryFind flow run.Received)
                  then
                      for reason in [ CloseReason.ClosedByPartner; CloseReason.Reset ] -> PartnerEnds(flow, reason) ]

        let requests = requests @ partnerEnds

        match works with
        | [ work ] when problem.Candidate.StoreTime = TimeSpan.Zero -> [ work ]
        | _ when not isSoon -> works @ receives @ requests
        | _ when timerAt <= min inputAt nextAt -> works @ fires @ receives @ requests
        | _ -> works @ receives @ fires @ requests

    /// Whether somebody was still taken in after a participant's work was over: then it was not over.
    let private isThere run =
        FlowCursors.all run.Received
        |> Seq.exists (fun struct (_, input) -> input.Observation.IsConnect && input.At > run.Now + tolerance)

    let private isExplained problem run =
        run.IsLost
        || FlowCursors.isEmpty run.Done
           && (if run.Over then
                   not (isThere run)
               else
                   FlowCursors.isEmpty run.Received && run.Questions.IsEmpty)
           && (run.Over || run.Timers |> Map.forall (fun _ due -> due + tolerance >= problem.Horizon))

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

    [<NoEquality; NoComparison>]
    type private Search<'run, 'timer> =
        {
            /// Runs with the actions not tried yet, the latest first.
            Stack: (struct ('run * ReplayAction<'timer> list)) list
            /// Places where a choice was begun: nothing new comes of beginning it again.
            Visited: Set<uint64>
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

            match PartialRun.perform problem action run with
            | Error divergence -> failed run divergence rest
            | Ok after when isExplained problem after -> Ok after
            // Its user did not stop what is still there.
            | Ok after when after.Over && action.IsUserAsks ->
                search
                    problem
                    { search' with
                        Stack = rest
                        Budget = search'.Budget - 1 }
            | Ok after when after.Over ->
                failed after (PartialRun.diverge problem after after.Now (fun () -> "its work was over") ValueNone) rest
            | Ok after ->
                match choices problem after with
                | [] ->
                    failed
                        after
                        (PartialRun.diverge problem after after.Now (fun () -> "nothing made it") ValueNone)
                        rest
                | [ choice ] ->
                    search
                        problem
                        { search' with
                            Stack = struct (after, [ choice ]) :: rest
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

    /// Divergences of one participant that are told.
    [<Literal>]
    let private MaxDivergences = 16

    /// Gaps that a verdict names.
    [<Literal>]
    let private MaxGaps = 3

    let private run problem =
        search
            problem
            { Stack = [ struct (PartialRun.start problem, [ Begin ]) ]
              Visited = Set.empty
              Best = ValueNone
              Budget =
                4_096
                + StepsPerObservation
                  * (Array.sumBy Array.length problem.Inputs + Array.sumBy Array.length problem.Outputs)
                |> min MaxSteps }

    /// What else was left out, taking what was left out so far as sent. It ends where a message is one too many, or at
    /// the same message again: whatever follows may be a consequence.
    let rec private later problem said (divergence: Divergence) found =
        match divergence.Expected with
        | ValueSome words when List.length found < MaxDivergences ->
            let problem =
                { problem with
                    LeftOut = Set.add (struct (said, words)) problem.LeftOut }

            match run problem with
            | Error(ValueSome struct (after, next), true) when after > said && next.Expected.IsSome ->
                later problem after next (next :: found)
            | Ok _
            | Error _ -> List.rev found
        | ValueSome _
        | ValueNone -> List.rev found

    let judge column horizon (flows: CapturedFlow<'message> list) candidate =
        let flows = Array.ofList flows

        let problem =
            { Candidate = candidate
              Inputs = flows |> Array.map _.Inputs
              Outputs = flows |> Array.map _.Outputs
              Reset =
                Set.ofList
                    [ for index, flow in Array.indexed flows do
                          if flow.WasReset then
                              index ]
              UnseenOutputs = flows |> Array.map _.LostOutput
              UnseenEnds = Array.create flows.Length ValueNone
              Horizon = horizon
              Column = column
              LeftOut = Set.empty }

        let untold conformance =
            { Conformance = conformance
              Events = []
              States = Map.empty }

        /// What the capture lacks of what the participant said or heard, in words.
        let lacking =
            [ for flow in flows do
                  yield! ValueOption.toList (flow.LostOutput |> ValueOption.orElse flow.UnseenOwnEnd)

                  for input in flow.Inputs do
                      match input.Observation with
                      | Observation.Lost words -> words
                      | _ -> () ]

        /// The problem where connections may have ended unseen.
        let withUnseenEnds problem =
            { problem with
                UnseenOutputs = flows |> Array.map (fun flow -> flow.LostOutput |> ValueOption.orElse flow.UnseenOwnEnd)
                UnseenEnds = flows |> Array.map _.UnseenOtherEnd }

        let mayEndUnseen =
            flows |> Array.exists (fun flow -> flow.UnseenOwnEnd.IsSome || flow.UnseenOtherEnd.IsSome)

        /// What a run makes use of that explains everything.
        let tryRun problem =
            match run problem with
            | Ok run -> ValueSome(List.rev run.Gaps)
            | Error _ -> ValueNone

        let notJudged gaps =
            let told = List.distinct gaps
            let more = told.Length - MaxGaps

            let words =
                [ yield! List.truncate MaxGaps told
                  if more > 0 then
                      $"and {more} more" ]

            struct (Int32.MaxValue, untold (NotJudged(String.concat "; " words)))

        if problem.Outputs |> Array.forall Array.isEmpty then
            if lacking.IsEmpty then
                struct (0, untold Absent)
            else
                notJudged lacking
        else
            match run problem with
            | Ok run when not run.Gaps.IsEmpty -> notJudged (List.rev run.Gaps)
            | Ok run ->
                struct (PartialRun.explained run,
                        { Conformance = Conforms candidate.Policy
                          Events = run.Events |> List.rev |> List.map (fun word -> word ())
                          States =
                            run.States
                            |> List.map (fun struct (frame, state) -> frame, candidate.StateWords state)
                            |> Map.ofList })
            | Error(ValueSome struct (explained, divergence), true) ->
                match
                    (if mayEndUnseen then
                         tryRun (withUnseenEnds problem)
                     else
                         ValueNone)
                with
                | ValueSome gaps -> notJudged gaps
                | ValueNone ->

                    let others = later problem explained divergence []
                    struct (explained, untold (Diverges(candidate.Policy, divergence, others)))
            | Error _ -> struct (0, untold (NotJudged "too many schedules of its timers and store to try them all"))

    let firstOf (judges: (unit -> struct (int * ReplayResult)) list) =
        let rec go best judges =
            match judges with
            | [] ->
                match best with
                | ValueSome(struct (_, result)) -> result
                | ValueNone ->
                    { Conformance = Absent
                      Events = []
                      States = Map.empty }
            | judge :: rest ->
                let (struct (explained, result: ReplayResult)) = judge ()

                match best with
                | _ when result.Conformance.IsConforms -> result
                // A machine that may explain everything accuses nobody.
                | ValueSome(struct (_, best')) when best'.Conformance.IsNotJudged && result.Conformance.IsDiverges ->
                    go best rest
                | ValueSome(struct (_, best')) when best'.Conformance.IsDiverges && result.Conformance.IsNotJudged ->
                    go (ValueSome(struct (explained, result))) rest
                | ValueSome(struct (most, _)) when most >= explained -> go best rest
                | ValueSome _
                | ValueNone -> go (ValueSome(struct (explained, result))) rest

        go ValueNone judges

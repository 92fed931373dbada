namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

module ReplaySearch =

    let early = PartialRun.early

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

    /// Says what was seen where the participant did nothing.
    let private orSeen words (divergence: Divergence) =
        { divergence with
            Seen = divergence.Seen |> ValueOption.orElse (ValueSome words) }

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

            match ReplayAction.perform problem action run with
            | Error divergence -> failed run divergence rest
            | Ok after when ReplayChoices.isExplained problem after -> Ok after
            // Its user did not stop what is still there.
            | Ok after when after.Over && action.IsUserAsks ->
                search
                    problem
                    { search' with
                        Stack = rest
                        Budget = search'.Budget - 1 }
            | Ok after when after.Over ->
                failed
                    after
                    (PartialRun.diverge problem after after.Now (fun () -> "its work was over") ValueNone
                     |> orSeen "a call that it took")
                    rest
            | Ok after ->
                match ReplayChoices.next problem after with
                | [] ->
                    failed
                        after
                        (PartialRun.diverge problem after after.Now (fun () -> "nothing made it") ValueNone
                         |> orSeen "no answer to what came in")
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
    let private MaxDivergences = 64

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

    let private isSameMessage (one: ObservedEvent<'message>) (other: ObservedEvent<'message>) =
        match one.Observation, other.Observation with
        | Observation.Message(_, bytes), Observation.Message(_, others) ->
            one.Partner = other.Partner && bytes.Span.SequenceEqual others.Span
        | _ -> false

    /// The outputs of a flow without the repetition at a frame of a message that stands before it.
    let private withoutRepetition frame (outputs: ObservedEvent<'message>[]) =
        let isRepetition (seen: ObservedEvent<'message>) =
            ValueSome seen.Frame = frame
            && outputs |> Seq.takeWhile (fun other -> other.Frame < seen.Frame) |> Seq.exists (isSameMessage seen)

        Array.filter (isRepetition >> not) outputs

    /// The problem with a divergence taken for what it should have been: the message that was left out counts as sent, and
    /// the one that was repeated as not sent.
    let private mended (problem: ReplayProblem<_, _, _, _, _, _, _, _>) said (divergence: Divergence) =
        let outputs = problem.Outputs |> Array.map (withoutRepetition divergence.Frame)

        match divergence.Expected with
        | _ when Array.sumBy Array.length outputs < Array.sumBy Array.length problem.Outputs ->
            ValueSome { problem with Outputs = outputs }
        | ValueSome words ->
            ValueSome
                { problem with
                    LeftOut = Set.add (struct (said, words)) problem.LeftOut }
        | ValueNone -> ValueNone

    /// What else was left out or repeated, with what was found so far mended. It ends where another message is one too many,
    /// or at the same message again: whatever follows may be a consequence.
    let rec private later (problem: ReplayProblem<_, _, _, _, _, _, _, _>) said (divergence: Divergence) found =
        match mended problem said divergence with
        | ValueSome mended when List.length found < MaxDivergences ->
            match run mended with
            | Error(ValueSome struct (after, next), true) when
                after > said || mended.LeftOut.Count = problem.LeftOut.Count
                ->
                later mended after next (next :: found)
            | Ok _
            | Error _ -> List.rev found
        | ValueSome _
        | ValueNone -> List.rev found

    let private without conformance =
        { Conformance = conformance
          Events = []
          States = Map.empty }

    /// A side that something missing may explain: no other candidate needs to be tried.
    let private notJudged gaps =
        let told = List.distinct gaps
        let more = told.Length - MaxGaps

        let words =
            [ yield! List.truncate MaxGaps told
              if more > 0 then
                  $"and {more} more" ]

        struct (Int32.MaxValue, without (NotJudged(String.concat "; " words)))

    let private conforms problem (run: PartialRun<_, _, _, _, _>) =
        struct (PartialRun.explained run,
                { Conformance =
                    Conforms(
                        problem.Candidate.Policy,
                        if run.Late > ReplayWindow.tolerance then
                            run.Late
                        else
                            TimeSpan.Zero
                    )
                  Events = run.Events |> List.rev |> List.map (fun word -> word ())
                  States =
                    run.States
                    |> List.map (fun struct (frame, state) -> frame, problem.Candidate.StateWords state)
                    |> Map.ofList })

    let private tooMany =
        struct (0, without (NotJudged "too many schedules of its timers and store to try them all"))

    /// What a flow lacks of what the participant did, if its side may have ended unseen.
    let private unseenOutput (flow: CapturedFlow<'message>) =
        flow.LostOutput |> ValueOption.orElse flow.UnseenOwnEnd

    /// What a run leaves that the capture shows at its very end.
    let private atEnd problem run =
        if PartialRun.isAtEnd problem run && not (FlowCursors.isEmpty run.Done) then
            [ "the capture ends with what may have come before its cause" ]
        else
            []

    /// The first answer that is wrong whatever the participant had received before, where that is unknown.
    let private wrongAnswer (problem: ReplayProblem<_, _, _, _, _, _, _, _>) (run: PartialRun<_, _, _, _, _>) =
        let first (events: ObservedEvent<'message>[]) =
            events
            |> Array.tryPick (fun event ->
                match event.Observation with
                | Observation.Message(read, bytes) -> Some struct (event, read, bytes)
                | Observation.Connect
                | Observation.Accept
                | Observation.Close _
                | Observation.Lost _ -> None)

        let ofFlow inputs outputs =
            match first inputs, first outputs with
            | Some struct (asked, Ok request, _), Some struct (said, read, bytes) ->
                match problem.Candidate.Fixed request with
                | ValueSome answer when not (problem.Candidate.IsSame answer read bytes) ->
                    Some
                        { Frame = ValueSome said.Frame
                          At = said.At
                          Expected = ValueSome(problem.Candidate.MessageWords answer)
                          Seen = ValueSome(PartialRun.observationWords problem said)
                          Because = $"frame {asked.Frame} came in: {PartialRun.observationWords problem asked}"
                          Apart = ValueNone
                          ExpectedConnect = ValueNone }
                | ValueSome _
                | ValueNone -> None
            | _ -> None

        if run.IsLost then
            Array.zip problem.Inputs problem.Outputs
            |> Array.tryPick (fun (inputs, outputs) -> ofFlow inputs outputs)
            |> ValueOption.ofOption
        else
            ValueNone

    /// Tries once more, now that connections may have ended unseen, and else lists everything that the side left out.
    let private diverges (flows: CapturedFlow<'message>[]) problem explained divergence =
        let mayEndUnseen =
            flows |> Array.exists (fun flow -> flow.UnseenOwnEnd.IsSome || flow.UnseenOtherEnd.IsSome)

        let diverges () =
            let later =
                if ReplayWindow.isLoaded problem.Window then
                    []
                else
                    later problem explained divergence []

            struct (explained, without (Diverges(problem.Candidate.Policy, divergence, later)))

        if mayEndUnseen then
            let problem =
                { problem with
                    UnseenOutputs = flows |> Array.map unseenOutput
                    UnseenEnds = flows |> Array.map _.UnseenOtherEnd }

            match run problem with
            | Ok run -> notJudged (atEnd problem run @ List.rev run.Gaps)
            | Error _ -> diverges ()
        else
            diverges ()

    /// What the capture lacks of what the participant said or heard, in words.
    let private lacking (flows: CapturedFlow<'message>[]) =
        [ for flow in flows do
              yield! ValueOption.toList (unseenOutput flow)

              for input in flow.Inputs do
                  match input.Observation with
                  | Observation.Lost words -> words
                  | Observation.Message _
                  | Observation.Connect
                  | Observation.Accept
                  | Observation.Close _ -> () ]

    let judge column window (flows: CapturedFlow<'message> list) candidate =
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
              Window = window
              Column = column
              LeftOut = Set.empty }

        if problem.Outputs |> Array.forall Array.isEmpty then
            match lacking flows with
            | [] -> struct (0, without Absent)
            | gaps -> notJudged gaps
        else
            match run problem with
            | Ok run when run.Gaps.IsEmpty && FlowCursors.isEmpty run.Done -> conforms problem run
            | Ok run ->
                match wrongAnswer problem run with
                | ValueSome divergence ->
                    struct (PartialRun.explained run, without (Diverges(candidate.Policy, divergence, [])))
                | ValueNone -> notJudged (atEnd problem run @ List.rev run.Gaps)
            | Error(ValueSome struct (explained, divergence), true) -> diverges flows problem explained divergence
            // Its divergence is known; a loaded machine only might explain it.
            | Error(ValueSome struct (explained, divergence), false) when ReplayWindow.isLoaded window ->
                struct (explained, without (Diverges(candidate.Policy, divergence, [])))
            | Error _ -> tooMany

    /// Which of two verdicts tells more: a machine that may explain everything accuses nobody, and else the one counts that
    /// explains more.
    let private rank (struct (explained: int, result: ReplayResult)) =
        struct (result.Conformance.IsConforms, result.Conformance.IsNotJudged, explained)

    let firstOf (judges: (unit -> struct (int * ReplayResult)) list) =
        let rec best found judges =
            let struct (_, result) = found

            match judges with
            | judge :: rest when not result.Conformance.IsConforms ->
                let next = judge ()
                best (if rank next > rank found then next else found) rest
            | _ :: _
            | [] -> result

        match judges with
        | [] -> without Absent
        | judge :: rest -> best (judge ()) rest

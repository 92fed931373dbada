namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

module ReplayVerdict =

    /// Divergences of one participant that are told.
    [<Literal>]
    let private MaxDivergences = 64

    /// Gaps that a verdict names.
    [<Literal>]
    let private MaxGaps = 3

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

    /// Before the outputs of a step count as explained, runs are at most so many outputs behind.
    [<Literal>]
    let private MostAtOnce = 256

    /// Whether runs that came so far did not meet an output that was left out once so many were explained.
    let private isBefore said (extent: RunExtent) = extent.Said < said - MostAtOnce

    /// Whether runs that came so far did not meet the repetition at a frame: it is next once the output before it is explained.
    let private isBeforeRepetition frame (outputs: ObservedEvent<'message>[][]) (extent: RunExtent) =
        outputs
        |> Array.tryPick (fun flow ->
            flow
            |> Array.tryFindIndex (fun seen -> ValueSome seen.Frame = frame)
            |> Option.map (fun index -> if index = 0 then TimeSpan.MinValue else flow[index - 1].At))
        |> Option.exists (fun since -> since > TimeSpan.MinValue && extent.Next < since - ReplayWindow.mostLate)

    /// The problem with a divergence taken for what it should have been: the message that was left out counts as sent, and
    /// the one that was repeated as not sent. With it, whether runs that came so far did not meet the change.
    let private mended (problem: ReplayProblem<_, _, _, _, _, _, _, _>) said (divergence: Divergence) =
        let outputs = problem.Outputs |> Array.map (withoutRepetition divergence.Frame)

        match divergence.Expected with
        | _ when Array.sumBy Array.length outputs < Array.sumBy Array.length problem.Outputs ->
            ValueSome(struct ({ problem with Outputs = outputs }, isBeforeRepetition divergence.Frame problem.Outputs))
        | ValueSome words ->
            ValueSome(
                struct ({ problem with
                            LeftOut = Set.add (struct (said, words)) problem.LeftOut },
                        isBefore said)
            )
        | ValueNone -> ValueNone

    /// What else was left out or repeated, with what was found so far mended. It ends where another message is one too many,
    /// or at the same message again: whatever follows may be a consequence.
    let rec private later (problem: ReplayProblem<_, _, _, _, _, _, _, _>) failed said (divergence: Divergence) found =
        match mended problem said divergence with
        | ValueSome(struct (mended, isUntouched)) when List.length found < MaxDivergences ->
            match ReplaySearch.again mended isUntouched failed with
            | Error failed when ReplaySearch.isExhausted failed ->
                match ReplaySearch.found failed with
                | ValueSome struct (after, next) when after > said || mended.LeftOut.Count = problem.LeftOut.Count ->
                    later mended failed after next (next :: found)
                | ValueSome _
                | ValueNone -> List.rev found
            | Ok _
            | Error _ -> List.rev found
        | ValueSome _
        | ValueNone -> List.rev found

    let private without = ReplayResult.without

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
                { without (
                      Conforms(
                          ValueSome problem.Candidate.Policy,
                          if run.Late > ReplayWindow.tolerance then
                              run.Late
                          else
                              TimeSpan.Zero
                      )
                  ) with
                    AwaitsTimer = not run.Timers.IsEmpty
                    Events = lazy (run.Events |> List.rev |> List.map (fun word -> word ()))
                    States =
                        lazy
                            (run.States
                             |> List.map (fun struct (frame, state) -> frame, problem.Candidate.StateWords state)
                             |> Map.ofList)
                    Known = lazy (PartialRun.known problem run)
                    Run = ValueSome(ExplainedRuns.ofRun problem run) })

    /// The search ended before it tried everything; the words tell where the run that explained most ended.
    let private tooMany problem (found: (struct (int * Divergence)) voption) =
        let ended =
            "the search ended before it tried every schedule of the timers and the store"

        let words =
            match found with
            | ValueSome struct (_, divergence) ->
                $"{ended}; the one that explained most ends {Divergence.words (ValueSome problem.Candidate.Policy) divergence}"
            | ValueNone -> ended

        struct (0,
                { without (NotJudged words) with
                    IsSearched = false })

    /// What a flow lacks of what the participant did, if its side may have ended unseen.
    let private unseenOutput (flow: CapturedFlow<'message>) =
        flow.LostOutput |> ValueOption.orElse flow.UnseenOwnEnd

    /// What a run leaves that the capture shows at its very end.
    let private atEnd problem run =
        if PartialRun.isAtEnd problem run && not (FlowCursors.isEmpty run.Done) then
            [ "the capture may lack the cause of the last messages, because it ends with them" ]
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
                          Actual = ValueSome(PartialRun.observationWords problem said)
                          Reason = $"frame {asked.Frame} arrived: {PartialRun.observationWords problem asked}"
                          Apart = ValueNone
                          Late = ValueNone
                          ExpectedStep = ExpectedStep.Message }
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
    let private diverges (flows: CapturedFlow<'message>[]) problem failed explained divergence =
        let mayEndUnseen =
            flows |> Array.exists (fun flow -> flow.UnseenOwnEnd.IsSome || flow.UnseenOtherEnd.IsSome)

        let diverges isSearched =
            struct (explained,
                    { without (Diverges(ValueSome problem.Candidate.Policy, divergence, [])) with
                        IsSearched = isSearched
                        Known = lazy (ReplaySearch.known failed)
                        Later =
                            lazy
                                (if ReplayWindow.isLoaded problem.Window then
                                     []
                                 else
                                     later problem failed explained divergence []) })

        if mayEndUnseen then
            let problem =
                { problem with
                    UnseenOutputs = flows |> Array.map unseenOutput
                    UnseenEnds = flows |> Array.map _.UnseenOtherEnd }

            match ReplaySearch.run problem with
            | Ok run -> notJudged (atEnd problem run @ List.rev run.Gaps)
            | Error failed -> diverges (ReplaySearch.isExhausted failed)
        else
            diverges true

    /// What the capture lacks of what the participant said or heard, in words.
    let private lacking (flows: CapturedFlow<'message>[]) =
        [ for flow in flows do
              yield! ValueOption.toList (unseenOutput flow)

              for input in flow.Inputs do
                  match input.Observation with
                  | Observation.Lost(words, _) -> words
                  | Observation.Message _
                  | Observation.Connect
                  | Observation.Accept
                  | Observation.Close _ -> () ]

    let judge column window (flows: CapturedFlow<'message> list) candidate =
        let guessed = flows |> List.map (Guess.ofFlow candidate.Guesses) |> Array.ofList

        let flows = guessed |> Array.map (fun (struct (flow, _)) -> flow)

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
              UnseenEnds = [||]
              Supposed = guessed |> Array.map (fun (struct (_, guesses)) -> guesses)
              Window = window
              Column = column
              LeftOut = Set.empty }

        if problem.Outputs |> Array.forall Array.isEmpty then
            match lacking flows with
            | [] -> struct (0, without Absent)
            | gaps -> notJudged gaps
        else
            match ReplaySearch.run problem with
            | Ok run when run.Gaps.IsEmpty && FlowCursors.isEmpty run.Done -> conforms problem run
            | Ok run ->
                match wrongAnswer problem run with
                | ValueSome divergence ->
                    struct (PartialRun.explained run,
                            { without (Diverges(ValueSome candidate.Policy, divergence, [])) with
                                Known = lazy (PartialRun.known problem run) })
                | ValueNone -> notJudged (atEnd problem run @ List.rev run.Gaps)
            | Error failed ->
                match ReplaySearch.found failed with
                | ValueSome struct (explained, divergence) when ReplaySearch.isExhausted failed ->
                    diverges flows problem failed explained divergence
                // Its divergence is known; a loaded machine only might explain it.
                | ValueSome struct (explained, divergence) when ReplayWindow.isLoaded window ->
                    struct (explained,
                            { without (Diverges(ValueSome candidate.Policy, divergence, [])) with
                                IsSearched = false
                                Known = lazy (ReplaySearch.known failed) })
                | found -> tooMany problem found

    /// Which of two verdicts tells more: a machine that may explain everything accuses nobody, and else the one counts that
    /// explains more.
    let private rank (struct (explained: int, result: ReplayResult)) =
        struct (result.Conformance.IsConforms, result.Conformance.IsNotJudged, explained)

    let firstOf (judges: (unit -> struct (int * ReplayResult)) list) =
        let rec best found isSearched judges =
            let struct (_, result) = found

            match judges with
            | judge :: rest when not result.Conformance.IsConforms ->
                let struct (_, other) as next = judge ()
                best (if rank next > rank found then next else found) (isSearched && other.IsSearched) rest
            | _ :: _
            | [] -> { result with IsSearched = isSearched }

        match judges with
        | [] -> without Absent
        | judge :: rest ->
            let struct (_, result) as first = judge ()
            best first result.IsSearched rest

namespace PeerFunctional.Verification

// `Action` is this one, not System's.
open PeerFunctional.Verification

module RunEnding =

    let private lawful (model: Model<_, _>) state =
        model.Successors state |> List.filter (fun struct (action, _) -> not (model.IsFault action))

    /// Whether a run can go around for ever from its state `start` to its last one, which is the same: by no fault, and so that
    /// every step that stays possible is taken.
    let private isLoop (model: Model<_, _>) (states: _ array) (fingerprints: uint64 array) start =
        let steps =
            [ for place in start .. states.Length - 2 -> place, lawful model states[place] ]

        let keys steps =
            steps |> List.map (fun struct (action, _) -> model.FairnessKey action) |> set

        let taken =
            [ for place, steps in steps do
                  let along =
                      steps |> List.filter (fun struct (_, next) -> model.Fingerprint next = fingerprints[place + 1])

                  fingerprints[place] <> fingerprints[place + 1], keys along ]

        let always = steps |> List.map (snd >> keys) |> Set.intersectMany

        taken |> List.forall (fun (isMove, keys) -> not (isMove && keys.IsEmpty))
        && Set.isSubset always (taken |> List.map snd |> Set.unionMany)

    let private repeats (model: Model<_, _>) (states: _ array) =
        let fingerprints = states |> Array.map model.Fingerprint
        let last = states.Length - 1

        Seq.init last id
        |> Seq.exists (fun start -> fingerprints[start] = fingerprints[last] && isLoop model states fingerprints start)

    /// Whether a run that has not reached the goal never reaches it, as far as the trace says that.
    let private isMissed (subject: Scenario<_, _, _, _, _, _, _, _>) (fates: Lazy<RunFates>) (trace: Trace<_>) =
        let assumptions = RunFates.assumptions trace

        let model =
            WorldModel.create
                subject.World
                assumptions
                { Invariants = []
                  Reachable = []
                  Liveness = subject.Properties.Liveness }

        let states = RunFates.states subject.World assumptions model trace.Steps
        let known = states |> List.choose Result.toOption |> Array.ofList
        let isKnown = known.Length = states.Length

        let isClaimed =
            match trace.Ending with
            | Missed _ -> true
            | Passed
            | Broken _ -> false

        if isKnown && (lawful model (Array.last known)).IsEmpty then
            true
        elif not isClaimed then
            false
        else
            isKnown && repeats model known
            || match List.last fates.Value.Along with
               | Fate.Lost
               | Fate.OnlyByFault _
               // The sentence on the run says that it is unknown.
               | Fate.Unknown _ -> true
               | Fate.Reached
               | Fate.Sure _
               | Fate.AtRisk _ -> false

    let ofTrace (subject: Scenario<_, _, _, _, _, _, _, _>) fates (trace: Trace<_>) =
        let follow run (step: TraceStep<_>) =
            match Run.apply subject.World step.At step.Action run with
            | Ok(struct (next, _)) -> next
            | Error _ -> run

        let last = (List.fold follow (Run.initial subject.World) trace.Steps).WorldState

        let broken =
            subject.Properties.Invariants
            |> List.filter (fun invariant -> not (invariant.Holds last))
            |> List.map (_.Sentence >> Broken)

        let goal = subject.Properties.Liveness
        let isMissed = lazy (not (goal.Holds last) && isMissed subject fates trace)

        match trace.Ending, broken with
        | Missed _, _ when isMissed.Value -> Missed goal.Sentence
        | ending, _ when List.contains ending broken -> ending
        | _, first :: _ -> first
        | _, [] when isMissed.Value -> Missed goal.Sentence
        | _, [] -> Passed

    let words ending =
        match ending with
        | Passed -> "no violation"
        | Broken sentence -> $"a violation of this property: {sentence}"
        | Missed sentence -> $"the goal missed: {sentence}"

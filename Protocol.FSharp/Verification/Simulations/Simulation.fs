namespace PeerFunctional.Verification

open PeerFunctional.Kernel

type ToldRun =
    { Trace: Trace<string>
      Sentence: string
      Timeline: Timeline
      Fates: RunFates voption
      Test: string -> string
      Itf: unit -> string }

type Simulation =
    { System: string
      World: string
      Properties: string list
      Peers: string list
      Run: uint64 -> Outcome
      Measure: uint64 -> struct (Outcome * LoadCurves)
      Shrink: Outcome -> Outcome
      Tell: Outcome -> ToldRun }

type ReplayedRun =
    { Trace: Trace<string>
      Timeline: Timeline
      Fated: unit -> ToldRun
      Divergence: int voption
      Difference: string voption }

module Simulation =

    let told (subject: Scenario<_, _, _, _, _, _, _, _>) title trace =
        let sentence = TraceSentence.ofTrace subject trace

        { Trace = Trace.inWords subject.World trace
          Sentence = sentence
          Timeline = TraceTimeline.timeline subject.World title sentence trace
          Fates = ValueNone
          Test = EmittedTest.ofTrace subject sentence trace
          Itf = fun () -> ItfTrace.print subject trace }

    let fated fates (told: ToldRun) =
        let timeline = RunFates.mark fates told.Timeline

        let sentence =
            match told.Trace.Ending, told.Trace.Origin, List.last fates.Along with
            | Missed _, _, _ -> $"{told.Sentence}; {RunFates.words fates}"
            | Passed, Searched, (Fate.Sure _ | Fate.AtRisk _ | Fate.OnlyByFault _ | Fate.Lost | Fate.Unknown _) ->
                $"{told.Sentence}; {RunFates.words fates}"
            | Passed, Searched, Fate.Reached
            | Passed, Simulated _, _
            | Broken _, _, _ -> told.Sentence

        { told with
            Sentence = sentence
            Fates = ValueSome fates
            Timeline =
                { timeline with
                    Conclusion = [ sentence; RunFates.course fates; RunFates.assumed fates ] } }

    let noReturn (told: ToldRun) =
        told.Fates |> ValueOption.bind RunFates.noReturn |> ValueOption.map (fun struct (step, _) -> step)

    let private withFates subject trace told =
        fated (RunFates.ofTrace subject trace) told

    let private simulate options (subject: Scenario<_, _, _, _, _, _, _, _>) : Simulation =
        { System = subject.System
          World = subject.Name
          Properties = (subject.Properties.Invariants |> List.map _.Sentence) @ [ subject.Properties.Liveness.Sentence ]
          Peers = subject.World.Peers
          Run = Simulator.run subject.World subject.Properties options
          Measure = Simulator.measure subject.World subject.Properties options $"{subject.System}: {subject.About}"
          Shrink = Shrinker.shrink subject.World subject.Properties options
          Tell =
            fun outcome ->
                let trace = Trace.ofSchedule subject options outcome.Schedule
                told subject subject.About trace |> withFates subject trace }

    let create (subject: IScenario) (options: FaultOptions) =
        subject.Accept
            { new IScenarioVisitor<Simulation> with
                member _.Visit subject = simulate options subject }

    /// The first step, from 0, that is another one in the run, or has another digest.
    let private divergence (trace: Trace<string>) (again: Trace<string>) =
        match Seq.zip trace.Steps again.Steps |> Seq.tryFindIndex (fun (before, now) -> before <> now) with
        | Some index -> ValueSome index
        | None when trace.Steps.Length <> again.Steps.Length -> ValueSome(min trace.Steps.Length again.Steps.Length)
        | None -> ValueNone

    let difference (trace: Trace<string>) (again: Trace<string>) =
        match divergence trace again with
        | ValueNone when trace.Ending = again.Ending -> ValueNone
        | ValueNone ->
            ValueSome
                $"the trace ends with {RunEnding.words trace.Ending}; this run ends with {RunEnding.words again.Ending}"
        | ValueSome index ->
            match List.tryItem index trace.Steps, List.tryItem index again.Steps with
            | Some before, Some now when before.Action = now.Action && before.At = now.At ->
                ValueSome $"step {index + 1}: the trace has digest {before.Digest}, this run has {now.Digest}"
            | Some before, Some now ->
                ValueSome
                    $"step {index + 1}: the trace has {TraceFile.words before}, this run has {TraceFile.words now}"
            | _ ->
                ValueSome
                    $"the trace has {trace.Steps.Length} steps, this run has {again.Steps.Length}; the steps that both have are equal"

    let private again (trace: Trace<string>) (subject: Scenario<_, _, _, _, _, _, _, _>) =
        let subject =
            match trace.Origin with
            | Simulated _ -> subject
            | Searched -> Scenario.timeless subject

        let replayed = Trace.replay subject trace
        let fates = lazy RunFates.ofTrace subject replayed

        let ran =
            match trace.Origin with
            | Simulated _ -> replayed
            | Searched ->
                { replayed with
                    Ending = RunEnding.ofTrace subject fates replayed }

        let told = told subject subject.About ran

        { Trace = trace
          Timeline = told.Timeline
          Fated = fun () -> fated fates.Value told
          Divergence = divergence trace told.Trace
          Difference = difference trace told.Trace }

    let private startsFit (trace: Trace<string>) (subject: Scenario<_, _, _, _, _, _, _, _>) =
        match trace.Origin with
        | Simulated(_, schedule) -> schedule.Starts.Length = subject.World.Peers.Length
        | Searched -> true

    let replay
        (find: string -> PeerPolicies voption -> string -> Result<IScenario, Malformation>)
        (trace: Result<Trace<string>, Malformation>)
        =
        trace
        |> Result.bind (fun trace ->
            find trace.System trace.Policy trace.World
            |> Result.bind (fun subject ->
                subject.Accept
                    { new IScenarioVisitor<Result<ReplayedRun, Malformation>> with
                        member _.Visit subject =
                            if startsFit trace subject then
                                Ok(again trace subject)
                            else
                                Malformation.error
                                    "unknown-world"
                                    $"the peers of the trace do not fit its world '{trace.World}'" }))

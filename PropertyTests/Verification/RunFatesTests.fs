namespace PeerFunctional.Tests.Verification

open System.Collections.Generic
open Xunit
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Verification
open PeerFunctional.Runtime.Search
open PeerFunctional.Tests

module RunFatesTests =

    /// Whether some way on from a state shows the goal, looked for forwards.
    let private isReachable (model: Model<'state, 'action>) goal state =
        let seen, waiting = HashSet<uint64>(), Queue<'state>()
        let mutable found = false

        let reach state =
            if seen.Add(model.Fingerprint state) then
                found <- found || goal state
                waiting.Enqueue state

        reach state

        while waiting.Count > 0 && not found do
            for struct (_, next) in model.Successors(waiting.Dequeue()) do
                reach next

        found

    let private goalOf (model: Model<_, _>) =
        match List.last model.Properties with
        | Progress(_, goal) -> goal
        | Always _
        | Sometimes _ -> failwith "the goal comes last"

    /// The fates along the counterexample of a world, and whether the goal can be reached after each of its steps.
    let private along system world assumptions =
        (FoundRuns.scenario system PeerPolicies.published world).Accept
            { new IScenarioVisitor<RunFates * bool list> with
                member _.Visit subject =
                    let subject = Scenario.timeless subject
                    let model = WorldModel.create subject.World assumptions subject.Properties
                    let report = StateSearch.Run(model, SearchOptions(Workers = 2))

                    match List.last report.Verdicts with
                    | struct (Progress(sentence, _), Violated path) ->
                        let trace =
                            ActionPath.steps subject.World assumptions path
                            |> Trace.ofSteps subject (Missed sentence)
                            |> Trace.under assumptions

                        let states = RunFates.states subject.World assumptions model trace.Steps

                        let reachable =
                            states
                            |> List.map (function
                                | Ok state -> isReachable model (goalOf model) state
                                | Error problem -> failwith problem)

                        RunFates.ofTrace subject trace, reachable
                    | _ -> failwith $"{world} of {system} reaches its goal" }

    let private ordered drops =
        FoundRuns.ordered { FaultBudget.none with Drops = drops }

    [<Theory>]
    [<InlineData("sneakernet", "one-event", 1)>]
    [<InlineData("tracker", "short", 0)>]
    let ``The step of no return of a counterexample is the first after which no search finds the goal``
        (system: string, world: string, drops: int)
        : unit =
        let fates, reachable = along system world (ordered drops)
        fates.Along |> List.map _.IsLost |> Expect.equal (reachable |> List.map not)

        match List.tryFindIndex not reachable with
        | Some step -> RunFates.noReturn fates |> Expect.equal (ValueSome(struct (step, true)))
        | None -> failwith "the goal stays in reach"

    [<Fact>]
    let ``The original's fault is the step of no return, in the sentence and in the picture`` () : unit =
        let sentence, told =
            FoundRuns.scenario "sneakernet" PeerPolicies.published "one-event"
            |> FoundRuns.told 1_000_000L (ordered 1)
            |> List.exactlyOne

        (FoundRuns.scenario "sneakernet" PeerPolicies.published "one-event").Accept
            { new IScenarioVisitor<bool> with
                member _.Visit subject =
                    let trace =
                        match TraceFile.parse (TraceFile.print told.Trace) with
                        | Ok trace -> Trace.replay (Scenario.timeless subject) trace
                        | Error problem -> failwith $"{problem}"

                    let fates = RunFates.ofTrace subject (Trace.under (ordered 1) trace)
                    let fated = Simulation.fated fates told
                    let dropped = trace.Steps |> List.findIndex _.Action.IsDrop

                    fated.Timeline.Conclusion |> List.last |> Expect.stringStarts "assumed: at most 1 lost message; "


                    Simulation.noReturn fated |> Expect.equal (ValueSome(dropped + 1))
                    fated.Sentence |> Expect.stringContains $"after step {dropped + 1} nothing can change that"
                    sentence |> Expect.stringContains "all logs become equal"

                    fated.Timeline.Events
                    |> List.filter (fun timed ->
                        match timed.Event with
                        | Remarked(ValueNone, words) -> words.StartsWith "no return"
                        | _ -> false)
                    |> List.map _.Step
                    |> Expect.equal [ ValueSome(dropped + 1) ]

                    RunFates.course fates = $"the goal: at risk at first, lost from step {dropped + 1} on" }
        |> Expect.isTrue

    /// The futures in which the messages that a counterexample of the original loses arrive instead.
    let private delivered world =
        (FoundRuns.scenario "tracker" PeerPolicies.published world).Accept
            { new IScenarioVisitor<Futures list> with
                member _.Visit subject =
                    let subject = Scenario.timeless subject

                    [ for _, told in
                          FoundRuns.scenario "tracker" PeerPolicies.published world
                          |> FoundRuns.told 100_000L (ordered 1) do
                          for place, step in List.indexed told.Trace.Steps do
                              if step.Action.IsDrop then
                                  let trace = Trace.replay subject told.Trace |> Trace.under (ordered 1)

                                  match WhatIf.futures subject trace (place + 1) WhatIfChange.Deliver with
                                  | Ok futures -> futures
                                  | Error problem -> failwith problem ] }

    [<Fact>]
    let ``A goal that is lost stays lost to the end of a run, and a run that goes round ends`` () : unit =
        let futures = delivered "alone"
        futures |> Expect.isNonEmpty

        for future in futures |> List.collect (fun both -> [ both.AsItWas; both.Changed ]) do
            RunFates.course (ValueOption.get future.Fates) |> Expect.equal "the goal: lost in every step"

            Expecto.Expect.isLessThan future.Trace.Steps.Length 500 "steps"

    let private assumptions =
        gen {
            let! network = Gen.elements [ Network.Ordered; Network.Unordered ]

            let! ticks =
                Gen.listOfLength 3 (Gen.choose (0, 1_000_000) |> Gen.map (int64 >> System.TimeSpan))

            let! counts = Gen.listOfLength 6 (Gen.choose (0, 1_000))

            let bounds =
                { Latency = ticks[0]
                  StoreDelay = ticks[1]
                  Outage = ticks[2] }

            let! time =
                Gen.elements [ TimeModel.Ordered; TimeModel.Any; TimeModel.Latency bounds ]

            return
                { Network = network
                  Time = time
                  Budget =
                    { Drops = counts[0]
                      Duplicates = counts[1]
                      Corruptions = counts[2]
                      Crashes = counts[3]
                      DiskLosses = counts[4]
                      Delays = counts[5] } }
        }

    [<Property>]
    let ``Assumptions are read from a file as they were written`` () =
        Prop.forAll (Arb.fromGen assumptions) (fun assumptions ->
            JsonLine.print (AssumptionsJson.print assumptions)
            |> JsonLine.parse
            |> Result.bind AssumptionsJson.parse
                =
                Ok assumptions)

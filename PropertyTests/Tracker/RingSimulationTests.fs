namespace PeerFunctional.Tests.Tracker

open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Tracker
open PeerFunctional.Tests

/// The ring's worlds under thousands of seeds: broken connections, pieces, late letters, cuts, crashes and lost disks.
[<Collection "alone">]
module RingSimulationTests =

    let private run policy name =
        let setup = RingScenarios.named name |> Option.get
        let world = RingScenarios.world (PeerPolicies.same policy) setup
        let properties = RingProperties.ofSetup setup
        fun seed -> Simulator.run world properties RingScenarios.options seed

    let private failures runs =
        runs
        |> Array.Parallel.choose (fun (name, seed) ->
            match (run Recovering name seed).Ending with
            | Passed -> None
            | ending -> Some $"{name}, seed {seed}: {ending}")

    [<Fact>]
    let ``A recovering ring passes two thousand seeds`` () : unit =
        let names =
            [| "alone"
               "two"
               "short"
               "leaving"
               "crowd-3-3"
               "crowd-3-5"
               "crowd-6-4"
               "crowd-8-8" |]

        let runs =
            Array.init 2_000 (fun index -> names[index % names.Length], uint64 (index / names.Length))

        failures runs |> Expect.isEmpty

    /// A peer that was dealt an item by an answer it never got; a late UPDATE_NBR that came after its repetition, also to a
    /// peer that was out of the ring for a while.
    [<Fact>]
    let ``Seeds that once failed pass`` () : unit =
        let runs =
            [| "two", 1803UL
               "two", 2367UL
               "two", 13401UL
               "two", 14112UL
               "two", 33780UL
               "crowd-3-3", 173UL
               "crowd-3-3", 3418UL
               "crowd-3-3", 19866UL
               "crowd-6-4", 2009UL |]

        failures runs |> Expect.isEmpty

    [<Fact>]
    let ``A published ring fails for some seed in every world`` () : unit =
        for name in [ "alone"; "two"; "short"; "crowd-3-3"; "crowd-6-4" ] do
            let failure =
                Seq.init 100 (uint64 >> run AsPublished name)
                |> Seq.tryFind (fun outcome -> outcome.Ending <> Passed)

            Expecto.Expect.isTrue failure.IsSome name

    [<Fact>]
    let ``An emitted test has the liveness timeout of its run`` () : unit =
        let subject =
            RingScenarios.named "two"
            |> Option.get
            |> ScenarioList.scenario PeerPolicies.published
            |> Scenario.hide

        let simulation = Simulation.create subject RingScenarios.options

        let failure =
            Seq.initInfinite (uint64 >> simulation.Run) |> Seq.find (fun outcome -> outcome.Ending <> Passed)

        (simulation.Tell failure).Test "Counterexample"
        |> Expect.stringContains $"LivenessTimeout = TimeSpan {RingScenarios.options.LivenessTimeout.Ticks}L"

    [<Fact>]
    let ``A run that loses messages as they are sent names the same messages when it is replayed`` () : unit =
        let lossy =
            { RingScenarios.options with
                Loss = ValueSome 0.3 }

        let subject =
            RingScenarios.named "two" |> Option.get |> ScenarioList.scenario PeerPolicies.recovering

        let again seed =
            let outcome = Simulator.run subject.World subject.Properties lossy seed
            let trace = Trace.ofSchedule subject lossy outcome.Schedule

            let searched =
                { Trace.inWords subject.World trace with
                    Origin = Searched }

            (Trace.replay subject searched).Steps = trace.Steps

        [| 0UL .. 99UL |] |> Array.Parallel.map again |> Expect.all id

namespace PeerFunctional.Tests.SneakerNet

open System
open System.IO
open Xunit
open PeerFunctional
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Verification.Laws
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

/// Simulations of SneakerNet's worlds under thousands of seeds.
[<Collection "alone">]
module SimulationTests =

    let private setups =
        [ Scenarios.everyone 2 1; Scenarios.everyone 2 3; Scenarios.everyone 3 1 ]

    let private run plant policy setup =
        let world = Scenarios.world (PeerPolicies.same policy) setup |> plant
        let properties = ReplicaProperties.ofSetup setup
        fun seed -> Simulator.run world properties FaultOptions.standard seed

    [<Fact>]
    let ``A recovering replica passes four thousand seeds`` () : unit =
        let runs = setups |> List.map (fun setup -> setup.Name, run id Recovering setup)

        let check index =
            let name, run = List.item (index % runs.Length) runs
            let seed = uint64 (index / runs.Length)

            match (run seed).Ending with
            | Passed -> ValueNone
            | ending -> ValueSome $"{name}, seed {seed}: {ending}"

        let failures = Array.Parallel.init 4_000 check |> Array.choose ValueOption.toOption
        failures |> Expect.isEmpty

    [<Fact>]
    let ``With a published replica in either role both sides hold all events, if no message is lost`` () : unit =
        for setup in Scenarios.everyone 2 12 :: Scenarios.setups |> List.filter (fun setup -> setup.Peers.Length = 2) do
            for policies in PeerPolicies.mixed do
                let world = Scenarios.world policies setup
                let properties = ReplicaProperties.ofSetup setup

                for seed in 1UL .. 50UL do
                    let outcome = Simulator.run world properties FaultOptions.none seed

                    Expecto.Expect.equal
                        outcome.Ending
                        Passed
                        $"{setup.Name}, {PeerPolicies.name policies}, seed {seed}"

    [<Fact>]
    let ``The published replica stays incomplete for some seed with loss`` () : unit =
        let lossy =
            { FaultOptions.none with
                Loss = ValueSome 0.2 }

        let setup = Scenarios.everyone 2 1
        let world = Scenarios.world PeerPolicies.published setup
        let properties = ReplicaProperties.ofSetup setup

        let outcome =
            Seq.init 1_000 (fun seed -> Simulator.run world properties lossy (uint64 seed))
            |> Seq.find (fun outcome -> outcome.Ending <> Passed)

        let shrunk = Shrinker.shrink world properties lossy outcome
        shrunk.Ending |> Expect.equal (Missed properties.Liveness.Sentence)
        Expecto.Expect.equal shrunk.Schedule.Faults.Length 1 "one lost datagram is enough"

    [<Fact>]
    let ``A replayed trace of SneakerNet gives the same digests`` () : unit =
        for policy in [ AsPublished; Recovering ] do
            let setup = Scenarios.everyone 2 2
            let schedule = (run id policy setup 7UL).Schedule

            let subject = ScenarioList.scenario (PeerPolicies.same policy) setup
            let trace = Trace.ofSchedule subject FaultOptions.standard schedule

            match trace |> Trace.inWords subject.World |> TraceFile.print |> TraceFile.parse with
            | Ok read ->
                let setup = Scenarios.named read.World |> Option.get

                let again =
                    Trace.replay (ScenarioList.scenario (PeerPolicies.same policy) setup) read

                again.Steps |> Expect.equal trace.Steps
            | Error e -> failwith $"{e}"

    let private isFound (bug: PlantedBug<SneakerNetWorld>) =
        let find setup =
            let run = run bug.Plant Recovering setup
            Seq.init 2_000 uint64 |> Seq.tryFind (fun seed -> (run seed).Ending <> Passed)

        setups |> List.tryPick find |> Option.isSome

    [<Fact>]
    let ``Nine in ten planted bugs are found`` () : unit =
        let missed =
            PlantedBugs.all
            |> Array.ofList
            |> Array.Parallel.map (fun bug -> bug.Name, isFound bug)
            |> Array.filter (snd >> not)
            |> Array.map fst

        Expecto.Expect.isLessThanOrEqual (missed.Length * 10) PlantedBugs.all.Length (String.Join("; ", missed))

    let private simulation policy events options =
        Simulation.create
            (ScenarioList.scenario (PeerPolicies.same policy) (Scenarios.everyone 2 events) |> Scenario.hide)
            options

    /// The formatter of this repository writes a line end for some semicolons.
    let private withoutSpaces (text: string) =
        text |> String.filter (fun letter -> not (Char.IsWhiteSpace letter) && letter <> ';')

    /// `Counterexample.fs` was written by `peer simulate sneakernet --policy published --loss 0.3 --emit-test` and is compiled
    /// with these tests, without the attribute of a test. In `MendedCounterexample.fs` the machine is the recovering one.
    [<Fact>]
    let ``An emitted test of a simulation fails, and is emitted the same again for the machine that passes it``
        ()
        : unit =
        let lossy =
            { FaultOptions.standard with
                Loss = ValueSome 0.3 }

        let simulation = simulation AsPublished 2 lossy

        let failure =
            Seq.initInfinite (uint64 >> simulation.Run) |> Seq.find (fun outcome -> outcome.Ending <> Passed)

        let emitted = (simulation.Tell(simulation.Shrink failure)).Test

        let written file =
            Repository.text $"PropertyTests/SneakerNet/{file}.fs" |> withoutSpaces

        (emitted "Counterexample").Replace("[<Fact>]", "")
        |> withoutSpaces
        |> Expect.equal (written "Counterexample")

        (emitted "MendedCounterexample").Replace("PeerPolicies.published", "PeerPolicies.recovering")
        |> withoutSpaces
        |> Expect.equal (written "MendedCounterexample")

        Assert.ThrowsAny<Sdk.XunitException>(
            Counterexample.``when faults stop  all logs become equal and all sessions end``
        )
        |> ignore

    [<Fact>]
    let ``A failure is described in the protocol's words`` () : unit =
        let lossy =
            { FaultOptions.none with
                Loss = ValueSome 0.3 }

        let simulation = simulation AsPublished 1 lossy

        let failure =
            Seq.initInfinite (uint64 >> simulation.Run)
            |> Seq.find (fun outcome -> outcome.Ending <> Passed)
            |> simulation.Shrink

        (simulation.Tell failure).Sentence
        |> Expect.isMatch "^(Alice|Bob) never gets (Alice|Bob):1: .* was lost in step \\d+; .*$"

    [<Fact>]
    let ``A trace names a policy only where a system has a machine for each`` () : unit =
        let ofRpc =
            CapnWeb.ScenarioList.system.Scenario PeerPolicies.recovering (CapnWeb.ScenarioList.system.Crowd 2 1)
            |> ValueOption.map (ProtocolSystem.simulation CapnWeb.ScenarioList.system FaultOptions.none)
            |> ValueOption.get

        let ofSneakerNet = simulation Recovering 1 FaultOptions.none
        let one = (ofRpc.Tell(ofRpc.Run 3UL)).Trace
        let other = (ofSneakerNet.Tell(ofSneakerNet.Run 3UL)).Trace
        (TraceFile.print one).Contains "policy" |> Expect.isFalse

        match
            Simulation.replay Systems.find (TraceFile.parse (TraceFile.print one)),
            Simulation.replay Systems.find (TraceFile.parse (TraceFile.print { other with Policy = ValueNone }))
        with
        | Ok same, Error missing ->
            same.Divergence |> Expect.equal ValueNone
            missing.Problem |> Expect.equal "no-policy"
        | _, _ -> failwith "a trace was read as another"

    [<Fact>]
    let ``A replayed trace file gives the same run, and a changed machine is reported`` () : unit =
        let simulation = simulation Recovering 1 FaultOptions.standard
        let trace = (simulation.Tell(simulation.Run 3UL)).Trace

        match
            Simulation.replay Systems.find (TraceFile.parse (TraceFile.print trace)),
            Simulation.replay
                Systems.find
                (TraceFile.ofValues (
                    TraceFile.values
                        { trace with
                            Policy = ValueSome PeerPolicies.published }
                ))
        with
        | Ok same, Ok other ->
            same.Divergence |> Expect.equal ValueNone
            other.Divergence |> Expect.notEqual ValueNone
        | Error e, _
        | _, Error e -> failwith $"{e}"

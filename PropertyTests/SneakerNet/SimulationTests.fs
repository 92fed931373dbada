namespace PeerFunctional.Tests.SneakerNet

open System
open System.IO
open Xunit
open PeerFunctional
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

/// SneakerNet's worlds under thousands of seeds.
[<Collection "alone">]
module SimulationTests =

    let private situations =
        [ Worlds.everyone 2 1; Worlds.everyone 2 3; Worlds.everyone 3 1 ]

    let private run plant policy situation =
        let world = Worlds.world policy situation |> plant
        let laws = Worlds.laws policy situation
        fun seed -> Simulator.run world laws Options.standard seed

    [<Fact>]
    let ``A recovering replica passes ten thousand seeds`` () : unit =
        let runs =
            situations |> List.map (fun situation -> situation.Name, run id Recovering situation)

        let check index =
            let name, run = List.item (index % runs.Length) runs
            let seed = uint64 (index / runs.Length)

            match (run seed).Ending with
            | Passed -> ValueNone
            | ending -> ValueSome $"{name}, seed {seed}: {ending}"

        let failures = Array.Parallel.init 10_000 check |> Array.choose ValueOption.toOption
        failures |> Expect.isEmpty

    [<Fact>]
    let ``With a published replica in either role both hold everything, where nothing is lost`` () : unit =
        for situation in
            Worlds.everyone 2 12 :: Worlds.situations
            |> List.filter (fun situation -> situation.Peers.Length = 2) do
            for published in [ 0; 1 ] do
                let recovering = Worlds.world Recovering situation

                let world =
                    { recovering with
                        Start =
                            fun peer shelf ->
                                let policy = if peer = published then AsPublished else Recovering
                                (Worlds.world policy situation).Start peer shelf }

                let laws = Worlds.laws Recovering situation

                for seed in 1UL .. 50UL do
                    let outcome = Simulator.run world laws Options.fair seed
                    Expecto.Expect.equal outcome.Ending Passed $"{situation.Name}, peer {published}, seed {seed}"

    [<Fact>]
    let ``The published replica stays incomplete for some seed with loss`` () : unit =
        let lossy =
            { Options.fair with
                Loss = ValueSome 0.2 }

        let situation = Worlds.everyone 2 1
        let world = Worlds.world AsPublished situation
        let laws = Worlds.laws AsPublished situation

        let outcome =
            Seq.init 1_000 (fun seed -> Simulator.run world laws lossy (uint64 seed))
            |> Seq.find (fun outcome -> outcome.Ending <> Passed)

        let shrunk = Shrinker.shrink world laws lossy outcome
        shrunk.Ending |> Expect.equal (Missed laws.Goal.Sentence)
        Expecto.Expect.equal shrunk.Schedule.Faults.Length 1 "one lost datagram is enough"

    [<Fact>]
    let ``A trace of SneakerNet runs again to the same digests`` () : unit =
        for policy in [ AsPublished; Recovering ] do
            let situation = Worlds.everyone 2 2
            let schedule = (run id policy situation 7UL).Schedule

            let subject = Subjects.subject policy situation
            let trace = Trace.ofSchedule subject Options.standard schedule

            match trace |> Trace.inWords subject.World |> TraceFile.print |> TraceFile.parse with
            | Ok read ->
                let situation = Worlds.named read.World |> Option.get
                let again = Trace.replay (Subjects.subject read.Policy situation) read
                again.Steps |> Expect.equal trace.Steps
            | Error e -> failwith $"{e}"

    let private isFound bug =
        let find situation =
            let run = run bug.Plant Recovering situation
            Seq.init 2_000 uint64 |> Seq.tryFind (fun seed -> (run seed).Ending <> Passed)

        situations |> List.tryPick find |> Option.isSome

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
        Simulation.create (Subjects.subject policy (Worlds.everyone 2 events) |> Subject.hide) options

    /// The formatter of this repository writes a line end for some semicolons.
    let private withoutSpaces (text: string) =
        text |> String.filter (fun letter -> not (Char.IsWhiteSpace letter) && letter <> ';')

    /// `Counterexample.fs` was written by `peer simulate sneakernet --policy published --loss 0.3 --emit-test` and is compiled
    /// with these tests.
    [<Fact>]
    let ``An emitted test compiles, passes, and is written again the same`` () : unit =
        let lossy =
            { Options.standard with
                Loss = ValueSome 0.3 }

        let simulation = simulation AsPublished 2 lossy

        let failure =
            Seq.initInfinite (uint64 >> simulation.Run) |> Seq.find (fun outcome -> outcome.Ending <> Passed)

        let written =
            File.ReadAllText(Path.Combine(Repository.root, "PropertyTests", "SneakerNet", "Counterexample.fs"))

        withoutSpaces ((simulation.Tell(simulation.Shrink failure)).Test)
        |> Expect.equal (withoutSpaces written)

    [<Fact>]
    let ``A failure is told in the protocol's words`` () : unit =
        let lossy =
            { Options.fair with
                Loss = ValueSome 0.3 }

        let simulation = simulation AsPublished 1 lossy

        let failure =
            Seq.initInfinite (uint64 >> simulation.Run)
            |> Seq.find (fun outcome -> outcome.Ending <> Passed)
            |> simulation.Shrink

        (simulation.Tell failure).Sentence
        |> Expect.isMatch "^(Alice|Bob) never gets (Alice|Bob):1: .* was lost in step \\d+$"

    [<Fact>]
    let ``A trace file replayed gives the same run, and a changed machine is noticed`` () : unit =
        let simulation = simulation Recovering 1 Options.standard
        let trace = (simulation.Tell(simulation.Run 3UL)).Trace

        match
            Simulation.replay Systems.find (TraceFile.print trace),
            Simulation.replay Systems.find (TraceFile.print { trace with Policy = AsPublished })
        with
        | Ok same, Ok other ->
            same.Divergence |> Expect.equal ValueNone
            other.Divergence |> Expect.notEqual ValueNone
        | Error e, _
        | _, Error e -> failwith $"{e}"

namespace PeerFunctional.Tests.SneakerNet

open System
open NUnit.Framework
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.SneakerNet

/// SneakerNet's worlds under thousands of seeds.
[<TestFixture>]
module SimulationTests =

    let private situations =
        [ Worlds.everyone 2 1; Worlds.everyone 2 3; Worlds.everyone 3 1 ]

    let private run plant policy situation =
        let world = Worlds.world policy situation |> plant
        let laws = Worlds.laws policy situation
        fun seed -> Simulator.run world laws Options.standard seed

    [<Test>]
    let ``A recovering replica passes ten thousand seeds`` () =
        let runs =
            situations |> List.map (fun situation -> situation.Name, run id Recovering situation)

        let check index =
            let name, run = List.item (index % runs.Length) runs
            let seed = uint64 (index / runs.Length)

            match (run seed).Ending with
            | Passed -> ValueNone
            | ending -> ValueSome $"{name}, seed {seed}: {ending}"

        let failures = Array.Parallel.init 10_000 check |> Array.choose ValueOption.toOption
        Assert.That(failures, Is.Empty)

    [<Test>]
    let ``The published replica stays incomplete for some seed with loss`` () =
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
        Assert.That(shrunk.Ending, Is.EqualTo(Missed laws.Goal.Sentence))
        Assert.That(shrunk.Schedule.Faults.Length, Is.EqualTo 1, "one lost datagram is enough")

    [<Test>]
    let ``A tape of SneakerNet runs again to the same digests`` () =
        for policy in [ AsPublished; Recovering ] do
            let situation = Worlds.everyone 2 2
            let world = Worlds.world policy situation
            let laws = Worlds.laws policy situation
            let schedule = (run id policy situation 7UL).Schedule

            let tape =
                Tape.record "sneakernet" situation.Name policy world laws Options.standard schedule

            match TapeFile.parse (TapeFile.print tape) with
            | Ok read ->
                let situation = Worlds.named read.World |> Option.get

                let again =
                    Tape.rerun (Worlds.world read.Policy situation) (Worlds.laws read.Policy situation) read

                Assert.That((again.Steps = tape.Steps), Is.True)
            | Error e -> Assert.Fail $"{e}"

    let private isFound bug =
        let find situation =
            let run = run bug.Plant Recovering situation
            Seq.init 2_000 uint64 |> Seq.tryFind (fun seed -> (run seed).Ending <> Passed)

        situations |> List.tryPick find |> Option.isSome

    [<Test>]
    let ``Nine in ten planted bugs are found`` () =
        let missed =
            PlantedBugs.all
            |> Array.ofList
            |> Array.Parallel.map (fun bug -> bug.Name, isFound bug)
            |> Array.filter (snd >> not)
            |> Array.map fst

        Assert.That(missed.Length * 10, Is.LessThanOrEqualTo PlantedBugs.all.Length, String.Join("; ", missed))
        TestContext.Out.WriteLine("missed: " + String.Join("; ", missed))

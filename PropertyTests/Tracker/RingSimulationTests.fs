namespace PeerFunctional.Tests.Tracker

open System
open NUnit.Framework
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Tracker
open PeerFunctional.Tests

/// The ring's worlds under storms: lost connections, late letters, crashes, a tracker whose disk is lost.
[<TestFixture>]
module RingSimulationTests =

    let private options =
        { Options.standard with
            Storm = TimeSpan.FromSeconds 10.0
            Patience = TimeSpan.FromMinutes 5.0 }

    let private failures policy situation seeds =
        match Worlds.world policy situation with
        | Error problem -> [| $"{situation.Name}: {problem}" |]
        | Ok world ->
            Array.Parallel.init seeds (fun seed ->
                match (Simulator.run world (Worlds.laws situation) options (uint64 seed)).Ending with
                | Passed -> ValueNone
                | ending -> ValueSome $"{situation.Name}, seed {seed}: {ending}")
            |> Array.choose ValueOption.toOption

    [<Test>]
    let ``Recovering, the living peers form one ring and complete, under thousands of seeds`` () =
        for situation in Worlds.situations do
            Assert.That(failures Recovering situation 1_000, Is.Empty)

    [<Test>]
    let ``As published, a peer alone never completes, nor do two peers with three items`` () =
        for situation in Worlds.situations do
            if situation.Peers < situation.Items then
                Assert.That((failures AsPublished situation 20).Length, Is.EqualTo 20)

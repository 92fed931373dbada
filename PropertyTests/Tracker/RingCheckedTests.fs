namespace PeerFunctional.Tests.Tracker

open NUnit.Framework
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Tracker
open PeerFunctional.Runtime.Search
open PeerFunctional.Tests

/// The ring's worlds, state by state.
[<TestFixture>]
module RingCheckedTests =

    let private noFault =
        { FaultBudget.none with
            Delays = ValueSome 0 }

    let private check most plant situation faults =
        let world = RingWorlds.world Recovering situation |> plant

        StateSearch.Run(
            SceneModel.create world Network.Queues faults (RingLaws.ofSituation situation),
            SearchOptions(Workers = 2, MaxStates = most)
        )

    let private failed report =
        Report.failures report |> List.map (fun struct (property, _) -> Property.sentence property)

    let private holds faults name =
        let report = check 1_000_000L id (RingWorlds.named name |> Option.get) faults
        let world = $"{name}, %A{faults}"
        Assert.That(report.Extent, Is.EqualTo Exhaustive, world)
        Assert.That(failed report, Is.Empty, world)

    let private all = RingWorlds.situations |> List.map _.Name
    let private small = all |> List.filter (fun name -> name <> "three")

    [<Test>]
    let ``A recovering ring gets by in every world, in whatever order its peers register`` () =
        all |> List.iter (holds noFault)

    [<Test>]
    let ``A recovering ring gets by in every world with a connection that breaks`` () =
        all |> List.iter (holds { noFault with Drops = 1 })

    [<Test>]
    let ``A recovering ring gets by in every world with messages in pieces`` () =
        all |> List.iter (holds { noFault with Garbles = 2 })

    [<Test>]
    let ``A recovering ring gets by with a crash of its tracker or of a peer`` () =
        small |> List.iter (holds { noFault with Crashes = 1 })

    [<Test>]
    let ``A recovering ring gets by with a peer that is gone for good, or a tracker that loses its journal`` () =
        small |> List.iter (holds { noFault with Wipes = 1 })

    [<Test>]
    let ``A recovering ring gets by with two connections that break`` () =
        [ "alone"; "plenty"; "two"; "short" ] |> List.iter (holds { noFault with Drops = 2 })

    [<Test>]
    let ``A recovering ring gets by with a connection that breaks besides a crash or a death`` () =
        holds { noFault with Crashes = 1; Drops = 1 } "alone"
        holds { noFault with Wipes = 1; Drops = 1 } "two"

    [<Test; Explicit "the long campaign: half a million states, half a minute on two free cores">]
    let ``A recovering ring gets by where the state spaces are large`` () =
        holds { noFault with Crashes = 1 } "three"
        holds { noFault with Wipes = 1 } "three"
        holds { noFault with Drops = 1; Crashes = 1 } "two"

    [<Test>]
    let ``Every planted bug is found in its smallest world`` () =
        let missed =
            RingPlantedBugs.all
            |> List.filter (fun bug -> List.isEmpty (failed (check 100_000L bug.Plant bug.Situation bug.Faults)))
            |> List.map _.Name

        Assert.That(missed, Is.Empty)

    [<Test>]
    let ``A planted bug that needs a fault does not show without it`` () =
        for bug in RingPlantedBugs.all |> List.filter (fun bug -> bug.Faults <> noFault) do
            Assert.That(Report.passed (check 100_000L bug.Plant bug.Situation noFault), bug.Name)

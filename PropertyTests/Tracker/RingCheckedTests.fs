namespace PeerFunctional.Tests.Tracker

open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Tracker
open PeerFunctional.Runtime.Search
open PeerFunctional.Tests

/// The ring's worlds, state by state.
[<Collection "alone">]
module RingCheckedTests =

    let noFault =
        { FaultBudget.none with
            Delays = ValueSome 0 }

    let private check most plant situation faults =
        let world = RingWorlds.unguarded Recovering situation |> plant |> Guard.world

        StateSearch.Run(
            WorldModel.create world Network.Queues faults (RingLaws.ofSituation situation),
            SearchOptions(Workers = 2, MaxStates = most)
        )

    let private failed report =
        Report.failures report |> List.map (fun struct (property, _) -> Property.sentence property)

    /// Every state of a world is well, the campaigns' larger ones too.
    let holds faults name =
        let report = check 1_000_000L id (RingWorlds.named name |> Option.get) faults
        let world = $"{name}, %A{faults}"
        Expecto.Expect.equal report.Extent Exhaustive world
        Expecto.Expect.sequenceEqual (failed report) [] world

    let private all = RingWorlds.situations |> List.map _.Name
    let private small = all |> List.filter (fun name -> name <> "three")

    [<Fact>]
    let ``A recovering ring gets by in every world, in whatever order its peers register`` () : unit =
        all |> List.iter (holds noFault)

    [<Fact>]
    let ``A recovering ring gets by in every world with a connection that breaks`` () : unit =
        all |> List.iter (holds { noFault with Drops = 1 })

    [<Fact>]
    let ``A recovering ring gets by in every world with messages in pieces`` () : unit =
        all |> List.iter (holds { noFault with Garbles = 2 })

    [<Fact>]
    let ``A recovering ring gets by with a crash of its tracker or of a peer`` () : unit =
        small |> List.iter (holds { noFault with Crashes = 1 })

    [<Fact>]
    let ``A recovering ring gets by with a peer that is gone for good, or a tracker that loses its journal`` () : unit =
        small |> List.iter (holds { noFault with Wipes = 1 })

    [<Fact>]
    let ``A recovering ring gets by with two connections that break`` () : unit =
        [ "alone"; "plenty"; "two"; "short" ] |> List.iter (holds { noFault with Drops = 2 })

    [<Fact>]
    let ``A recovering ring gets by with a connection that breaks besides a crash or a death`` () : unit =
        holds { noFault with Crashes = 1; Drops = 1 } "alone"
        holds { noFault with Wipes = 1; Drops = 1 } "two"

    [<Fact>]
    let ``Every planted bug is found in its smallest world`` () : unit =
        let missed =
            RingPlantedBugs.all
            |> List.filter (fun bug -> List.isEmpty (failed (check 100_000L bug.Plant bug.Situation bug.Faults)))
            |> List.map _.Name

        missed |> Expect.isEmpty

    [<Fact>]
    let ``A planted bug that needs a fault does not show without it`` () : unit =
        for bug in RingPlantedBugs.all |> List.filter (fun bug -> bug.Faults <> noFault) do
            Expecto.Expect.isTrue (Report.passed (check 100_000L bug.Plant bug.Situation noFault)) bug.Name

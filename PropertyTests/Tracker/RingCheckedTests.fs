namespace PeerFunctional.Tests.Tracker

open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Verification.Laws
open PeerFunctional.Tracker
open PeerFunctional.Runtime.Search
open PeerFunctional.Tests

/// Exhaustive checks of the ring's worlds.
[<Collection "alone">]
module RingCheckedTests =

    let noFault = FaultBudget.none

    let private check most plant setup faults =
        let world =
            RingScenarios.unguarded PeerPolicies.recovering setup |> plant |> Guard.world

        StateSearch.Run(
            WorldModel.create world (Assumptions.ordered Network.Ordered faults) (RingProperties.ofSetup setup),
            SearchOptions(Workers = 2, MaxStates = most)
        )

    let private failed report =
        CheckReport.failures report |> List.map (fun struct (property, _) -> Property.sentence property)

    /// Every state of a world satisfies its properties. Campaigns check larger worlds.
    let holds faults name =
        let report = check 1_000_000L id (RingScenarios.named name |> Option.get) faults
        let world = $"{name}, %A{faults}"
        Expecto.Expect.equal report.Extent Exhaustive world
        Expecto.Expect.sequenceEqual (failed report) [] world

    let private all = RingScenarios.setups |> List.map _.Name
    let private small = all |> List.filter (fun name -> name <> "three")

    [<Fact>]
    let ``A recovering ring passes in every world, for every order of registrations`` () : unit =
        all |> List.iter (holds noFault)

    [<Fact>]
    let ``A recovering ring passes in every world with a connection that breaks`` () : unit =
        all |> List.iter (holds { noFault with Drops = 1 })

    [<Fact>]
    let ``A recovering ring passes in every world with messages in pieces`` () : unit =
        all |> List.iter (holds { noFault with Corruptions = 2 })

    [<Fact>]
    let ``A recovering ring passes with a crash of its tracker or of a peer`` () : unit =
        small |> List.iter (holds { noFault with Crashes = 1 })

    [<Fact>]
    let ``A recovering ring passes with a peer that is gone for good, or a tracker that loses its journal`` () : unit =
        small |> List.iter (holds { noFault with DiskLosses = 1 })

    [<Fact>]
    let ``A recovering ring passes with two connections that break`` () : unit =
        [ "alone"; "plenty"; "two"; "short" ] |> List.iter (holds { noFault with Drops = 2 })

    [<Fact>]
    let ``A recovering ring passes with a connection that breaks and a crash or a death`` () : unit =
        holds { noFault with Crashes = 1; Drops = 1 } "alone"

        holds
            { noFault with
                DiskLosses = 1
                Drops = 1 }
            "two"

    let private setupOf (bug: PlantedBug<_>) =
        RingScenarios.named bug.World |> Option.get

    [<Fact>]
    let ``Every planted bug is found in its smallest world`` () : unit =
        let missed =
            PlantedBugs.all
            |> List.filter (fun bug -> List.isEmpty (failed (check 100_000L bug.Plant (setupOf bug) bug.Faults)))
            |> List.map _.Name

        missed |> Expect.isEmpty

    [<Fact>]
    let ``A planted bug that needs a fault is not found without the fault`` () : unit =
        for bug in PlantedBugs.all |> List.filter (fun bug -> bug.Faults <> noFault) do
            Expecto.Expect.isTrue (CheckReport.passed (check 100_000L bug.Plant (setupOf bug) noFault)) bug.Name

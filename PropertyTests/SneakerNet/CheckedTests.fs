namespace PeerFunctional.Tests.SneakerNet

open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Verification.Laws
open PeerFunctional.SneakerNet
open PeerFunctional.Runtime.Search
open PeerFunctional.Tests

/// Exhaustive checks of SneakerNet's worlds.
[<Collection "alone">]
module CheckedTests =

    let private noFault = FaultBudget.none

    let private check plant policy setup faults =
        let world = Scenarios.world (PeerPolicies.same policy) setup |> plant
        let properties = ReplicaProperties.ofSetup setup

        StateSearch.Run(
            WorldModel.create world (Assumptions.ordered Network.Ordered faults) properties,
            SearchOptions(Workers = 2, MaxStates = 200_000L)
        )

    let private failed report =
        CheckReport.failures report |> List.map (fun struct (property, _) -> Property.sentence property)

    let private holds policy setup faults =
        let report = check id policy setup faults
        let world = $"{setup.Name}, %A{faults}"
        Expecto.Expect.equal report.Extent Exhaustive world
        Expecto.Expect.sequenceEqual (failed report) [] world

    let private setup name =
        Scenarios.setups |> List.find (fun setup -> setup.Name = name)

    let private setupOf (bug: PlantedBug<_>) = setup bug.World |> Laws.withSoonEnd

    [<Fact>]
    let ``Every planted bug is found in its smallest world`` () : unit =
        let missed =
            PlantedBugs.all
            |> List.filter (fun bug -> List.isEmpty (failed (check bug.Plant Recovering (setupOf bug) bug.Faults)))
            |> List.map _.Name

        missed |> Expect.isEmpty

    [<Fact>]
    let ``The machine without planted bugs passes in the worlds that find them`` () : unit =
        for setup, faults in PlantedBugs.all |> List.map (fun bug -> setupOf bug, bug.Faults) |> List.distinct do
            holds Recovering setup faults

    [<Fact>]
    let ``A planted bug that needs a fault is not found without the fault`` () : unit =
        for bug in PlantedBugs.all |> List.filter (fun bug -> bug.Faults <> noFault) do
            let report = check bug.Plant Recovering (setupOf bug) noFault
            Expecto.Expect.isTrue (CheckReport.passed report) bug.Name

    let private changing change (world: SneakerNetWorld) =
        { world with
            Step =
                fun now state input ->
                    let struct (state, outputs) = world.Step now state input

                    let changed =
                        match state with
                        | Replica.Recovering state -> Replica.Recovering(change state)
                        | Replica.Published _ -> state

                    struct (changed, outputs) }

    let private miscounting (state: RecoveringState) =
        { state with
            Partners =
                state.Partners
                |> Map.map (fun _ partner ->
                    { partner with
                        FeedCount = partner.Holds.Count + 1 }) }

    let private forgettingRequests (state: RecoveringState) = { state with Requests = Map.empty }

    [<Fact>]
    let ``A replica that counts feeds wrong, or asks without an open request, breaks a property`` () : unit =
        for change, property in
            [ miscounting, "a peer counts what it keeps as it is"
              forgettingRequests, "a peer requests a feed of one partner at a time" ] do
            check (changing change) Recovering (setup "one-event") noFault |> failed |> Expect.contains property

    [<Fact>]
    let ``A replica with one session at a time keeps to it beside two callers, and one without a limit does not``
        ()
        : unit =
        let setup = Scenarios.named "one-session" |> Option.get

        let unlimited _ =
            Scenarios.world
                PeerPolicies.recovering
                { setup with
                    MaxPartners = ReplicaSettings.MaxPartners }

        holds Recovering setup noFault

        check unlimited Recovering setup noFault
        |> failed
        |> Expect.contains "a peer has no more sessions at a time than its limit allows"

    [<Fact>]
    let ``A recovering replica passes in every world with a lost message`` () : unit =
        for setup in Scenarios.setups do
            holds Recovering setup { noFault with Drops = 1 }

    [<Fact>]
    let ``A recovering replica passes with two lost messages and a duplicate`` () : unit =
        for name in [ "one-event"; "both-ways" ] do
            holds
                Recovering
                (setup name)
                { noFault with
                    Drops = 2
                    Duplicates = 1 }

    [<Fact>]
    let ``A recovering replica passes with a crash and a lost message`` () : unit =
        holds Recovering (setup "one-event") { noFault with Drops = 1; Crashes = 1 }

    [<Fact>]
    let ``A recovering replica passes with a lost disk and a lost message, and gets its events back from the remaining peers``
        ()
        : unit =
        for name in [ "one-event"; "both-ways"; "behind" ] do
            let setup = setup name
            let properties = ReplicaProperties.ofSetup setup

            let isWhole (worldState: SneakerNetWorldState) =
                worldState.Nodes |> Seq.exists _.DiskLost
                && worldState.Nodes |> Seq.map _.Store |> Seq.distinct |> Seq.length = 1
                && not worldState.Nodes[0].Store.IsEmpty

            let model =
                { properties with
                    Reachable =
                        Invariant.ofWorld "a peer that lost its disk gets every event back" (isWhole)
                        :: properties.Reachable }
                |> WorldModel.create
                    (Scenarios.world PeerPolicies.recovering setup)
                    (Assumptions.ordered
                        Network.Ordered
                        { noFault with
                            Drops = 1
                            DiskLosses = 1 })

            let report =
                StateSearch.Run(model, SearchOptions(Workers = 2, MaxStates = 200_000L))

            Expecto.Expect.equal report.Extent Exhaustive name
            Expecto.Expect.sequenceEqual (failed report) [] name

    [<Fact>]
    let ``One lost message leaves published replicas incomplete in every world where a replica lacks an event``
        ()
        : unit =
        let isLacking (setup: ScenarioSetup) =
            setup.Peers |> List.map (snd >> Set.ofList) |> List.distinct |> List.length > 1

        // There a second replica brings the event that the first one lost.
        let lacking =
            Scenarios.setups |> List.filter (fun setup -> isLacking setup && setup.Name <> "same-event")

        for setup in lacking do
            let report = check id AsPublished setup { noFault with Drops = 1 }
            let goal = (ReplicaProperties.ofSetup setup).Liveness.Sentence
            Expecto.Expect.equal report.Extent Exhaustive setup.Name
            Expecto.Expect.isTrue (List.contains goal (failed report)) setup.Name

namespace PeerFunctional.Tests.Link

open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Runtime.Search
open PeerFunctional.Tests
open PeerFunctional.Link

/// Exhaustive checks of the worlds of links, and simulations of larger ones.
[<Collection "alone">]
module LinkCheckedTests =

    let private check policies name faults =
        let setup = LinkScenarios.named name |> Option.get

        StateSearch.Run(
            WorldModel.create
                (LinkScenarios.world policies setup)
                (Assumptions.ordered Network.Ordered faults)
                (LinkProperties.ofSetup policies setup),
            SearchOptions(Workers = 2, MaxStates = 200_000L)
        )

    let private failed report =
        CheckReport.failures report |> List.map (fun struct (property, _) -> Property.sentence property)

    let private noFault = FaultBudget.none

    [<Fact>]
    let ``A recovering peer passes in every world with a lost message, a message in pieces and a crash`` () : unit =
        for setup in LinkScenarios.setups |> List.filter (fun setup -> setup.Callers = 1) do
            let report =
                check
                    PeerPolicies.recovering
                    setup.Name
                    { noFault with
                        Drops = 1
                        Corruptions = 1
                        Crashes = 1 }

            Expecto.Expect.equal report.Extent Exhaustive setup.Name
            Expecto.Expect.sequenceEqual (failed report) [] setup.Name

    [<Fact>]
    let ``An original delivers a part of an item that comes in pieces`` () : unit =
        check PeerPolicies.published "two" { noFault with Corruptions = 1 }
        |> failed
        |> Expect.equal [ "what a peer gets on a link is what its partner gave there, whole and in order" ]

        check PeerPolicies.published "two" noFault |> failed |> Expect.equal []

    [<Fact>]
    let ``An original delivers the pieces of a stream's item as items`` () : unit =
        check PeerPolicies.published "stream" { noFault with Corruptions = 1 }
        |> failed
        |> Expect.equal [ "what a peer gets on a link is what its partner gave there, whole and in order" ]

    [<Fact>]
    let ``An original goes on after an item of another data type on a strict link`` () : unit =
        check PeerPolicies.published "violation" noFault
        |> failed
        |> Expect.equal [ "after an item of another data type a strict link brings nothing more" ]

    [<Fact>]
    let ``An original reads a keep-alive between the items of a stream as items`` () : unit =
        let report = check PeerPolicies.published "stream-idle" noFault
        report.Extent |> Expect.equal Exhaustive

        failed report
        |> Expect.equal [ "what a peer gets on a link is what its partner gave there, whole and in order" ]

    [<Fact>]
    let ``Ours gets every item of an original that calls it, and an original beside ours holds back nothing``
        ()
        : unit =
        for world in [ "two"; "stream" ] do
            for policies in PeerPolicies.mixed do
                let report = check policies world noFault
                Expecto.Expect.equal report.Extent Exhaustive world
                Expecto.Expect.sequenceEqual (failed report) [] $"{world}, {PeerPolicies.name policies}"

    [<Fact>]
    let ``Larger worlds hold in a hundred seeds of random faults`` () : unit =
        let simulation =
            ScenarioList.system.Scenario PeerPolicies.recovering (ScenarioList.system.Crowd 4 3)
            |> ValueOption.map (ProtocolSystem.simulation ScenarioList.system FaultOptions.standard)
            |> ValueOption.defaultWith (fun () -> failwith "no such world")

        for seed in 0UL .. 99UL do
            Expecto.Expect.equal (simulation.Run seed).Ending Passed $"seed {seed}"

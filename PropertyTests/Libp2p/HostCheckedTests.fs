namespace PeerFunctional.Tests.Libp2p

open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Libp2p
open PeerFunctional.Runtime.Search
open PeerFunctional.Tests
open PeerFunctional.Verification

/// Exhaustive checks of the worlds of libp2p peers.
[<Collection "alone">]
module HostCheckedTests =

    let private checkWorld plant name faults =
        let setup = HostScenarios.named name |> Option.get

        StateSearch.Run(
            WorldModel.create
                (plant (HostScenarios.world setup))
                (Assumptions.ordered Network.Ordered faults)
                (HostProperties.ofSetup setup),
            SearchOptions(Workers = 2, MaxStates = 300_000L)
        )

    let private failed report =
        CheckReport.failures report |> List.map (fun struct (property, _) -> Property.sentence property)

    let private noFault = FaultBudget.none

    let private oneLoss = { noFault with Drops = 1 }

    [<Fact>]
    let ``Peers keep every property in every small world, with a broken stream or connection and a crash`` () : unit =
        for name in [ "other-id"; "pair"; "mute"; "other-agent"; "other-protocol" ] do
            for faults in [ oneLoss; { noFault with Crashes = 1 } ] do
                let report = checkWorld id name faults
                Expecto.Expect.equal report.Extent Exhaustive name
                Expecto.Expect.sequenceEqual (failed report) [] name

    [<Fact>]
    let ``Without faults peers keep every property in every world, and every request can be answered`` () : unit =
        for setup in HostScenarios.setups do
            let report = checkWorld id setup.Name noFault
            Expecto.Expect.equal report.Extent Exhaustive setup.Name
            Expecto.Expect.sequenceEqual (failed report) [] setup.Name

    let private sending change (world: HostWorld) =
        { world with
            Step =
                fun now state input ->
                    let struct (state, outputs) = world.Step now state input
                    struct (state, change outputs) }

    let private patient outputs =
        outputs
        |> List.filter (fun output ->
            match output with
            | SetTimer(Timer.Patience _, _) -> false
            | _ -> true)

    [<Fact>]
    let ``A peer whose streams have no limit of time waits for ever for one that says nothing`` () : unit =
        checkWorld (sending patient) "mute" noFault
        |> failed
        |> Expect.equal [ "when faults stop, every negotiation and every request comes to its end" ]

    let private keepsOpen outputs =
        outputs
        |> List.filter (fun output ->
            match output with
            | Close(Address.Substream _) -> false
            | _ -> true)

    [<Fact>]
    let ``A peer that forgets its streams without closing them is found`` () : unit =
        checkWorld (sending keepsOpen) "pair" noFault
        |> failed
        |> Expect.contains "a peer keeps the connections and streams that are open, and forgets those that are closed"

    /// A peer that takes any id for the one it expects.
    let private trusting (world: HostWorld) =
        let forget connection = { connection with Target = ValueNone }

        { world with
            Step =
                fun now peer input ->
                    match input with
                    | Received(Address.Stream name, Message.Proved _) ->
                        let blind = Map.change name (Option.map forget) peer.Machine.Connections

                        let struct (after, outputs) =
                            world.Step
                                now
                                { peer with
                                    Machine =
                                        { peer.Machine with
                                            Connections = blind } }
                                input

                        let target = Map.tryFind name peer.Machine.Connections |> Option.map _.Target

                        let remember connection =
                            { connection with
                                Target = target |> Option.defaultValue ValueNone }

                        let machine =
                            { after.Machine with
                                Connections = Map.change name (Option.map remember) after.Machine.Connections }

                        struct ({ after with Machine = machine }, outputs)
                    | _ -> world.Step now peer input }

    [<Fact>]
    let ``A peer that takes any id for the one it expects is found`` () : unit =
        checkWorld trusting "other-id" noFault
        |> failed
        |> Expect.contains "nothing is said to a partner whose certificate does not prove its id"

    [<Fact>]
    let ``A thousand seeds of broken, cut and delayed streams end well in every world`` () : unit =
        for setup in HostScenarios.setups do
            let check seed =
                let outcome =
                    Simulator.run
                        (HostScenarios.world setup)
                        (HostProperties.ofSetup setup)
                        FaultOptions.standard
                        (uint64 seed)

                if outcome.Ending <> Passed then
                    Some $"{setup.Name}, seed {seed}: {outcome.Ending}"
                else
                    None

            Expect.equal [||] (Array.Parallel.init 1_000 check |> Array.choose id)

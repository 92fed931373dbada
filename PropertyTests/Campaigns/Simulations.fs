namespace PeerFunctional.Tests.Campaigns

open System
open Expecto
open FsCheck.FSharp
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// The recovering protocols in their worlds, under one seed after another.
module Simulations =

    let private seeds =
        Gen.choose64 (0L, Int64.MaxValue) |> Gen.map uint64 |> Arb.fromGen

    /// A world under random seeds; a failure names the seed.
    let private passes extent name options subject =
        let simulation = Simulation.create (Scenario.hide subject) options

        Prop.forAll seeds (fun seed ->
            match (simulation.Run seed).Ending with
            | Passed -> ()
            | ending -> failtest $"seed {seed}: {ending}")
        |> Extent.check extent name

    let private sneakernet extent =
        [ for peers, events in [ 2, 1; 2, 2; 2, 3; 3, 1 ] ->
              let setup = PeerFunctional.SneakerNet.Scenarios.everyone peers events

              PeerFunctional.SneakerNet.ScenarioList.scenario PeerPolicies.recovering setup
              |> passes extent $"sneakernet: {setup.Name}" FaultOptions.standard ]

    let private tracker extent =
        [ for name in
              [ "alone"
                "two"
                "short"
                "leaving"
                "crowd-3-3"
                "crowd-3-5"
                "crowd-6-4"
                "crowd-8-8" ] ->
              PeerFunctional.Tracker.RingScenarios.named name
              |> Option.get
              |> PeerFunctional.Tracker.ScenarioList.scenario PeerPolicies.recovering
              |> passes extent $"tracker: {name}" PeerFunctional.Tracker.RingScenarios.options ]

    let private link extent =
        [ for name in
              [ "denied"
                "two"
                "stream"
                "stream-idle"
                "violation"
                "three"
                "crowd-4-3"
                "crowd-8-8" ] ->
              PeerFunctional.Link.LinkScenarios.named name
              |> Option.get
              |> PeerFunctional.Link.ScenarioList.scenario PeerPolicies.recovering
              |> passes extent $"link: {name}" FaultOptions.standard ]

    let private rpc extent =
        [ for name in
              [ "calls"
                "pipelined"
                "callback"
                "promised"
                "abandoned"
                "hand-back"
                "twice"
                "both"
                "three"
                "crowd-4-3"
                "crowd-8-8" ] ->
              PeerFunctional.CapnWeb.RpcScenarios.named name
              |> Option.get
              |> PeerFunctional.CapnWeb.ScenarioList.scenario
              |> passes extent $"rpc: {name}" FaultOptions.standard ]

    /// The random numbers of a path are those of a `Random`, whose seed is an int.
    let private path extent =
        Prop.forAll
            (Gen.choose (0, Int32.MaxValue) |> Arb.fromGen)
            PeerFunctional.Tests.SneakerNet.NetworkPathTests.endsComplete
        |> Extent.check extent "sneakernet: a path that loses three datagrams of ten"

    let all extent =
        testList "simulations" (path extent :: sneakernet extent @ tracker extent @ link extent @ rpc extent)

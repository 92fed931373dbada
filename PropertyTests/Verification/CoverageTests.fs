namespace PeerFunctional.Tests.Verification

open Xunit
open PeerFunctional
open PeerFunctional.Tests
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// What the machines never get or do in any world: what no verdict of checker and simulator speaks of.
[<Collection "alone">]
module CoverageTests =

    /// What never happens in two hundred seeds of any world, under any policies.
    let private never (system: ProtocolSystem) =
        let policies =
            if ProtocolSystem.hasOneMachine system then
                [ PeerPolicies.recovering ]
            else
                PeerPolicies.recovering :: PeerPolicies.mixed

        [ for world, _ in system.Worlds do
              for policies in policies do
                  let struct (watched, coverage) =
                      Coverage.watch (FoundRuns.scenario system.Name policies world)

                  let simulation = ProtocolSystem.simulation system FaultOptions.standard watched

                  Array.Parallel.init 200 (uint64 >> simulation.Run) |> ignore
                  Set.ofList (Coverage.missing coverage) ]
        |> Set.intersectMany

    let private pinned = Map.ofList Unreached.all

    [<Fact>]
    let ``What no world of a system reaches is exactly what a list of reasons has`` () : unit =
        for system in Systems.all do
            Expecto.Expect.sequenceEqual
                (never system)
                (pinned[system.Name] |> List.collect snd |> Set.ofList)
                system.Name

module PeerFunctional.Tests.MendedCheckedCounterexample

open System
open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.SneakerNet

[<Fact>]
let ``when faults stop  all logs become equal and all sessions end`` () : unit =
    // Bob never gets Alice:1: HAVE +Alice:1 to Bob was lost in step 7
    let world =
        World.timeless (Scenarios.world PeerPolicies.recovering (Scenarios.named "one-event" |> Option.get))

    let properties =
        ReplicaProperties.ofSetup (Scenarios.named "one-event" |> Option.get)

    let property =
        properties.Liveness :: properties.Invariants
        |> List.find (fun property ->
            property.Sentence = "when faults stop, all logs become equal and all sessions end")

    let moves: GuidedMove list =
        [ TimeSpan 0L, Action.Start 0
          TimeSpan 0L, Action.Start 1
          TimeSpan 0L, Action.Deliver { From = 1; To = 0; Place = 0 }
          TimeSpan 0L, Action.Deliver { From = 0; To = 1; Place = 0 }
          TimeSpan 0L, Action.Deliver { From = 0; To = 1; Place = 0 }
          TimeSpan 0L, Action.Deliver { From = 1; To = 0; Place = 0 }
          TimeSpan 0L, Action.Drop { From = 0; To = 1; Place = 0 }
          TimeSpan 1000000L, Action.FireTimer(0, "no datagram for 100 ms")
          TimeSpan 1000000L, Action.FireTimer(1, "no datagram for 100 ms")
          TimeSpan 2000000L, Action.FireTimer(1, "no datagram for 100 ms")
          TimeSpan 2000000L, Action.FireTimer(0, "no datagram for 100 ms")
          TimeSpan 3000000L, Action.FireTimer(1, "no datagram for 100 ms")
          TimeSpan 3000000L, Action.FireTimer(0, "no datagram for 100 ms")
          TimeSpan 4000000L, Action.FireTimer(1, "no datagram for 100 ms")
          TimeSpan 4000000L, Action.FireTimer(0, "no datagram for 100 ms")
          TimeSpan 5000000L, Action.FireTimer(1, "no datagram for 100 ms")
          TimeSpan 5000000L, Action.FireTimer(0, "no datagram for 100 ms")
          TimeSpan 6000000L, Action.FireTimer(0, "no datagram for 100 ms")
          TimeSpan 6000000L, Action.FireTimer(1, "no datagram for 100 ms")
          TimeSpan 7000000L, Action.FireTimer(1, "no datagram for 100 ms")
          TimeSpan 7000000L, Action.FireTimer(0, "no datagram for 100 ms")
          TimeSpan 8000000L, Action.FireTimer(1, "no datagram for 100 ms")
          TimeSpan 8000000L, Action.FireTimer(0, "no datagram for 100 ms")
          TimeSpan 9000000L, Action.FireTimer(1, "no datagram for 100 ms")
          TimeSpan 9000000L, Action.FireTimer(0, "no datagram for 100 ms")
          TimeSpan 10000000L, Action.FireTimer(1, "no datagram for 100 ms")
          TimeSpan 10000000L, Action.FireTimer(0, "no datagram for 100 ms")
          TimeSpan 11000000L, Action.FireTimer(1, "no datagram for 100 ms")
          TimeSpan 11000000L, Action.FireTimer(0, "no datagram for 100 ms")
          TimeSpan 12000000L, Action.FireTimer(1, "no datagram for 100 ms")
          TimeSpan 12000000L, Action.FireTimer(0, "no datagram for 100 ms")
          TimeSpan 13000000L, Action.FireTimer(0, "no datagram for 100 ms")
          TimeSpan 13000000L, Action.FireTimer(1, "no datagram for 100 ms")
          TimeSpan 14000000L, Action.FireTimer(1, "no datagram for 100 ms")
          TimeSpan 14000000L, Action.FireTimer(0, "no datagram for 100 ms")
          TimeSpan 15000000L, Action.FireTimer(1, "no datagram for 100 ms")
          TimeSpan 15000000L, Action.FireTimer(0, "no datagram for 100 ms")
          TimeSpan 16000000L, Action.FireTimer(1, "no datagram for 100 ms")
          TimeSpan 16000000L, Action.FireTimer(0, "no datagram for 100 ms")
          TimeSpan 17000000L, Action.FireTimer(0, "no datagram for 100 ms")
          TimeSpan 17000000L, Action.FireTimer(1, "no datagram for 100 ms")
          TimeSpan 18000000L, Action.FireTimer(0, "no datagram for 100 ms")
          TimeSpan 18000000L, Action.FireTimer(1, "no datagram for 100 ms")
          TimeSpan 19000000L, Action.FireTimer(0, "no datagram for 100 ms")
          TimeSpan 19000000L, Action.FireTimer(1, "no datagram for 100 ms")
          TimeSpan 20000000L, Action.FireTimer(1, "silence")
          TimeSpan 20000000L, Action.FireTimer(0, "silence") ]

    let around = []

    Assert.True(GuidedRun.reaches world property.Holds moves around, property.Sentence)

module PeerFunctional.Tests.Counterexample

open System
open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.SneakerNet


let ``when faults stop  all logs become equal and all sessions end`` () : unit =
    // Bob never gets Alice:1: WANT +Alice:1 to Alice was lost in step 9
    let world =
        Scenarios.world PeerPolicies.published (Scenarios.named "everyone-2-2" |> Option.get)

    let properties =
        ReplicaProperties.ofSetup (Scenarios.named "everyone-2-2" |> Option.get)

    let options =
        { FaultOptions.standard with
            LivenessTimeout = TimeSpan 1200000000L
            MaxActions = 100000 }

    let schedule =
        { Seed = 2UL
          Starts = [ TimeSpan 0L; TimeSpan 0L ]
          Network =
            { Least = TimeSpan 287050L
              Spread = TimeSpan 0L }
          Disk =
            { Least = TimeSpan 500L
              Spread = TimeSpan 0L }
          HealedAt = TimeSpan 19647950L
          Faults = [ Fault.Drop 7 ] }

    let outcome = Simulator.follow world properties options schedule (fun _ _ -> ())
    Assert.Equal(Passed, outcome.Ending)

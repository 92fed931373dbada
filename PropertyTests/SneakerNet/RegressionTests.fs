namespace PeerFunctional.Tests.SneakerNet

open System
open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

/// Shrunk runs of failures that are fixed.
module RegressionTests =

    let private milliseconds (number: float) = TimeSpan.FromMilliseconds number

    let private passes name faults =
        let setup =
            { (Scenarios.setups |> List.find (fun setup -> setup.Name = name)) with
                Silence = TimeSpan.FromSeconds 5.0 }

        let world = Scenarios.world PeerPolicies.recovering setup

        let steady latency =
            { Least = milliseconds latency
              Spread = TimeSpan.Zero }

        let schedule =
            { Seed = 0UL
              Starts = world.Peers |> List.map (fun _ -> TimeSpan.Zero)
              Network = steady 18.0
              Disk = steady 0.1
              HealedAt = TimeSpan.FromSeconds 2.0
              Faults = faults }

        let outcome =
            Simulator.follow world (ReplicaProperties.ofSetup setup) FaultOptions.none schedule (fun _ _ -> ())

        outcome.Ending |> Expect.equal Passed
        Expecto.Expect.equal outcome.Schedule.Faults.Length faults.Length "every fault must still happen"

    /// Both sides requested events without sending PORT again, because the other's datagrams looked like progress.
    [<Fact>]
    let ``When the answer to HELO and a PORT are lost, PORT is sent again`` () : unit =
        passes "one-event" [ Fault.Drop 1; Fault.Drop 4 ]

    /// The caller lacked no event, and never called the responder that had lost the session.
    [<Fact>]
    let ``A responder that crashed is called again, also by a caller that lacks no event`` () : unit =
        passes
            "one-event"
            [ Fault.Drop 5
              Fault.Crash(1, 4, TimeSpan.Zero)
              Fault.Crash(0, 6, TimeSpan.Zero) ]

        passes "three" [ Fault.Crash(0, 15, TimeSpan.Zero) ]

    /// The responder had announced its events before the caller's crash, and did not announce them again.
    [<Fact>]
    let ``A caller that crashed and calls again gets the announcements again`` () : unit =
        passes "one-event" [ Fault.Drop 3; Fault.Crash(1, 8, milliseconds 471.0) ]

namespace PeerFunctional.Tests.SneakerNet

open System
open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

/// Shrunk runs that a recovering replica once did not recover from.
module MendedTests =

    let private milliseconds (number: float) = TimeSpan.FromMilliseconds number

    let private passes name faults =
        let situation =
            { (Worlds.situations |> List.find (fun situation -> situation.Name = name)) with
                Silence = TimeSpan.FromSeconds 5.0 }

        let world = Worlds.world Recovering situation

        let steady latency =
            { Least = milliseconds latency
              Spread = TimeSpan.Zero }

        let schedule =
            { Seed = 0UL
              Starts = world.Peers |> List.map (fun _ -> TimeSpan.Zero)
              Network = steady 18.0
              Disk = steady 0.1
              Calm = TimeSpan.FromSeconds 2.0
              Faults = faults }

        let outcome =
            Simulator.follow world (Worlds.laws Recovering situation) Options.fair schedule (fun _ _ -> ())

        outcome.Ending |> Expect.equal Passed
        Expecto.Expect.equal outcome.Schedule.Faults.Length faults.Length "every fault must still happen"

    /// Each took the other's datagrams for a sign that it had all it needed, and asked for events without ever naming a port.
    [<Fact>]
    let ``When the answer to HELO and a PORT are lost, the port is named again`` () : unit =
        passes "one-event" [ Fault.Drop 1; Fault.Drop 4 ]

    /// The caller was content, and never called the responder that had forgotten it.
    [<Fact>]
    let ``A responder that crashed is called again, also by a caller that knows of nothing it lacks`` () : unit =
        passes
            "one-event"
            [ Fault.Drop 5
              Fault.Crash(1, 4, TimeSpan.Zero)
              Fault.Crash(0, 6, TimeSpan.Zero) ]

        passes "three" [ Fault.Crash(0, 15, TimeSpan.Zero) ]

    /// The responder had told its first life what it holds, and did not tell the second.
    [<Fact>]
    let ``A caller that crashed and calls again is told again what it lacks`` () : unit =
        passes "one-event" [ Fault.Drop 3; Fault.Crash(1, 8, milliseconds 471.0) ]

namespace PeerFunctional.Tests.Tracker

open System
open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Tracker
open PeerFunctional.Tests

/// Rings of many peers. What a step costs is counted, not timed.
module BigWorldTests =

    let private always (milliseconds: float) =
        { Least = TimeSpan.FromMilliseconds milliseconds
          Spread = TimeSpan.Zero }

    /// All start at once, everything takes the same time, and nothing goes wrong.
    let private schedule peers =
        { Seed = 0UL
          Starts = List.replicate (peers + 1) TimeSpan.Zero
          Network = always 1.0
          Disk = always 0.05
          HealedAt = TimeSpan.Zero
          Faults = [] }

    /// Bytes allocated and peers looked at by the properties, for each action of a ring's whole run.
    let private costs peers =
        let setup = RingScenarios.crowd peers 3
        let world = RingScenarios.world Recovering setup
        let properties = RingProperties.ofSetup setup
        let looks = ref 0

        let counting =
            Invariant.ofPeers "a look at a peer is counted" (fun _ _ ->
                looks.Value <- looks.Value + 1
                true)

        let properties =
            { properties with
                Invariants = counting :: properties.Invariants }

        let before = GC.GetAllocatedBytesForCurrentThread()

        let outcome =
            Simulator.follow world properties RingScenarios.options (schedule peers) (fun _ _ -> ())

        let bytes = GC.GetAllocatedBytesForCurrentThread() - before
        outcome.Ending |> Expect.equal Passed
        struct (bytes / int64 outcome.Moves, float looks.Value / float outcome.Moves)

    [<Fact>]
    let ``A step among two thousand peers costs no more than half as much again as one among two hundred`` () : unit =
        costs 8 |> ignore
        let struct (fewBytes, fewLooks) = costs 200
        let struct (manyBytes, manyLooks) = costs 2_000
        manyBytes |> Expect.isLessThan (fewBytes * 3L / 2L)
        manyLooks |> Expect.isLessThan (fewLooks * 1.5)

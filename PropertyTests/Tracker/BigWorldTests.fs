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

    [<Fact>]
    let ``Two thousand registrations take a few writes of the tracker's journal, however slow its disk`` () : unit =
        let setup = RingScenarios.crowd 2_000 2
        let writes = ref 0

        let outcome =
            Simulator.follow
                (RingScenarios.world PeerPolicies.recovering setup)
                (RingProperties.ofSetup setup)
                RingScenarios.options
                { schedule 2_000 with
                    Disk = always 500.0 }
                (fun action _ ->
                    match action with
                    | AnswerStore _ -> writes.Value <- writes.Value + 1
                    | _ -> ())

        outcome.Ending |> Expect.equal Passed
        writes.Value |> Expect.isLessThan 10
        outcome.Ended |> Expect.isLessThan (TimeSpan.FromSeconds 30.0)

    [<Fact>]
    let ``Registrations that come while the journal writes are one write after it, and none is answered before it is durable``
        ()
        : unit =
        let caller number =
            Accepted(Endpoint.create $"10.0.0.{number}" 50_000, Endpoint.create "10.0.0.9" Limits.DefaultPort)

        let registers number : RingInput list =
            [ Opened(caller number)
              Received(caller number, Register($"peer{number}", 9_000)) ]

        let tracker =
            RecoveringTracker.initial (TrackerSettings.create Recovering (Phrase.ofWords 3))

        let inputs =
            List.collect registers [ 1; 2; 3 ] @ [ Answered Remembered; Answered Remembered ]

        let outputs =
            ((struct (tracker, [])), inputs)
            ||> List.scan (fun (struct (state, _)) input -> RecoveringTracker.step state input)
            |> List.collect (fun (struct (_, outputs)) -> outputs)

        let said =
            outputs
            |> List.choose (fun output ->
                match output with
                | Ask(Remember changes) -> Some $"writes {changes.Length}"
                | Send(Accepted(from, _), RegInit _) -> Some $"answers {from.Host}"
                | _ -> None)

        said
        |> Expect.equal
            [ "writes 1"
              "answers 10.0.0.1"
              "writes 2"
              "answers 10.0.0.2"
              "answers 10.0.0.3" ]

    /// Bytes allocated and peers looked at by the properties, for each action of a ring's whole run.
    let private costs peers =
        let setup = RingScenarios.crowd peers 3
        let world = RingScenarios.world PeerPolicies.recovering setup
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

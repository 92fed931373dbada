namespace PeerFunctional.Tests.Verification

open System
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Tests

module SimulatorTests =

    /// A leader that never gives up, and one that tries twice: it takes two faults to stop that one.
    let private patient = Toy.world Int32.MaxValue
    let private hasty = Toy.world 2

    /// Nothing crashes: the toy keeps nothing on disk.
    let private options =
        { FaultOptions.standard with
            Crashing = ValueSome 0.0 }

    let private follow world schedule =
        Simulator.follow world Toy.properties options schedule (fun _ _ -> ())

    let private subject world =
        { System = "toy"
          Name = "counters"
          About = "one counts, the other follows"
          Policy = ValueSome PeerPolicies.recovering
          World = world
          Properties = Toy.properties
          Missing = fun _ -> ValueNone
          Source =
            { Opens = []
              World = "Toy.world 2"
              Properties = "Toy.properties" } }

    /// As a file has it.
    let private record world schedule =
        Trace.ofSchedule (subject world) options schedule |> Trace.inWords world

    let private replay world trace =
        Trace.replay (subject world) trace |> Trace.inWords world

    let private failures =
        lazy
            (Seq.init 5_000 (fun seed -> Simulator.run hasty Toy.properties options (uint64 seed))
             |> Seq.filter (fun outcome -> outcome.Ending <> Passed)
             |> Seq.truncate 200
             |> List.ofSeq)

    let private kind =
        function
        | Fault.Drop _ -> 0
        | Fault.Duplicate _ -> 1
        | Fault.Corrupt _ -> 2
        | Fault.Delay _ -> 3
        | Fault.Crash _ -> 4
        | Fault.Partition _ -> 5
        | Fault.CrashLosingDisk _ -> 6

    [<Property(MaxTest = 500)>]
    let ``A run is a function of world, options and seed`` (seed: uint64) =
        Simulator.run hasty Toy.properties options seed = Simulator.run hasty Toy.properties options seed

    [<Property(MaxTest = 500)>]
    let ``The schedule of a run, followed, takes the same actions`` (seed: uint64) =
        let outcome = Simulator.run hasty Toy.properties options seed
        follow hasty outcome.Schedule = outcome

    [<Fact>]
    let ``One seed gives the same run on any machine`` () : unit =
        let trace = record hasty (Simulator.run hasty Toy.properties options 42UL).Schedule

        let digest =
            TraceFile.lines trace |> Seq.fold (fun digest line -> Digest.addString line digest) Digest.empty

        string digest |> Expect.equal "780eaf04530ed952"

    [<Property(MaxTest = 1_000)>]
    let ``A leader that never gives up reaches its goal in every weather`` (seed: uint64) =
        (Simulator.run patient Toy.properties options seed).Ending = Passed

    [<Fact>]
    let ``Seeds differ in which faults they have at all`` () : unit =
        let kinds =
            [ 0UL .. 200UL ]
            |> List.map (fun seed ->
                (Simulator.run hasty Toy.properties options seed).Schedule.Faults
                |> List.map kind
                |> List.distinct
                |> List.sort)
            |> List.distinct

        kinds.Length |> Expect.isGreaterThan 10

    [<Fact>]
    let ``Options leave out what they forbid`` () : unit =
        for seed in 0UL .. 200UL do
            let outcome = Simulator.run hasty Toy.properties FaultOptions.none seed
            outcome.Schedule.Faults |> Expect.isEmpty
            outcome.Ending |> Expect.equal Passed

    [<Fact>]
    let ``A run takes no more faults than its budget`` () : unit =
        for seed in 0UL .. 200UL do
            let scarce =
                { options with
                    MaxFaults = 1
                    Partitions = ValueSome false }

            let outcome = Simulator.run hasty Toy.properties scarce seed
            outcome.Schedule.Faults.Length |> Expect.isLessThanOrEqual 1
            Expecto.Expect.equal outcome.Ending Passed "one fault does not stop two tries"

    [<Fact>]
    let ``A shrunk run fails, and without any one of its faults it passes`` () : unit =
        for outcome in failures.Value do
            let shrunk = Shrinker.shrink hasty Toy.properties options outcome
            shrunk.Ending |> Expect.notEqual Passed
            shrunk.Schedule.Faults.Length |> Expect.isLessThanOrEqual outcome.Schedule.Faults.Length

            for index in 0 .. shrunk.Schedule.Faults.Length - 1 do
                let without =
                    { shrunk.Schedule with
                        Faults = List.removeAt index shrunk.Schedule.Faults }

                Expecto.Expect.equal (follow hasty without).Ending Passed $"%A{shrunk.Schedule}"

    [<Fact>]
    let ``A bug that takes two lost letters shrinks to two`` () : unit =
        let counts =
            failures.Value
            |> List.filter (fun outcome -> outcome.Schedule.Faults |> List.forall _.IsDrop)
            |> List.map (fun outcome -> (Shrinker.shrink hasty Toy.properties options outcome).Schedule.Faults.Length)
            |> List.distinct

        List.min counts |> Expect.equal 2

    [<Property>]
    let ``Minimal keeps exactly what a failure needs`` (needed: Set<int>) (others: Set<int>) =
        let fails items = Set.isSubset needed (Set.ofList items)
        let items = Set.union needed others |> Set.toList
        Set.ofList (Shrinker.minimal fails items) = needed

    [<Property(MaxTest = 200)>]
    let ``A trace is read back as it was written, and runs again to the same digests`` (seed: uint64) =
        let trace = record hasty (Simulator.run hasty Toy.properties options seed).Schedule

        match TraceFile.parse (TraceFile.print trace) with
        | Ok read -> TraceFile.print read = TraceFile.print trace && (replay hasty read).Steps = trace.Steps
        | Error _ -> false

    [<Property(MaxTest = 200)>]
    let ``Steps kept without their schedule are read back, and run again to the same digests`` (seed: uint64) =
        let simulated =
            record hasty (Simulator.run hasty Toy.properties options seed).Schedule

        let trace = { simulated with Origin = Searched }

        match TraceFile.parse (TraceFile.print trace) with
        | Ok read -> read = trace && replay hasty read = trace
        | Error _ -> false

    [<Property(MaxTest = 500)>]
    let ``A damaged trace is an error or another trace, never an exception``
        (seed: uint64)
        (at: NonNegativeInt)
        (letter: char)
        =
        let text =
            TraceFile.print (record hasty (Simulator.run hasty Toy.properties options (seed % 50UL)).Schedule)

        let at = at.Get % text.Length

        match TraceFile.parse (text.Substring(0, at) + string letter + text.Substring(at + 1)) with
        | Ok _
        | Error _ -> true

    [<Theory>]
    [<InlineData("", "no-trace")>]
    [<InlineData("{}", "no-trace")>]
    [<InlineData("hello", "bad-json")>]
    [<InlineData("""{"format":"peer-trace","version":1}""", "unknown-version")>]
    [<InlineData("""{"format":"peer-trace","version":3}""", "unknown-version")>]
    let ``A text that is not a trace is refused by name`` (text: string, problem: string) : unit =
        match TraceFile.parse text with
        | Error malformation -> malformation.Problem |> Expect.equal problem
        | Ok _ -> failwith "it was read"

    [<Fact>]
    let ``The timeline of a run shows every letter sent, and what became of it`` () : unit =
        let outcome = Shrinker.shrink hasty Toy.properties options failures.Value.Head
        let trace = Trace.ofSchedule (subject hasty) options outcome.Schedule
        let timeline = TraceTimeline.timeline hasty "toy" "stuck" trace

        let count choose =
            timeline.Events |> List.filter (fun timed -> choose timed.Event) |> List.length

        count _.IsSent |> Expect.isGreaterThan 0
        count _.IsSent |> Expect.equal (count _.IsDelivered + count _.IsDropped + count _.IsCorrupted)
        count _.IsRemarked |> Expect.equal 0
        (TimelineText.lines timeline).Length |> Expect.isGreaterThanOrEqual 1
        (TimelineText.lines timeline).Length |> Expect.isLessThanOrEqual timeline.Events.Length

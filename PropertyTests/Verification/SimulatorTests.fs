namespace PeerFunctional.Tests.Verification

open System
open NUnit.Framework
open FsCheck
open FsCheck.FSharp
open FsCheck.NUnit
open PeerFunctional.Kernel
open PeerFunctional.Verification

[<TestFixture>]
module SimulatorTests =

    /// A leader that never gives up, and one that tries twice: it takes two faults to stop that one.
    let private patient = Toy.world Int32.MaxValue
    let private hasty = Toy.world 2

    /// Nothing crashes: the toy keeps nothing on disk.
    let private options =
        { Options.standard with
            Crashing = ValueSome 0.0 }

    let private follow world schedule =
        Simulator.follow world Toy.laws options schedule (fun _ _ -> ())

    let private subject world =
        { System = "toy"
          Name = "counters"
          About = "one counts, the other follows"
          Policy = Recovering
          World = world
          Laws = Toy.laws
          Missing = fun _ -> ValueNone
          Source =
            { Opens = []
              World = "Toy.world 2"
              Laws = "Toy.laws" } }

    let private record world schedule =
        Tape.record (subject world) options schedule

    let private rerun world tape =
        let struct (again, _, _) = Tape.rerun (subject world) tape
        again

    let private failures =
        lazy
            (Seq.init 5_000 (fun seed -> Simulator.run hasty Toy.laws options (uint64 seed))
             |> Seq.filter (fun outcome -> outcome.Ending <> Passed)
             |> Seq.truncate 200
             |> List.ofSeq)

    let private kind =
        function
        | Fault.Drop _ -> 0
        | Fault.Duplicate _ -> 1
        | Fault.Garble _ -> 2
        | Fault.Delay _ -> 3
        | Fault.Crash _ -> 4
        | Fault.Cut _ -> 5
        | Fault.Wipe _ -> 6

    [<Property(MaxTest = 500)>]
    let ``A run is a function of world, options and seed`` (seed: uint64) =
        Simulator.run hasty Toy.laws options seed = Simulator.run hasty Toy.laws options seed

    [<Property(MaxTest = 500)>]
    let ``The schedule of a run, followed, takes the same moves`` (seed: uint64) =
        let outcome = Simulator.run hasty Toy.laws options seed
        follow hasty outcome.Schedule = outcome

    [<Test>]
    let ``One seed gives the same run on any machine`` () =
        let tape = record hasty (Simulator.run hasty Toy.laws options 42UL).Schedule

        let digest =
            TapeFile.lines tape |> Seq.fold (fun digest line -> Digest.addString line digest) Digest.empty

        Assert.That(string digest, Is.EqualTo "9bb8f54c9e46914d")

    [<Property(MaxTest = 1_000)>]
    let ``A leader that never gives up reaches its goal in every weather`` (seed: uint64) =
        (Simulator.run patient Toy.laws options seed).Ending = Passed

    [<Test>]
    let ``Seeds differ in which faults they have at all`` () =
        let kinds =
            [ 0UL .. 200UL ]
            |> List.map (fun seed ->
                (Simulator.run hasty Toy.laws options seed).Schedule.Faults
                |> List.map kind
                |> List.distinct
                |> List.sort)
            |> List.distinct

        Assert.That(kinds.Length, Is.GreaterThan 10)

    [<Test>]
    let ``Options leave out what they forbid`` () =
        for seed in 0UL .. 200UL do
            let outcome = Simulator.run hasty Toy.laws Options.fair seed
            Assert.That(outcome.Schedule.Faults, Is.Empty)
            Assert.That(outcome.Ending, Is.EqualTo Passed)

    [<Test>]
    let ``A run takes no more faults than its budget`` () =
        for seed in 0UL .. 200UL do
            let scarce =
                { options with
                    MaxFaults = 1
                    Cutting = ValueSome false }

            let outcome = Simulator.run hasty Toy.laws scarce seed
            Assert.That(outcome.Schedule.Faults.Length, Is.LessThanOrEqualTo 1)
            Assert.That(outcome.Ending, Is.EqualTo Passed, "one fault does not stop two tries")

    [<Test>]
    let ``A shrunk run fails, and without any one of its faults it passes`` () =
        for outcome in failures.Value do
            let shrunk = Shrinker.shrink hasty Toy.laws options outcome
            Assert.That(shrunk.Ending, Is.Not.EqualTo Passed)
            Assert.That(shrunk.Schedule.Faults.Length, Is.LessThanOrEqualTo outcome.Schedule.Faults.Length)

            for index in 0 .. shrunk.Schedule.Faults.Length - 1 do
                let without =
                    { shrunk.Schedule with
                        Faults = List.removeAt index shrunk.Schedule.Faults }

                Assert.That((follow hasty without).Ending, Is.EqualTo Passed, $"%A{shrunk.Schedule}")

    [<Test>]
    let ``A bug that takes two lost letters shrinks to two`` () =
        let counts =
            failures.Value
            |> List.filter (fun outcome -> outcome.Schedule.Faults |> List.forall _.IsDrop)
            |> List.map (fun outcome -> (Shrinker.shrink hasty Toy.laws options outcome).Schedule.Faults.Length)
            |> List.distinct

        Assert.That(List.min counts, Is.EqualTo 2)

    [<Property>]
    let ``Minimal keeps exactly what a failure needs`` (needed: Set<int>) (others: Set<int>) =
        let fails items = Set.isSubset needed (Set.ofList items)
        let items = Set.union needed others |> Set.toList
        Set.ofList (Shrinker.minimal fails items) = needed

    [<Property(MaxTest = 200)>]
    let ``A tape is read back as it was written, and runs again to the same digests`` (seed: uint64) =
        let tape = record hasty (Simulator.run hasty Toy.laws options seed).Schedule

        match TapeFile.parse (TapeFile.print tape) with
        | Ok read -> TapeFile.print read = TapeFile.print tape && (rerun hasty read).Steps = tape.Steps
        | Error _ -> false

    [<Property(MaxTest = 200)>]
    let ``Moves kept without their schedule are read back, and run again to the same digests`` (seed: uint64) =
        let struct (outcome, moves) =
            Simulator.moves hasty Toy.laws options (Simulator.run hasty Toy.laws options seed).Schedule

        let tape = Tape.ofMoves (subject hasty) outcome.Ending moves

        match TapeFile.parse (TapeFile.print tape) with
        | Ok read -> read = tape && rerun hasty read = tape && tape.Steps = (record hasty outcome.Schedule).Steps
        | Error _ -> false

    [<Property(MaxTest = 500)>]
    let ``A damaged tape is an error or another tape, never an exception``
        (seed: uint64)
        (at: NonNegativeInt)
        (letter: char)
        =
        let text =
            TapeFile.print (record hasty (Simulator.run hasty Toy.laws options (seed % 50UL)).Schedule)

        let at = at.Get % text.Length

        match TapeFile.parse (text.Substring(0, at) + string letter + text.Substring(at + 1)) with
        | Ok _
        | Error _ -> true

    [<TestCase("", "no-trace")>]
    [<TestCase("{}", "no-trace")>]
    [<TestCase("hello", "bad-json")>]
    [<TestCase("""{"format":"peer-trace","version":2}""", "unknown-version")>]
    let ``What is no tape is refused by name`` (text: string, problem: string) =
        match TapeFile.parse text with
        | Error malformation -> Assert.That(malformation.Problem, Is.EqualTo problem)
        | Ok _ -> Assert.Fail "it was read"

    [<Test>]
    let ``The chronicle of a run shows every letter sent, and what became of it`` () =
        let outcome = Shrinker.shrink hasty Toy.laws options failures.Value.Head
        let struct (_, moves) = Simulator.moves hasty Toy.laws options outcome.Schedule
        let chronicle = Retelling.tell hasty "toy" "stuck" outcome.Schedule.Faults moves

        let count choose =
            chronicle.Moments |> List.filter (fun moment -> choose moment.Happening) |> List.length

        Assert.That(count _.IsSent, Is.GreaterThan 0)
        Assert.That(count _.IsSent, Is.EqualTo(count _.IsArrived + count _.IsLost + count _.IsCorrupted))
        Assert.That(count _.IsRemarked, Is.Zero)
        Assert.That((Story.lines chronicle).Length, Is.InRange(1, chronicle.Moments.Length))

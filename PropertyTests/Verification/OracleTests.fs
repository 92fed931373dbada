namespace PeerFunctional.Tests.Verification

open System
open NUnit.Framework
open PeerFunctional.Tests
open PeerFunctional.Verification
open PeerFunctional.Runtime.Search
open PeerFunctional.Tests.Verification.Oracles

/// Verdicts and counts that are known from elsewhere.
[<TestFixture>]
module OracleTests =

    let private search workers (model: Model<'state, 'action>) =
        StateSearch.Run(model, SearchOptions(Workers = workers))

    /// Each property: whether it passed, and the steps of its trace.
    let private summary (report: Report<'state, 'action>) =
        report.Verdicts
        |> List.map (fun struct (_, verdict) ->
            match verdict with
            | Holds -> true, None
            | Witnessed trace -> true, Some trace.Steps.Length
            | Violated trace -> false, Some trace.Steps.Length
            | NeverWitnessed
            | Unknown -> false, None)

    let private count (model: Model<'state, 'action>) =
        let tally = (search 2 { model with Properties = [] }).Tally
        tally.Generated, tally.Unique

    [<Test>]
    let ``Peterson's processes are never both inside, and whoever waits gets in`` () =
        Expect.equal [ true, None; true, Some 3; true, None ] (summary (search 2 Mutex.peterson))
        let expected = Reference.check Mutex.peterson
        Expect.equal (expected.Generated, int64 expected.Distances.Count) (count Mutex.peterson)

    [<Test>]
    let ``Processes that look before they raise their flag are both inside after six steps`` () =
        Expect.equal (false, Some 6) (List.head (summary (search 2 Mutex.careless)))

    [<Test>]
    let ``Whoever waits for the other to be outside may find it inside every time: a lasso`` () =
        let report = search 2 Mutex.unfair

        match report.Verdicts |> List.last with
        | struct (_,
                  Violated { Loop = ValueSome start
                             Steps = steps
                             First = first }) ->
            let states = first :: (steps |> List.map (fun struct (_, state) -> state))
            Expect.equal states[start] (List.last states)
            Assert.That(states |> List.skip start |> List.forall (fun state -> state.Places[0] = Waiting))
            Assert.That(steps |> List.skip start |> List.forall (fun struct (who, _) -> who = 1))
        | verdict -> Assert.Fail $"%A{verdict}"

    [<Test>]
    let ``Dining philosophers have the Pell-Lucas numbers of states, and starve once each has a left fork`` () =
        for philosophers in 2..10 do
            let model = Philosophers.model philosophers
            Expect.equal (Philosophers.states philosophers) (snd (count model))
            Expect.equal (false, Some philosophers) (List.head (summary (search 2 model)))

    [<Test>]
    let ``The alternating bit carries everything once, whatever is lost, and no bit does not`` () =
        let report = search 2 (AlternatingBit.model 2 4)
        Expect.equal [ true; true; true ] (summary report |> List.map fst)
        Expect.equal Exhaustive report.Extent
        Expect.equal false (fst (List.head (summary (search 2 (AlternatingBit.model 1 4)))))

    [<Test; Explicit "the checker's benchmark: a quarter of a minute on two free cores">]
    let ``Two-phase commit with nine managers: TLC's counts within 30 seconds and 100 bytes a state`` () =
        let started = TimeProvider.System.GetTimestamp()
        let report = search 2 (TwoPhase.model 9)
        let seconds = (TimeProvider.System.GetElapsedTime started).TotalSeconds
        let tally = report.Tally
        let bytes = float tally.Bytes / float tally.Unique

        TestContext.Out.WriteLine
            $"{seconds:F1} s, {float tally.Unique / seconds:N0} states/s, {float tally.Generated / seconds:N0} steps/s, {bytes:F0} bytes a state"

        Expect.equal (123558402L, 10340352L) (tally.Generated, tally.Unique)
        Assert.That(Report.passed report)
        Assert.That(seconds, Is.LessThan 30.0)
        Assert.That(bytes, Is.LessThan 100.0)

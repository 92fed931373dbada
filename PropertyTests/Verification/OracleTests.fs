namespace PeerFunctional.Tests.Verification

open System
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Verification
open PeerFunctional.Runtime.Search
open PeerFunctional.Tests.Verification.Oracles

/// Verdicts and counts that are known from elsewhere.
[<Collection "alone">]
module OracleTests =

    let private search workers (model: Model<'state, 'action>) =
        StateSearch.Run(model, SearchOptions(Workers = workers))

    /// Each property: whether it passed, and the steps of its trace.
    let private summary (report: CheckReport<'state, 'action>) =
        report.Verdicts
        |> List.map (fun struct (_, verdict) ->
            match verdict with
            | Holds -> true, None
            | Witnessed trace -> true, Some trace.Steps.Length
            | Violated trace -> false, Some trace.Steps.Length
            | NeverWitnessed
            | Unknown -> false, None)

    let private count (model: Model<'state, 'action>) =
        let counts = (search 2 { model with Properties = [] }).Counts
        counts.Generated, counts.Unique

    [<Fact>]
    let ``Peterson's processes are never both inside, and a waiting process gets in`` () : unit =
        Expect.equal [ true, None; true, Some 3; true, None ] (summary (search 2 Mutex.peterson))
        let expected = Reference.check Mutex.peterson
        Expect.equal (expected.Generated, int64 expected.Distances.Count) (count Mutex.peterson)

    [<Fact>]
    let ``Processes that look before they raise their flag are both inside after six steps`` () : unit =
        Expect.equal (false, Some 6) (List.head (summary (search 2 Mutex.careless)))

    [<Fact>]
    let ``A process that waits for the other to leave may find it inside every time: a lasso`` () : unit =
        let report = search 2 Mutex.unfair

        match report.Verdicts |> List.last with
        | struct (_,
                  Violated { Loop = ValueSome start
                             Steps = steps
                             First = first }) ->
            let states = first :: (steps |> List.map (fun struct (_, state) -> state))
            Expect.equal states[start] (List.last states)
            states |> List.skip start |> List.forall (fun state -> state.Places[0] = Waiting) |> Expect.isTrue
            steps |> List.skip start |> List.forall (fun struct (who, _) -> who = 1) |> Expect.isTrue
        | verdict -> failwith $"%A{verdict}"

    [<Fact>]
    let ``Dining philosophers have the Pell-Lucas numbers of states, and starve once each has a left fork`` () : unit =
        for philosophers in 2..10 do
            let model = Philosophers.model philosophers
            Expect.equal (Philosophers.states philosophers) (snd (count model))
            Expect.equal (false, Some philosophers) (List.head (summary (search 2 model)))

    [<Fact>]
    let ``Published specifications have the states and steps that TLC has counted`` () : unit =
        for published in PublishedSpecifications.all do
            let counts = published.Count()
            Expecto.Expect.equal counts.Unique published.Distinct published.Name

            match published.Generated with
            | ValueSome generated -> Expecto.Expect.equal counts.Generated generated published.Name
            | ValueNone -> ()

    [<Fact>]
    let ``The alternating bit carries everything once, whatever is lost, and no bit does not`` () : unit =
        let report = search 2 (AlternatingBit.model 2 4)
        Expect.equal [ true; true; true ] (summary report |> List.map fst)
        Expect.equal Exhaustive report.Extent
        Expect.isFalse (fst (List.head (summary (search 2 (AlternatingBit.model 1 4)))))

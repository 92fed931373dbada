namespace PeerFunctional.Tests.Verification

open Xunit
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional
open PeerFunctional.Tests
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Runtime.Search

/// Searches that leave states out, against searches that do not.
module ReductionTests =

    let private search most (model: Model<'state, 'action>) =
        StateSearch.Run(Model.safety model, SearchOptions(Workers = 1, MaxStates = most))

    /// Each verdict without its path.
    let private kinds report =
        report.Verdicts
        |> List.map (fun struct (_, verdict) ->
            match verdict with
            | Holds -> "holds"
            | Witnessed _ -> "witnessed"
            | Violated _ -> "violated"
            | NeverWitnessed -> "never witnessed"
            | Unknown -> "unknown")

    let private pathOf (struct (_, verdict)) =
        match verdict with
        | Witnessed path
        | Violated path -> Some path
        | Holds
        | NeverWitnessed
        | Unknown -> None

    let private lengths report =
        report.Verdicts |> List.map (pathOf >> Option.map _.Steps.Length)

    /// Whether the machines of the model that leaves nothing out go along the path.
    let private isRun (plain: Model<'state, 'action>) (path: Path<'state, 'action>) =
        let follow (at: 'state option) (struct (_, next)) =
            at
            |> Option.bind (fun at ->
                plain.Successors at
                |> List.tryPick (fun struct (_, after) ->
                    if plain.Fingerprint after = plain.Fingerprint next then
                        Some after
                    else
                        None))

        (List.tryFind (fun state -> plain.Fingerprint state = plain.Fingerprint path.First) plain.Initial, path.Steps)
        ||> List.fold follow
        |> Option.isSome

    /// The numbers of states without and with reductions, or what shows that one does not fit.
    let private compared reductions most world assumptions properties =
        let plain = WorldModel.create world assumptions properties
        let before = search most plain
        let mutable refused = []

        let after =
            ReducedSearch.Run(
                reductions,
                (fun reductions -> ReducedModel.ofWorld reductions world assumptions properties),
                (fun model -> StateSearch.Search(Model.safety model, SearchOptions(Workers = 1, MaxStates = most))),
                (fun _ reason -> refused <- reason :: refused)
            )

        if not before.Extent.IsCutBy then
            kinds after.Report |> Expect.equal (kinds before)

            if not (List.contains Reduction.Order reductions) then
                lengths after.Report |> Expect.equal (lengths before)

            // A search ends once everything is decided, which takes more steps where some are taken at once.
            if before.Extent = Exhaustive && after.Report.Extent = Exhaustive then
                after.Report.Counts.Unique |> Expect.isLessThanOrEqual before.Counts.Unique

        after.Report.Verdicts |> List.choose pathOf |> List.forall (isRun plain) |> Expect.isTrue

        match refused with
        | [] -> Ok(before.Counts.Unique, after.Report.Counts.Unique)
        | reason :: _ -> Error reason

    let private inOrder budget =
        Assumptions.ordered Network.Ordered budget

    let private assumptions =
        [ inOrder FaultBudget.none
          inOrder { FaultBudget.none with Drops = 1 }
          { inOrder FaultBudget.none with
              Time = TimeModel.Any } ]

    let private both = [ Reduction.Symmetry; Reduction.Order ]

    let private ofCrowd reductions isFine (peers: CrowdPeers) =
        assumptions
        |> List.forall (fun assumptions ->
            compared reductions 250L (CrowdPeers.world peers) assumptions (CrowdPeers.properties peers)
            |> isFine)

    [<Property(MaxTest = 1000)>]
    let ``Any machines of three alike callers have the verdicts of all states, by real runs, in no more states`` () =
        Prop.forAll (Arb.fromGen (CrowdPeers.generator false)) (ofCrowd [ Reduction.Symmetry ] Result.isOk)

    [<Property(MaxTest = 1000)>]
    let ``Any machines have the verdicts of all states where messages that nothing can come before arrive at once`` () =
        let peers =
            Gen.elements [ true; false ]
            |> Gen.bind CrowdPeers.generator
            |> Gen.map (fun peers -> { peers with Pair = None })

        Prop.forAll (Arb.fromGen peers) (ofCrowd both (fun _ -> true))

    [<Property(MaxTest = 200)>]
    let ``A desk that asks which name comes first is found out, or the verdicts are those of all states`` () =
        Prop.forAll (Arb.fromGen (CrowdPeers.generator true)) (ofCrowd [ Reduction.Symmetry ] (fun _ -> true))

    /// Says more to callers whose names come first.
    let private biased isBiased =
        { OfDesk = Map [ (1, 1), [ Says 0 ]; (2, 1), [ Says 0 ] ]
          OfCaller = Map [ (0, 0), [ Says 0 ] ]
          IsBiased = isBiased
          Bad = [ 4; 4 ]
          Pair = None
          Seen = [ 1; 0 ] }

    [<Fact>]
    let ``Callers of a desk that asks which name comes first are not alike, and the step that shows it is told``
        ()
        : unit =
        let ofDesk isBiased =
            let peers = biased isBiased

            compared
                [ Reduction.Symmetry ]
                10_000L
                (CrowdPeers.world peers)
                assumptions.Head
                (CrowdPeers.properties peers)

        ofDesk false |> Result.isOk |> Expect.isTrue

        match ofDesk true with
        | Error problem -> problem |> Expect.stringContains "'desk receives message 0' comes to something else where"
        | Ok counts -> failwith $"{counts}"

    let private ofScenario reductions budget =
        { new IScenarioVisitor<Result<int64 * int64, string>> with
            member _.Visit subject =
                compared reductions 20_000L subject.World (inOrder budget) subject.Properties }

    let private ofWorld reductions system world policies lost =
        let system = Systems.all |> Seq.find (fun one -> one.Name = system)

        match system.Scenario policies world with
        | ValueSome scenario -> scenario.Accept(ofScenario reductions { FaultBudget.none with Drops = lost })
        | ValueNone -> failwith $"{system.Name} has no world {world}"

    [<Theory>]
    [<InlineData("link", "crowd-4-1", "symmetry", 1, 5.1)>]
    [<InlineData("rpc", "crowd-4-1", "symmetry", 1, 5.0)>]
    [<InlineData("tracker", "three", "symmetry", 0, 5.8)>]
    [<InlineData("libp2p", "three", "symmetry", 0, 1.9)>]
    [<InlineData("link", "crowd-4-1", "symmetry,order", 0, 10.0)>]
    [<InlineData("rpc", "crowd-4-1", "symmetry,order", 0, 10.0)>]
    let ``Alike peers of a system give the verdicts of all states, in so many times fewer states``
        (system: string)
        (world: string)
        (reductions: string)
        (lost: int)
        (times: float)
        : unit =
        let reductions =
            both
            |> List.filter (fun reduction -> reductions.Split(',') |> Array.contains (Reduction.name reduction))

        match ofWorld reductions system world PeerPolicies.recovering lost with
        | Ok(before, after) -> float after * times |> Expect.isLessThanOrEqual (float before)
        | Error problem -> failwith problem

    [<Theory>]
    [<InlineData("link", "crowd-4-1")>]
    [<InlineData("tracker", "three")>]
    [<InlineData("sneakernet", "three")>]
    let ``Whatever the policies of alike peers, all verdicts stay`` (system: string) (world: string) : unit =
        for policies in PeerPolicies.published :: PeerPolicies.mixed do
            ofWorld both system world policies 0 |> ignore

    [<Fact>]
    let ``Clocks that run together, and timers that fire at any moment, leave no order to a search`` () : unit =
        let peers = biased false

        let problem reduction time =
            let assumptions = { assumptions.Head with Time = time }
            compared [ reduction ] 1_000L (CrowdPeers.world peers) assumptions (CrowdPeers.properties peers)

        let bounded =
            TimeModel.Latency(TimeBounds.ofLatency (System.TimeSpan.FromSeconds 1.0))

        [ problem Reduction.Symmetry bounded
          problem Reduction.Order bounded
          problem Reduction.Order TimeModel.Any ]
        |> List.forall Result.isError
        |> Expect.isTrue

        [ problem Reduction.Symmetry TimeModel.Any
          problem Reduction.Order TimeModel.Ordered ]
        |> List.forall Result.isOk
        |> Expect.isTrue

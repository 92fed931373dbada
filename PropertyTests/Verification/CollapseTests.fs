namespace PeerFunctional.Tests.Verification

open Xunit
open FsCheck.Xunit
open PeerFunctional
open PeerFunctional.Tests
open PeerFunctional.Tests.Verification.Oracles
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Runtime.Search

/// States that share their parts, and steps that are taken once, against whole states and steps taken anew.
[<Collection "alone">]
module CollapseTests =

    /// The most states of a search.
    [<Literal>]
    let private MostStates = 3_000L

    let private search (model: Model<'state, 'action>) =
        StateSearch.Run(model, SearchOptions(Workers = 2, MaxStates = MostStates))

    /// All states, where there are not too many: no verdict ends this search.
    let private counts (model: Model<'state, 'action>) =
        let report = search { model with Properties = [] }

        if report.Extent = Exhaustive then
            Some(report.Counts.Generated, report.Counts.Unique, report.Counts.Depth)
        else
            None

    /// Each property's verdict, with the length of its path.
    let private verdicts (model: Model<'state, 'action>) =
        (search model).Verdicts
        |> List.map (fun struct (_, verdict) ->
            match verdict with
            | Holds -> "holds", 0
            | Witnessed path -> "witnessed", path.Steps.Length
            | Violated { Loop = ValueSome _ } -> "violated by a loop", 0
            | Violated path -> "violated", path.Steps.Length
            | NeverWitnessed -> "never witnessed", 0
            | Unknown -> "unknown", 0)

    /// What is different, if something is; none where there are too many states to compare.
    let private compare world assumptions properties =
        let plain = PlainWorld.model world assumptions properties
        let collapsed = WorldModel.create world assumptions properties

        match counts plain, counts collapsed with
        | None, None -> None
        | plainCounts, collapsedCounts when plainCounts <> collapsedCounts ->
            Some [ $"%A{plainCounts} and %A{collapsedCounts}" ]
        | _ when verdicts plain <> verdicts collapsed -> Some [ $"%A{verdicts plain} and %A{verdicts collapsed}" ]
        | _ -> Some []

    let private isAlike world assumptions properties =
        compare world assumptions properties |> Option.defaultValue [] |> List.isEmpty

    let private one fault = fault FaultBudget.none

    let private budgets =
        [ FaultBudget.none
          one (fun none -> { none with Drops = 1 })
          one (fun none -> { none with Duplicates = 1 })
          one (fun none -> { none with Corruptions = 1 })
          one (fun none -> { none with Crashes = 1 })
          one (fun none -> { none with DiskLosses = 1 })
          one (fun none -> { none with Delays = 1 }) ]

    let private assumptions =
        [ for budget in budgets do
              Assumptions.ordered Network.Ordered budget
          Assumptions.ordered Network.Unordered { FaultBudget.none with Drops = 1 }
          { Assumptions.ordered Network.Ordered FaultBudget.none with
              Time = TimeModel.Any } ]

    let private compared =
        { new IScenarioVisitor<(string * string list option) list> with
            member _.Visit subject =
                [ for assumptions in assumptions ->
                      $"{subject.System}, {subject.Name}, {subject.Policy}: %A{assumptions}",
                      compare subject.World assumptions subject.Properties ] }

    let private policies system =
        if ProtocolSystem.hasOneMachine system then
            [ PeerPolicies.recovering ]
        else
            PeerPolicies.published :: PeerPolicies.recovering :: PeerPolicies.mixed

    [<Fact>]
    let ``Every world of every system has the same states, steps and verdicts as with whole states`` () : unit =
        let found =
            [ for system in Systems.all do
                  for world, _ in system.Worlds do
                      for policies in policies system do
                          match system.Scenario policies world with
                          | ValueSome scenario -> yield! scenario.Accept compared
                          | ValueNone -> failwith $"{system.Name} has no world {world}" ]

        found
        |> List.filter (fun (_, differences) -> differences |> Option.exists (List.isEmpty >> not))
        |> Expect.isEmpty

        let whole = found |> List.filter (fun (_, differences) -> differences.IsSome)
        Expecto.Expect.isGreaterThan (2 * whole.Length) found.Length "most worlds have few enough states to compare"

    [<Property(Arbitrary = [| typeof<TimedPeersGenerators> |], MaxTest = 150)>]
    let ``Any two peers with timers have the same states, steps and verdicts as with whole states``
        (peers: TimedPeers)
        =
        assumptions
        // These peers have no word for what arrives corrupted.
        |> List.filter (fun assumptions -> assumptions.Budget.Corruptions = 0)
        |> List.forall (fun assumptions -> isAlike (TimedPeers.world peers) assumptions TimedPeers.properties)

    [<Fact>]
    let ``Connections that break, and streams inside them, have the same states as with whole states`` () : unit =
        for assumptions in assumptions do
            isAlike VisitorWorld.world assumptions VisitorWorld.properties |> Expect.isTrue

            for isPatient in [ true; false ] do
                isAlike (NumberDelivery.world isPatient) assumptions NumberDelivery.properties |> Expect.isTrue

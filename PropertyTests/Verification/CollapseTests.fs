namespace PeerFunctional.Tests.Verification

open System.Collections.Generic
open Xunit
open FsCheck.Xunit
open PeerFunctional
open PeerFunctional.Tests
open PeerFunctional.Tests.Verification.Oracles
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Runtime.Search

/// States that share their parts, and steps that are taken once, against whole states and steps taken anew.
module CollapseTests =

    /// The most states of a search.
    [<Literal>]
    let private MostStates = 2_000L

    /// States from which every step is compared, where a search has more.
    [<Literal>]
    let private FirstStates = 400

    let private search (model: Model<'state, 'action>) =
        StateSearch.Run(model, SearchOptions(Workers = 1, MaxStates = MostStates))

    /// All states, where there are not too many: no verdict ends this search.
    let private counts (model: Model<'state, 'action>) =
        let report = search { model with Properties = [] }

        if report.Extent = Exhaustive then
            ValueSome(report.Counts.Generated, report.Counts.Unique, report.Counts.Depth)
        else
            ValueNone

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

    /// Where a step leads to from the first states, with parts that are shared and with the same state whole: what is different.
    let private steps
        (plain: Model<CheckedState<_, _, _, _, _>, _>)
        (collapsed: Model<CollapsedState<_, _, _, _, _>, _>)
        =
        let fingerprint = CollapsedState.expand >> plain.Fingerprint
        let seen = HashSet<uint64>()
        let waiting = Queue collapsed.Initial
        let mutable different = []

        while waiting.Count > 0 && seen.Count < FirstStates && different.IsEmpty do
            let state = waiting.Dequeue()
            let next = collapsed.Successors state

            let expected =
                plain.Successors(CollapsedState.expand state)
                |> List.map (fun struct (_, next) -> plain.Fingerprint next)

            if List.sort expected <> List.sort (next |> List.map (fun struct (_, next) -> fingerprint next)) then
                different <- [ $"the steps from {collapsed.StateWords state}" ]

            for struct (_, next) in next do
                if seen.Add(fingerprint next) then
                    waiting.Enqueue next

        different

    /// What is different: in all states, or where there are too many, in the steps from the first ones.
    let private compare world assumptions properties =
        let plain = PlainWorld.model world assumptions properties
        let collapsed = WorldModel.create world assumptions properties

        match counts collapsed with
        | ValueNone -> steps plain collapsed
        | collapsedCounts when counts plain <> collapsedCounts -> [ $"%A{counts plain} and %A{collapsedCounts}" ]
        | _ when verdicts plain <> verdicts collapsed -> [ $"%A{verdicts plain} and %A{verdicts collapsed}" ]
        | _ -> []

    let private isAlike world assumptions properties =
        compare world assumptions properties |> List.isEmpty

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

    let private compared assumptions =
        { new IScenarioVisitor<(string * string list) list> with
            member _.Visit subject =
                [ for assumptions in assumptions ->
                      $"{subject.System}, {subject.Name}, {subject.Policy}: %A{assumptions}",
                      compare subject.World assumptions subject.Properties ] }

    let private policies system =
        if ProtocolSystem.hasOneMachine system then
            [ PeerPolicies.recovering ]
        else
            PeerPolicies.published :: PeerPolicies.recovering :: PeerPolicies.mixed

    /// What differs in a system's worlds, each by its place under the assumptions that are `chosen` for it.
    let private different chosen (system: ProtocolSystem) =
        [ for place, (policies, (world, _)) in List.allPairs (policies system) system.Worlds |> List.indexed do
              match system.Scenario policies world with
              | ValueSome scenario -> yield! scenario.Accept(compared (chosen place))
              | ValueNone -> failwith $"{system.Name} has no world {world}" ]
        |> List.filter (snd >> List.isEmpty >> not)

    /// What differs in any world under any of the assumptions: minutes of work.
    let differentOfAll () =
        Systems.all |> List.collect (different (fun _ -> assumptions))

    let names () : TheoryData<string> =
        TheoryData<string>(Systems.all |> Seq.map _.Name)

    [<Theory; MemberData(nameof names)>]
    let ``Every world of a system has the same states, steps and verdicts as with whole states`` (name: string) : unit =
        // Two of the nine assumptions each, in turn. The campaigns try all.
        let chosen place =
            [ for other in [ 0; 4 ] -> assumptions[(place + other) % assumptions.Length] ]

        Systems.tryFind name |> ValueOption.get |> different chosen |> Expect.isEmpty

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

namespace PeerFunctional.Tests.Verification

open Xunit
open PeerFunctional
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Runtime.Search
open PeerFunctional.Tests

/// What a trace says of its end is held against its steps.
[<Collection "alone">]
module RunEndingTests =

    let private assumptions = FoundRuns.ordered { FaultBudget.none with Drops = 1 }

    /// The counterexamples among the first states of a world, as files have them.
    let private counterexamples most (scenario: IScenario) =
        scenario.Accept
            { new IScenarioVisitor<Trace<string> list> with
                member _.Visit subject =
                    let subject = Scenario.timeless subject
                    let model = WorldModel.create subject.World assumptions subject.Properties
                    let report = StateSearch.Run(model, SearchOptions(Workers = 1, MaxStates = most))

                    [ for struct (property, verdict) in report.Verdicts do
                          match verdict with
                          | Violated path ->
                              let sentence = Property.sentence property

                              ActionPath.steps subject.World assumptions path
                              |> Trace.ofSteps
                                  subject
                                  (if Property.isProgress property then
                                       Missed sentence
                                   else
                                       Broken sentence)
                              |> Trace.under assumptions
                              |> Trace.inWords subject.World
                          | NeverWitnessed
                          | Unknown
                          | Holds
                          | Witnessed _ -> () ] }

    let private found =
        lazy
            [ for system in Systems.all do
                  for world, _ in system.Worlds do
                      match system.Scenario PeerPolicies.published world with
                      | ValueSome scenario -> yield! counterexamples 1_000L scenario
                      | ValueNone -> failwith $"{system.Name} has no world {world}" ]

    let private replayed trace =
        match Simulation.replay Systems.find (Ok trace) with
        | Ok replayed -> replayed
        | Error problem -> failwith $"{trace.System}, {trace.World}: {problem}"

    [<Fact>]
    let ``The counterexamples of every world end as the search says, by their steps alone`` () : unit =
        found.Value.Length |> Expect.isGreaterThan 5

        [ for trace in found.Value do
              match (replayed trace).Difference with
              | ValueSome difference -> $"{trace.System}, {trace.World}: {difference}"
              | ValueNone -> () ]
        |> Expect.isEmpty

    let private oneEvent =
        lazy
            (FoundRuns.scenario "sneakernet" PeerPolicies.published "one-event"
             |> counterexamples 1_000_000L
             |> List.exactlyOne)

    [<Fact>]
    let ``A run that breaks no invariant is not told as one that does, whatever its trace says`` () : unit =
        for sentence in [ "no peer's log shrinks"; "all is well" ] do
            let replayed =
                replayed
                    { oneEvent.Value with
                        Ending = Broken sentence }

            replayed.Difference |> ValueOption.isSome |> Expect.isTrue
            (replayed.Fated()).Sentence |> Expect.stringLacks sentence

    [<Fact>]
    let ``A run that loses the goal is not told as one that passes`` () : unit =
        let replayed = replayed { oneEvent.Value with Ending = Passed }
        let sentence = (replayed.Fated()).Sentence
        sentence |> Expect.stringLacks "every property holds"
        sentence |> Expect.stringContains "nothing can change that"

    [<Fact>]
    let ``A run that is cut goes on, and is not told as one that misses the goal`` () : unit =
        let replayed =
            replayed
                { oneEvent.Value with
                    Steps = List.truncate 3 oneEvent.Value.Steps }

        replayed.Difference
        |> ValueOption.defaultValue ""
        |> Expect.stringContains "this run ends with no violation"

        (replayed.Fated()).Sentence |> Expect.stringContains "the goal is not reached yet"

namespace PeerFunctional.Tests.Verification

open PeerFunctional
open PeerFunctional.Tests
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Runtime.Search

/// Worlds of the systems, searched as the command searches them.
module FoundRuns =

    let scenario system policies world =
        match Systems.tryFind system |> ValueOption.bind (fun found -> found.Scenario policies world) with
        | ValueSome scenario -> scenario
        | ValueNone -> failwith $"{system} has no world {world}"

    let private search isWhole most assumptions (scenario: IScenario) =
        scenario.Accept
            { new IScenarioVisitor<(string * ToldRun option) list> with
                member _.Visit subject =
                    let subject = Scenario.timeless subject

                    let report =
                        StateSearch.Run(
                            WorldModel.create subject.World assumptions subject.Properties,
                            SearchOptions(Workers = 2, MaxStates = most)
                        )

                    if isWhole then
                        Expecto.Expect.isFalse report.Extent.IsCutBy $"{subject.System}, {subject.Name}"

                    let told ending path =
                        ActionPath.steps subject.World assumptions path
                        |> Trace.ofSteps subject ending
                        |> Simulation.told subject subject.About

                    [ for struct (property, verdict) in report.Verdicts do
                          let sentence = Property.sentence property

                          match verdict with
                          | Violated path when Property.isProgress property ->
                              sentence, Some(told (Missed sentence) path)
                          | Violated path -> sentence, Some(told (Broken sentence) path)
                          | NeverWitnessed -> sentence, None
                          | Unknown
                          | Holds
                          | Witnessed _ -> () ] }

    /// The violated properties of a world that is searched to its end.
    let violated most assumptions scenario =
        search true most assumptions scenario |> List.map fst

    /// The violations among the first states, told.
    let told most assumptions scenario =
        search false most assumptions scenario
        |> List.choose (fun (sentence, run) -> run |> Option.map (fun run -> sentence, run))

    let ordered budget =
        Assumptions.ordered Network.Ordered budget

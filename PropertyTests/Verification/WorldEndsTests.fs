namespace PeerFunctional.Tests.Verification

open Xunit
open PeerFunctional
open PeerFunctional.Tests
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Runtime.Search

/// A world whose states have no end can be searched, and no property of it can be shown.
[<Collection "alone">]
module WorldEndsTests =

    /// More than any world has, with one lost message.
    [<Literal>]
    let private MostStates = 1_500_000L

    /// How far the search for the states of a world comes, whatever its properties say.
    let private searched =
        { new IScenarioVisitor<SearchExtent> with
            member _.Visit subject =
                let assumptions =
                    Assumptions.ordered Network.Ordered { FaultBudget.none with Drops = 1 }

                let states =
                    { WorldModel.create (Scenario.timeless subject).World assumptions subject.Properties with
                        Properties = [ Always("a state is a state", fun _ -> true) ] }

                StateSearch.Run(states, SearchOptions(Workers = 2, MaxStates = MostStates)).Extent }

    [<Fact>]
    let ``Every world of every system has an end, under all policies and with one lost message`` () : unit =
        [ for system in Systems.all do
              let policies =
                  if ProtocolSystem.hasOneMachine system then
                      [ PeerPolicies.recovering ]
                  else
                      [ PeerPolicies.recovering; PeerPolicies.published ] @ PeerPolicies.mixed

              for world, _ in system.Worlds do
                  for policies in policies do
                      match (FoundRuns.scenario system.Name policies world).Accept searched with
                      | Exhaustive -> ()
                      | CutBy _
                      | Decided -> system.Name, world, PeerPolicies.name policies ]
        |> Expect.equal []

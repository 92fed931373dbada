namespace PeerFunctional.Tests.Verification

open Xunit
open PeerFunctional
open PeerFunctional.Tests
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Runtime.Search

/// Our peers beside original ones, in every world of every system that has an original.
[<Collection "alone">]
module MixedPolicyTests =

    let private violated budget =
        { new IScenarioVisitor<string list> with
            member _.Visit subject =
                let assumptions = Assumptions.ordered Network.Ordered budget

                let report =
                    StateSearch.Run(
                        WorldModel.create subject.World assumptions subject.Properties,
                        SearchOptions(Workers = 2, MaxStates = 300_000L)
                    )

                Expecto.Expect.equal report.Extent Exhaustive $"{subject.System}, {subject.Name}"
                CheckReport.failures report |> List.map (fun struct (property, _) -> Property.sentence property) }

    /// Hostile peers are not partners of either policy, and an original stores forged events.
    let private isHostile (world: string) =
        world.StartsWith "hostile" || world.StartsWith "forged"

    /// The worlds with violated properties, by system and name.
    let private worldsViolated policies budget =
        [ for system in Systems.all do
              if not (ProtocolSystem.hasOneMachine system) then
                  for world, _ in system.Worlds |> List.filter (fst >> isHostile >> not) do
                      match system.Scenario policies world with
                      | ValueSome scenario ->
                          match scenario.Accept(violated budget) with
                          | [] -> ()
                          | properties -> system.Name, world, properties
                      | ValueNone -> failwith $"{system.Name} has no world {world}" ]

    let private ourFirst =
        { First = Recovering
          Others = AsPublished }

    let private theirFirst =
        { First = AsPublished
          Others = Recovering }

    [<Fact>]
    let ``Original peers that call ours find every property fulfilled in every world without faults, if a store takes less time than they wait``
        ()
        : unit =
        worldsViolated ourFirst FaultBudget.none
        |> Expect.equal
            [ "sneakernet", "slow-store", [ "when faults stop, all logs become equal and all sessions end" ]
              "tracker",
              "full-disk",
              [ "when faults stop, every peer that stays alive completes, and the living peers form one ring" ] ]

    [<Fact>]
    let ``Our peers that call an original one lack only what the original alone can give`` () : unit =
        worldsViolated theirFirst FaultBudget.none
        |> List.map (fun (system, world, _) -> system, world)
        |> Expect.equal
            [ // The original talks to one caller and then ends, so it does not hand on what the other one brought.
              "sneakernet", "three"
              "sneakernet", "relay"
              // The original says what it holds as a session begins, and nothing of what its user writes later.
              "sneakernet", "writes"
              // The original tracker is no peer, so an item that it dealt to no peer stays with it.
              "tracker", "alone"
              "tracker", "short"
              "tracker", "three"
              "tracker", "slow-store"
              "tracker", "full-disk"
              // The original reads on after an item that violates the link.
              "link", "violation" ]

    [<Fact>]
    let ``A world of two policies is read back from the name of its policies`` () : unit =
        for policies in PeerPolicies.published :: PeerPolicies.recovering :: PeerPolicies.mixed do
            PeerPolicies.tryParse (PeerPolicies.name policies) |> Expect.equal (ValueSome policies)

        PeerPolicies.tryParse "mixed" |> Expect.equal ValueNone

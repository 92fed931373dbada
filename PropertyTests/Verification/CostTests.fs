namespace PeerFunctional.Tests.Verification

open Xunit
open PeerFunctional
open PeerFunctional.Tests
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.SneakerNet

/// What worlds cost until their goal is reached: retries hide a lost message, but not what it costs.
[<Collection "alone">]
module CostTests =

    let private costOf (system: ProtocolSystem) subject =
        WorldCost.measure system.FaultPhase subject

    [<Fact>]
    let ``Every world costs at most its bound, without a fault and with one lost message`` () : unit =
        for system in Systems.all do
            system.Costs |> Expect.isNonEmpty

            for bound in system.Costs do
                let cost =
                    costOf system (FoundRuns.scenario system.Name PeerPolicies.recovering bound.World)

                Expecto.Expect.isTrue
                    (WorldCost.isWithin bound cost)
                    $"{system.Name}, {bound.World}: {WorldCost.words cost}"

    [<Fact>]
    let ``A replica that never sends GOT costs more than its bound, although every property holds`` () : unit =
        let setup = Scenarios.named "one-event" |> Option.get
        let scenario = SneakerNet.ScenarioList.scenario PeerPolicies.recovering setup

        let isGot output =
            match output with
            | Send(_, Command(Got _)) -> true
            | _ -> false

        let without =
            { scenario.World with
                Step =
                    fun now state input ->
                        let struct (state, outputs) = scenario.World.Step now state input
                        struct (state, outputs |> List.filter (isGot >> not)) }

        let bound =
            SneakerNet.ScenarioList.system.Costs |> List.find (fun bound -> bound.World = setup.Name)

        let cost =
            Scenario.hide { scenario with World = without } |> costOf SneakerNet.ScenarioList.system

        Expecto.Expect.isFalse (WorldCost.isWithin bound cost) (WorldCost.words cost)

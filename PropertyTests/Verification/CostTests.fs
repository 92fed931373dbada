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

    let private seeds = [ 0UL .. 9UL ]

    /// The cost of every seed without a fault, and with the loss of each envelope by itself.
    let private costs healedAt (world: World<_, _, _, _, _, _, _, _>) properties =
        let run lost seed =
            RunCost.calm world.Peers.Length healedAt lost seed |> RunCost.measure world properties

        let all runs =
            runs
            |> Array.ofSeq
            |> Array.Parallel.map (fun (lost, seed) ->
                match run lost seed with
                | ValueSome cost -> cost
                | ValueNone -> failwith $"envelopes {lost} lost, seed {seed}: a property is violated")
            |> Array.reduce RunCost.most

        let faultless = all [ for seed in seeds -> [], seed ]

        struct (faultless, all [ for envelope in 0 .. faultless.Messages - 1 -> [ envelope ], 0UL ])

    let private costsOf (system: ProtocolSystem) world =
        (FoundRuns.scenario system.Name PeerPolicies.recovering world).Accept
            { new IScenarioVisitor<struct (RunCost * RunCost)> with
                member _.Visit subject =
                    costs system.FaultPhase subject.World subject.Properties }

    [<Fact>]
    let ``Every world costs at most its bound, without a fault and with one lost message`` () : unit =
        for system in Systems.all do
            system.Costs |> Expect.isNonEmpty

            for bound in system.Costs do
                let struct (faultless, lossy) = costsOf system bound.World
                let world = $"{system.Name}, {bound.World}"
                let withLoss = RunCost.add bound.Faultless bound.PerLoss
                Expecto.Expect.isTrue (RunCost.isWithin bound.Faultless faultless) $"{world}: {faultless}"
                Expecto.Expect.isTrue (RunCost.isWithin withLoss lossy) $"{world}, one lost: {lossy}"

    [<Fact>]
    let ``A replica that never sends GOT costs more than its bound, although every property holds`` () : unit =
        let setup = Scenarios.named "one-event" |> Option.get
        let world = Scenarios.world PeerPolicies.recovering setup

        let isGot output =
            match output with
            | Send(_, Command(Got _)) -> true
            | _ -> false

        let without =
            { world with
                Step =
                    fun now state input ->
                        let struct (state, outputs) = world.Step now state input
                        struct (state, outputs |> List.filter (isGot >> not)) }

        let bound =
            SneakerNet.ScenarioList.system.Costs |> List.find (fun bound -> bound.World = setup.Name)

        let struct (faultless, _) =
            costs SneakerNet.ScenarioList.system.FaultPhase without (Scenarios.properties setup)

        Expecto.Expect.isFalse (RunCost.isWithin bound.Faultless faultless) $"{faultless}"

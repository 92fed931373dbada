namespace PeerFunctional.Tracker

open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Verification.Laws

/// The scenarios of the ring, for commands.
module ScenarioList =

    let scenario policies (setup: RingSetup) =
        let named = $"(RingScenarios.named \"{setup.Name}\" |> Option.get)"

        { System = "tracker"
          Name = setup.Name
          About = setup.About
          Policy = ValueSome policies
          World = RingScenarios.world policies setup
          Properties = RingProperties.ofSetup setup
          Missing = FailureText.incomplete setup
          Source =
            { Opens = [ "PeerFunctional.Tracker" ]
              World = $"RingScenarios.world {PeerPolicies.source policies} {named}"
              Properties = $"RingProperties.ofSetup {named}" } }

    let private setup name =
        RingScenarios.setups |> List.find (fun setup -> setup.Name = name)

    let private slowStore name about policies =
        scenario policies (setup "alone") |> SlowStore.scenario name about 4 |> Scenario.hide

    let private fullDisk name about policies =
        scenario policies (setup "alone")
        |> FullDisk.scenario name about 4 [ RingScenarios.tracker ] "RingScenarios.refuse" RingScenarios.refuse
        |> Scenario.hide

    /// Mallory, with so many messages, towards the participants of these places.
    let private hostile most places name about policies =
        let setup =
            { setup "alone" with
                Guests = [ HostileCaller.neighbour ] }

        let subject = scenario policies setup

        let source =
            "{ (RingScenarios.named \"alone\" |> Option.get) with Guests = [ HostileCaller.neighbour ] }"

        { subject with
            Source =
                { subject.Source with
                    World = $"RingScenarios.world {PeerPolicies.source policies} ({source})"
                    Properties = $"RingProperties.ofSetup ({source})" } }
        |> Hostile.scenario
            name
            about
            $"HostileCaller.peer %d{most} %A{places} ({source})"
            (HostileCaller.peer most places setup)
        |> Scenario.hide

    /// Worlds of a setup in other surroundings: each with its sentence, and its scenario by both.
    let private surrounded =
        [ "slow-store", "one peer and two items; the tracker's state file may be written at any moment", slowStore
          "hostile",
          "one peer and two items; mallory calls the tracker with a message, at any moment, and gives no answers",
          hostile 1 [ RingScenarios.tracker ]
          "hostile-caller",
          "one peer and two items; mallory calls the peer with a message, at any moment, and gives no answers",
          hostile 1 [ 1 ]
          "full-disk",
          "one peer and two items; the disk of the tracker's state file fills up at any moment, and has room again at a later one",
          fullDisk ]

    let private ofVariant policies name setup (variant: MachineVariant<UnguardedRing>) =
        VariantScenario.create
            name
            $"ScenarioList.named {PeerPolicies.source policies}"
            variant.About
            (RingScenarios.unguarded policies setup |> variant.Change |> Guard.world)
            (scenario policies setup)

    /// A scenario by the name of its world, which may name a variant of the machine.
    let named policies =
        VariantScenario.named Laws.variants RingScenarios.named (scenario policies) (ofVariant policies)

    /// The same with what a law says as its properties.
    let private underLaw law policies =
        let policies = ValueOption.defaultValue PeerPolicies.recovering policies
        VariantScenario.underLaw (named policies) RingScenarios.named Laws.meanings law

    /// A scenario with users who give commands, by the name of its world.
    let withUsers policies name =
        Users.tryInner name
        |> ValueOption.toOption
        |> Option.bind RingScenarios.named
        |> Option.map (fun setup ->
            scenario policies setup
            |> Users.commanded
            |> Users.scenario $"ScenarioList.withUsers {PeerPolicies.source policies}" UserWishes.all)

    let private find =
        ProtocolSystem.scenario surrounded (fun policies name ->
            match withUsers policies name with
            | Some subject -> Some(Scenario.hide subject)
            | None -> named policies name |> Option.map Scenario.hide)

    /// As measured with the machine as it is, times rounded up to a tenth of a second. A change that costs more needs a reason.
    let private costs =
        [ CostBound.create "alone" (RunCost.create 24 40.1) (RunCost.create 19 65.1)
          CostBound.create "two" (RunCost.create 52 40.1) (RunCost.create 32 65.1)
          CostBound.create "short" (RunCost.create 60 40.1) (RunCost.create 28 65.1)
          CostBound.create "plenty" (RunCost.create 40 40.1) (RunCost.create 32 65.1)
          CostBound.create "leaving" (RunCost.create 60 20.1) (RunCost.create 15 40.1)
          CostBound.create "three" (RunCost.create 106 40.1) (RunCost.create 48 65.1) ]

    let system =
        { Name = "tracker"
          Policies = Policy.all
          Worlds =
            [ for setup in RingScenarios.setups -> setup.Name, setup.About
              for name, about, _ in surrounded -> name, about ]
          Scenario = find
          Crowd = fun peers items -> (RingScenarios.crowd peers items).Name
          MostPeers = RingScenarios.maxPeers
          LeastThings = 1
          MostThings = RingScenarios.maxItems
          FaultPhase = RingScenarios.options.FaultPhase
          LivenessTimeout = RingScenarios.options.LivenessTimeout
          Costs = costs
          Mends = Mends.all
          Lessons = Lessons.all
          Laws = ValueSome(Laws.exercise underLaw)
          Diagram = RingDiagrams.diagram
          Analyzer = fun _ -> [ RingAnalysis.analyzer ]
          Recordings = fun _ _ -> Seq.empty
          Journals = fun _ -> RingRoles.journals }

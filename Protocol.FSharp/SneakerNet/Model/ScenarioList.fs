namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Verification.Laws

/// The scenarios of SneakerNet, for commands.
module ScenarioList =

    /// One event that a peer lacks and another peer has, in words.
    let private missing setup (world: SneakerNetWorld) (worldState: SneakerNetWorldState) =
        let authors = Scenarios.authors setup
        let stores = worldState.Nodes |> Seq.map _.Store |> List.ofSeq

        let length feed =
            ReplicaProperties.readable setup authors feed

        Seq.allPairs (List.indexed stores) (stores |> Seq.collect Map.keys |> Seq.distinct)
        |> Seq.tryPick (fun ((peer, store), feed) ->
            let most = stores |> List.map (length feed) |> List.max

            if length feed store < most then
                Some
                    $"{List.item peer world.Peers} never gets {ScenarioFeeds.nameOf feed authors}:{length feed store + 1}"
            else
                None)
        |> ValueOption.ofOption

    let scenario policies setup =
        let world = Scenarios.world policies setup

        let named = $"(Scenarios.named \"{setup.Name}\" |> Option.get)"

        { System = "sneakernet"
          Name = setup.Name
          About = setup.About
          Policy = ValueSome policies
          World = world
          Properties = ReplicaProperties.ofSetup setup
          Missing = missing setup world
          Source =
            { Opens = [ "PeerFunctional.SneakerNet" ]
              World = $"Scenarios.world {PeerPolicies.source policies} {named}"
              Properties = $"ReplicaProperties.ofSetup {named}" } }

    let private setup name =
        Scenarios.setups |> List.find (fun setup -> setup.Name = name)

    let private slowStore name about policies =
        scenario policies (setup "one-event") |> SlowStore.scenario name about 4 |> Scenario.hide

    let private fullDisk name about policies =
        scenario policies (setup "one-event")
        |> FullDisk.scenario name about 4 [ 0; 1 ] "MemoryStore.refuse" MemoryStore.refuse
        |> Scenario.hide

    /// Mallory beside Alice and Bob. `source` begins an F# expression of what she is.
    let private beset source hostile name about policies =
        let setup = setup "one-event"

        scenario policies setup
        |> Hostile.scenario name about $"{source} (Scenarios.named \"{setup.Name}\" |> Option.get)" (hostile setup)
        |> Scenario.hide

    /// Mallory, with so many messages, towards the peers of these places.
    let private hostile most places =
        beset $"HostileReplica.peer %d{most} %A{places}" (HostileReplica.peer most places)

    /// Mallory, with one message to the peer of a place, in the name of another one.
    let private forged place other =
        beset $"HostileReplica.forger 1 %d{place} %d{other}" (HostileReplica.forger 1 place other)

    /// Worlds of a setup in other surroundings: each with its sentence, and its scenario by both.
    let private surrounded =
        [ "slow-store",
          "Alice holds one event, Bob none; their stores answer at any moment, also after a timer",
          slowStore
          "hostile", "Alice holds one event, Bob none; Mallory sends Alice a message at any moment", hostile 1 [ 0 ]
          "hostile-answer",
          "Alice holds one event, Bob none; Mallory answers Bob, who has not called her, at any moment",
          hostile 1 [ 1 ]
          "forged",
          "Alice holds one event, Bob none; Mallory sends Alice a message in Bob's name, at any moment",
          forged 0 1
          "forged-answer",
          "Alice holds one event, Bob none; Mallory sends Bob a message in Alice's name, at any moment",
          forged 1 0
          "full-disk",
          "Alice holds one event, Bob none; a disk fills up at any moment, and has room again at a later one",
          fullDisk ]

    let private ofVariant policies name setup (variant: MachineVariant<_>) =
        let subject = scenario policies (Laws.withSoonEnd setup)

        VariantScenario.create
            name
            $"ScenarioList.named {PeerPolicies.source policies}"
            variant.About
            (variant.Change subject.World)
            subject

    /// A scenario by the name of its world, which may name a variant of the machine.
    let named policies =
        VariantScenario.named Laws.variants Scenarios.named (scenario policies) (ofVariant policies)

    /// The same with what a law says as its properties.
    let private underLaw law policies =
        let policies = ValueOption.defaultValue PeerPolicies.recovering policies
        VariantScenario.underLaw (named policies) Scenarios.named Laws.meanings law

    /// A scenario with users who give commands, by the name of its world.
    let withUsers policies name =
        let used = Users.scenario $"ScenarioList.withUsers {PeerPolicies.source policies}"

        match Users.tryInner name with
        | ValueSome inner ->
            Scenarios.named inner
            |> Option.map (fun setup ->
                let setup = UserWishes.setup setup
                scenario policies setup |> Users.commanded |> used (UserWishes.ofSetup setup))
        | ValueNone ->
            Scenarios.named name
            |> Option.filter (Scenarios.orders >> List.isEmpty >> not)
            |> Option.map (fun setup -> scenario policies setup |> used (Scenarios.orders setup))

    let private find =
        ProtocolSystem.scenario surrounded (fun policies name ->
            match withUsers policies name with
            | Some subject -> Some(Scenario.hide subject)
            | None -> named policies name |> Option.map Scenario.hide)

    /// As measured with the machine as it is, times rounded up to a tenth of a second. A change that costs more needs a reason.
    let private costs =
        [ CostBound.create "one-event" (RunCost.create 23 2.1) (RunCost.create 11 0.5)
          CostBound.create "both-ways" (RunCost.create 27 2.1) (RunCost.create 9 0.5)
          CostBound.create "behind" (RunCost.create 25 2.1) (RunCost.create 9 0.5)
          CostBound.create "two-pushes" (RunCost.create 25 2.1) (RunCost.create 9 0.5)
          CostBound.create "three" (RunCost.create 62 2.1) (RunCost.create 9 0.5)
          CostBound.create "relay" (RunCost.create 54 5.1) (RunCost.create 11 0.5)
          CostBound.create "same-event" (RunCost.create 54 5.1) (RunCost.create 9 0.5)
          CostBound.create "one-host" (RunCost.create 46 2.1) (RunCost.create 11 0.5) ]

    let system =
        { Name = "sneakernet"
          Policies = Policy.all
          Worlds =
            [ for setup in Scenarios.setups @ Scenarios.others -> setup.Name, setup.About
              for name, about, _ in surrounded -> name, about ]
          Scenario = find
          Crowd = fun peers events -> (Scenarios.everyone peers events).Name
          MostPeers = Scenarios.maxPeers
          LeastThings = 1
          MostThings = Scenarios.maxEvents
          FaultPhase = FaultOptions.standard.FaultPhase
          LivenessTimeout = FaultOptions.standard.LivenessTimeout
          Costs = costs
          Mends = Mends.all
          Lessons = Lessons.all
          Laws = ValueSome(Laws.exercise underLaw)
          Diagram = ReplicaDiagrams.diagram
          Analyzer = fun options -> [ ReplicaAnalysis.analyzer options.Signatures options.Silence ]
          Recordings = fun _ _ -> Seq.empty
          Journals = fun signatures -> [ JournalReader.ofRole (ReplicaRole.create signatures) ] }

namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// The scenarios of SneakerNet, for commands.
module ScenarioList =

    /// One event that a peer lacks and another peer has, in words.
    let private missing setup (world: SneakerNetWorld) (worldState: SneakerNetWorldState) =
        let authors = Scenarios.authors setup
        let stores = worldState.Nodes |> Seq.map _.Store |> List.ofSeq
        let length feed store = (MemoryStore.events feed store).Length

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
          Properties = Scenarios.properties setup
          Missing = missing setup world
          Source =
            { Opens = [ "PeerFunctional.SneakerNet" ]
              World = $"Scenarios.world {PeerPolicies.source policies} {named}"
              Properties = $"Scenarios.properties {named}" } }

    let system =
        { Name = "sneakernet"
          Policies = Policy.all
          Worlds = Scenarios.setups |> List.map (fun setup -> setup.Name, setup.About)
          Scenario =
            fun policies name ->
                Scenarios.named name |> ValueOption.ofOption |> ValueOption.map (scenario policies >> Scenario.hide)
          Crowd = fun peers events -> (Scenarios.everyone peers events).Name
          MostPeers = Scenarios.maxPeers
          LeastThings = 0
          MostThings = Scenarios.maxEvents
          FaultPhase = FaultOptions.standard.FaultPhase
          LivenessTimeout = FaultOptions.standard.LivenessTimeout
          Mends = Mends.all
          Diagram = ReplicaDiagrams.diagram
          Analyzer = fun options -> [ ReplicaAnalysis.analyzer options.Signatures options.Silence ]
          Recordings = fun _ -> Seq.empty
          Journals = fun signatures -> [ JournalReader.ofRole (ReplicaRole.create signatures) ] }

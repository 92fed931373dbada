namespace PeerFunctional.Link

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// The scenarios of links, for commands.
module ScenarioList =

    let scenario policies (setup: LinkSetup) =
        let named = $"(LinkScenarios.named \"{setup.Name}\" |> Option.get)"

        { System = "link"
          Name = setup.Name
          About = setup.About
          Policy = ValueSome policies
          World = LinkScenarios.world policies setup
          Properties = LinkProperties.ofSetup policies setup
          Missing = LinkProperties.missing setup
          Source =
            { Opens = [ "PeerFunctional.Link" ]
              World = $"LinkScenarios.world {PeerPolicies.source policies} {named}"
              Properties = $"LinkProperties.ofSetup {PeerPolicies.source policies} {named}" } }

    /// Phases without the names of partners.
    let private diagram policy =
        let timer timer =
            match timer with
            | Own(Deadline _)
            | Patience _ -> "a partner takes too long"
            | Own(Beat _) -> "time for a keep-alive"
            | Own SearchOver -> "the search is over"

        let world =
            { LinkScenarios.world (PeerPolicies.same policy) (LinkScenarios.crowd 2 1) with
                TimerWords = timer }

        let sketch: StateDiagramSpec<Guarded<LinkActor>, Message, UserCommand> =
            { Title = $"Links, {Policy.name policy}: the phases of its machine"
              Phase = fun guarded -> LinkWords.phase guarded.Inner.Machine
              Kind = fun message -> (Message.words message).Split(',', ' ')[0]
              Commands = [ "the user stops it", Stop ] }

        StateDiagram.ofWorld world sketch []

    let system =
        { Name = "link"
          Policies = Policy.all
          Worlds = LinkScenarios.setups |> List.map (fun setup -> setup.Name, setup.About)
          Scenario =
            fun policies name ->
                LinkScenarios.named name
                |> ValueOption.ofOption
                |> ValueOption.map (scenario policies >> Scenario.hide)
          Crowd = fun peers items -> (LinkScenarios.crowd peers items).Name
          MostPeers = LinkScenarios.MaxPeers
          LeastThings = 1
          MostThings = LinkScenarios.MaxItems
          FaultPhase = FaultOptions.standard.FaultPhase
          LivenessTimeout = FaultOptions.standard.LivenessTimeout
          Mends = Mends.all
          Diagram = diagram
          Analyzer = fun _ -> [ LinkAnalysis.analyzer ]
          Recordings = fun _ -> Seq.empty
          Journals = fun _ -> LinkRoles.journals }

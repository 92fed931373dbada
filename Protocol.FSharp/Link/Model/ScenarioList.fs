namespace PeerFunctional.Link

open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Verification.Laws

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

    let private hostile name about policies =
        let setup = LinkScenarios.setups |> List.find (fun setup -> setup.Name = "two")

        scenario policies setup
        |> Hostile.scenario
            name
            about
            $"HostileCaller.peer 1 (LinkScenarios.named \"{setup.Name}\" |> Option.get)"
            (HostileCaller.peer 1 setup)
        |> Scenario.hide

    /// Worlds of a setup in other surroundings: each with its sentence, and its scenario by both.
    let private surrounded =
        [ "hostile",
          "a caller sends two items and receives one; mallory calls bob with a message, at any moment",
          hostile ]

    let private ofVariant policies name setup (variant: MachineVariant<_>) =
        let subject = scenario policies setup

        VariantScenario.create
            name
            $"ScenarioList.named {PeerPolicies.source policies}"
            variant.About
            (variant.Change subject.World)
            subject

    /// A scenario by the name of its world, which may name a variant of the machine.
    let named policies =
        VariantScenario.named Laws.variants LinkScenarios.named (scenario policies) (ofVariant policies)

    /// The same with what a law says as its properties.
    let private underLaw law policies =
        let policies = ValueOption.defaultValue PeerPolicies.recovering policies
        VariantScenario.underLaw (named policies) LinkScenarios.named Laws.meanings law

    /// A scenario with users who give commands, by the name of its world.
    let withUsers policies name =
        let used = Users.scenario $"ScenarioList.withUsers {PeerPolicies.source policies}"

        match Users.tryInner name with
        | ValueSome inner ->
            LinkScenarios.named inner
            |> Option.map (fun setup ->
                { scenario policies setup with
                    Properties = UserWishes.properties policies setup }
                |> Users.commanded
                |> used (UserWishes.ofSetup setup))
        | ValueNone ->
            LinkScenarios.named name
            |> Option.filter (LinkScenarios.orders >> List.isEmpty >> not)
            |> Option.map (fun setup -> scenario policies setup |> used (LinkScenarios.orders setup))

    let private find =
        ProtocolSystem.scenario surrounded (fun policies name ->
            match withUsers policies name with
            | Some subject -> Some(Scenario.hide subject)
            | None -> named policies name |> Option.map Scenario.hide)

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

    /// As measured with the machine as it is, times rounded up to a tenth of a second. A change that costs more needs a reason.
    let private costs =
        [ CostBound.create "denied" (RunCost.create 6 0.1) (RunCost.create 0 0.0)
          CostBound.create "two" (RunCost.create 7 0.1) (RunCost.create 2 0.0)
          CostBound.create "stream" (RunCost.create 7 0.1) (RunCost.create 2 0.0)
          CostBound.create "stream-idle" (RunCost.create 6 0.1) (RunCost.create 0 0.0)
          CostBound.create "three" (RunCost.create 12 0.1) (RunCost.create 2 0.0) ]

    let system =
        { Name = "link"
          Policies = Policy.all
          Worlds =
            [ for setup in LinkScenarios.setups @ LinkScenarios.others -> setup.Name, setup.About
              for name, about, _ in surrounded -> name, about ]
          Scenario = find
          Crowd = fun peers items -> (LinkScenarios.crowd peers items).Name
          MostPeers = LinkScenarios.MaxPeers
          LeastThings = 1
          MostThings = LinkScenarios.MaxItems
          FaultPhase = FaultOptions.standard.FaultPhase
          LivenessTimeout = FaultOptions.standard.LivenessTimeout
          Costs = costs
          Mends = Mends.all
          Lessons = Lessons.all
          Laws = ValueSome(Laws.exercise underLaw)
          Diagram = diagram
          Analyzer = fun _ -> [ LinkAnalysis.analyzer ]
          Recordings = fun _ _ -> Seq.empty
          Journals = fun _ -> LinkRoles.journals }

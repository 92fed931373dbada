namespace PeerFunctional.Libp2p

open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Verification.Laws

/// The scenarios of libp2p, for commands. It has one machine, and no policies.
module ScenarioList =

    let scenario (setup: HostSetup) =
        let named = $"(HostScenarios.named \"{setup.Name}\" |> Option.get)"

        { System = "libp2p"
          Name = setup.Name
          About = setup.About
          Policy = ValueNone
          World = HostScenarios.world setup
          Properties = HostProperties.ofSetup setup
          Missing = HostProperties.missing setup
          Source =
            { Opens = [ "PeerFunctional.Libp2p" ]
              World = $"HostScenarios.world {named}"
              Properties = $"HostProperties.ofSetup {named}" } }

    let private kind message =
        match message with
        | Message.Proved _ -> "certificate"
        | Message.Refused _ -> "refusal"
        | Message.Line MultistreamLine.Header -> "multistream"
        | Message.Line(MultistreamLine.Protocol _) -> "protocol"
        | Message.Line MultistreamLine.NotAvailable -> "na"
        | Message.Line MultistreamLine.ListProtocols
        | Message.Line(MultistreamLine.Protocols _) -> "ls"
        | Message.Identify _ -> "identify"
        | Message.Push _ -> "push"
        | Message.Ping _ -> "ping"
        | Message.Request _ -> "request"
        | Message.Response _ -> "response"
        | Message.End -> "end"

    let private diagram (_: Policy) =
        let sketch: StateDiagramSpec<HostPeer, Message, UserCommand> =
            { Title = "libp2p: the phases of a peer"
              Phase = fun peer -> HostWords.phase peer.Machine
              Kind = kind
              Commands = [] }

        StateDiagram.ofWorld (HostScenarios.world (HostScenarios.crowd 2 1)) sketch []

    let private ofVariant name setup (variant: MachineVariant<_>) =
        let subject = scenario setup

        VariantScenario.create name "ScenarioList.named" variant.About (variant.Change subject.World) subject

    let private hostile name about (_: PeerPolicies) =
        scenario (HostScenarios.named "pair" |> Option.get)
        |> Hostile.scenario name about "HostileDialer.peer 1" (HostileDialer.peer 1)
        |> Scenario.hide

    /// Worlds of a setup in other surroundings: each with its sentence, and its scenario by both.
    let private surrounded =
        [ "hostile",
          "a peer dials another one and greets it once; mallory dials the other one, at any moment, and says what does not belong there",
          hostile ]

    /// A scenario by the name of its world, which may name a variant of the machine.
    let named =
        VariantScenario.named Laws.variants HostScenarios.named scenario ofVariant

    /// The same with what a law says as its properties.
    let private underLaw law (_: PeerPolicies voption) =
        VariantScenario.underLaw named HostScenarios.named Laws.meanings law

    /// A scenario with users who give commands, by the name of its world.
    let withUsers name =
        let used = Users.scenario "ScenarioList.withUsers"

        match Users.tryInner name with
        | ValueSome inner ->
            HostScenarios.named inner
            |> Option.map (fun setup -> scenario setup |> Users.commanded |> used UserWishes.all)
        | ValueNone ->
            HostScenarios.named name
            |> Option.filter (HostScenarios.orders >> List.isEmpty >> not)
            |> Option.map (fun setup -> scenario setup |> used (HostScenarios.orders setup))

    let private find =
        ProtocolSystem.scenario surrounded (fun _ name ->
            match withUsers name with
            | Some subject -> Some(Scenario.hide subject)
            | None -> named name |> Option.map Scenario.hide)

    /// As measured with the machine as it is, times rounded up to a tenth of a second. A change that costs more needs a reason.
    let private costs =
        [ CostBound.create "pair" (RunCost.create 30 10.1) (RunCost.create 1 0.0)
          CostBound.create "two-requests" (RunCost.create 39 20.1) (RunCost.create 1 0.0)
          CostBound.create "both" (RunCost.create 22 0.1) (RunCost.create 1 0.0)
          CostBound.create "other-agent" (RunCost.create 21 0.1) (RunCost.create 1 0.0)
          CostBound.create "other-protocol" (RunCost.create 22 0.1) (RunCost.create 1 0.0)
          CostBound.create "three" (RunCost.create 60 10.1) (RunCost.create 1 0.0)
          CostBound.create "mute" (RunCost.create 12 15.1) (RunCost.create 0 0.0) ]

    let system =
        { Name = "libp2p"
          Policies = []
          Worlds =
            [ for setup in HostScenarios.setups @ HostScenarios.others -> setup.Name, setup.About
              for name, about, _ in surrounded -> name, about ]
          Scenario = find
          Crowd = fun peers requests -> (HostScenarios.crowd peers requests).Name
          MostPeers = HostScenarios.MaxPeers
          LeastThings = 1
          MostThings = HostScenarios.MaxRequests
          FaultPhase = FaultOptions.standard.FaultPhase
          LivenessTimeout = FaultOptions.standard.LivenessTimeout
          Costs = costs
          Mends = []
          Lessons = Lessons.all
          Laws = ValueSome(Laws.exercise underLaw)
          Diagram = diagram
          Analyzer = fun _ -> []
          Recordings = fun _ lines -> HostRecording.reports lines
          Journals = fun _ -> HostRoles.journals }

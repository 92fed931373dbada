namespace PeerFunctional.CapnWeb

open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Verification.Laws

/// The scenarios of Cap'n Web, for commands. It has one machine, and no policies.
module ScenarioList =

    let scenario (setup: RpcSetup) =
        let named = $"(RpcScenarios.named \"{setup.Name}\" |> Option.get)"

        { System = "rpc"
          Name = setup.Name
          About = setup.About
          Policy = ValueNone
          World = RpcScenarios.world setup
          Properties = RpcProperties.ofSetup setup
          Missing = RpcProperties.missing setup
          Source =
            { Opens = [ "PeerFunctional.CapnWeb" ]
              World = $"RpcScenarios.world {named}"
              Properties = $"RpcProperties.ofSetup {named}" } }

    let private kind message =
        match message with
        | Push _ -> "push"
        | Pull _ -> "pull"
        | Resolve _ -> "resolve"
        | Reject _ -> "reject"
        | Release _ -> "release"
        | Message.Stream _ -> "stream"
        | Pipe -> "pipe"
        | Message.Abort _ -> "abort"

    let private diagram (_: Policy) =
        let phase (peer: Guarded<RpcPeer>) =
            match peer.Inner.Ends.Values |> Seq.tryHead with
            | Some { Session = { Phase = SessionPhase.Ended _ } } -> "ended"
            | Some actor -> RpcWords.phase actor.Session
            | None -> "no session"

        let sketch: StateDiagramSpec<Guarded<RpcPeer>, Message, UserCommand> =
            { Title = "Cap'n Web: the phases of a session"
              Phase = phase
              Kind = kind
              Commands = [] }

        StateDiagram.ofWorld (RpcScenarios.world (RpcScenarios.crowd 2 1)) sketch []

    let private hostile name about (_: PeerPolicies) =
        let setup = RpcScenarios.setups |> List.find (fun setup -> setup.Name = "calls")

        let subject = scenario setup

        { subject with
            Properties = RpcProperties.besideStrangers setup
            Source =
                { subject.Source with
                    Properties = subject.Source.Properties.Replace("ofSetup", "besideStrangers") } }
        |> Hostile.scenario
            name
            about
            $"HostileCaller.peer 1 (RpcScenarios.named \"{setup.Name}\" |> Option.get)"
            (HostileCaller.peer 1 setup)
        |> Scenario.hide

    /// Worlds of a setup in other surroundings: each with its sentence, and its scenario by both.
    let private surrounded =
        [ "hostile", "a peer calls another twice; mallory calls it with a message, at any moment, and leaves", hostile ]

    let private ofVariant name setup (variant: MachineVariant<_>) =
        let subject = scenario setup

        VariantScenario.create name "ScenarioList.named" variant.About (variant.Change subject.World) subject

    /// A scenario by the name of its world, which may name a variant of the machine.
    let named =
        VariantScenario.named Laws.variants RpcScenarios.named scenario ofVariant

    /// The same with what a law says as its properties.
    let private underLaw law (_: PeerPolicies voption) =
        VariantScenario.underLaw named RpcScenarios.named Laws.meanings law

    /// A scenario with users who give commands, by the name of its world.
    let withUsers name =
        Users.tryInner name
        |> ValueOption.toOption
        |> Option.bind RpcScenarios.named
        |> Option.map (fun setup ->
            // A user who ends a session is not an end of it that breaks the protocol.
            { scenario setup with
                Properties = RpcProperties.besideStrangers setup }
            |> Users.commanded
            |> Users.scenario "ScenarioList.withUsers" UserWishes.all)

    let private find =
        ProtocolSystem.scenario surrounded (fun _ name ->
            match withUsers name with
            | Some subject -> Some(Scenario.hide subject)
            | None -> named name |> Option.map Scenario.hide)

    /// As measured with the machine as it is, times rounded up to a tenth of a second. A change that costs more needs a reason.
    let private costs =
        [ CostBound.create "calls" (RunCost.create 10 0.1) (RunCost.create 2 0.0)
          CostBound.create "pipelined" (RunCost.create 12 0.1) (RunCost.create 2 0.0)
          CostBound.create "callback" (RunCost.create 11 0.1) (RunCost.create 2 0.0)
          CostBound.create "promised" (RunCost.create 8 0.1) (RunCost.create 2 0.0)
          CostBound.create "twice" (RunCost.create 20 0.1) (RunCost.create 2 0.0)
          CostBound.create "three" (RunCost.create 12 0.1) (RunCost.create 2 0.0)
          CostBound.create "abandoned" (RunCost.create 10 1.1) (RunCost.create 2 0.0)
          CostBound.create "hand-back" (RunCost.create 19 0.1) (RunCost.create 2 0.0)
          CostBound.create "both" (RunCost.create 20 0.1) (RunCost.create 2 0.0) ]

    let system =
        { Name = "rpc"
          Policies = []
          Worlds =
            [ for setup in RpcScenarios.setups @ RpcScenarios.others -> setup.Name, setup.About
              for name, about, _ in surrounded -> name, about ]
          Scenario = find
          Crowd = fun peers calls -> (RpcScenarios.crowd peers calls).Name
          MostPeers = RpcScenarios.MaxPeers
          LeastThings = 1
          MostThings = RpcScenarios.MaxCalls
          FaultPhase = FaultOptions.standard.FaultPhase
          LivenessTimeout = FaultOptions.standard.LivenessTimeout
          Costs = costs
          Mends = []
          Lessons = Lessons.all
          Laws = ValueSome(Laws.exercise underLaw)
          Diagram = diagram
          Analyzer = fun _ -> [ RpcAnalysis.analyzer ]
          Recordings = RpcRecording.reports
          Journals = fun _ -> RpcRoles.journals }

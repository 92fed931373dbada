namespace PeerFunctional.CapnWeb

open PeerFunctional.Kernel
open PeerFunctional.Verification

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

    let system =
        { Name = "rpc"
          Policies = []
          Worlds = RpcScenarios.setups |> List.map (fun setup -> setup.Name, setup.About)
          Scenario =
            fun _ name -> RpcScenarios.named name |> ValueOption.ofOption |> ValueOption.map (scenario >> Scenario.hide)
          Crowd = fun peers calls -> (RpcScenarios.crowd peers calls).Name
          MostPeers = RpcScenarios.MaxPeers
          LeastThings = 1
          MostThings = RpcScenarios.MaxCalls
          FaultPhase = FaultOptions.standard.FaultPhase
          LivenessTimeout = FaultOptions.standard.LivenessTimeout
          Mends = []
          Diagram = diagram
          Analyzer = fun _ -> [ RpcAnalysis.analyzer ]
          Recordings = RpcRecording.reports
          Journals = fun _ -> RpcRoles.journals }

namespace PeerFunctional.Tracker

open PeerFunctional.Kernel
open PeerFunctional.Verification

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

    let system =
        { Name = "tracker"
          Policies = Policy.all
          Worlds = RingScenarios.setups |> List.map (fun setup -> setup.Name, setup.About)
          Scenario =
            fun policies name ->
                RingScenarios.named name
                |> ValueOption.ofOption
                |> ValueOption.map (scenario policies >> Scenario.hide)
          Crowd = fun peers items -> (RingScenarios.crowd peers items).Name
          MostPeers = RingScenarios.maxPeers
          LeastThings = 1
          MostThings = RingScenarios.maxItems
          FaultPhase = RingScenarios.options.FaultPhase
          LivenessTimeout = RingScenarios.options.LivenessTimeout
          Mends = Mends.all
          Diagram = RingDiagrams.diagram
          Analyzer = fun _ -> [ RingAnalysis.analyzer ]
          Recordings = fun _ -> Seq.empty
          Journals = fun _ -> RingRoles.journals }

namespace PeerFunctional.Tracker

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// The scenarios of the ring, for commands.
module ScenarioList =

    let scenario policy (setup: RingSetup) =
        let named = $"(RingScenarios.named \"{setup.Name}\" |> Option.get)"

        { System = "tracker"
          Name = setup.Name
          About = setup.About
          Policy = ValueSome policy
          World = RingScenarios.world policy setup
          Properties = RingProperties.ofSetup setup
          Missing = FailureText.incomplete setup
          Source =
            { Opens = [ "PeerFunctional.Tracker" ]
              World = $"RingScenarios.world {Policy.source policy} {named}"
              Properties = $"RingProperties.ofSetup {named}" } }

    let system =
        { Name = "tracker"
          Policies = Policy.all
          Worlds = RingScenarios.setups |> List.map (fun setup -> setup.Name, setup.About)
          Scenario =
            fun policy name ->
                RingScenarios.named name
                |> ValueOption.ofOption
                |> ValueOption.map (scenario policy >> Scenario.hide)
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

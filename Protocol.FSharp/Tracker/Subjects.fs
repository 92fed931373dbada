namespace PeerFunctional.Tracker

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// The ring as the commands see it.
module Subjects =

    let subject policy (situation: RingSituation) =
        let named = $"(RingWorlds.named \"{situation.Name}\" |> Option.get)"

        { System = "tracker"
          Name = situation.Name
          About = situation.About
          Policy = policy
          World = RingWorlds.world policy situation
          Laws = RingLaws.ofSituation situation
          Missing = RingSentence.missing situation
          Source =
            { Opens = [ "PeerFunctional.Tracker" ]
              World = $"RingWorlds.world {Policy.source policy} {named}"
              Laws = $"RingLaws.ofSituation {named}" } }

    let system =
        { Name = "tracker"
          Worlds = RingWorlds.situations |> List.map (fun situation -> situation.Name, situation.About)
          Subject =
            fun policy name ->
                RingWorlds.named name |> ValueOption.ofOption |> ValueOption.map (subject policy >> Subject.hide)
          Crowd = fun peers items -> (RingWorlds.crowd peers items).Name
          MostPeers = RingWorlds.maxPeers
          LeastThings = 1
          MostThings = RingWorlds.maxItems
          Storm = RingWorlds.options.Storm
          Patience = RingWorlds.options.Patience
          Diagram = RingSketches.diagram
          Analyzer = fun _ -> [ RingAnalysis.analyzer ]
          Journals = fun _ -> RingRoles.journals }

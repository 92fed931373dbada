namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// SneakerNet as the commands see it.
module Subjects =

    /// An event that a peer lacks and another has.
    let private missing situation (world: SneakerNetWorld) (scene: SneakerNetScene) =
        let authors = Worlds.authors situation
        let shelves = scene.Nodes |> Seq.map _.Store |> List.ofSeq
        let length feed shelf = (Shelf.events feed shelf).Length

        Seq.allPairs (List.indexed shelves) (shelves |> Seq.collect Map.keys |> Seq.distinct)
        |> Seq.tryPick (fun ((peer, shelf), feed) ->
            let most = shelves |> List.map (length feed) |> List.max

            if length feed shelf < most then
                Some $"{List.item peer world.Peers} never gets {Authors.nameOf feed authors}:{length feed shelf + 1}"
            else
                None)
        |> ValueOption.ofOption

    let subject policy situation =
        let world = Worlds.world policy situation

        let arguments =
            $"{Policy.source policy} (Worlds.named \"{situation.Name}\" |> Option.get)"

        { System = "sneakernet"
          Name = situation.Name
          About = situation.About
          Policy = policy
          World = world
          Laws = Worlds.laws policy situation
          Missing = missing situation world
          Source =
            { Opens = [ "PeerFunctional.SneakerNet" ]
              World = $"Worlds.world {arguments}"
              Laws = $"Worlds.laws {arguments}" } }

    let system =
        { Name = "sneakernet"
          Worlds = Worlds.situations |> List.map (fun situation -> situation.Name, situation.About)
          Subject =
            fun policy name ->
                Worlds.named name |> ValueOption.ofOption |> ValueOption.map (subject policy >> Subject.hide)
          Crowd = fun peers events -> (Worlds.everyone peers events).Name
          MostPeers = Worlds.maxPeers
          LeastThings = 0
          MostThings = Worlds.maxEvents
          Storm = Options.standard.Storm
          Patience = Options.standard.Patience
          Diagram = Sketches.diagram
          Analyzer = fun options -> [ ReplicaAnalysis.analyzer options.Signatures options.Silence ]
          Journals = fun signatures -> [ JournalReader.ofRole (ReplicaRole.create signatures) ] }

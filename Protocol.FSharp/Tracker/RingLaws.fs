namespace PeerFunctional.Tracker

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// A peer of a ring at one moment, with its place in the world.
type RingPeer =
    { Place: int
      Handle: string
      Node: RingNode
      Collector: Collector }

/// What must hold in a ring, whatever the policy and the faults.
module RingLaws =

    let private trackerNode (scene: RingScene) =
        List.item RingWorlds.tracker scene.Nodes

    let private ring scene =
        match (trackerNode scene).State.Inner with
        | TrackerPart tracker -> ValueSome tracker
        | PeerPart _ -> ValueNone

    /// The peers, gone or not.
    let peers (situation: RingSituation) (scene: RingScene) =
        (situation.Peers, List.indexed scene.Nodes |> List.tail)
        ||> List.map2 (fun handle (place, node) ->
            match node.State.Inner with
            | PeerPart collector ->
                Some
                    { Place = place
                      Handle = handle
                      Node = node
                      Collector = collector }
            | TrackerPart _ -> None)
        |> List.choose id

    /// Whether a peer is there, or will be again.
    let isLiving peer =
        match peer.Node.Life, peer.Node.Store with
        | Done, _
        | _, Gone -> false
        | (Running | Down), (NoDisk | Journal _) -> true

    let living situation scene =
        peers situation scene |> List.filter isLiving

    let members scene =
        ring scene |> ValueOption.map RingTracker.members |> ValueOption.defaultValue []

    /// Whom the tracker has for a peer's neighbour.
    let neighbour peer scene =
        ring scene |> ValueOption.bind (RingTracker.neighbour peer.Handle)

    /// A tracker that is down is one that starts again.
    let isServing scene = (trackerNode scene).Life <> Done

    let private isUnchanged situation scene =
        let items = RingWorlds.items situation

        peers situation scene
        |> List.forall (fun peer ->
            Collector.assembly peer.Collector
            |> Assembly.items
            |> Seq.forall (fun item -> List.contains item items))

    let private isRegistered situation scene =
        let registered = RingWorlds.neighbours situation
        members scene |> List.forall (fun known -> List.contains known registered)

    let answersNobody peer =
        match peer.Collector with
        | PublishedPeer { Server = ServingNobody } -> true
        | PublishedPeer _
        | RecoveringPeer _ -> false

    /// Whether everyone who is alive answers its callers.
    let isAnswering situation scene =
        living situation scene |> List.forall (answersNobody >> not)

    /// Only the recovering tracker has a journal.
    let private isRemembered scene =
        let node = trackerNode scene

        match node.State.Inner, node.Store with
        | TrackerPart(RecoveringRing state), Journal journal ->
            node.Life <> Running
            || state.Answered
               |> Map.forall (fun _ handle ->
                   match Ring.tryFind handle state.Ring with
                   | ValueSome known -> Ring.tryFind handle journal = ValueSome known || not node.Questions.IsEmpty
                   | ValueNone -> true)
        | (TrackerPart _ | PeerPart _), _ -> true

    /// Whoever stops by itself has everything; who is gone did not stop by itself.
    let private isDoneWhole situation scene =
        peers situation scene
        |> List.forall (fun peer ->
            peer.Node.Life <> Done || not peer.Node.Store.IsNoDisk || Collector.isComplete peer.Collector)

    let private hasCollected situation scene =
        peers situation scene
        |> List.exists (fun peer -> Assembly.count (Collector.assembly peer.Collector) > 1)

    let isComplete situation scene =
        living situation scene |> List.forall (fun peer -> Collector.isComplete peer.Collector)

    /// The tracker's ring is that of the living, and each of them knows its neighbour in it.
    let isRing situation scene =
        let living = living situation scene

        Set.ofList (living |> List.map _.Handle) = Set.ofList (members scene |> List.map _.Handle)
        && living |> List.forall (fun peer -> Collector.neighbour peer.Collector = neighbour peer scene)

    let isQuiet (scene: RingScene) = scene.Connections.Ends.IsEmpty

    let private always situation =
        [ { Sentence = "a database item never changes"
            Holds = isUnchanged situation }
          { Sentence = "whoever is in the ring registered, and answers where the ring says"
            Holds = isRegistered situation }
          { Sentence = "the tracker never stops serving"
            Holds = isServing }
          { Sentence = "whoever is alive answers its callers"
            Holds = isAnswering situation }
          { Sentence = "whoever the tracker has answered is in its journal"
            Holds = isRemembered }
          { Sentence = "nobody stops before it has everything"
            Holds = isDoneWhole situation } ]

    /// Everybody gets everything.
    let completion situation =
        { Sentence = "when faults stop, everyone who stays alive completes"
          Holds = isComplete situation }

    /// The ring is as it should be, and everybody in it knows.
    let settling situation =
        { Sentence =
            "when faults stop, the living peers form one ring, each knows its neighbour, and nobody waits for an answer"
          Holds = fun scene -> isServing scene && isRing situation scene && isQuiet scene }

    let ofSituation (situation: RingSituation) : Laws<RingScene> =
        { Always = always situation
          Sometimes =
            if situation.Items = 1 then
                []
            else
                [ { Sentence = "somebody gets an item besides the one it was dealt"
                    Holds = hasCollected situation } ]
          Goal =
            { Sentence = "when faults stop, everyone who stays alive completes, and the living peers form one ring"
              Holds =
                fun scene -> isComplete situation scene && isServing scene && isRing situation scene && isQuiet scene } }

namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// A peer of a ring at one moment, with its place in the world.
type RingPeerState =
    { Place: int
      Handle: string
      Node: RingNode
      Collector: Collector }

/// The properties of a ring, for every policy and any faults.
module RingProperties =

    let private trackerNode (worldState: RingWorldState) = worldState.Nodes[RingScenarios.tracker]

    let private ring worldState =
        match (trackerNode worldState).State.Inner with
        | TrackerPart tracker -> ValueSome tracker
        | PeerPart _ -> ValueNone

    /// The peer of a node; none where it is the tracker.
    let private ofNode handle place (node: RingNode) =
        match node.State.Inner with
        | PeerPart collector ->
            ValueSome
                { Place = place
                  Handle = handle
                  Node = node
                  Collector = collector }
        | TrackerPart _ -> ValueNone

    /// The peers, gone or not.
    let peers (setup: RingSetup) (worldState: RingWorldState) =
        Seq.zip ("tracker" :: setup.Peers) (Seq.indexed worldState.Nodes)
        |> Seq.choose (fun (handle, (place, node)) -> ofNode handle place node |> ValueOption.toOption)
        |> List.ofSeq

    /// An invariant of each peer, gone or not.
    let private ofPeers (setup: RingSetup) sentence holds =
        let handles = Array.ofList ("tracker" :: setup.Peers)

        Invariant.ofPeers sentence (fun place node -> ofNode handles[place] place node |> ValueOption.forall holds)

    /// Whether a peer runs or will restart.
    let isLiving peer =
        match peer.Node.Status, peer.Node.Store with
        | NodeStatus.Stopped, _
        | _, Gone -> false
        | (NodeStatus.Running | NodeStatus.Crashed), (NoDisk | Journal _) -> true

    let living setup worldState =
        peers setup worldState |> List.filter isLiving

    let members worldState =
        ring worldState |> ValueOption.map RingTracker.members |> ValueOption.defaultValue []

    /// The neighbour of a peer in the tracker's ring.
    let neighbour peer worldState =
        ring worldState |> ValueOption.bind (RingTracker.neighbour peer.Handle)

    /// Whether the tracker serves. A crashed tracker restarts, so it counts.
    let isServing worldState =
        (trackerNode worldState).Status <> NodeStatus.Stopped

    let private isUnchanged (texts: Collections.Generic.Dictionary<int, string>) peer =
        Collector.assembly peer.Collector
        |> Assembly.forall (fun seq text ->
            match texts.TryGetValue seq with
            | true, known -> known = text
            | _ -> false)

    let private isRegistered (registered: Collections.Generic.Dictionary<string, Neighbour>) worldState =
        members worldState
        |> List.forall (fun known ->
            match registered.TryGetValue known.Handle with
            | true, neighbour -> neighbour = known
            | _ -> false)

    let answersNobody peer =
        match peer.Collector with
        | PublishedPeer { Server = ServingNobody } -> true
        | PublishedPeer _
        | RecoveringPeer _ -> false

    /// Only the recovering tracker has a journal.
    let private isRemembered worldState =
        let node = trackerNode worldState

        match node.State.Inner, node.Store with
        | TrackerPart(RecoveringRing state), Journal journal ->
            node.Status <> NodeStatus.Running
            || state.Answered
               |> Map.forall (fun _ handle ->
                   match Ring.tryFind handle state.Ring with
                   | ValueSome known ->
                       Ring.tryFind handle journal = ValueSome known || TrackerState.isUnsaved handle state
                   | ValueNone -> true)
        | (TrackerPart _ | PeerPart _), _ -> true

    /// Whether every peer that stopped by itself has every item. A peer that is gone did not stop by itself.
    let private isDoneWhole peer =
        peer.Node.Status <> NodeStatus.Stopped
        || not peer.Node.Store.IsNoDisk
        || Collector.isComplete peer.Collector

    let private hasCollected setup worldState =
        peers setup worldState
        |> List.exists (fun peer -> Assembly.count (Collector.assembly peer.Collector) > 1)

    /// Whether a peer has everything, if it is alive.
    let private isDone peer =
        not (isLiving peer) || Collector.isComplete peer.Collector

    /// Whether the tracker's ring has the living peers as members, and each of them knows its neighbour.
    let isRing setup worldState =
        let living = living setup worldState

        Set.ofList (living |> List.map _.Handle) = Set.ofList (members worldState |> List.map _.Handle)
        && living |> List.forall (fun peer -> Collector.neighbour peer.Collector = neighbour peer worldState)

    let isQuiet (worldState: RingWorldState) = worldState.Connections.Count = 0

    /// In a ring of more peers than the tracker calls at one time a round of PING is nearly always under way.
    let private isAsQuiet (setup: RingSetup) worldState =
        setup.Peers.Length > Limits.MaxCalls || isQuiet worldState

    let private always setup =
        let texts = Collections.Generic.Dictionary<int, string>()

        for item in RingScenarios.items setup do
            texts[item.Seq] <- item.Text

        let registered = Collections.Generic.Dictionary<string, Neighbour>()

        for neighbour in RingScenarios.neighbours setup @ setup.Guests do
            registered[neighbour.Handle] <- neighbour

        [ ofPeers setup "a database item never changes" (isUnchanged texts)
          Invariant.ofWorld
              "every member of the ring registered, and answers where the ring says"
              (isRegistered registered)
          Invariant.ofPeers "the tracker never stops serving" (fun peer node ->
              peer <> RingScenarios.tracker || node.Status <> NodeStatus.Stopped)
          ofPeers setup "every living peer answers its callers" (fun peer -> not (isLiving peer && answersNobody peer))
          Invariant.ofWorld "a peer that the tracker has answered is in its state file" isRemembered
          ofPeers setup "no peer stops before it has every item" isDoneWhole ]

    /// Every peer gets every item.
    let completion setup =
        ofPeers setup "when faults stop, every peer that stays alive completes" isDone

    /// The ring has the living peers, and each knows its neighbour.
    let settling setup =
        Invariant.ofWorld
            "when faults stop, the living peers form one ring, each knows its neighbour, and no peer waits for an answer"
            (fun worldState -> isServing worldState && isRing setup worldState && isQuiet worldState)

    let ofSetup (setup: RingSetup) : Properties<RingWorldState> =
        let completion = completion setup

        { Invariants = always setup
          Reachable =
            if Phrase.size setup.Phrase = 1 then
                []
            else
                [ Invariant.ofWorld "a peer gets an item besides the one it was dealt" (hasCollected setup) ]
          Liveness =
            completion
            |> Invariant.withWorld
                "when faults stop, every peer that stays alive completes, and the living peers form one ring"
                (fun worldState -> isAsQuiet setup worldState && isServing worldState && isRing setup worldState) }

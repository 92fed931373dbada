namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// The properties of SneakerNet's worlds, for every policy and any faults.
module ReplicaProperties =

    let private stores (worldState: SneakerNetWorldState) =
        worldState.Nodes |> Seq.map _.Store |> List.ofSeq

    let private isGenuine authors (store: MemoryStore) =
        store |> Map.forall (fun feed events -> ScenarioFeeds.isGenuine feed events authors)

    let private length feed store = (MemoryStore.events feed store).Length

    /// Whether no feed is shorter than at the start, unless the disk was lost.
    let private isWithin (before: MemoryStore) (node: Node<Replica, Timer, StoreQuestion, MemoryStore>) =
        node.DiskLost || before |> Map.forall (fun feed events -> length feed node.Store >= events.Length)

    let private isDurable (node: Node<Replica, Timer, StoreQuestion, MemoryStore>) =
        match node.State with
        // A stopped peer sends nothing.
        | Replica.Recovering _
        | Replica.Published _ when node.Status = NodeStatus.Crashed && node.DiskLost -> true
        | Replica.Recovering state ->
            state.Durable |> Map.forall (fun feed seq -> int64 (length feed node.Store) >= seq)
        // The original writes before it goes on: nothing is between its word and its file.
        | Replica.Published state ->
            node.Status = NodeStatus.Crashed
            || not node.Questions.IsEmpty
            || state.Held |> Map.forall (fun feed seq -> int64 (length feed node.Store) >= seq)

    let private isIdle (node: Node<Replica, Timer, StoreQuestion, MemoryStore>) =
        match node.Status, node.State with
        | NodeStatus.Stopped, _ -> true
        | NodeStatus.Crashed, _ -> false
        | NodeStatus.Running, Replica.Published state ->
            match state.Phase with
            | Listening
            | Over -> true
            | Contacting _
            | Looping _ -> false
        | NodeStatus.Running, Replica.Recovering state ->
            match state.Phase with
            | Serving -> state.Partners.IsEmpty
            | Ended -> true
            | Calling _
            | Storing -> false

    /// Whether the counts of a partner are within their bounds, and that of its feeds is the number of them.
    let private isPartnerCountedRight (partner: Partner) =
        let isWithin most count = 0 <= count && count <= most

        partner.FeedCount = partner.Holds.Count
        && isWithin Partner.MaxCompares partner.Compares
        && isWithin Partner.MaxSilences partner.SilencesLeft
        && isWithin Partner.MaxSilentRetries partner.SilentRetries

    /// Whether what a replica holds its limits against is what it keeps.
    let private isCountedRight (node: Node<Replica, Timer, StoreQuestion, MemoryStore>) =
        match node.State with
        | Replica.Published _ -> true
        | Replica.Recovering state ->
            Strangers.isCountedRight state.Strangers
            && state.Partners.Values |> Seq.forall isPartnerCountedRight

    /// Whether every range that was requested belongs to the open request for its feed.
    let private asksOnePartner (node: Node<Replica, Timer, StoreQuestion, MemoryStore>) =
        match node.State with
        | Replica.Published _ -> true
        | Replica.Recovering state ->
            state.Partners
            |> Map.forall (fun peer partner ->
                partner.Ranges
                |> List.forall (fun range ->
                    state.Requests |> Map.tryFind range.Feed |> Option.exists (fun request -> request.Of = peer)))

    let private hasFewPartners most (node: Node<Replica, Timer, StoreQuestion, MemoryStore>) =
        match node.State with
        | Replica.Published _ -> true
        | Replica.Recovering state -> state.Partners.Count <= most

    let private lengths store =
        store |> Map.map (fun _ events -> List.length events) |> Map.filter (fun _ length -> length > 0)

    /// How many events of a feed can be read from a store: those before the first damaged one.
    let readable setup authors feed store =
        let writer = ScenarioFeeds.nameOf feed authors

        (length feed store, setup.Damaged)
        ||> List.fold (fun length (damaged, number) -> if damaged = writer then min length (number - 1) else length)

    let private areEqual setup authors (worldState: SneakerNetWorldState) =
        let read store =
            lengths store |> Map.map (fun feed _ -> readable setup authors feed store)

        stores worldState |> List.map read |> List.distinct |> List.length <= 1

    /// Whether a peer lost its disk after all others left: it can only wait for a new caller.
    let private isBereft (worldState: SneakerNetWorldState) =
        let bereft, others =
            worldState.Nodes
            |> List.ofSeq
            |> List.partition (fun node -> node.DiskLost && node.Status = NodeStatus.Running)

        not bereft.IsEmpty && others |> List.forall (fun node -> node.Status = NodeStatus.Stopped)

    /// Whether the user of a peer has ended it.
    let private hasLeft (setup: ScenarioSetup) (worldState: SneakerNetWorldState) =
        setup.Name = "leaves" && worldState.Nodes[1].Status <> NodeStatus.Running

    /// Whether the first peer has a session for each of the others.
    let private isRoomy (setup: ScenarioSetup) =
        setup.Peers.Length <= setup.MaxPartners + 1

    /// The properties of a world, for all policies and any faults.
    let ofSetup setup : Properties<SneakerNetWorldState> =
        let authors = Scenarios.authors setup
        let before = Array.ofList (Scenarios.world PeerPolicies.recovering setup).Stores

        { Invariants =
            [ Invariant.ofPeers "logs hold only verified events, one after the other, of one history" (fun _ node ->
                  isGenuine authors node.Store)
              Invariant.ofPeers "no peer's log shrinks" (fun peer node -> isWithin before[peer] node)
              Invariant.ofPeers "a peer that says it holds an event has it on disk" (fun _ node -> isDurable node)
              Invariant.ofPeers "a peer has no more sessions at a time than its limit allows" (fun peer node ->
                  hasFewPartners (Scenarios.mostPartners setup peer) node)
              Invariant.ofPeers "a peer counts what it keeps as it is" (fun _ node -> isCountedRight node)
              Invariant.ofPeers "a peer requests a feed of one partner at a time" (fun _ node -> asksOnePartner node) ]
          Reachable =
            [ Invariant.ofWorld "a peer gets an event that it lacked" (fun worldState ->
                  Seq.exists2 (fun before after -> lengths before <> lengths after) before (stores worldState)) ]
          Liveness =
            Invariant.ofPeers "all sessions end" (fun _ node -> isIdle node)
            |> Invariant.withWorld "when faults stop, all logs become equal and all sessions end" (fun worldState ->
                areEqual setup authors worldState
                || isBereft worldState
                || hasLeft setup worldState
                || not (isRoomy setup)) }

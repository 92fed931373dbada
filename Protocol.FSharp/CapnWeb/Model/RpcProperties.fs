namespace PeerFunctional.CapnWeb

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// The properties of sessions, for any faults.
module RpcProperties =

    let private ends (node: Node<Guarded<RpcPeer>, _, _, _>) =
        node.State.Inner.Ends.Values |> List.ofSeq

    /// How a session ends where both ends keep the protocol.
    let isOrderly (actor: RpcActor) =
        actor.Ended
        |> ValueOption.forall (fun reason -> reason.StartsWith("The connection ended", System.StringComparison.Ordinal))

    let private isOnce counts =
        counts |> Map.forall (fun _ count -> count = 1)

    let private isAscending (notes: float list) =
        List.rev notes |> List.pairwise |> List.forall (fun (one, next) -> one < next || next = 9.0)

    let isInOrder (actor: RpcActor) =
        actor.Notes.Values |> Seq.forall isAscending

    /// The promises whose outcome a script waits for.
    let awaited (script: RpcScript) =
        let commands = script.First :: List.ofSeq script.After.Values |> List.concat

        commands
        |> List.filter (fun command ->
            match command with
            | UserCommand.Await hook -> not (List.contains (UserCommand.Forget hook) commands)
            | _ -> false)
        |> List.choose (fun command ->
            match command with
            | UserCommand.Await(Hook.Outcome outcome) -> Some outcome
            | _ -> None)

    let private hasAll script (actor: RpcActor) =
        awaited script |> List.forall (fun outcome -> Map.containsKey outcome actor.Outcomes)

    /// Whether nothing but the main objects is held.
    let private isEmpty (session: Session) =
        session.Exports.Count = 1
        && session.Imports.Count = 1
        && session.Promises.Count = 0
        && session.Deliveries.Count = 0
        && session.Incomplete.Count = 0

    let private waiterSize waiters =
        waiters |> List.sumBy (fst >> HeldSize.ofWaiter)

    let private cellSize (cell: Cell) =
        HeldSize.ofOutcome cell.Outcome
        + match cell.Outcome with
          | Outcome.Pending waiters
          | Outcome.Remote(_, waiters) -> waiterSize waiters
          | Outcome.Linked _
          | Outcome.Settled _ -> 0L

    let private sum size (table: Table<'entry>) =
        table.Entries |> Seq.sumBy (fun entry -> size entry.Value)

    /// Whether the counts that limits are held against are those of what the session holds.
    let private isCountedRight (session: Session) =
        session.HeldBytes =
            sum cellSize session.Promises
            + sum (fun (delivery: Delivery) -> HeldSize.ofValues delivery.Arguments) session.Deliveries
            + sum (fun (incomplete: IncompleteValues) -> HeldSize.ofValues incomplete.Values) session.Incomplete
        && session.Awaits = (session.Awaited.Values |> Seq.sumBy Set.count)
        && session.Awaits =
            int (
                session.Incomplete
                |> sum (fun incomplete ->
                    match incomplete.Purpose with
                    | CompletionPurpose.Tell _ -> 1L
                    | CompletionPurpose.Invoke _ -> 0L)
            )

    /// Whether each object and promise is counted as often as something refers to it.
    let private countsReferences (actor: RpcActor) =
        actor.Ended.IsSome
        || ReferenceCounts.counted actor.Session = ReferenceCounts.found actor.Owned actor.Session

    /// Whether the objects that were disposed are those that nothing refers to.
    let private isDisposedRight (actor: RpcActor) =
        actor.Mentioned
        |> Set.forall (fun target ->
            actor.Disposed.ContainsKey target <> (actor.Session.Targets |> Table.tryFind target).IsSome)

    let private scriptOf (setup: RpcSetup) peer =
        if peer = RpcScenarios.alice then
            setup.Called
        else
            setup.Caller

    /// Whether each session of a peer is over, or is done and holds nothing.
    let private isDone setup peer node =
        node.Status <> NodeStatus.Running
        || ends node
           |> List.forall (fun actor ->
               actor.Ended.IsSome || hasAll (scriptOf setup peer) actor && isEmpty actor.Session)

    let private isAnswered setup (worldState: RpcWorldState) =
        RpcScenarios.peers setup
        |> List.indexed
        |> List.forall (fun (peer, _) ->
            let ends = ends worldState.Nodes[peer]
            not ends.IsEmpty && ends |> List.forall (hasAll (scriptOf setup peer)))

    let private hasEnded reason (worldState: RpcWorldState) =
        worldState.Nodes |> Seq.exists (ends >> List.exists (fun actor -> actor.Ended = ValueSome reason))

    /// What is asked of sessions of which some may have a hostile end.
    let besideStrangers (setup: RpcSetup) : Properties<RpcWorldState> =
        { Invariants =
            [ Invariant.ofPeers "a call is answered at most once" (fun _ node ->
                  ends node |> List.forall (fun actor -> isOnce actor.Outcomes))
              Invariant.ofPeers "an object is disposed at most once" (fun _ node ->
                  ends node |> List.forall (fun actor -> isOnce actor.Disposed))
              Invariant.ofPeers "an object is disposed when, and only when, nothing refers to it" (fun _ node ->
                  ends node |> List.forall isDisposedRight)
              Invariant.ofPeers "a session counts each reference to an object or a promise once" (fun _ node ->
                  ends node |> List.forall countsReferences)
              Invariant.ofPeers "a session asks an object for no refused name" (fun _ node ->
                  ends node |> List.forall (fun actor -> actor.Wanted |> Set.forall (RefusedName.isRefused >> not)))
              Invariant.ofPeers "calls on one promise arrive in the order in which they were made" (fun _ node ->
                  ends node |> List.forall isInOrder)
              Invariant.ofPeers "a session counts as held what it holds" (fun _ node ->
                  ends node |> List.forall (fun actor -> isCountedRight actor.Session)) ]
          Reachable =
            [ if not setup.Ends then
                  Invariant.ofWorld "every call is answered" (isAnswered setup)
              match setup.EndsWith with
              | ValueSome reason -> Invariant.ofWorld $"a session ends with '{reason}'" (hasEnded reason)
              | ValueNone -> () ]
          Liveness =
            Invariant.ofPeers
                "when faults stop, every session is over, or has answered every call and holds only its main objects"
                (isDone setup) }

    /// What is asked of sessions between peers that keep the protocol.
    let ofSetup setup =
        let properties = besideStrangers setup

        let orderly =
            [ if not setup.Ends then
                  Invariant.ofPeers "no message refers to an entry that its receiver has dropped" (fun _ node ->
                      ends node |> List.forall isOrderly) ]

        { properties with
            Invariants = orderly @ properties.Invariants }

    /// What a world state lacks to be good.
    let missing setup (worldState: RpcWorldState) =
        RpcScenarios.peers setup
        |> List.indexed
        |> List.tryPick (fun (peer, name) ->
            if isDone setup peer worldState.Nodes[peer] then
                None
            else
                Some $"a session of {name} still waits or still holds something")
        |> ValueOption.ofOption

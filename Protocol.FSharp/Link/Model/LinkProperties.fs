namespace PeerFunctional.Link

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// The properties of links, for all policies and any faults.
module LinkProperties =

    let private actor (node: Node<Guarded<LinkActor>, _, _, _>) = node.State.Inner

    /// Items of which the first are those that came, in order.
    let private isBeginning (got: ByteString list) sent =
        let got = List.rev got
        got.Length <= List.length sent && List.forall2 (=) got (List.truncate got.Length sent)

    /// Whether each link of a peer brought the items that one partner gives, whole and in order, and no others.
    let private isWhole (policies: PeerPolicies) (setup: LinkSetup) peer node =
        let sent =
            if peer = LinkScenarios.bob then
                [ for caller in 1 .. setup.Callers -> LinkScenarios.items setup caller ]
            else
                [ LinkScenarios.answers setup ]

        // What an original loses beside ours is no fault of ours.
        policies.First <> policies.Others && (actor node).Machine.IsPublishedMachine
        || (actor node).Got |> Map.forall (fun _ got -> sent |> List.exists (isBeginning got))

    let private isAgreed node =
        let actor = actor node
        actor.Got |> Map.forall (fun connection got -> got.IsEmpty || Set.contains connection actor.Linked)

    let private hasStopped node =
        (actor node).SinceViolation |> ValueOption.forall ((=) 0)

    let private isCountedRight node =
        match (actor node).Machine with
        | RecoveringMachine peer ->
            peer.Held = (peer.Links.Values |> Seq.sumBy (fun link -> int64 link.Stream.HeldLength))
        | PublishedMachine _
        | HostileMachine _
        | SearchingMachine _ -> true

    let private brought (setup: LinkSetup) (worldState: LinkWorldState) =
        let bob = actor worldState.Nodes[LinkScenarios.bob]
        bob.Got.Values |> Seq.exists (fun got -> got.Length = setup.Items)

    /// Whether a caller has heard of bob, or its user knows that there is no link.
    let private isSettled (setup: LinkSetup) peer node =
        let actor = actor node

        match actor.Machine with
        | HostileMachine _ -> true
        | SearchingMachine search -> search.IsOver || node.Status <> NodeStatus.Running
        | RecoveringMachine _
        | PublishedMachine _ ->
            peer = LinkScenarios.bob
            || node.Status <> NodeStatus.Running
            || actor.IsTold
            || setup.Name = "too-long" && not actor.Linked.IsEmpty
            || actor.Got.Values |> Seq.exists (fun got -> setup.Answers = 0 || not got.IsEmpty)

    /// Whether a search found who listens; none of who hides.
    let private isFindable (setup: LinkSetup) =
        setup.Name = "search" || setup.Name = "searches"

    let private finds (worldState: LinkWorldState) =
        worldState.Nodes |> Seq.exists (fun node -> (actor node).HasFound)

    /// Whether no item of a caller comes to bob, by what the setup is.
    let private isFruitless (setup: LinkSetup) =
        setup.Acceptance = AcceptNone
        || setup.IsViolating
        || setup.Searches.IsSome
        || List.contains setup.Name [ "refused"; "undecided"; "too-long"; "own-name" ]

    let ofSetup policies (setup: LinkSetup) : Properties<LinkWorldState> =
        { Invariants =
            [ Invariant.ofPeers
                  "what a peer gets on a link is what its partner gave there, whole and in order"
                  (isWhole policies setup)
              Invariant.ofPeers "only a link that both ends agreed on brings items" (fun _ -> isAgreed)
              Invariant.ofPeers "after an item of another data type a strict link brings nothing more" (fun _ ->
                  hasStopped)
              Invariant.ofPeers "a peer counts as held what its unfinished items hold" (fun _ -> isCountedRight)
              Invariant.ofPeers "a search finds no peer that hides" (fun _ node ->
                  not (actor node).HasFound || isFindable setup) ]
          Reachable =
            if isFindable setup then
                [ Invariant.ofWorld "a search finds who listens" finds ]
            elif isFruitless setup then
                []
            else
                [ Invariant.ofWorld "every item of a caller comes" (brought setup) ]
          Liveness =
            Invariant.ofPeers
                "when faults stop, every caller is answered, or its user knows that there is no link"
                (isSettled setup) }

    /// What a world state lacks to be good.
    let missing (setup: LinkSetup) (worldState: LinkWorldState) =
        LinkScenarios.peers setup
        |> List.indexed
        |> List.tryPick (fun (peer, name) ->
            if isSettled setup peer worldState.Nodes[peer] then
                None
            else
                Some $"{name} never knows what became of its call")
        |> ValueOption.ofOption

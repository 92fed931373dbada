namespace PeerFunctional.Verification

// `Action` is this one, not System's.
open PeerFunctional.Verification

[<Sealed>]
type internal ForcedSteps<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison>
    (
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>,
        habits: Habits,
        asked: uint32,
        after:
            CollapsedState<'state, 'timer, 'message, 'ask, 'store>
                -> struct (CheckedAction<'timer, 'message> * int)
                -> CollapsedState<'state, 'timer, 'message, 'ask, 'store>,
        arriving: CollapsedState<'state, 'timer, 'message, 'ask, 'store> -> struct (QueuedEnvelope<'message> * int) list
    ) =

    /// So a machine that answers for ever ends in states that are searched.
    [<Literal>]
    let MaxInARow = 64

    let peers = world.Peers.Length

    let envelopes (state: CollapsedState<_, _, _, _, _>) =
        [ for datagram in state.Datagrams do
              datagram.Value.Envelope

          for lines in state.Lines do
              for queue in lines.Value.Queues do
                  yield! queue.Envelopes ]

    /// Who may come to act because of whom, while a peer waits: all messages under way arrive but for those to it.
    let activeBut waiting (all: Envelope<'message> list) =
        let active = Array2D.create peers peers false
        let mutable isSettled = false

        for envelope in all do
            active[envelope.Recipient, InFlight.sender world envelope] <- true

        // A timer without a time can fire while messages wait.
        for peer in 0 .. peers - 1 do
            active[peer, peer] <- true

        while not isSettled do
            isSettled <- true

            for peer in 0 .. peers - 1 do
                for cause in 0 .. peers - 1 do
                    if peer <> waiting && active[peer, cause] then
                        for recipient in 0 .. peers - 1 do
                            if habits.Sends(peer, cause, recipient, false) && not active[recipient, peer] then
                                active[recipient, peer] <- true
                                isSettled <- false

        active

    /// The peers that can say something more on a connection on which nothing waits for the peer.
    let silent (state: CollapsedState<_, _, _, _, _>) peer =
        [ for lines in state.Lines do
              for struct (struct (near, name), { Far = struct (far, _) }) in lines.Value.Ends do
                  if near = peer then
                      let isWaiting (queue: EnvelopeQueue<'message>) =
                          queue.Envelopes.Head.Recipient = peer && queue.Envelopes.Head.Sender = name

                      if not (List.exists isWaiting lines.Value.Queues) then
                          far ]

    /// Whether nothing else can arrive at the peer as long as it waits.
    let isAlone state all peer =
        let active = activeBut peer all
        let silent = silent state peer

        [ 0 .. peers - 1 ]
        |> List.forall (fun other ->
            other = peer
            || [ 0 .. peers - 1 ]
               |> List.forall (fun cause ->
                   not active[other, cause]
                   || not (habits.Sends(other, cause, peer, true))
                      && not (List.contains other silent && habits.Sends(other, cause, peer, false))))

    let calls peer (state: CollapsedState<_, _, _, _, _>) =
        envelopes state
        |> List.filter (fun envelope -> Payload.isConnect envelope.Payload && InFlight.sender world envelope = peer)
        |> List.length

    let hasTimerAtAnyMoment (dues: Part<int64 array>) =
        Array.contains Timers.anyMoment.Ticks dues.Value

    /// What the properties ask of the peer stays as it is, and it opens no connection, whose name would depend on others.
    let isHidden (before: CollapsedState<_, _, _, _, _>) (after: CollapsedState<_, _, _, _, _>) peer =
        (before.Nodes[peer].Fulfilled ^^^ after.Nodes[peer].Fulfilled) &&& asked = 0u
        && calls peer after <= calls peer before

    let forced (state: CollapsedState<_, _, _, _, _>) =
        let isRunning (node: CollapsedNode<_, _, _, _>) =
            node.Node.Status <> NodeStatus.Crashed && not node.IsAsking

        if not habits.IsTraced || state.Left <> FaultBudget.none || not (Array.forall isRunning state.Nodes) then
            None
        else
            let all = envelopes state

            if all |> List.exists (fun envelope -> InFlight.sender world envelope < 0) then
                None
            else
                arriving state
                |> List.groupBy (fun (struct (next, _)) -> next.Envelope.Recipient)
                |> List.tryPick (fun (peer, arrivals) ->
                    match arrivals with
                    | [ struct (next, place) ] when
                        not (hasTimerAtAnyMoment state.Dues[peer]) && isAlone state all peer
                        ->
                        let taken: CheckedAction<'timer, 'message> =
                            { Action = Deliver next
                              IsFault = false }

                        let after = after state (struct (taken, place))

                        if isHidden state after peer then
                            Some(struct (taken, after))
                        else
                            None
                    | _ -> None)

    let rec follow count state =
        match (if count = 0 then None else forced state) with
        | Some(struct (_, after) as step) -> step :: follow (count - 1) after
        | None -> []

    member _.From(state: CollapsedState<'state, 'timer, 'message, 'ask, 'store>) = follow MaxInARow state

namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel
open PeerFunctional.SneakerNet.RecoveringState

/// The beginning and the end of sessions.
module Sessions =

    let wait (flow: Flow) =
        match flow.State.Settings.Role with
        | Responder(port, _) when flow.State.Partners.IsEmpty && flow.State.Phase = Serving ->
            flow |> tell (Waiting port)
        | Responder _
        | Initiator _ -> flow

    /// Ends the replica as soon as the store has all received events.
    let close (flow: Flow) =
        if flow.State.Unstored = 0 then
            flow |> enter Ended |> Step.emit Finish
        else
            flow |> enter Storing

    /// Starts a session. `greeting` is when our HELO was sent and whether it was repeated: the partner's answer
    /// measures the round trip. An initiator's HELO is answered already.
    let start peer role variant greeted greeting (flow: Flow) =
        let feeds = List.ofSeq flow.State.Durable.Keys

        let created =
            { Partner.create variant greeted (RetryTimer.unmeasured variant flow.State) peer with
                Greeting = greeting }

        let partner =
            match flow.State.Settings.Role with
            | Initiator _ -> Partner.answer flow.State.Now created
            | Responder _ -> created

        flow
        |> Step.update (fun state ->
            { state with
                Partners = Map.add peer partner state.Partners
                Strangers = Strangers.remove peer state.Strangers })
        |> tell (Talking(peer, role, flow.State.Settings.PushPort))
        |> awaitNews peer
        |> RetryTimer.start peer
        |> send peer (Port flow.State.Settings.PushPort)
        |> Announcing.announce peer feeds

    /// Whether a partner holds an event that the replica lacks and would take.
    let weLack (partner: Partner) (state: RecoveringState) =
        partner.Holds.Keys |> Seq.exists (isLacked partner state)

    /// Whether an event is known to be missing on either side.
    let isUnsettled (partner: Partner) (state: RecoveringState) =
        match partner.ProtocolVariant with
        | Ours -> weLack partner state || not (Seq.isEmpty (lagging partner state))
        | Original -> weLack partner state || not partner.SendWindow.Wants.IsEmpty

    /// The last event of a feed that the replica keeps: of those that were being stored when the store failed, none.
    let private kept feed (state: RecoveringState) =
        match state.Phase with
        | Ended -> Map.tryFind feed state.Durable |> Option.defaultValue 0L
        | Calling _
        | Serving
        | Storing -> Feeds.seq feed state.Feeds

    /// Events that were taken of the partner and are not kept, at most: the store does not say whose they were.
    let private lost (state: RecoveringState) =
        match state.Phase with
        | Ended -> int64 state.Unstored
        | Calling _
        | Serving
        | Storing -> 0L

    /// Whether the replica has all events that the partner holds, and the partner all of ours.
    let private isComplete (partner: Partner) (state: RecoveringState) =
        let hasAll =
            partner.Holds |> Map.forall (fun feed seq -> isOwn feed state || kept feed state >= seq)

        hasAll && partner.TooLarge.IsEmpty && not (isUnsettled partner state)

    /// Events of a feed that the replica holds and the partner has not shown to hold.
    let private missingThere partner state feed =
        max 0L (kept feed state - Partner.shows feed partner)

    /// Events that the partner lacks and has not got. An original requests what it lacks, and shows nothing of the
    /// rest.
    let toPush (partner: Partner) (state: RecoveringState) =
        match partner.ProtocolVariant with
        | Ours -> Feeds.frontier(state.Feeds).Keys |> Seq.sumBy (missingThere partner state)
        | Original ->
            let notRequested =
                partner.TooLarge |> Set.filter (fun feed -> not (Map.containsKey feed partner.SendWindow.Wants))

            (partner.SendWindow.Wants
             |> Map.toSeq
             |> Seq.sumBy (fun (feed, next) -> max 0L (servable feed state - next + 1L)))
            + (notRequested |> Seq.sumBy (missingThere partner state))

    let private summary (partner: Partner) (state: RecoveringState) =
        let missingHere feed seq =
            if isOwn feed state then
                0L
            else
                max 0L (seq - kept feed state)

        { Received = max 0L (partner.Taken - lost state)
          Sent = partner.Given
          Held = Feeds.frontier(state.Feeds).Keys |> Seq.sumBy (fun feed -> kept feed state)
          WeLack = partner.Holds |> Map.toSeq |> Seq.sumBy (fun (feed, seq) -> missingHere feed seq)
          PartnerLacks = ValueSome(toPush partner state) }

    /// Ends the session with a partner.
    let finish peer (partner: Partner) (flow: Flow) =
        let complete = isComplete partner flow.State
        let summary = summary partner flow.State

        flow
        |> Step.update (fun state ->
            { state with
                Partners = Map.remove peer state.Partners
                Pushers = state.Pushers |> Map.filter (fun _ owner -> owner <> peer) })
        |> Step.emitAll
            [ CancelTimer(Silent peer)
              CancelTimer(Retry peer)
              CancelTimer(Announce peer) ]
        |> Requesting.releaseRequests peer
        |> Step.update (fun state ->
            { state with
                RecoveringState.Feeds =
                    state.Feeds |> Feeds.forgetEarly (fun feed -> Map.containsKey feed state.Requests) })
        |> updateTotals (fun totals ->
            { totals with
                Complete = totals.Complete && complete })
        |> tell (SessionEnded(peer, summary))

    let sayBye peer (partner: Partner) (flow: Flow) =
        match partner.ProtocolVariant with
        | Ours -> send peer Bye flow
        | Original -> flow

    let finishAll (flow: Flow) =
        (flow, flow.State.Partners)
        ||> Map.fold (fun flow peer partner -> flow |> sayBye peer partner |> finish peer partner)

    /// Ends an initiator, or a responder for one session, when its last partner has left.
    let afterLast (flow: Flow) =
        match flow.State.Settings.Role with
        | Initiator _
        | Responder(_, true) when flow.State.Partners.IsEmpty -> close flow
        | Initiator _
        | Responder _ -> wait flow

    /// The session that is ended to make room for a newcomer; none if no session may end. Sessions without an event
    /// end first, those of the host with the most sessions before others. A session with events ends only if its host
    /// keeps more sessions than the newcomer's host gets.
    let private leastOf (newcomer: Endpoint) (state: RecoveringState) =
        let sessions = state.Partners.Keys |> Seq.countBy _.Host |> Map.ofSeq

        let ofHost host =
            sessions |> Map.tryFind host |> Option.defaultValue 0

        let mayGo (peer: Endpoint) partner =
            if partner.HasTraded then
                ofHost peer.Host > ofHost newcomer.Host + 1
            else
                ofHost peer.Host >= ofHost newcomer.Host

        let rank (peer: Endpoint, partner) =
            partner.HasTraded, -(ofHost peer.Host), not (Partner.isQuiet partner), partner.SilencesLeft

        match state.Partners |> Map.filter mayGo |> Map.toList with
        | [] -> ValueNone
        | candidates -> ValueSome(List.minBy rank candidates)

    /// Starts a session with an endpoint that has proven that it receives, if there is room for one.
    let admit peer (welcome: Flow -> Flow) (flow: Flow) =
        let most = flow.State.Settings.MaxPartners

        if flow.State.Partners.Count < most then
            welcome flow
        else
            match leastOf peer flow.State with
            | ValueSome(least, partner) ->
                flow
                |> refuse least "made-room" $"{most} sessions are open"
                |> sayBye least partner
                |> finish least partner
                |> welcome
            | ValueNone -> flow |> refuse peer "too-many-partners" $"{most} sessions are open"

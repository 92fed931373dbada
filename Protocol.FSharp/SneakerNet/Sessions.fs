namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.SneakerNet.Replication

/// The beginning and the end of sessions.
module Sessions =

    /// Sessions at one time.
    [<Literal>]
    let MaxPartners = 256

    /// How long to wait before asking and announcing again; twice as long while a partner is quiet. Where three datagrams
    /// of ten are lost, the dozen tries of five seconds all fail once in a million times.
    let private retryAfter =
        function
        | Ours -> TimeSpan.FromMilliseconds 200.0
        | Original -> TimeSpan.FromMilliseconds 500.0

    let retryDue partner =
        retryAfter partner.Dialect * (if partner.Quiet then 2.0 else 1.0)

    let wait (flow: Flow) =
        match flow.State.Settings.Role with
        | Responder(port, _) when flow.State.Partners.IsEmpty && flow.State.Phase = Serving ->
            flow |> tell (Waiting port)
        | Responder _
        | Initiator _ -> flow

    /// Ends once everything received is stored.
    let close (flow: Flow) =
        if flow.State.Unstored = 0 then
            flow |> enter Ended |> Step.emit Finish
        else
            flow |> enter Storing

    let start peer role dialect greeted (flow: Flow) =
        let feeds = List.ofSeq flow.State.Durable.Keys
        let partner = Partner.create dialect greeted

        flow
        |> Step.update (fun state ->
            { state with
                Partners = Map.add peer partner state.Partners
                Strangers = Strangers.remove peer state.Strangers })
        |> tell (Talking(peer, role, flow.State.Settings.PushPort))
        |> setTimer (Silent peer) flow.State.Settings.Silence
        |> setTimer (Retry peer) (retryAfter dialect)
        |> send peer (Port flow.State.Settings.PushPort)
        |> Serving.announce peer feeds

    /// Whether a partner showed to hold something that we lack and would take.
    let weLack (partner: Partner) (state: Replication) =
        partner.Holds.Keys |> Seq.exists (isLacked partner state)

    /// Whether either side is known to still owe the other something.
    let isUnsettled (partner: Partner) (state: Replication) =
        match partner.Dialect with
        | Ours -> weLack partner state || not (Seq.isEmpty (lagging partner state))
        | Original -> weLack partner state || not partner.Window.Wants.IsEmpty

    /// Whether nothing a partner showed to hold is missing here, and nothing of ours there.
    let private isComplete (partner: Partner) (state: Replication) =
        let hasAll =
            partner.Holds |> Map.forall (fun feed seq -> isOwn feed state || Feeds.seq feed state.Feeds >= seq)

        hasAll && partner.TooLarge.IsEmpty && not (isUnsettled partner state)

    /// Ends the session with a partner.
    let finish peer (partner: Partner) (flow: Flow) =
        let complete = isComplete partner flow.State

        flow
        |> Step.update (fun state ->
            { state with
                Partners = Map.remove peer state.Partners
                Pushers = state.Pushers |> Map.filter (fun _ owner -> owner <> peer) })
        |> Step.emitAll
            [ CancelTimer(Silent peer)
              CancelTimer(Retry peer)
              CancelTimer(Announce peer) ]
        |> Wanting.releaseAll peer
        |> tally (fun tally ->
            { tally with
                Complete = tally.Complete && complete })
        |> tell (SessionEnded peer)

    let sayBye peer (partner: Partner) (flow: Flow) =
        match partner.Dialect with
        | Ours -> send peer Bye flow
        | Original -> flow

    let finishAll (flow: Flow) =
        (flow, flow.State.Partners)
        ||> Map.fold (fun flow peer partner -> flow |> sayBye peer partner |> finish peer partner)

    /// Ends the work of an initiator, and of a responder for one session, when nobody is left.
    let afterLast (flow: Flow) =
        match flow.State.Settings.Role with
        | Initiator _
        | Responder(_, true) when flow.State.Partners.IsEmpty -> close flow
        | Initiator _
        | Responder _ -> wait flow

    /// The session that makes room for a newcomer, if one may. A session without any event goes first, of the host with the
    /// most sessions. A session with events goes only where its host keeps more than the newcomer's host gets.
    let private leastOf (newcomer: Endpoint) (state: Replication) =
        let sessions = state.Partners.Keys |> Seq.countBy _.Host |> Map.ofSeq

        let ofHost host =
            sessions |> Map.tryFind host |> Option.defaultValue 0

        let mayGo (peer: Endpoint) partner =
            if partner.HasTraded then
                ofHost peer.Host > ofHost newcomer.Host + 1
            else
                ofHost peer.Host >= ofHost newcomer.Host

        let rank (peer: Endpoint, partner) =
            partner.HasTraded, -(ofHost peer.Host), not partner.Quiet, partner.Patience

        match state.Partners |> Map.filter mayGo |> Map.toList with
        | [] -> ValueNone
        | candidates -> ValueSome(List.minBy rank candidates)

    /// Begins a session with who has shown that it receives, as far as there is room for it.
    let admit peer (welcome: Flow -> Flow) (flow: Flow) =
        if flow.State.Partners.Count < MaxPartners then
            welcome flow
        else
            match leastOf peer flow.State with
            | ValueSome(least, partner) ->
                flow
                |> refuse least "made-room" $"{MaxPartners} sessions are open"
                |> sayBye least partner
                |> finish least partner
                |> welcome
            | ValueNone -> flow |> refuse peer "too-many-partners" $"{MaxPartners} sessions are open"

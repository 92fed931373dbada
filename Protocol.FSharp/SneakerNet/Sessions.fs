namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.SneakerNet.Replication

/// The beginning and the end of sessions.
module Sessions =

    /// Sessions at one time.
    [<Literal>]
    let MaxPartners = 256

    /// The least time before asking and announcing again. An original partner pauses a tenth of a second between two pushes.
    let private leastRetry =
        function
        | Ours -> RoundTrip.least
        | Original -> TimeSpan.FromMilliseconds 500.0

    /// The longest pause between signs of life to a partner that answers within it.
    let private longestBeat = TimeSpan.FromSeconds 1.0

    /// Announcements that one of ours may miss before it takes us for one that has nothing more.
    [<Literal>]
    let private BeatsASilence = 10.0

    /// How long to wait before asking and announcing again: for an answer, and a quiet partner is shown a sign of life. One of
    /// ours that is asked for nothing may be waiting for what we announce: within its silence it hears of it many times.
    let private retryDue partner (state: Replication) =
        let wait =
            match partner.Dialect with
            | Ours when partner.Stretches.IsEmpty ->
                RoundTrip.beat (min longestBeat (state.Settings.Silence / BeatsASilence))
            | _ when Partner.isQuiet partner -> RoundTrip.beat longestBeat
            | Ours
            | Original -> RoundTrip.timeout

        wait (leastRetry partner.Dialect) partner.RoundTrip

    let awaitRetry peer (flow: Flow) =
        match partner peer flow with
        | Some partner -> setTimer (Retry peer) (retryDue partner flow.State) flow
        | None -> flow

    /// Before anything is measured an answer may take this long: several tries fit into the user's silence.
    let private unmeasured dialect (state: Replication) =
        match dialect with
        | Ours -> min (TimeSpan.FromSeconds 1.0) (state.Settings.Silence / Partner.UnmeasuredAnswers)
        | Original -> leastRetry Original
        |> RoundTrip.unmeasured

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

    /// `greeting`: when our HELO went to the partner, and whether it went more than once, where its answer will tell how long
    /// answers take. An initiator's is answered by now.
    let start peer role dialect greeted greeting (flow: Flow) =
        let feeds = List.ofSeq flow.State.Durable.Keys

        let created =
            { Partner.create dialect greeted (unmeasured dialect flow.State) peer with
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
        |> awaitRetry peer
        |> send peer (Port flow.State.Settings.PushPort)
        |> Announcing.announce peer feeds

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
        |> Asking.releaseAll peer
        |> Step.update (fun state ->
            { state with
                Replication.Feeds = state.Feeds |> Feeds.forgetEarly (fun feed -> Map.containsKey feed state.Asked) })
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
            partner.HasTraded, -(ofHost peer.Host), not (Partner.isQuiet partner), partner.Patience

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

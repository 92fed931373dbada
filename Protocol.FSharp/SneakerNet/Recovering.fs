namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.SneakerNet.Replication

/// The replica that heals what the original loses: sessions with any number of partners, original ones included.
module Recovering =

    /// Sessions at one time.
    [<Literal>]
    let MaxPartners = 256

    /// How long to wait before asking and announcing again; twice as long while a partner is quiet. Where three datagrams
    /// of ten are lost, the dozen tries of five seconds all fail once in a million times.
    let private retryAfter =
        function
        | Ours -> TimeSpan.FromMilliseconds 200.0
        | Original -> TimeSpan.FromMilliseconds 500.0

    let private retryDue partner =
        retryAfter partner.Dialect * (if partner.Quiet then 2.0 else 1.0)

    let private heloWith words (state: Replication) =
        match state.Settings.Role with
        | Initiator _ -> Helo("initiator", words)
        | Responder _ -> Helo("responder", words)

    let private helo state = heloWith [ Command.Extension ] state

    /// Within a session: whoever hears HELO without this word, or an answer without it, knows that the other began anew.
    let private heloAgain state =
        heloWith [ Command.Extension; Command.Again ] state

    let private isAgain extensions = List.contains Command.Again extensions

    let private dialectOf extensions =
        if List.contains Command.Extension extensions then
            Ours
        else
            Original

    let private call tries (flow: Flow) =
        match flow.State.Settings.Role with
        | Initiator contact when tries < Session.MaxContacts ->
            flow
            |> enter (Calling(tries + 1))
            |> send contact (helo flow.State)
            |> setTimer Contact Session.contactInterval
        | Initiator _
        | Responder _ ->
            flow
            |> tally (fun tally -> { tally with Complete = false })
            |> tell GaveUp
            |> enter Ended
            |> Step.emit Finish

    let private wait (flow: Flow) =
        match flow.State.Settings.Role with
        | Responder(port, _) when flow.State.Partners.IsEmpty && flow.State.Phase = Serving ->
            flow |> tell (Waiting port)
        | Responder _
        | Initiator _ -> flow

    /// Ends once everything received is stored.
    let private close (flow: Flow) =
        if flow.State.Unstored = 0 then
            flow |> enter Ended |> Step.emit Finish
        else
            flow |> enter Storing

    let private startSession peer role dialect greeted (flow: Flow) =
        let feeds = List.ofSeq flow.State.Durable.Keys
        let partner = Partner.create dialect greeted

        flow
        |> Step.update (fun state ->
            { state with
                Partners = Map.add peer partner state.Partners })
        |> tell (Talking(peer, role, flow.State.Settings.PushPort))
        |> setTimer (Silent peer) flow.State.Settings.Silence
        |> setTimer (Retry peer) (retryAfter dialect)
        |> send peer (Port flow.State.Settings.PushPort)
        |> Serving.announce peer feeds

    /// Whether a partner showed to hold something that we lack and would take.
    let private weLack (partner: Partner) (state: Replication) =
        partner.Holds.Keys |> Seq.exists (isLacked partner state)

    /// Whether either side is known to still owe the other something.
    let private isUnsettled (partner: Partner) (state: Replication) =
        match partner.Dialect with
        | Ours -> weLack partner state || not (Seq.isEmpty (lagging partner state))
        | Original -> weLack partner state || not partner.Window.Wants.IsEmpty

    /// Whether nothing a partner showed to hold is missing here, and nothing of ours there.
    let private isComplete (partner: Partner) (state: Replication) =
        let hasAll =
            partner.Holds |> Map.forall (fun feed seq -> isOwn feed state || Feeds.seq feed state.Feeds >= seq)

        hasAll && partner.TooLarge.IsEmpty && not (isUnsettled partner state)

    let private endSession peer (partner: Partner) (flow: Flow) =
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

    let private afterSession (flow: Flow) =
        match flow.State.Settings.Role with
        | Initiator _
        | Responder(_, true) when flow.State.Partners.IsEmpty -> close flow
        | Initiator _
        | Responder _ -> wait flow

    let private sayBye peer (partner: Partner) (flow: Flow) =
        match partner.Dialect with
        | Ours -> send peer Bye flow
        | Original -> flow

    let private endAll (flow: Flow) =
        (flow, flow.State.Partners)
        ||> Map.fold (fun flow peer partner -> flow |> sayBye peer partner |> endSession peer partner)

    let private silent peer (flow: Flow) =
        match partner peer flow with
        // It is our store that keeps the partner waiting.
        | Some _ when flow.State.Unstored > 0 -> flow |> setTimer (Silent peer) flow.State.Settings.Silence
        | Some partner when isUnsettled partner flow.State && partner.Patience > 0 ->
            flow |> changePartner peer Partner.wait |> setTimer (Silent peer) flow.State.Settings.Silence
        | Some partner -> flow |> sayBye peer partner |> endSession peer partner |> afterSession
        | None -> flow

    /// A partner that announces what we hold has not heard that we do: we stay to tell it again.
    let private stay peer (claims: Claim list) (flow: Flow) =
        let isHeld (claim: Claim) =
            match claim.Name with
            | Feed feed -> claim.Seq <= Feeds.seq feed flow.State.Feeds
            | Odd _ -> false

        match partner peer flow with
        | Some({ Dialect = Ours } as partner) when List.exists isHeld claims && not (isUnsettled partner flow.State) ->
            setTimer (Silent peer) flow.State.Settings.Silence flow
        | Some _
        | None -> flow

    /// The answer to HELO tells what a partner understands. Besides, the original's responder reads HELO only between
    /// sessions: calling again opens the next one. One of ours that has gone quiet may have started anew, knowing nothing of us.
    let private callAgain peer (partner: Partner) (flow: Flow) =
        let isDue =
            not partner.Greeted
            || not partner.Heard && (isUnsettled partner flow.State || partner.Quiet && partner.Dialect = Ours)

        match flow.State.Settings.Role with
        | Initiator _ when isDue && partner.Greeted -> send peer (heloAgain flow.State) flow
        | Initiator _ when isDue -> send peer (helo flow.State) flow
        | Initiator _
        | Responder _ -> flow

    /// The push port may not have reached the partner: nothing tells but that no push comes.
    let private portAgain peer (partner: Partner) (flow: Flow) =
        let isDue =
            weLack partner flow.State && not partner.Pushed
            || not partner.Heard && isUnsettled partner flow.State

        if isDue then
            flow |> send peer (Port flow.State.Settings.PushPort)
        else
            flow

    /// An original partner ends five seconds after the last push it received: one it has keeps it while it still gives.
    let private keepAwake (partner: Partner) (flow: Flow) =
        match partner with
        | { Dialect = Original
            PushTo = ValueSome target
            Latest = ValueSome verified } -> flow |> Step.emit (Send(target, Push [ Sound verified ]))
        | _ -> flow

    let private retry peer (flow: Flow) =
        match partner peer flow with
        | None -> flow
        | Some partner ->
            let next = Partner.nextRetry partner

            flow
            |> callAgain peer partner
            |> portAgain peer partner
            |> keepAwake partner
            |> Wanting.retry peer partner
            |> Serving.retry peer partner
            |> changePartner peer Partner.nextRetry
            |> setTimer (Retry peer) (retryDue next)

    let private hasBegunAnew (before: Partner) extensions =
        before.Greeted && before.Dialect = Ours && not (List.contains Command.Again extensions)

    /// An answer to who we were before we began anew: the responder does not know yet that we did.
    let private answersOther (partner: Partner) extensions (state: Replication) =
        match state.Settings.Role with
        | Initiator _ -> not partner.Greeted && isAgain extensions
        | Responder _ -> false

    let private hearHelo peer extensions (before: Partner) (flow: Flow) =
        let partner =
            { before with
                Greeted = true
                Dialect = dialectOf extensions }
            |> if hasBegunAnew before extensions then Partner.doubt else id

        let flow = flow |> changePartner peer (fun _ -> partner)

        let answer = if isAgain extensions then heloAgain else helo

        match flow.State.Settings.Role with
        // Its HELO came again: our answer, and what followed it, may have been lost.
        | Responder _ ->
            flow
            |> setTimer (Silent peer) flow.State.Settings.Silence
            |> send peer (answer flow.State)
            |> send peer (Port flow.State.Settings.PushPort)
            |> Serving.announce peer (List.ofSeq (lagging partner flow.State))
        // Only now we know that it waits for answers: what it announced so far got none.
        | Initiator _ when not before.Greeted && partner.Dialect = Ours ->
            flow |> news peer |> Serving.announce peer (List.ofSeq flow.State.Durable.Keys)
        | Initiator _ when not before.Greeted -> flow
        // A responder that answers HELO may have begun anew: it knows our port no more, and an original one not what we hold.
        | Initiator _ ->
            let unsaid =
                match partner.Dialect with
                | Ours -> List.ofSeq (lagging partner flow.State)
                | Original -> List.ofSeq flow.State.Durable.Keys

            flow |> send peer (Port flow.State.Settings.PushPort) |> Serving.announce peer unsaid

    /// Whether a command says nothing the session has not heard before, or is of our extension.
    let private isRepeat (partner: Partner) command =
        match command with
        | Port port -> partner.PushTo |> ValueOption.exists (fun target -> target.Port = port)
        | Have claims ->
            claims
            |> List.forall (fun claim ->
                match claim.Name with
                | Feed feed -> Partner.holds feed partner >= claim.Seq
                | Odd _ -> false)
        | Want demands -> demands |> List.forall _.Count.IsSome
        | Helo _
        | Got _
        | Bye
        | Next -> true
        | Unknown _ -> false

    let private obey peer partner command (flow: Flow) =
        let flow =
            flow
            |> tell (CommandArrived(peer, command, isRepeat partner command))
            |> changePartner peer (fun partner -> { partner with Heard = true })

        match command with
        | Helo(_, extensions) when answersOther partner extensions flow.State -> flow
        | Helo(_, extensions) -> hearHelo peer extensions partner flow
        | Port port -> Serving.hearPort peer port flow
        | Have claims -> flow |> Wanting.hearClaims peer true claims |> stay peer claims
        | Got claims -> Wanting.hearClaims peer false claims flow
        | Want demands -> Serving.hearDemands peer demands flow
        | Bye -> flow |> endSession peer partner |> afterSession
        | Next
        | Unknown _ -> flow

    let private obeyKnown peer command (flow: Flow) =
        match partner peer flow with
        | Some partner -> obey peer partner command flow
        | None -> flow

    let private meet peer command (flow: Flow) =
        match flow.State.Phase, flow.State.Settings.Role, command with
        | Serving, Responder _, Helo _ when flow.State.Partners.Count >= MaxPartners ->
            flow |> refuse peer "too-many-partners" $"{MaxPartners} sessions are open"
        | Serving, Responder _, Helo(role, extensions) ->
            let answer =
                match dialectOf extensions with
                | Ours -> helo flow.State
                | Original -> Helo("responder", [])

            flow |> send peer answer |> startSession peer role (dialectOf extensions) true
        | Calling _, Initiator _, Helo(role, extensions) when not (isAgain extensions) ->
            flow
            |> Step.emit (CancelTimer Contact)
            |> enter Serving
            |> startSession peer role (dialectOf extensions) true
        // The answer to HELO was lost, but what follows it says the same.
        | Calling _, Initiator contact, (Port _ | Have _) when peer = contact ->
            flow
            |> Step.emit (CancelTimer Contact)
            |> enter Serving
            |> startSession peer "responder" Original false
            |> obeyKnown peer command
        | (Storing | Ended), _, _
        | _, _, (Bye | Got _ | Next) -> flow
        | Serving, Responder _, _ -> flow |> tally (Tally.refuse "no-session") |> tell NotHelo |> wait
        | (Calling _ | Serving), _, _ -> flow |> tally (Tally.refuse "no-session") |> tell NotHelo

    /// The session a push belongs to: by its port, or else by the host while its port is not known.
    let private pusher (sender: Endpoint) (state: Replication) =
        match Map.tryFind sender state.Pushers with
        | Some peer -> Some peer
        | None -> state.Partners |> Map.tryPick (fun peer _ -> if peer.Host = sender.Host then Some peer else None)

    let private receivePush sender offers (flow: Flow) =
        match pusher sender flow.State with
        | Some peer ->
            flow
            |> changePartner peer (fun partner -> { partner with Heard = true })
            |> Wanting.hearPush peer offers
        | None -> flow |> refuse sender "no-session" "a push from nobody we talk to"

    let private receive sender message (flow: Flow) =
        match message, partner sender flow with
        | Command command, Some partner -> obey sender partner command flow
        | Command command, None -> meet sender command flow
        | Push offers, _ -> receivePush sender offers flow

    /// Events became durable: they are told to the user, as the original tells a push, then to partners.
    let private hearAppended (events: Event list) (flow: Flow) =
        let told =
            seq {
                for event in events do
                    Perform(Tell(PushArrived event.Wire.Length))
                    Perform(Tell(Ingested(event.Feed, event.Seq)))
            }

        let durable =
            (flow.State.Durable, events)
            ||> List.fold (fun durable event -> Map.add event.Feed event.Seq durable)

        let flow =
            flow
            |> Step.emitAll told
            |> Step.update (fun state ->
                { state with
                    Durable = durable
                    Unstored = state.Unstored - events.Length
                    Tally =
                        { state.Tally with
                            Received = state.Tally.Received + int64 events.Length } })
            |> Serving.announceDurable (events |> List.map _.Feed |> List.distinct)

        match flow.State.Phase with
        | Storing -> close flow
        | Calling _
        | Serving
        | Ended -> (flow, flow.State.Partners) ||> Map.fold (fun flow peer _ -> Wanting.askMore peer flow)

    let private hear answer (flow: Flow) =
        match answer with
        | Appended heads -> hearAppended heads flow
        | AppendFailed reason ->
            flow
            |> tell (StoreFailed reason)
            |> tally (fun tally -> { tally with Complete = false })
            |> endAll
            |> enter Ended
            |> Step.emit Finish
        | Fetched(asker, feed, _, offers) -> Serving.hearFetched asker feed offers flow
        | Fork(asker, verified, _) -> refuse asker "fork" $"{verified}" flow

    let private fire timer (flow: Flow) =
        match timer, flow.State.Phase with
        | Contact, Calling tries -> flow |> tell TimedOut |> call tries
        | Silent peer, _ -> silent peer flow
        | Retry peer, _ -> retry peer flow
        | Announce peer, _ -> Serving.announceMore peer flow
        | (Contact | Turn), _ -> flow

    let private start (flow: Flow) =
        match flow.State.Settings.Role with
        | Initiator contact -> flow |> tell (InitiatorStarted contact) |> call 0
        | Responder _ -> flow |> tell ResponderStarted |> wait

    let initial = Replication.initial

    let step (state: Replication) (input: ReplicaInput) =
        let flow = Step.start state

        match input, state.Phase with
        | _, Ended -> flow
        | Started, _ -> start flow
        | Received(sender, message), _ -> receive sender message flow
        | Malformed(sender, malformation), _ -> refuse sender malformation.Problem malformation.Detail flow
        | TimerFired timer, _ -> fire timer flow
        | Requested(Answered answer), _ -> hear answer flow
        | Requested Stop, _ -> flow |> endAll |> close
        | (Opened _ | Input.Closed _), _ -> flow
        |> Step.finish

namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.SneakerNet.RecoveringState
open PeerFunctional.SneakerNet.Sessions

/// The replica that recovers from loss. It has sessions with any number of partners, originals included.
module RecoveringReplica =

    /// A silence passed. A partner that never answered our HELO may be one of ours, so it is called again and the
    /// session lasts as long as with a partner that is gone.
    let private silent peer (flow: Flow) =
        match partner peer flow with
        // The partner waits for our store.
        | Some _ when flow.State.Unstored > 0 -> awaitNews peer flow
        | Some partner when isUnsettled partner flow.State && partner.SilencesLeft > 0 ->
            flow |> changePartner peer (Partner.wait flow.State.Settings.Silence) |> awaitNews peer
        | Some partner when not partner.Greeted && partner.SilencesLeft > 0 ->
            flow |> changePartner peer Partner.waitInVain |> awaitNews peer
        | Some partner -> flow |> sayBye peer partner |> finish peer partner |> afterLast
        | None -> flow

    /// A partner that announces events we hold has not received our GOT, so the session goes on and GOT is sent
    /// again.
    let private stay peer (haves: HaveEntry list) (flow: Flow) =
        let isHeld (have: HaveEntry) =
            match have.Name with
            | Feed feed -> have.Seq <= Feeds.seq feed flow.State.Feeds
            | Odd _ -> false

        match partner peer flow with
        | Some({ ProtocolVariant = Ours } as partner) when
            List.exists isHeld haves && not (isUnsettled partner flow.State)
            ->
            awaitNews peer flow
        | Some _
        | None -> flow

    /// Sends HELO again. Its answer tells which variant the partner speaks. An original responder reads HELO only
    /// between sessions, so HELO opens the next one. A quiet partner of ours may have restarted without knowing the
    /// session.
    let private callAgain peer (partner: Partner) (flow: Flow) =
        let isDue =
            not partner.Greeted
            || not partner.ReceivedDatagram
               && (isUnsettled partner flow.State || Partner.isQuiet partner && partner.ProtocolVariant = Ours)

        match flow.State.Settings.Role with
        | Initiator _ when isDue ->
            flow
            |> changePartner peer (fun partner -> { partner with MaySayBack = true })
            |> send peer (helo (Greeting.ours partner.Greeted []) flow.State)
        | Initiator _
        | Responder _ -> flow

    /// Sends PORT again. PORT has no answer, so a missing push is the only sign that it was lost.
    let private portAgain peer (partner: Partner) (flow: Flow) =
        let isDue =
            weLack partner flow.State && not partner.ReceivedPush
            || not partner.ReceivedDatagram && isUnsettled partner flow.State

        if isDue then
            flow |> changePartner peer Partner.tellPort |> send peer (Port flow.State.Settings.PushPort)
        else
            flow

    /// An original partner ends five seconds after the last push it received, so an event it holds is pushed to keep
    /// it there.
    let private keepAwake (partner: Partner) (flow: Flow) =
        match partner with
        | { ProtocolVariant = Original
            PushTo = ValueSome target
            Latest = ValueSome verified } -> flow |> Step.emit (Send(target, Push [ Sound verified ]))
        | _ -> flow

    let private retry peer (flow: Flow) =
        match partner peer flow with
        | None -> Handshake.challengeAgain peer flow
        | Some partner ->
            let partner = Partner.expire partner

            flow
            |> changePartner peer (fun _ -> partner)
            |> callAgain peer partner
            |> portAgain peer partner
            |> keepAwake partner
            |> Requesting.retransmitRequests peer
            |> Pushing.retransmit peer partner
            |> changePartner peer Partner.nextRetry
            |> RetryTimer.start peer

    let private hasBegunAnew (before: Partner) (greeting: Greeting) =
        before.Greeted && before.ProtocolVariant = Ours && not greeting.IsAgain

    /// Whether the responder answers our session from before a restart: it does not know of the restart.
    let private answersOther (partner: Partner) (greeting: Greeting) = not partner.Greeted && greeting.IsAgain

    /// The responder has lost the session: it wants its token back and must show again which events it holds.
    let private sayBack peer (before: Partner) tokens (flow: Flow) =
        flow
        |> changePartner peer (fun partner -> { partner with MaySayBack = false })
        |> changePartner peer (if before.Greeted then Partner.markUnsure else id)
        |> send peer (helo (Greeting.ours before.Greeted tokens) flow.State)

    let private greeted peer (greeting: Greeting) (before: Partner) (flow: Flow) =
        let partner =
            { before with
                Greeted = true
                MaySayBack = true
                ProtocolVariant = greeting.Speaks
                // Our answer is repeated, so the partner's next answer measures no round trip.
                Greeting = before.Greeting |> ValueOption.map (fun struct (since, _) -> struct (since, true)) }
            |> match before.ProtocolVariant, greeting.Speaks with
               | Original, Ours -> Partner.recognize
               | _, _ when hasBegunAnew before greeting -> Partner.markUnsure
               | _, _ -> id

        let flow = flow |> changePartner peer (fun _ -> partner)

        match flow.State.Settings.Role with
        // The partner repeated HELO: our answer and the commands after it may have been lost.
        | Responder _ ->
            let answer =
                { greeting with
                    Tokens = Handshake.tokensToSayBack peer greeting flow.State }

            flow
            |> awaitNews peer
            |> send peer (helo answer flow.State)
            |> send peer (Port flow.State.Settings.PushPort)
            |> Announcing.announce peer (List.ofSeq (lagging partner flow.State))
        // The partner waits for GOT, which its announcements so far did not get.
        | Initiator _ when not before.Greeted && partner.ProtocolVariant = Ours ->
            flow |> news peer |> Announcing.announce peer (List.ofSeq flow.State.Durable.Keys)
        | Initiator _ when not before.Greeted -> flow
        // A responder that answers HELO may have restarted: it lacks our port, and an original lacks our
        // announcements.
        | Initiator _ ->
            let unsaid =
                match partner.ProtocolVariant with
                | Ours -> List.ofSeq (lagging partner flow.State)
                | Original -> List.ofSeq flow.State.Durable.Keys

            flow |> send peer (Port flow.State.Settings.PushPort) |> Announcing.announce peer unsaid

    let private receiveHelo peer role extensions (partner: Partner) (flow: Flow) =
        let greeting = Greeting.read extensions

        match flow.State.Settings.Role, Handshake.tokensToSayBack peer greeting flow.State with
        // A responder does not answer a responder, or the two would answer each other for ever.
        | Responder _, _ when role = "responder" -> flow
        | Initiator _, _ when answersOther partner greeting -> flow
        | Initiator _, (_ :: _ as tokens) when partner.MaySayBack -> sayBack peer partner tokens flow
        // The responder says back what a forged HELO gave it as our token: two that say it back would do so for ever.
        | Initiator _, _ :: _ -> flow
        | (Initiator _ | Responder _), _ -> greeted peer greeting partner flow

    /// Whether a command repeats an earlier one or belongs to our extension.
    let private isRepeat (partner: Partner) command =
        match command with
        | Port port -> partner.PushTo |> ValueOption.exists (fun target -> target.Port = port)
        | Have haves ->
            haves
            |> List.forall (fun have ->
                match have.Name with
                | Feed feed -> Partner.holds feed partner >= have.Seq
                | Odd _ -> false)
        | Want wants -> wants |> List.forall _.Count.IsSome
        | Helo _
        | Got _
        | Bye
        | Next -> true
        | Unknown _ -> false

    /// Any command but HELO from a partner that called answers our HELO.
    let private receiveAnswer peer command (flow: Flow) =
        match partner peer flow, command with
        | Some { Greeting = ValueSome _ }, (Port _ | Have _ | Want _ | Got _ | Bye | Next | Unknown _) ->
            flow |> changePartner peer (Partner.answer flow.State.Now) |> RetryTimer.start peer
        | _, _ -> flow

    let private obey peer partner command (flow: Flow) =
        let flow =
            flow
            |> tell (CommandArrived(peer, command, isRepeat partner command))
            |> changePartner peer Partner.receive
            |> receiveAnswer peer command

        match command with
        | Helo(role, extensions) -> receiveHelo peer role extensions partner flow
        | Port port -> Pushing.receivePort peer port flow
        | Have haves ->
            flow
            |> Pushing.receiveHoldings peer haves
            |> Pulling.receiveHaves peer true haves
            |> stay peer haves
        | Got haves -> flow |> Pushing.receiveHoldings peer haves |> Pulling.receiveHaves peer false haves
        | Want wants -> flow |> changePartner peer Partner.markRequesting |> Pushing.receiveWants peer wants
        | Bye -> flow |> finish peer partner |> afterLast
        | Next
        | Unknown _ -> flow

    let private obeyKnown peer command (flow: Flow) =
        match partner peer flow with
        | Some partner -> obey peer partner command flow
        | None -> flow

    /// The session of a push: found by its port, or by its host while the port is not known.
    let private pusher (sender: Endpoint) (state: RecoveringState) =
        match Map.tryFind sender state.Pushers with
        | Some peer -> Some peer
        | None -> state.Partners |> Map.tryPick (fun peer _ -> if peer.Host = sender.Host then Some peer else None)

    /// The last requested event came. The retry timer may have been set for a slow answer, so it is set again:
    /// announcements that the partner may have missed are then repeated in time.
    let private becomeIdle peer (before: Partner option) (flow: Flow) =
        match before, partner peer flow with
        | Some before, Some after when not before.Ranges.IsEmpty && after.Ranges.IsEmpty ->
            flow |> changePartner peer Partner.relax |> RetryTimer.start peer
        | _, _ -> flow

    let private receivePush sender offers (flow: Flow) =
        match pusher sender flow.State with
        | Some peer ->
            flow
            |> changePartner peer Partner.receive
            |> Pulling.receivePush peer offers
            |> becomeIdle peer (partner peer flow)
        | None -> flow |> refuse sender "no-session" "a push from a sender without a session"

    let private receive sender message (flow: Flow) =
        match message, partner sender flow with
        | Command command, Some partner -> obey sender partner command flow
        | Command command, None -> Handshake.receive obeyKnown sender command flow
        | Push offers, _ -> receivePush sender offers flow

    /// Events became durable: the user is told, as by the original after a push, then the partners.
    let private receiveAppended (events: Event list) (flow: Flow) =
        let told =
            [ for event in events do
                  Tell(PushArrived event.Wire.Length)
                  Tell(Ingested(event.Feed, event.Seq)) ]

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
                    Totals =
                        { state.Totals with
                            Received = state.Totals.Received + int64 events.Length } })
            |> Announcing.announceStored (events |> List.map _.Feed |> List.distinct)

        match flow.State.Phase with
        | Storing -> close flow
        | Calling _
        | Serving
        | Ended -> (flow, flow.State.Partners) ||> Map.fold (fun flow peer _ -> Requesting.requestMore peer flow)

    let private receiveStoreAnswer answer (flow: Flow) =
        match answer with
        | Appended heads -> receiveAppended heads flow
        | AppendFailed reason ->
            flow
            |> tell (StoreFailed reason)
            |> updateTotals (fun totals -> { totals with Complete = false })
            |> enter Ended
            |> finishAll
            |> Step.emit Finish
        | Fetched(asker, feed, _, offers) -> Pushing.receiveFetched asker feed offers flow
        | Fork(asker, verified, _) -> refuse asker "fork" $"{verified}" flow

    /// The user wrote to the own feed: partners are told at once.
    let private grow feed (head: Head) (flow: Flow) =
        if head.Seq <= Feeds.seq feed flow.State.Feeds then
            flow
        else
            flow
            |> Step.update (fun state ->
                { state with
                    Feeds = Feeds.grow feed head state.Feeds
                    Durable = Map.add feed head.Seq state.Durable })
            |> tell (Written(feed, head.Seq))
            |> Announcing.announceStored [ feed ]

    let private fire timer (flow: Flow) =
        match timer, flow.State.Phase with
        | Contact, Calling(tries, told, asked) -> Handshake.callAgain tries told asked flow
        | Silent peer, _ -> silent peer flow
        | Retry peer, _ -> retry peer flow
        | Announce peer, _ -> Announcing.announceMore peer flow
        | (Contact | Turn), _ -> flow

    let private start (flow: Flow) =
        match flow.State.Settings.Role with
        | Initiator contact ->
            flow |> tell (InitiatorStarted contact) |> Handshake.call 0 [] (struct (flow.State.Now, false))
        | Responder _ -> flow |> tell ResponderStarted |> wait

    let initial = RecoveringState.initial

    let step now (state: RecoveringState) (input: ReplicaInput) =
        let flow = Step.start { state with RecoveringState.Now = now }

        match input, state.Phase with
        | _, Ended -> flow
        | Started, _ -> start flow
        | Received(sender, message), _ -> receive sender message flow
        | Malformed(sender, malformation), _ -> refuse sender malformation.Problem malformation.Detail flow
        | TimerFired timer, _ -> fire timer flow
        | Answered answer, _ -> receiveStoreAnswer answer flow
        | Commanded Stop, _ -> flow |> finishAll |> close
        | Commanded(Grew(feed, head)), _ -> grow feed head flow
        | (Opened _ | Input.Closed _), _ -> flow
        |> Step.finish

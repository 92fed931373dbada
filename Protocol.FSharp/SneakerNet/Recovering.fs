namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.SneakerNet.Replication
open PeerFunctional.SneakerNet.Sessions

/// The replica that heals what the original loses: sessions with any number of partners, original ones included.
module Recovering =

    /// A silence passed. A partner that never answered our HELO is not known to be an original: it is waited for as one that is
    /// gone, and called again meanwhile.
    let private silent peer (flow: Flow) =
        match partner peer flow with
        // It is our store that keeps the partner waiting.
        | Some _ when flow.State.Unstored > 0 -> awaitNews peer flow
        | Some partner when isUnsettled partner flow.State && partner.Patience > 0 ->
            flow |> changePartner peer (Partner.wait flow.State.Settings.Silence) |> awaitNews peer
        | Some partner when not partner.Greeted && partner.Patience > 0 ->
            flow |> changePartner peer Partner.waitInVain |> awaitNews peer
        | Some partner -> flow |> sayBye peer partner |> finish peer partner |> afterLast
        | None -> flow

    /// A partner that announces what we hold has not heard that we do: we stay to tell it again.
    let private stay peer (claims: Claim list) (flow: Flow) =
        let isHeld (claim: Claim) =
            match claim.Name with
            | Feed feed -> claim.Seq <= Feeds.seq feed flow.State.Feeds
            | Odd _ -> false

        match partner peer flow with
        | Some({ Dialect = Ours } as partner) when List.exists isHeld claims && not (isUnsettled partner flow.State) ->
            awaitNews peer flow
        | Some _
        | None -> flow

    /// The answer to HELO tells what a partner understands. Besides, the original's responder reads HELO only between
    /// sessions: calling again opens the next one. One of ours that has gone quiet may have started anew, knowing nothing of us.
    let private callAgain peer (partner: Partner) (flow: Flow) =
        let isDue =
            not partner.Greeted
            || not partner.Heard
               && (isUnsettled partner flow.State || Partner.isQuiet partner && partner.Dialect = Ours)

        match flow.State.Settings.Role with
        | Initiator _ when isDue -> send peer (helo (Greeting.ours partner.Greeted []) flow.State) flow
        | Initiator _
        | Responder _ -> flow

    /// The push port may not have reached the partner: nothing tells but that no push comes.
    let private portAgain peer (partner: Partner) (flow: Flow) =
        let isDue =
            weLack partner flow.State && not partner.Pushed
            || not partner.Heard && isUnsettled partner flow.State

        if isDue then
            flow |> changePartner peer Partner.tellPort |> send peer (Port flow.State.Settings.PushPort)
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
        | None -> Meeting.challengeAgain peer flow
        | Some partner ->
            let partner = Partner.expire partner

            flow
            |> changePartner peer (fun _ -> partner)
            |> callAgain peer partner
            |> portAgain peer partner
            |> keepAwake partner
            |> Asking.retry peer
            |> Serving.retry peer partner
            |> changePartner peer Partner.nextRetry
            |> awaitRetry peer

    let private hasBegunAnew (before: Partner) (greeting: Greeting) =
        before.Greeted && before.Dialect = Ours && not greeting.IsAgain

    /// An answer to who we were before we began anew: the responder does not know yet that we did.
    let private answersOther (partner: Partner) (greeting: Greeting) = not partner.Greeted && greeting.IsAgain

    /// The responder knows us no more: it wants to hear its token, and has to show again what it holds.
    let private sayBack peer (before: Partner) tokens (flow: Flow) =
        flow
        |> changePartner peer (if before.Greeted then Partner.doubt else id)
        |> send peer (helo (Greeting.ours before.Greeted tokens) flow.State)

    let private greeted peer (greeting: Greeting) (before: Partner) (flow: Flow) =
        let partner =
            { before with
                Greeted = true
                Dialect = greeting.Speaks
                // Our answer goes out again: which one is answered then is not known.
                Greeting = before.Greeting |> ValueOption.map (fun struct (since, _) -> struct (since, true)) }
            |> match before.Dialect, greeting.Speaks with
               | Original, Ours -> Partner.recognize
               | _, _ when hasBegunAnew before greeting -> Partner.doubt
               | _, _ -> id

        let flow = flow |> changePartner peer (fun _ -> partner)

        match flow.State.Settings.Role with
        // Its HELO came again: our answer, and what followed it, may have been lost.
        | Responder _ ->
            let answer =
                { greeting with
                    Tokens = Meeting.tokensToSayBack peer greeting flow.State }

            flow
            |> awaitNews peer
            |> send peer (helo answer flow.State)
            |> send peer (Port flow.State.Settings.PushPort)
            |> Announcing.announce peer (List.ofSeq (lagging partner flow.State))
        // Only now we know that it waits for answers: what it announced so far got none.
        | Initiator _ when not before.Greeted && partner.Dialect = Ours ->
            flow |> news peer |> Announcing.announce peer (List.ofSeq flow.State.Durable.Keys)
        | Initiator _ when not before.Greeted -> flow
        // A responder that answers HELO may have begun anew: it knows our port no more, and an original one not what we hold.
        | Initiator _ ->
            let unsaid =
                match partner.Dialect with
                | Ours -> List.ofSeq (lagging partner flow.State)
                | Original -> List.ofSeq flow.State.Durable.Keys

            flow |> send peer (Port flow.State.Settings.PushPort) |> Announcing.announce peer unsaid

    let private hearHelo peer role extensions (partner: Partner) (flow: Flow) =
        let greeting = Greeting.read extensions

        match flow.State.Settings.Role, Meeting.tokensToSayBack peer greeting flow.State with
        // Two responders would answer each other for ever.
        | Responder _, _ when role = "responder" -> flow
        | Initiator _, _ when answersOther partner greeting -> flow
        | Initiator _, (_ :: _ as tokens) -> sayBack peer partner tokens flow
        | (Initiator _ | Responder _), _ -> greeted peer greeting partner flow

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

    /// A partner that called us answers our HELO with anything but another one.
    let private hearAnswer peer command (flow: Flow) =
        match partner peer flow, command with
        | Some { Greeting = ValueSome _ }, (Port _ | Have _ | Want _ | Got _ | Bye | Next | Unknown _) ->
            flow |> changePartner peer (Partner.answer flow.State.Now) |> awaitRetry peer
        | _, _ -> flow

    let private obey peer partner command (flow: Flow) =
        let flow =
            flow
            |> tell (CommandArrived(peer, command, isRepeat partner command))
            |> changePartner peer Partner.hear
            |> hearAnswer peer command

        match command with
        | Helo(role, extensions) -> hearHelo peer role extensions partner flow
        | Port port -> Serving.hearPort peer port flow
        | Have claims ->
            flow |> Serving.hearShown peer claims |> Wanting.hearClaims peer true claims |> stay peer claims
        | Got claims -> flow |> Serving.hearShown peer claims |> Wanting.hearClaims peer false claims
        | Want demands -> flow |> changePartner peer Partner.take |> Serving.hearDemands peer demands
        | Bye -> flow |> finish peer partner |> afterLast
        | Next
        | Unknown _ -> flow

    let private obeyKnown peer command (flow: Flow) =
        match partner peer flow with
        | Some partner -> obey peer partner command flow
        | None -> flow

    /// The session a push belongs to: by its port, or else by the host while its port is not known.
    let private pusher (sender: Endpoint) (state: Replication) =
        match Map.tryFind sender state.Pushers with
        | Some peer -> Some peer
        | None -> state.Partners |> Map.tryPick (fun peer _ -> if peer.Host = sender.Host then Some peer else None)

    /// The last event came that a partner was asked for. The timer may have been set for an answer that is given many times as
    /// long: our announcements, which the partner may have missed, must not wait for it.
    let private becomeIdle peer (before: Partner option) (flow: Flow) =
        match before, partner peer flow with
        | Some before, Some after when not before.Stretches.IsEmpty && after.Stretches.IsEmpty ->
            flow |> changePartner peer Partner.relax |> awaitRetry peer
        | _, _ -> flow

    let private receivePush sender offers (flow: Flow) =
        match pusher sender flow.State with
        | Some peer ->
            flow
            |> changePartner peer Partner.hear
            |> Wanting.hearPush peer offers
            |> becomeIdle peer (partner peer flow)
        | None -> flow |> refuse sender "no-session" "a push from nobody we talk to"

    let private receive sender message (flow: Flow) =
        match message, partner sender flow with
        | Command command, Some partner -> obey sender partner command flow
        | Command command, None -> Meeting.meet obeyKnown sender command flow
        | Push offers, _ -> receivePush sender offers flow

    /// Events became durable: they are told to the user, as the original tells a push, then to partners.
    let private hearAppended (events: Event list) (flow: Flow) =
        let told =
            seq {
                for event in events do
                    Tell(PushArrived event.Wire.Length)
                    Tell(Ingested(event.Feed, event.Seq))
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
            |> Announcing.announceDurable (events |> List.map _.Feed |> List.distinct)

        match flow.State.Phase with
        | Storing -> close flow
        | Calling _
        | Serving
        | Ended -> (flow, flow.State.Partners) ||> Map.fold (fun flow peer _ -> Asking.askMore peer flow)

    let private hear answer (flow: Flow) =
        match answer with
        | Appended heads -> hearAppended heads flow
        | AppendFailed reason ->
            flow
            |> tell (StoreFailed reason)
            |> tally (fun tally -> { tally with Complete = false })
            |> finishAll
            |> enter Ended
            |> Step.emit Finish
        | Fetched(asker, feed, _, offers) -> Serving.hearFetched asker feed offers flow
        | Fork(asker, verified, _) -> refuse asker "fork" $"{verified}" flow

    let private fire timer (flow: Flow) =
        match timer, flow.State.Phase with
        | Contact, Calling(tries, told, asked) -> Meeting.callAgain tries told asked flow
        | Silent peer, _ -> silent peer flow
        | Retry peer, _ -> retry peer flow
        | Announce peer, _ -> Announcing.announceMore peer flow
        | (Contact | Turn), _ -> flow

    let private start (flow: Flow) =
        match flow.State.Settings.Role with
        | Initiator contact ->
            flow |> tell (InitiatorStarted contact) |> Meeting.call 0 [] (struct (flow.State.Now, false))
        | Responder _ -> flow |> tell ResponderStarted |> wait

    let initial = Replication.initial

    let step now (state: Replication) (input: ReplicaInput) =
        let flow = Step.start { state with Replication.Now = now }

        match input, state.Phase with
        | _, Ended -> flow
        | Started, _ -> start flow
        | Received(sender, message), _ -> receive sender message flow
        | Malformed(sender, malformation), _ -> refuse sender malformation.Problem malformation.Detail flow
        | TimerFired timer, _ -> fire timer flow
        | Answered answer, _ -> hear answer flow
        | Commanded Stop, _ -> flow |> finishAll |> close
        | (Opened _ | Input.Closed _), _ -> flow
        |> Step.finish

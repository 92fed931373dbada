namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.SneakerNet.RecoveringState

/// Handshakes with endpoints that have no session. An endpoint that says its token back has proven that it receives,
/// and gets a session. Before that it gets at most three bytes for each byte from it. An initiator's contact needs no
/// token, because the user named it.
module Handshake =

    /// The most calls of an initiator. It calls twice as often as the original, because a session takes two calls.
    [<Literal>]
    let private MaxCalls = 20

    let private callInterval = ReplicaSettings.contactInterval / 2.0

    /// The most bytes sent to a stranger for each byte from it.
    [<Literal>]
    let private BytesForByte = 3

    /// The most bytes that can be sent to a stranger at a time.
    [<Literal>]
    let private MaxCredit = 1_024

    /// How often a token is sent again: for as long as the original's session lasts.
    [<Literal>]
    let private MaxTries = 10

    let private tokenInterval = TimeSpan.FromMilliseconds 500.0

    /// Calls the contact; gives up after ten seconds.
    let call tries told asked (flow: Flow) =
        match flow.State.Settings.Role with
        | Initiator contact when tries < MaxCalls ->
            flow
            |> enter (Calling(tries + 1, told, asked))
            |> send contact (helo (Greeting.ours false told) flow.State)
            |> setTimer Contact callInterval
        | Initiator _
        | Responder _ ->
            flow
            |> updateTotals (fun totals -> { totals with Complete = false })
            |> tell GaveUp
            |> enter Ended
            |> Step.emit Finish

    /// No answer came. The user is told once a second, as by the original.
    let callAgain tries told (struct (since, _)) (flow: Flow) =
        flow |> (if tries % 2 = 0 then tell TimedOut else id) |> call tries told (struct (since, true))

    let private ownToken peer (state: RecoveringState) = Token.give state.Settings.Tokens peer

    let private credit command =
        BytesForByte * Command.leastLength command

    /// The sender's token in a greeting, if any: it comes first.
    let tokensToSayBack peer (greeting: Greeting) (state: RecoveringState) =
        greeting.Tokens |> List.except [ ownToken peer state ] |> List.truncate 1

    let private isProof peer command state =
        Greeting.tokensOf command |> List.contains (ownToken peer state)

    let private keep peer stranger (flow: Flow) =
        let struct (strangers, forgotten) = Strangers.put peer stranger flow.State.Strangers

        flow
        |> Step.update (fun state -> { state with Strangers = strangers })
        |> Step.emitAll (forgotten |> List.map (Retry >> CancelTimer))

    let private forget peer =
        Step.update (fun (state: RecoveringState) ->
            { state with
                Strangers = Strangers.remove peer state.Strangers })

    /// Sends a stranger as many commands as its credit permits.
    let private pay peer stranger commands (flow: Flow) =
        let pay (stranger: Stranger, flow) command =
            let length = Command.length command

            if length <= stranger.Credit then
                { stranger with
                    Credit = stranger.Credit - length },
                send peer command flow
            else
                stranger, flow

        let stranger, flow = commands |> List.fold pay (stranger, flow)
        keep peer stranger flow

    let private isMeeting (state: RecoveringState) =
        match state.Phase, state.Settings.Role with
        | Serving, Responder _
        | Calling _, Initiator _ -> true
        | (Calling _ | Serving | Storing | Ended), _ -> false

    /// Sends a stranger its token again; forgets it after `MaxTries`.
    let challengeAgain peer (flow: Flow) =
        match Strangers.tryFind peer flow.State.Strangers with
        | ValueSome stranger when stranger.Tries > 0 && isMeeting flow.State ->
            flow
            |> pay
                peer
                { stranger with
                    Tries = stranger.Tries - 1 }
                [ Greeting.challenge (ownToken peer flow.State) ]
            |> setTimer (Retry peer) tokenInterval
        | ValueSome _ -> forget peer flow
        | ValueNone -> flow

    /// Sends an original its token as the name of a feed, because an original requests every unknown feed.
    let private challengeOriginal peer role command answer (flow: Flow) =
        let stranger =
            match Strangers.tryFind peer flow.State.Strangers with
            | ValueSome stranger -> stranger
            | ValueNone ->
                { Role = role
                  Credit = 0
                  Tries = MaxTries
                  Port = ValueNone
                  Haves = [] }

        flow
        |> setTimer (Retry peer) tokenInterval
        |> pay
            peer
            { stranger with
                Role = role
                Credit = min MaxCredit (stranger.Credit + credit command)
                Tries = MaxTries }
            (answer @ [ Greeting.challenge (ownToken peer flow.State) ])

    /// Sends a peer of ours its token in HELO. The answer depends on the HELO alone, so no state is kept.
    let private challengeOurs peer greeting command (flow: Flow) =
        let tokens = ownToken peer flow.State :: tokensToSayBack peer greeting flow.State

        let answer = helo (Greeting.ours false tokens) flow.State

        if Command.length answer <= credit command then
            send peer answer flow
        else
            flow

    /// Keeps commands of an original that it sends only once.
    let private remember peer command (stranger: Stranger) (flow: Flow) =
        let stranger =
            { stranger with
                Credit = min MaxCredit (stranger.Credit + credit command) }

        match command with
        | Port port -> keep peer { stranger with Port = ValueSome port } flow
        | Have haves ->
            let kept =
                stranger.Haves @ haves |> List.distinct |> List.truncate Strangers.MaxHavesEach

            keep peer { stranger with Haves = kept } flow
        | Helo _
        | Want _
        | Got _
        | Bye
        | Next
        | Unknown _ -> flow

    let private beginOurs peer role greeting (flow: Flow) =
        match flow.State.Settings.Role with
        | Responder _ ->
            let tokens = tokensToSayBack peer greeting flow.State

            flow
            |> send peer (helo (Greeting.ours false tokens) flow.State)
            |> Sessions.start peer role Ours true (ValueSome(struct (flow.State.Now, false)))
        | Initiator _ ->
            flow
            |> Step.emit (CancelTimer Contact)
            |> enter Serving
            |> Sessions.start peer role Ours true ValueNone

    /// An original has proven that it receives: its kept commands are carried out.
    let private beginOriginal obey peer (stranger: Stranger) (flow: Flow) =
        let said =
            [ match stranger.Port with
              | ValueSome port -> Port port
              | ValueNone -> ()
              if not stranger.Haves.IsEmpty then
                  Have stranger.Haves ]

        let flow =
            match flow.State.Settings.Role with
            | Responder _ -> flow
            | Initiator _ -> flow |> Step.emit (CancelTimer Contact) |> enter Serving

        (flow |> Sessions.start peer stranger.Role Original true ValueNone, said)
        ||> List.fold (fun flow command -> obey peer command flow)

    /// HELO from an endpoint that is not an initiator's contact.
    let private greet peer role extensions (flow: Flow) =
        let command = Helo(role, extensions)
        let greeting = Greeting.read extensions

        match greeting.Speaks, flow.State.Settings.Role with
        | Ours, Responder _ when isProof peer command flow.State ->
            Sessions.admit peer (beginOurs peer role greeting) flow
        // A responder that gives a token again has not received ours.
        | Ours, Initiator _ when greeting.Tokens = [ ownToken peer flow.State ] -> beginOurs peer role greeting flow
        | Ours, (Responder _ | Initiator _) -> challengeOurs peer greeting command flow
        | Original, Responder _ -> challengeOriginal peer role command [ helo Greeting.original flow.State ] flow
        | Original, Initiator _ -> challengeOriginal peer role command [] flow

    /// The contact answered: with a token to say back, or with the start of the session.
    let private answered peer role extensions tries told asked (flow: Flow) =
        let greeting = Greeting.read extensions

        match tokensToSayBack peer greeting flow.State with
        | [] ->
            flow
            |> Step.emit (CancelTimer Contact)
            |> enter Serving
            |> Sessions.start peer role greeting.Speaks true (ValueSome asked)
        | tokens when tokens = told -> flow
        | tokens ->
            flow
            |> enter (Calling(tries, tokens, struct (flow.State.Now, false)))
            |> send peer (helo (Greeting.ours false tokens) flow.State)

    let private misplaced (flow: Flow) =
        flow |> updateTotals (ReplicaTotals.refuse "no-session") |> tell NotHelo |> Sessions.wait

    /// A command from an endpoint without a session. `obey` carries out a command of a partner.
    let receive obey peer command (flow: Flow) =
        let stranger = Strangers.tryFind peer flow.State.Strangers
        let isKnown = stranger.IsSome && isMeeting flow.State

        match flow.State.Phase, flow.State.Settings.Role, command with
        | (Storing | Ended), _, _
        | _, _, (Bye | Got _ | Next) -> flow
        | Calling(tries, told, asked), Initiator contact, Helo(role, extensions) when peer = contact ->
            if (Greeting.read extensions).IsAgain then
                misplaced flow
            else
                answered peer role extensions tries told asked flow
        // The answer to HELO was lost, but a later command of the contact shows the same.
        | Calling(_, _, asked), Initiator contact, (Port _ | Have _) when peer = contact ->
            flow
            |> Step.emit (CancelTimer Contact)
            |> enter Serving
            |> Sessions.start peer "responder" Original false (ValueSome asked)
            |> obey peer command
        // Two peers of the same role would answer each other for ever.
        | Calling _, Initiator _, Helo(role, extensions) when role <> "initiator" -> greet peer role extensions flow
        | Serving, Responder _, Helo(role, extensions) when role <> "responder" -> greet peer role extensions flow
        | (Calling _ | Serving), _, Want _ when isKnown && isProof peer command flow.State ->
            Sessions.admit peer (beginOriginal obey peer stranger.Value) flow
        | (Calling _ | Serving), _, (Port _ | Have _ | Want _) when isKnown -> remember peer command stranger.Value flow
        | (Calling _ | Serving), _, (Helo _ | Port _ | Have _ | Want _ | Unknown _) -> misplaced flow

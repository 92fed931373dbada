namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel
open PeerFunctional.SneakerNet.PublishedState
open PeerFunctional.SneakerNet.PublishedLoop

/// The original's machine around its loop: how a session begins, and what may come between sessions.
module PublishedReplica =

    let initial (settings: ReplicaSettings) =
        { Settings = settings
          Feeds = settings.Heads |> List.map (fun struct (id, _) -> id)
          Held = settings.Heads |> List.map (fun struct (id, head) -> id, head.Seq) |> Map.ofList
          Phase = Over
          Totals = ReplicaTotals.empty }

    let private contact tries flow =
        match flow.State.Settings.Role with
        | Initiator peer when tries < ReplicaSettings.MaxContacts ->
            flow
            |> enter (Contacting(tries + 1))
            |> send peer (Helo("initiator", []))
            |> setTimer Contact ReplicaSettings.contactInterval
        | Initiator _
        | Responder _ -> flow |> updateTotals (fun totals -> { totals with Complete = false }) |> tell GaveUp |> finish

    /// Whether a malformation crashes the original inside its loop (garbage.json of the recordings).
    let private isFatal malformation =
        match malformation.Problem with
        | "empty"
        | "no-word"
        | "helo-without-role"
        | "bad-seq"
        | "bad-link-type"
        | "unknown-encoding"
        | "unknown-algorithm"
        | "not-canonical"
        | "trailing-bytes" -> false
        | _ -> true

    let private receive sender message flow =
        match flow.State.Phase, message with
        | Contacting _, Command(Helo(role, _)) -> flow |> Step.emit (CancelTimer Contact) |> startLoop sender role
        | Contacting tries, Command _ -> flow |> tell NotHelo |> contact tries
        | Listening, Command(Helo(role, _)) -> flow |> send sender (Helo("responder", [])) |> startLoop sender role
        | Listening, Command _ -> flow |> tell NotHelo |> listen
        | Looping loop, Command received ->
            let flow = flow |> tell (CommandArrived(sender, received, false))

            match asRead received with
            | Ok command -> obey loop command flow
            | Error malformation -> crash malformation flow
        // The original reads one event of a datagram and ignores the rest.
        | Looping loop, Push(offer :: _) -> receivePush loop (OfferedEvent.event offer) flow
        | (Contacting _ | Listening | Looping _), Push _
        | Over, _ -> flow

    let private receiveMalformed sender malformation flow =
        match flow.State.Phase, malformation.Problem with
        | Looping loop, "port-not-positive" -> flow |> turn { loop with Target = Nowhere }
        | Looping loop, "port-too-large" -> flow |> turn { loop with Target = Beyond }
        | Looping _, _ when isFatal malformation -> crash malformation flow
        | Looping loop, _ -> turn loop flow
        | Listening, "empty" -> finish flow
        | Listening, "helo-without-role" -> flow |> send sender (Helo("responder", [])) |> crash malformation
        | Listening, ("bad-utf8" | "no-word")
        | Contacting _, ("bad-utf8" | "no-word" | "empty" | "helo-without-role") -> crash malformation flow
        | Listening, _ -> flow |> tell NotHelo |> listen
        | Contacting tries, _ -> flow |> tell NotHelo |> contact tries
        | Over, _ -> flow

    let private receiveAnswer answer flow =
        match answer, flow.State.Phase with
        | Fetched(_, _, _, offers), Looping({ Target = At port } as loop) ->
            flow
            |> enter (
                Looping
                    { loop with
                        Sent = loop.Sent + int64 offers.Length }
            )
            |> updateTotals (fun totals ->
                { totals with
                    Sent = totals.Sent + int64 offers.Length })
            |> Step.emitAll (
                offers |> List.map (fun offer -> Send(Endpoint.create loop.Peer.Host port, Push [ offer ]))
            )
        | AppendFailed reason, _ -> flow |> tell (StoreFailed reason) |> finish
        | Appended _, _
        | Fetched _, _
        | Fork _, _ -> flow

    let private fire timer flow =
        match timer, flow.State.Phase with
        | Contact, Contacting tries -> flow |> tell TimedOut |> contact tries
        | Turn, Looping loop -> turn loop flow
        | Silent _, Looping loop -> endLoop loop flow
        | (Contact | Turn | Silent _ | Retry _ | Announce _), _ -> flow

    /// The user wrote to the own feed. The original announces its feeds as a session begins, so partners learn of it
    /// in the next one.
    let private grow feed (head: Head) flow =
        if head.Seq <= held feed flow.State then
            flow
        else
            flow
            |> Step.update (fun state ->
                { state with
                    Feeds =
                        if Map.containsKey feed state.Held then
                            state.Feeds
                        else
                            state.Feeds @ [ feed ]
                    Held = Map.add feed head.Seq state.Held })
            |> tell (Written(feed, head.Seq))

    let private start flow =
        match flow.State.Settings.Role with
        | Initiator peer -> flow |> tell (InitiatorStarted peer) |> contact 0
        | Responder _ -> flow |> tell ResponderStarted |> listen

    let step state (input: ReplicaInput) =
        let flow = Step.start state

        match input with
        | Started -> start flow
        | Received(sender, message) -> receive sender message flow
        | Malformed(sender, malformation) -> receiveMalformed sender malformation flow
        | TimerFired timer -> fire timer flow
        | Answered answer -> receiveAnswer answer flow
        | Commanded Stop -> finish flow
        | Commanded(Grew(feed, head)) -> grow feed head flow
        | Opened _
        | Closed _ -> flow
        |> Step.finish

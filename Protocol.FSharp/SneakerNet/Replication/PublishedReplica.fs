namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel

/// Where a published replica sends pushes.
type PushTarget =
    /// No PORT has come, or its port was 0 or negative.
    | Nowhere
    | At of port: int
    /// The port is over 65535: the original crashes when it sends there.
    | Beyond

/// The original's `peer_loop`: one command and one push a turn, then up to a tenth of a second for one datagram.
type Loop =
    {
        Peer: Endpoint
        Commands: Command list
        Target: PushTarget
        /// Ranges of events to push: feed, first and last number.
        Pushes: (struct (FeedId * int64 * int64)) list
        /// The events that the partner announced. At the end they show whether all have come; no step depends on
        /// them.
        [<Undigested("it decides what is told in the end, nothing that is sent")>]
        Announced: Frontier
        [<Undigested("it counts for the user; no step depends on it")>]
        Received: int64
        [<Undigested("it counts for the user; no step depends on it")>]
        Sent: int64
    }

type PublishedPhase =
    | Contacting of tries: int
    | Listening
    | Looping of Loop
    | Over

/// A replica that sends the same datagrams as the original program, defects included.
type PublishedReplica =
    {
        Settings: ReplicaSettings
        /// In the order of HAVE: the original lists the feeds of its folder, then new feeds in order of arrival.
        Feeds: FeedId list
        Held: Map<FeedId, int64>
        Phase: PublishedPhase
        [<Undigested("it counts for the user; no step depends on it")>]
        Totals: ReplicaTotals
    }

module PublishedReplica =

    type private Flow = Step<PublishedReplica, ReplicaOutput>

    let private tell notice : Flow -> Flow = Step.emit (Tell notice)
    let private ask question : Flow -> Flow = Step.emit (Ask question)
    let private send peer command : Flow -> Flow = Step.emit (Send(peer, Command command))
    let private setTimer timer due : Flow -> Flow = Step.emit (SetTimer(timer, due))

    let private enter phase : Flow -> Flow =
        Step.update (fun state -> { state with Phase = phase })

    let private updateTotals change : Flow -> Flow =
        Step.update (fun state ->
            { state with
                Totals = change state.Totals })

    let private turnWait = TimeSpan.FromMilliseconds 100.0

    let initial (settings: ReplicaSettings) =
        { Settings = settings
          Feeds = settings.Heads |> List.map (fun struct (id, _) -> id)
          Held = settings.Heads |> List.map (fun struct (id, head) -> id, head.Seq) |> Map.ofList
          Phase = Over
          Totals = ReplicaTotals.empty }

    let private held feed state =
        state.Held |> Map.tryFind feed |> Option.defaultValue 0L

    let private finish flow = flow |> enter Over |> Step.emit Finish

    let private crash malformation flow =
        flow
        |> updateTotals (fun totals -> { totals with Complete = false })
        |> tell (Crashed malformation)
        |> finish

    let private contact tries flow =
        match flow.State.Settings.Role with
        | Initiator peer when tries < ReplicaSettings.MaxContacts ->
            flow
            |> enter (Contacting(tries + 1))
            |> send peer (Helo("initiator", []))
            |> setTimer Contact ReplicaSettings.contactInterval
        | Initiator _
        | Responder _ -> flow |> updateTotals (fun totals -> { totals with Complete = false }) |> tell GaveUp |> finish

    let private listen flow =
        match flow.State.Settings.Role with
        | Responder(port, _) -> flow |> enter Listening |> tell (Waiting port)
        | Initiator _ -> finish flow

    /// One turn: at most one command, at most one push, then wait.
    let private turn loop flow =
        let flow, loop =
            match loop.Commands with
            | first :: rest -> send loop.Peer first flow, { loop with Commands = rest }
            | [] -> flow, loop

        match loop.Target, loop.Pushes with
        | Beyond, _ :: _ -> crash (Malformation.create "port-too-large" "a push to a port above 65535") flow
        | At _, struct (feed, seq, last) :: rest ->
            let pushes =
                if seq = last then
                    rest
                else
                    struct (feed, seq + 1L, last) :: rest

            flow
            |> enter (Looping { loop with Pushes = pushes })
            |> ask (Fetch(loop.Peer, feed, seq, 1))
            |> setTimer Turn turnWait
        | Nowhere, _
        | _, [] -> flow |> enter (Looping loop) |> setTimer Turn turnWait

    let private startLoop peer role flow =
        let state = flow.State

        let haves =
            state.Feeds
            |> List.filter (fun feed -> held feed state > 0L)
            |> List.map (fun feed -> HaveEntry.create struct (feed, held feed state))

        let have = if haves.IsEmpty then [] else [ Have haves ]

        flow
        |> tell (Talking(peer, role, state.Settings.PushPort))
        |> setTimer (Silent peer) state.Settings.Silence
        |> turn
            { Peer = peer
              Commands = Port state.Settings.PushPort :: have
              Target = Nowhere
              Pushes = []
              Announced = Map.empty
              Received = 0L
              Sent = 0L }

    /// The original acknowledges no push, so what the partner lacks is known only of pushes that were not sent.
    let private summary loop state =
        let missing feed announced = max 0L (announced - held feed state)

        { Received = loop.Received
          Sent = loop.Sent
          Held = state.Held.Values |> Seq.sum
          WeLack = loop.Announced |> Map.toSeq |> Seq.sumBy (fun (feed, seq) -> missing feed seq)
          PartnerLacks = ValueNone }

    let private endLoop loop flow =
        let isComplete =
            loop.Pushes.IsEmpty && loop.Announced |> Map.forall (fun feed seq -> held feed flow.State >= seq)

        let flow =
            flow
            |> Step.emit (CancelTimer Turn)
            |> updateTotals (fun totals ->
                { totals with
                    Complete = totals.Complete && isComplete })
            |> tell (SessionEnded(loop.Peer, summary loop flow.State))

        match flow.State.Settings.Role with
        | Responder(_, false) -> listen flow
        | Responder(_, true)
        | Initiator _ -> finish flow

    /// The command as the original reads it, which is at most 1,024 bytes of a datagram.
    let private asRead command =
        let bytes = Command.encode command

        if bytes.Length <= Command.MaxDatagram then
            Ok command
        else
            Command.decode (ReadOnlyMemory(bytes, 0, Command.MaxDatagram))

    /// The WANT that answers an entry of HAVE. The original requests a feed even if its name is not a key.
    let private wantFor state (have: HaveEntry) =
        let want from =
            Want
                [ { Name = have.Name
                    From = from
                    Count = ValueNone } ]

        match have.Name with
        | Odd _ -> Some(want 1L)
        | Feed feed when not (Map.containsKey feed state.Held) -> Some(want 1L)
        | Feed feed when have.Seq > held feed state -> Some(want (held feed state + 1L))
        | Feed _ -> None

    /// The range of held events that an entry of WANT requests, if any.
    let private runFor state (want: WantEntry) =
        match want.Name with
        | Feed feed when want.From >= 1L && want.From <= held feed state ->
            Some(struct (feed, want.From, held feed state))
        | Feed _
        | Odd _ -> None

    let private obey loop command flow =
        match command with
        | Port port -> flow |> turn { loop with Target = At port }
        | Have haves ->
            let wants = haves |> List.choose (wantFor flow.State)

            let announced =
                haves
                |> List.choose (fun have ->
                    match have.Name with
                    | Feed feed -> Some(feed, have.Seq)
                    | Odd _ -> None)
                |> Map.ofList

            flow
            |> turn
                { loop with
                    Commands = loop.Commands @ wants
                    Announced = Frontier.merge loop.Announced announced }
        | Want wants ->
            let runs = wants |> List.choose (runFor flow.State)

            let enqueued =
                [ for struct (feed, first, last) in runs do
                      for seq in first..last -> Tell(Enqueued(feed, seq)) ]

            flow
            |> Step.emitAll enqueued
            |> turn
                { loop with
                    Pushes = loop.Pushes @ runs }
        | Helo _
        | Got _
        | Bye
        | Next
        | Unknown _ -> turn loop flow

    /// The original creates a log at a feed's first push, and stores the event only if it is the next one.
    let private ingest (event: Event) flow =
        let create flow =
            if Map.containsKey event.Feed flow.State.Held then
                flow
            else
                flow
                |> Step.update (fun state ->
                    { state with
                        Feeds = state.Feeds @ [ event.Feed ]
                        Held = Map.add event.Feed 0L state.Held })
                |> ask (CreateLog event.Feed)

        let store flow =
            match held event.Feed flow.State + 1L with
            | expected when event.Seq = expected ->
                flow
                |> Step.update (fun state ->
                    { state with
                        Held = Map.add event.Feed event.Seq state.Held })
                |> updateTotals (fun totals ->
                    { totals with
                        Received = totals.Received + 1L })
                |> ask (Append [ event ])
                |> tell (Ingested(event.Feed, event.Seq))
            | expected -> flow |> tell (Mismatched(event.Seq, expected))

        flow |> create |> store

    let private receivePush loop event flow =
        let flow = flow |> tell (PushArrived event.Wire.Length)

        if event.Wire.Length > Command.MaxDatagram then
            crash (Malformation.create "oversize" "a push of more than the 1,024 bytes that the original reads") flow
        else
            let isNext = event.Seq = held event.Feed flow.State + 1L

            flow
            |> ingest event
            |> setTimer (Silent loop.Peer) flow.State.Settings.Silence
            |> turn
                { loop with
                    Received = loop.Received + (if isNext then 1L else 0L) }

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

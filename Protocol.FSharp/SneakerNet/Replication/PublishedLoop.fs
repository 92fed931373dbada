namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.SneakerNet.PublishedState

/// The loop of a session, as the original runs it.
module PublishedLoop =

    let private turnWait = TimeSpan.FromMilliseconds 100.0

    let listen flow =
        match flow.State.Settings.Role with
        | Responder(port, _) -> flow |> enter Listening |> tell (Waiting port)
        | Initiator _ -> finish flow

    /// One turn: at most one command, at most one push, then wait.
    let turn loop flow =
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

    let startLoop peer role flow =
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

    let endLoop loop flow =
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
    let asRead command =
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

    let obey loop command flow =
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

    let receivePush loop event flow =
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

namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

type WorldState<'state, 'timer, 'ask, 'store when 'timer: comparison> =
    { Now: TimeSpan
      Nodes: PerPeer<Node<'state, 'timer, 'ask, 'store>>
      Connections: Connections
      Sent: int }

module WorldState =

    /// Lets a peer act; answers the world state and what it sent and said, in order.
    let private act peer (change: NodeStep<_, _, _, _, _> -> NodeStep<_, _, _, _, _>) worldState =
        let acted =
            change
                { Node = worldState.Nodes[peer]
                  Connections = worldState.Connections
                  Sent = worldState.Sent
                  Emissions = [] }

        struct ({ worldState with
                    Nodes = PerPeer.set peer acted.Node worldState.Nodes
                    Connections = acted.Connections
                    Sent = acted.Sent },
                List.rev acted.Emissions)

    /// The network sends a payload from one end of a connection to another.
    let private post line near (struct (recipient, name)) payload (worldState: WorldState<_, _, _, _>) =
        struct ({ worldState with
                    Sent = worldState.Sent + 1 },
                Emission.Sent
                    { Number = worldState.Sent
                      Sender = name
                      Recipient = recipient
                      Payload = payload
                      Connection =
                        ValueSome
                            { Number = line
                              From = near
                              Inside = ValueNone } })

    /// Changes a peer, and gives it one input if it runs; answers the world state and what it sent and said, in order.
    let private inputTo world peer change input worldState =
        act
            peer
            (fun acting ->
                let acting = NodeStep.updateNode change acting

                if acting.Node.Status = NodeStatus.Running then
                    NodeStep.step world peer worldState.Now acting input
                else
                    acting)
            worldState

    let input world peer input worldState =
        if worldState.Nodes[peer].Status <> NodeStatus.Running then
            struct (worldState, [])
        else
            inputTo world peer id input worldState

    let initial (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) =
        let node peer store =
            { State = world.Start peer store
              Timers = Timers.none
              Questions = Questions.none
              Store = store
              Status = NodeStatus.Crashed
              DiskLost = false }

        { Now = TimeSpan.Zero
          Nodes = world.Stores |> Seq.mapi node |> PerPeer.ofSeq
          Connections = Connections.none world.Stores.Length
          Sent = 0 }

    let isAwaited isCalled (envelope: Envelope<'message>) worldState =
        match envelope.Connection, envelope.Payload with
        | ValueNone, _ -> worldState.Nodes[envelope.Recipient].Status <> NodeStatus.Stopped
        | ValueSome _, Payload.Connect _ -> true
        | ValueSome line, (Payload.Message _ | Payload.Accept | Payload.Close _) ->
            isCalled || Connections.isOpen line.Number envelope.Recipient envelope.Sender worldState.Connections

    /// A call opens the recipient's end, if it is there to take it.
    let private take world (envelope: Envelope<'message>) line inside caller worldState =
        let callee = struct (envelope.Recipient, envelope.Sender)
        let isRunning = worldState.Nodes[envelope.Recipient].Status = NodeStatus.Running

        let isFree =
            Connections.tryFind envelope.Recipient envelope.Sender worldState.Connections |> ValueOption.isNone
            && match envelope.Sender, inside with
               | Address.Substream(connection, _), ValueSome number ->
                   Connections.isOpen number envelope.Recipient (Address.Stream connection) worldState.Connections
               | (Address.Substream _ | Address.Stream _ | Address.Datagram _), _ -> true

        if isRunning && isFree then
            let taken =
                { worldState with
                    Connections = Connections.add envelope.Recipient envelope.Sender line caller worldState.Connections }

            let struct (worldState, accept) =
                match envelope.Sender with
                // A stream inside a connection is open as soon as its opener says so.
                | Address.Substream _ -> struct (taken, [])
                | Address.Stream _
                | Address.Datagram _ ->
                    let struct (worldState, accept) = post line callee caller Payload.Accept taken
                    struct (worldState, [ accept ])

            let struct (worldState, emissions) =
                input world envelope.Recipient (Opened envelope.Sender) worldState

            struct (worldState, accept @ emissions)
        else
            let struct (worldState, refusal) =
                post line callee caller (Payload.Close CloseReason.Refused) worldState

            struct (worldState, [ refusal ])

    /// An end that was only half closed hears that the far end is closed as well.
    let private followed line near far (worldState: WorldState<_, _, _, _>) =
        match far with
        | ValueSome { Far = struct (peer, name) } when Connections.isOpen line peer name worldState.Connections ->
            let struct (worldState, close) =
                post line near (struct (peer, name)) (Payload.Close CloseReason.ClosedByPartner) worldState

            struct (worldState, [ close ])
        | ValueSome _
        | ValueNone -> struct (worldState, [])

    let private hear world (envelope: Envelope<'message>) arrived worldState =
        let name = envelope.Sender

        match envelope.Connection, envelope.Payload with
        | ValueNone, Payload.Message _ -> input world envelope.Recipient arrived worldState
        | ValueNone, (Payload.Connect _ | Payload.Accept | Payload.Close _) -> struct (worldState, [])
        | ValueSome line, Payload.Connect caller -> take world envelope line.Number line.Inside caller worldState
        | ValueSome line, _ when not (Connections.isOpen line.Number envelope.Recipient name worldState.Connections) ->
            struct (worldState, [])
        | ValueSome _, (Payload.Message _ | Payload.Accept) -> input world envelope.Recipient arrived worldState
        | ValueSome line, Payload.Close _ ->
            let far = Connections.tryFind envelope.Recipient name worldState.Connections

            let struct (worldState, follows) =
                { worldState with
                    Connections = Connections.remove envelope.Recipient name worldState.Connections }
                |> followed line.Number (struct (envelope.Recipient, name)) far

            let struct (worldState, emissions) =
                input world envelope.Recipient arrived worldState

            struct (worldState, follows @ emissions)

    let deliver world (envelope: Envelope<'message>) worldState =
        let arrived =
            match envelope.Payload with
            | Payload.Message message -> Received(envelope.Sender, message)
            | Payload.Connect _
            | Payload.Accept -> Opened envelope.Sender
            | Payload.Close reason -> Closed(envelope.Sender, reason)

        hear world envelope arrived worldState

    let deliverCorrupted
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        envelope
        worldState
        =
        match envelope.Payload, envelope.Sender with
        | Payload.Message message, Address.Datagram _ ->
            match world.Datagrams with
            | ValueSome network -> hear world envelope (Malformed(envelope.Sender, network.Garbled message)) worldState
            | ValueNone -> deliver world envelope worldState
        | Payload.Message message, Address.Stream name ->
            match world.Streams |> ValueOption.bind (fun network -> network.InPiecesOf envelope.Recipient) with
            | ValueSome inPieces ->
                (struct (worldState, []), inPieces name message)
                ||> List.fold (fun (struct (worldState, emissions)) result ->
                    let arrived =
                        match result with
                        | Ok message -> Received(envelope.Sender, message)
                        | Error problem -> Malformed(envelope.Sender, problem)

                    let struct (worldState, more) = hear world envelope arrived worldState
                    struct (worldState, emissions @ more))
            | ValueNone -> deliver world envelope worldState
        // The packets of a connection that has streams inside are authenticated.
        | Payload.Message _, Address.Substream _
        | (Payload.Connect _ | Payload.Accept | Payload.Close _), _ -> deliver world envelope worldState

    let drop (envelope: Envelope<'message>) (worldState: WorldState<'state, 'timer, 'ask, 'store>) =
        match envelope.Connection with
        | ValueNone -> struct (worldState, [])
        | ValueSome line ->
            let isOpen (struct (peer, name)) =
                Connections.isOpen line.Number peer name worldState.Connections

            let recipient = struct (envelope.Recipient, envelope.Sender)

            let ends =
                [ line.From; recipient ] |> List.distinct |> List.sort |> List.filter isOpen

            // A broken end gets a new number, so envelopes under way to its old number are dropped.
            let breakEnd
                reason
                (struct (peer, name) as broken)
                (struct (worldState: WorldState<_, _, _, _>, emissions))
                =
                let far =
                    match Connections.tryFind peer name worldState.Connections with
                    | ValueSome found -> found.Far
                    | ValueNone -> broken

                let struct (line, lines) = Connections.renumber peer name worldState.Connections

                let struct (worldState, emission) =
                    post line far broken (Payload.Close reason) { worldState with Connections = lines }

                struct (worldState, emissions @ [ emission ])

            let breakAll reason =
                List.foldBack (breakEnd reason) ends (struct (worldState, []))

            match envelope.Payload with
            // A call that never arrives is heard of as silence; a stream's is repeated until its connection ends or the stream is reset.
            | Payload.Connect _ ->
                match envelope.Sender with
                | Address.Substream _ -> breakAll CloseReason.Reset
                | Address.Stream _
                | Address.Datagram _ -> breakAll CloseReason.TimedOut
            | Payload.Message _
            | Payload.Accept
            | Payload.Close _ when isOpen recipient -> breakAll CloseReason.Reset
            // The call may still be under way: what breaks it is behind it.
            | Payload.Message _
            | Payload.Accept
            | Payload.Close _ ->
                let struct (worldState, emissions) = breakAll CloseReason.Reset

                let struct (worldState, behind) =
                    post line.Number line.From recipient (Payload.Close CloseReason.Reset) worldState

                struct (worldState, emissions @ [ behind ])

    let fireTimer world peer timer (worldState: WorldState<'state, 'timer, 'ask, 'store>) =
        let node = worldState.Nodes[peer]

        match Timers.tryFind timer node.Timers with
        | Some due ->
            let fired (node: Node<_, _, _, _>) =
                { node with
                    Timers = Timers.cancel timer node.Timers }

            let worldState =
                { worldState with
                    Now =
                        if due = Timers.anyMoment then
                            worldState.Now
                        else
                            max worldState.Now due }

            inputTo world peer fired (TimerFired timer) worldState
        | None -> struct (worldState, [])

    let answerStore
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        peer
        (worldState: WorldState<'state, 'timer, 'ask, 'store>)
        =
        let node = worldState.Nodes[peer]

        match Questions.tryNext node.Questions with
        | ValueNone -> struct (worldState, [])
        | ValueSome(struct (question, rest)) ->
            let struct (store, answers) = world.Answer question node.Store

            let worked =
                { worldState with
                    Nodes =
                        PerPeer.set
                            peer
                            { node with
                                Store = store
                                Questions = rest }
                            worldState.Nodes }

            (struct (worked, []), answers)
            ||> List.fold (fun (struct (worldState, emissions)) answer ->
                let struct (worldState, more) = input world peer (Answered answer) worldState
                struct (worldState, emissions @ more))

    let private fall node =
        { node with
            Timers = Timers.none
            Questions = Questions.none
            Status = NodeStatus.Crashed }

    let crash peer worldState =
        worldState |> act peer (NodeStep.updateNode fall >> NodeStep.closeAll peer CloseReason.Reset)

    let crashLosingDisk
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        peer
        worldState
        =
        let lose node =
            { node with
                Store = world.Blank peer
                DiskLost = true }

        worldState
        |> act peer (NodeStep.updateNode (fall >> lose) >> NodeStep.closeAll peer CloseReason.Reset)

    let restart (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) peer worldState =
        let fresh (node: Node<_, _, _, _>) =
            { node with
                State = world.Start peer node.Store
                Status = NodeStatus.Running }

        inputTo world peer fresh Started worldState

    let nextTimers worldState =
        let timers =
            [ for struct (peer, node: Node<_, _, _, _>) in
                  Seq.mapi (fun peer node -> struct (peer, node)) worldState.Nodes do
                  match Timers.next node.Timers with
                  | ValueSome(struct (due, first)) -> struct (peer, due, first)
                  | ValueNone -> () ]

        match timers with
        | [] -> []
        | timers ->
            let first = timers |> List.map (fun struct (_, due, _) -> due) |> List.min

            [ for struct (peer, due, timers) in timers do
                  if due = first then
                      for timer in timers -> struct (peer, timer, due) ]

    let digest worldState digest =
        digest
        |> Digest.addSeq (Node.digest worldState.Now) worldState.Nodes
        |> ValueDigest.add worldState.Connections

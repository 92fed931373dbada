namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// The peers of a world at one moment. The letters under way belong to whoever runs the scene: a simulator gives them
/// times, a checker keeps them as a set, a bag or queues.
type Scene<'state, 'timer, 'ask, 'store when 'timer: comparison> =
    {
        Now: TimeSpan
        Nodes: Node<'state, 'timer, 'ask, 'store> list
        Connections: Lines
        /// How many letters were sent: the next one's number.
        Sent: int
    }

/// What can happen to the peers of a scene.
module Scene =

    let private replace index node nodes = List.updateAt index node nodes

    /// Lets a peer act; answers the scene and what it sent and said, in order.
    let private act peer (change: Acting<_, _, _, _, _> -> Acting<_, _, _, _, _>) scene =
        let acted =
            change
                { Node = List.item peer scene.Nodes
                  Connections = scene.Connections
                  Sent = scene.Sent
                  Sendings = [] }

        struct ({ scene with
                    Nodes = replace peer acted.Node scene.Nodes
                    Connections = acted.Connections
                    Sent = acted.Sent },
                List.rev acted.Sendings)

    /// The network sends a parcel to an end of a connection.
    let private post line (struct (recipient, name)) parcel (scene: Scene<_, _, _, _>) =
        struct ({ scene with Sent = scene.Sent + 1 },
                Posted
                    { Number = scene.Sent
                      Sender = name
                      Recipient = recipient
                      Parcel = parcel
                      Line = ValueSome line })

    /// Gives a running peer one input; answers the scene and what it sent and said, in order.
    let input world peer input scene =
        if (List.item peer scene.Nodes).Life <> Running then
            struct (scene, [])
        else
            act peer (fun acting -> Acting.step world peer scene.Now acting input) scene

    /// A world before anything happened: nobody has started, so every peer is down.
    let initial (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) =
        let node peer store =
            { State = world.Start peer store
              Timers = Map.empty
              Questions = []
              Store = store
              Life = Down
              DiskLost = false }

        { Now = TimeSpan.Zero
          Nodes = List.mapi node world.Stores
          Connections = Lines.empty
          Sent = 0 }

    /// Whether a letter can still do anything at its recipient; `isCalled`: its connection's call arrives before it.
    let isAwaited isCalled (letter: Letter<'message>) scene =
        match letter.Line, letter.Parcel with
        | ValueNone, _ -> (List.item letter.Recipient scene.Nodes).Life <> Done
        | ValueSome _, Parcel.Call _ -> true
        | ValueSome line, (Parcel.Message _ | Parcel.Taken | Parcel.HangUp _) ->
            isCalled || Lines.isOpen line letter.Recipient letter.Sender scene.Connections

    /// A call opens the recipient's end, if it is there to take it.
    let private take world (letter: Letter<'message>) line caller scene =
        let isRunning = (List.item letter.Recipient scene.Nodes).Life = Running

        let isFree =
            Lines.tryFind letter.Recipient letter.Sender scene.Connections |> ValueOption.isNone

        if isRunning && isFree then
            let taken =
                { scene with
                    Connections = Lines.add letter.Recipient letter.Sender line caller scene.Connections }

            let struct (scene, accept) = post line caller Parcel.Taken taken

            let struct (scene, sendings) =
                input world letter.Recipient (Opened letter.Sender) scene

            struct (scene, accept :: sendings)
        else
            let struct (scene, refusal) =
                post line caller (Parcel.HangUp CloseReason.Refused) scene

            struct (scene, [ refusal ])

    /// An end that was only half closed hears that the far end is closed as well.
    let private followed line far (scene: Scene<_, _, _, _>) =
        match far with
        | ValueSome { Far = struct (peer, name) } when Lines.isOpen line peer name scene.Connections ->
            let struct (scene, close) =
                post line (struct (peer, name)) (Parcel.HangUp CloseReason.ClosedByPartner) scene

            struct (scene, [ close ])
        | ValueSome _
        | ValueNone -> struct (scene, [])

    let private hear world (letter: Letter<'message>) arrived scene =
        let name = letter.Sender

        match letter.Line, letter.Parcel with
        | ValueNone, Parcel.Message _ -> input world letter.Recipient arrived scene
        | ValueNone, (Parcel.Call _ | Parcel.Taken | Parcel.HangUp _) -> struct (scene, [])
        | ValueSome line, Parcel.Call caller -> take world letter line caller scene
        | ValueSome line, _ when not (Lines.isOpen line letter.Recipient name scene.Connections) -> struct (scene, [])
        | ValueSome _, (Parcel.Message _ | Parcel.Taken) -> input world letter.Recipient arrived scene
        | ValueSome line, Parcel.HangUp _ ->
            let far = Lines.tryFind letter.Recipient name scene.Connections

            let struct (scene, follows) =
                { scene with
                    Connections = Lines.remove letter.Recipient name scene.Connections }
                |> followed line far

            let struct (scene, sendings) = input world letter.Recipient arrived scene
            struct (scene, follows @ sendings)

    let deliver world (letter: Letter<'message>) scene =
        let arrived =
            match letter.Parcel with
            | Parcel.Message message -> Received(letter.Sender, message)
            | Parcel.Call _
            | Parcel.Taken -> Opened letter.Sender
            | Parcel.HangUp reason -> Closed(letter.Sender, reason)

        hear world letter arrived scene

    /// A datagram arrives as bytes that are no message; a stream's message comes in pieces.
    let deliverGarbled (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) letter scene =
        match letter.Parcel, letter.Sender with
        | Parcel.Message message, Address.Datagram _ ->
            match world.Datagrams with
            | ValueSome network -> hear world letter (Malformed(letter.Sender, network.Garbled message)) scene
            | ValueNone -> deliver world letter scene
        | Parcel.Message message, (Address.Stream name | Address.Substream(name, _)) ->
            match world.Streams |> ValueOption.map (fun network -> StreamNetwork.inHalves network name message) with
            | ValueSome(Ok message) -> hear world letter (Received(letter.Sender, message)) scene
            | ValueSome(Error problem) -> hear world letter (Malformed(letter.Sender, problem)) scene
            | ValueNone -> deliver world letter scene
        | (Parcel.Call _ | Parcel.Taken | Parcel.HangUp _), _ -> deliver world letter scene

    /// The network loses the letter. A stream cannot lose one and go on: its connection breaks, and both ends will hear so.
    let lose (letter: Letter<'message>) (scene: Scene<'state, 'timer, 'ask, 'store>) =
        match letter.Line with
        | ValueNone -> struct (scene, [])
        | ValueSome line ->
            let ends =
                scene.Connections.Ends |> Map.filter (fun _ found -> found.Number = line) |> Map.toList

            // Under a number of its own, an end hears nothing of what was under way.
            let breakEnd reason (struct (peer, name), found) (struct (scene: Scene<_, _, _, _>, sendings)) =
                let line = scene.Connections.Calls

                let lines =
                    { Lines.add peer name line found.Far scene.Connections with
                        Calls = line + 1 }

                let struct (scene, sending) =
                    post line (struct (peer, name)) (Parcel.HangUp reason) { scene with Connections = lines }

                struct (scene, sendings @ [ sending ])

            let breakAll reason =
                List.foldBack (breakEnd reason) ends (struct (scene, []))

            let isOpen = Lines.isOpen line letter.Recipient letter.Sender scene.Connections

            match letter.Parcel with
            // A call that never arrives is heard of as silence.
            | Parcel.Call _ -> breakAll CloseReason.TimedOut
            | Parcel.Message _
            | Parcel.Taken
            | Parcel.HangUp _ when isOpen -> breakAll CloseReason.Reset
            // The call may still be under way: what breaks it is behind it.
            | Parcel.Message _
            | Parcel.Taken
            | Parcel.HangUp _ ->
                let struct (scene, sendings) = breakAll CloseReason.Reset

                let struct (scene, behind) =
                    post line (struct (letter.Recipient, letter.Sender)) (Parcel.HangUp CloseReason.Reset) scene

                struct (scene, sendings @ [ behind ])

    /// Fires a timer that is set, at its due time.
    let fire world peer timer (scene: Scene<'state, 'timer, 'ask, 'store>) =
        let node = List.item peer scene.Nodes

        match Map.tryFind timer node.Timers with
        | Some due ->
            let fired =
                { node with
                    Timers = Map.remove timer node.Timers }

            { scene with
                Now = max scene.Now due
                Nodes = replace peer fired scene.Nodes }
            |> input world peer (TimerFired timer)
        | None -> struct (scene, [])

    /// The store works its next question, and the peer hears the answers.
    let work
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        peer
        (scene: Scene<'state, 'timer, 'ask, 'store>)
        =
        let node = List.item peer scene.Nodes

        match node.Questions with
        | [] -> struct (scene, [])
        | question :: rest ->
            let struct (store, answers) = world.Answer question node.Store

            let worked =
                { scene with
                    Nodes =
                        replace
                            peer
                            { node with
                                Store = store
                                Questions = rest }
                            scene.Nodes }

            (struct (worked, []), answers)
            ||> List.fold (fun (struct (scene, sendings)) answer ->
                let struct (scene, more) = input world peer (Answered answer) scene
                struct (scene, sendings @ more))

    let private fall node =
        { node with
            Timers = Map.empty
            Questions = []
            Life = Down }

    /// A crash: what the store has is kept, everything else is gone. The partners' connections break.
    let crash peer scene =
        scene |> act peer (Acting.changeNode fall >> Acting.hangUpAll peer CloseReason.Reset)

    /// A crash that takes the disk with it.
    let wipe (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) peer scene =
        let lose node =
            { node with
                Store = world.Blank peer
                DiskLost = true }

        scene |> act peer (Acting.changeNode (fall >> lose) >> Acting.hangUpAll peer CloseReason.Reset)

    /// A peer that is down starts again from its store.
    let restart (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) peer scene =
        let node = List.item peer scene.Nodes

        let fresh =
            { node with
                State = world.Start peer node.Store
                Life = Running }

        { scene with
            Nodes = replace peer fresh scene.Nodes }
        |> input world peer Started

    /// The timers due first, over all peers: clocks run alike, so no later one can fire before them.
    let nextTimers scene =
        let timers =
            scene.Nodes
            |> List.mapi (fun peer node ->
                node.Timers |> Map.toList |> List.map (fun (timer, due) -> struct (peer, timer, due)))
            |> List.concat

        match timers with
        | [] -> []
        | timers ->
            let first = timers |> List.map (fun struct (_, _, due) -> due) |> List.min
            timers |> List.filter (fun struct (_, _, due) -> due = first)

    /// The digest of everything that can make a difference later: due times count from now.
    let digest scene digest =
        digest |> Digest.addSeq (Node.digest scene.Now) scene.Nodes |> ValueDigest.add scene.Connections

namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

type Scene<'state, 'timer, 'ask, 'store when 'timer: comparison> =
    { Now: TimeSpan
      Nodes: PerPeer<Node<'state, 'timer, 'ask, 'store>>
      Connections: Lines
      Sent: int }

module Scene =

    /// Lets a peer act; answers the scene and what it sent and said, in order.
    let private act peer (change: Acting<_, _, _, _, _> -> Acting<_, _, _, _, _>) scene =
        let acted =
            change
                { Node = scene.Nodes[peer]
                  Connections = scene.Connections
                  Sent = scene.Sent
                  Sendings = [] }

        struct ({ scene with
                    Nodes = PerPeer.set peer acted.Node scene.Nodes
                    Connections = acted.Connections
                    Sent = acted.Sent },
                List.rev acted.Sendings)

    /// The network sends a parcel from one end of a connection to another.
    let private post line near (struct (recipient, name)) parcel (scene: Scene<_, _, _, _>) =
        struct ({ scene with Sent = scene.Sent + 1 },
                Posted
                    { Number = scene.Sent
                      Sender = name
                      Recipient = recipient
                      Parcel = parcel
                      Line = ValueSome { Number = line; From = near } })

    /// Changes a peer, and gives it one input if it runs; answers the scene and what it sent and said, in order.
    let private inputTo world peer change input scene =
        act
            peer
            (fun acting ->
                let acting = Acting.changeNode change acting

                if acting.Node.Life = Running then
                    Acting.step world peer scene.Now acting input
                else
                    acting)
            scene

    let input world peer input scene =
        if scene.Nodes[peer].Life <> Running then
            struct (scene, [])
        else
            inputTo world peer id input scene

    let initial (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) =
        let node peer store =
            { State = world.Start peer store
              Timers = Timers.none
              Questions = Questions.none
              Store = store
              Life = Down
              DiskLost = false }

        { Now = TimeSpan.Zero
          Nodes = world.Stores |> Seq.mapi node |> PerPeer.ofSeq
          Connections = Lines.none world.Stores.Length
          Sent = 0 }

    let isAwaited isCalled (letter: Letter<'message>) scene =
        match letter.Line, letter.Parcel with
        | ValueNone, _ -> scene.Nodes[letter.Recipient].Life <> Done
        | ValueSome _, Parcel.Call _ -> true
        | ValueSome line, (Parcel.Message _ | Parcel.Taken | Parcel.HangUp _) ->
            isCalled || Lines.isOpen line.Number letter.Recipient letter.Sender scene.Connections

    /// A call opens the recipient's end, if it is there to take it.
    let private take world (letter: Letter<'message>) line caller scene =
        let callee = struct (letter.Recipient, letter.Sender)
        let isRunning = scene.Nodes[letter.Recipient].Life = Running

        let isFree =
            Lines.tryFind letter.Recipient letter.Sender scene.Connections |> ValueOption.isNone

        if isRunning && isFree then
            let taken =
                { scene with
                    Connections = Lines.add letter.Recipient letter.Sender line caller scene.Connections }

            let struct (scene, accept) = post line callee caller Parcel.Taken taken

            let struct (scene, sendings) =
                input world letter.Recipient (Opened letter.Sender) scene

            struct (scene, accept :: sendings)
        else
            let struct (scene, refusal) =
                post line callee caller (Parcel.HangUp CloseReason.Refused) scene

            struct (scene, [ refusal ])

    /// An end that was only half closed hears that the far end is closed as well.
    let private followed line near far (scene: Scene<_, _, _, _>) =
        match far with
        | ValueSome { Far = struct (peer, name) } when Lines.isOpen line peer name scene.Connections ->
            let struct (scene, close) =
                post line near (struct (peer, name)) (Parcel.HangUp CloseReason.ClosedByPartner) scene

            struct (scene, [ close ])
        | ValueSome _
        | ValueNone -> struct (scene, [])

    let private hear world (letter: Letter<'message>) arrived scene =
        let name = letter.Sender

        match letter.Line, letter.Parcel with
        | ValueNone, Parcel.Message _ -> input world letter.Recipient arrived scene
        | ValueNone, (Parcel.Call _ | Parcel.Taken | Parcel.HangUp _) -> struct (scene, [])
        | ValueSome line, Parcel.Call caller -> take world letter line.Number caller scene
        | ValueSome line, _ when not (Lines.isOpen line.Number letter.Recipient name scene.Connections) ->
            struct (scene, [])
        | ValueSome _, (Parcel.Message _ | Parcel.Taken) -> input world letter.Recipient arrived scene
        | ValueSome line, Parcel.HangUp _ ->
            let far = Lines.tryFind letter.Recipient name scene.Connections

            let struct (scene, follows) =
                { scene with
                    Connections = Lines.remove letter.Recipient name scene.Connections }
                |> followed line.Number (struct (letter.Recipient, name)) far

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

    let lose (letter: Letter<'message>) (scene: Scene<'state, 'timer, 'ask, 'store>) =
        match letter.Line with
        | ValueNone -> struct (scene, [])
        | ValueSome line ->
            let isOpen (struct (peer, name)) =
                Lines.isOpen line.Number peer name scene.Connections

            let recipient = struct (letter.Recipient, letter.Sender)

            let ends =
                [ line.From; recipient ] |> List.distinct |> List.sort |> List.filter isOpen

            // Under a number of its own, an end hears nothing of what was under way.
            let breakEnd reason (struct (peer, name) as broken) (struct (scene: Scene<_, _, _, _>, sendings)) =
                let far =
                    match Lines.tryFind peer name scene.Connections with
                    | ValueSome found -> found.Far
                    | ValueNone -> broken

                let struct (line, lines) = Lines.renumber peer name scene.Connections

                let struct (scene, sending) =
                    post line far broken (Parcel.HangUp reason) { scene with Connections = lines }

                struct (scene, sendings @ [ sending ])

            let breakAll reason =
                List.foldBack (breakEnd reason) ends (struct (scene, []))

            match letter.Parcel with
            // A call that never arrives is heard of as silence.
            | Parcel.Call _ -> breakAll CloseReason.TimedOut
            | Parcel.Message _
            | Parcel.Taken
            | Parcel.HangUp _ when isOpen recipient -> breakAll CloseReason.Reset
            // The call may still be under way: what breaks it is behind it.
            | Parcel.Message _
            | Parcel.Taken
            | Parcel.HangUp _ ->
                let struct (scene, sendings) = breakAll CloseReason.Reset

                let struct (scene, behind) =
                    post line.Number line.From recipient (Parcel.HangUp CloseReason.Reset) scene

                struct (scene, sendings @ [ behind ])

    let fire world peer timer (scene: Scene<'state, 'timer, 'ask, 'store>) =
        let node = scene.Nodes[peer]

        match Timers.tryFind timer node.Timers with
        | Some due ->
            let fired (node: Node<_, _, _, _>) =
                { node with
                    Timers = Timers.cancel timer node.Timers }

            let scene = { scene with Now = max scene.Now due }
            inputTo world peer fired (TimerFired timer) scene
        | None -> struct (scene, [])

    let work
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        peer
        (scene: Scene<'state, 'timer, 'ask, 'store>)
        =
        let node = scene.Nodes[peer]

        match Questions.tryNext node.Questions with
        | ValueNone -> struct (scene, [])
        | ValueSome(struct (question, rest)) ->
            let struct (store, answers) = world.Answer question node.Store

            let worked =
                { scene with
                    Nodes =
                        PerPeer.set
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
            Timers = Timers.none
            Questions = Questions.none
            Life = Down }

    let crash peer scene =
        scene |> act peer (Acting.changeNode fall >> Acting.hangUpAll peer CloseReason.Reset)

    let wipe (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) peer scene =
        let lose node =
            { node with
                Store = world.Blank peer
                DiskLost = true }

        scene |> act peer (Acting.changeNode (fall >> lose) >> Acting.hangUpAll peer CloseReason.Reset)

    let restart (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) peer scene =
        let fresh (node: Node<_, _, _, _>) =
            { node with
                State = world.Start peer node.Store
                Life = Running }

        inputTo world peer fresh Started scene

    let nextTimers scene =
        let timers =
            [ for struct (peer, node: Node<_, _, _, _>) in Seq.mapi (fun peer node -> struct (peer, node)) scene.Nodes do
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

    let digest scene digest =
        digest |> Digest.addSeq (Node.digest scene.Now) scene.Nodes |> ValueDigest.add scene.Connections

namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

type Life =
    | Running
    | Done
    | Down

/// One peer of a scene.
type Node<'state, 'timer, 'effect, 'store when 'timer: comparison> =
    {
        State: 'state
        /// When each timer is due, in the scene's time.
        Timers: Map<'timer, TimeSpan>
        /// Questions the store has not worked yet, first to last.
        Questions: 'effect list
        Store: 'store
        Life: Life
    }

/// A message under way to a peer, from the address its sender is seen at.
type Letter<'address, 'message> =
    { Sender: 'address
      Recipient: int
      Message: 'message }

/// What a step of one peer put out into the world.
type Sending<'address, 'message> =
    | Posted of Letter<'address, 'message>
    /// To an address that leads to nobody.
    | Undeliverable of 'message
    /// What the peer told its user; a search that nobody listens to never makes the words.
    | Said of words: (unit -> string)

/// The peers of a world at one moment. The letters under way belong to whoever runs the scene: a simulator gives them
/// times, a checker keeps them as a set, a bag or queues.
type Scene<'state, 'timer, 'effect, 'store when 'timer: comparison> =
    { Now: TimeSpan
      Nodes: Node<'state, 'timer, 'effect, 'store> list }

/// What can happen to the peers of a scene. The machine is stepped here and nowhere else, exactly as the live host does.
module Scene =

    let private replace index node nodes = List.updateAt index node nodes

    let private post
        (world: World<'state, 'address, 'timer, 'message, 'request, 'effect, 'store>)
        peer
        recipient
        message
        : Sending<'address, 'message> =
        match world.Owner recipient with
        | ValueSome owner ->
            Posted
                { Sender = world.SenderOf peer message
                  Recipient = owner
                  Message = message }
        | ValueNone -> Undeliverable message

    let rec private stepNode
        (world: World<'state, 'address, 'timer, 'message, 'request, 'effect, 'store>)
        peer
        now
        (node: Node<'state, 'timer, 'effect, 'store>)
        input
        sendings
        : struct (Node<'state, 'timer, 'effect, 'store> * Sending<'address, 'message> list) =
        let struct (state, outputs) = world.Step node.State input

        let carryOut (struct (node: Node<'state, 'timer, 'effect, 'store>, sendings)) output =
            match output with
            | _ when node.Life <> Running -> struct (node, sendings)
            | Send(recipient, message) -> struct (node, post world peer recipient message :: sendings)
            | SetTimer(timer, due) ->
                struct ({ node with
                            Timers = Map.add timer (now + due) node.Timers },
                        sendings)
            | CancelTimer timer ->
                struct ({ node with
                            Timers = Map.remove timer node.Timers },
                        sendings)
            | Finish ->
                struct ({ node with
                            Life = Done
                            Timers = Map.empty },
                        sendings)
            | Perform effect ->
                match world.React effect with
                | Queued ->
                    struct ({ node with
                                Questions = node.Questions @ [ effect ] },
                            sendings)
                | Told words -> struct (node, Said words :: sendings)
                | AnsweredWith requests ->
                    (struct (node, sendings), requests)
                    ||> List.fold (fun (struct (node, sendings)) request ->
                        stepNode world peer now node (Requested request) sendings)
            // Datagram worlds have no connections.
            | Open _
            | Close _ -> struct (node, sendings)

        List.fold carryOut (struct ({ node with State = state }, sendings)) outputs

    /// Gives a running peer one input; answers the scene and what it sent and said, in order.
    let input world peer input scene =
        let node = List.item peer scene.Nodes

        if node.Life <> Running then
            struct (scene, [])
        else
            let struct (node, sendings) = stepNode world peer scene.Now node input []

            struct ({ scene with
                        Nodes = replace peer node scene.Nodes },
                    List.rev sendings)

    /// A world before anything happened: nobody has started.
    let initial (world: World<'state, 'address, 'timer, 'message, 'request, 'effect, 'store>) =
        let node peer store =
            { State = world.Start peer store
              Timers = Map.empty
              Questions = []
              Store = store
              Life = Running }

        { Now = TimeSpan.Zero
          Nodes = List.mapi node world.Stores }

    let start world peer scene = input world peer Started scene

    let deliver world (letter: Letter<'address, 'message>) scene =
        input world letter.Recipient (Received(letter.Sender, letter.Message)) scene

    let deliverGarbled (world: World<'state, 'address, 'timer, 'message, 'request, 'effect, 'store>) letter scene =
        input world letter.Recipient (Malformed(letter.Sender, world.Garble letter.Message)) scene

    /// Fires a timer that is set, at its due time.
    let fire world peer timer scene =
        let node = List.item peer scene.Nodes

        match Map.tryFind timer node.Timers with
        | Some due ->
            let fired =
                { node with
                    Timers = Map.remove timer node.Timers }

            { Now = max scene.Now due
              Nodes = replace peer fired scene.Nodes }
            |> input world peer (TimerFired timer)
        | None -> struct (scene, [])

    /// The store works its next question, and the peer hears the answers.
    let work (world: World<'state, 'address, 'timer, 'message, 'request, 'effect, 'store>) peer scene =
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
                let struct (scene, more) = input world peer (Requested answer) scene
                struct (scene, sendings @ more))

    /// A crash: what the store has is kept, everything else is gone.
    let crash peer scene =
        let down node =
            { node with
                Timers = Map.empty
                Questions = []
                Life = Down }

        { scene with
            Nodes = replace peer (down (List.item peer scene.Nodes)) scene.Nodes }

    /// A peer that is down starts again from its store.
    let restart (world: World<'state, 'address, 'timer, 'message, 'request, 'effect, 'store>) peer scene =
        let node = List.item peer scene.Nodes

        let fresh =
            { node with
                State = world.Start peer node.Store
                Life = Running }

        { scene with
            Nodes = replace peer fresh scene.Nodes }
        |> start world peer

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
    let digest (world: World<'state, 'address, 'timer, 'message, 'request, 'effect, 'store>) scene digest =
        let addNode node digest =
            digest
            |> world.DigestState node.State
            |> Digest.addMap world.DigestTimer (fun due -> Digest.addTime (due - scene.Now)) node.Timers
            |> Digest.addSeq world.DigestEffect node.Questions
            |> world.DigestStore node.Store
            |> Digest.addInt (
                match node.Life with
                | Running -> 0
                | Done -> 1
                | Down -> 2
            )

        Digest.addSeq addNode scene.Nodes digest

namespace PeerFunctional.Verification

open PeerFunctional.Kernel

module WorldModel =

    /// A store whose every answer makes a machine ask again would otherwise answer forever.
    [<Literal>]
    let private MaxAtOnce = 64

    let private running node = node.Life = Running

    /// A flow without the letters that can make no difference any more, if any is left.
    let private awaited scene flow =
        let line (letter: Letter<_>) = letter.Line |> ValueOption.map _.Number

        let calls =
            flow.Letters
            |> List.choose (fun letter ->
                match letter.Parcel with
                | Parcel.Call _ -> Some(line letter)
                | Parcel.Message _
                | Parcel.Taken
                | Parcel.HangUp _ -> None)

        let isAwaited letter =
            Scene.isAwaited (List.contains (line letter) calls) letter scene

        match List.filter isAwaited flow.Letters with
        | [] -> None
        | letters -> Some { flow with Letters = letters }

    let private post network configuration sendings =
        let flows =
            (configuration.UnderWay, sendings)
            ||> List.fold (fun flows sending ->
                match sending with
                | Posted letter -> UnderWay.add network flows letter
                | Undeliverable _
                | Said _ -> flows)

        { configuration with
            UnderWay = flows |> List.choose (awaited configuration.Scene) }

    /// Lets every store answer that answers at once, because no crash can come between; `answered` are their peers, last first.
    let private answerAll world left scene sendings =
        let rec answer times peer (struct (scene, sendings, answered)) =
            let node: Node<_, _, _, _> = scene.Nodes[peer]

            if times < MaxAtOnce && running node && not node.Questions.IsEmpty then
                let struct (scene, more) = Action.apply world (AnswerStore peer) scene
                answer (times + 1) peer (struct (scene, sendings @ more, peer :: answered))
            else
                struct (scene, sendings, answered)

        if FaultBudget.canCrash left then
            struct (scene, sendings, [])
        else
            (struct (scene, sendings, []), [ 0 .. scene.Nodes.Count - 1 ])
            ||> List.fold (fun answered peer -> answer 0 peer answered)

    /// The faults that are left after an action.
    let private spend (taken: CheckedAction<_, _>) faults =
        match taken.Action with
        | Drop _ -> { faults with Drops = faults.Drops - 1 }
        | Duplicate _ ->
            { faults with
                Duplicates = faults.Duplicates - 1 }
        | DeliverCorrupted _ ->
            { faults with
                Garbles = faults.Garbles - 1 }
        | Crash _ ->
            { faults with
                Crashes = faults.Crashes - 1 }
        | CrashLosingDisk _ -> { faults with Wipes = faults.Wipes - 1 }
        | FireTimer _ when taken.IsFault ->
            { faults with
                Delays = ValueOption.map (fun left -> left - 1) faults.Delays }
        | Deliver _
        | FireTimer _
        | AnswerStore _
        | Start _
        | Restart _ -> faults

    let happen world network (taken: CheckedAction<_, _>) configuration =
        let letterOf next = next.Letter
        let action = Action.map letterOf id taken.Action

        let underWay =
            match taken.Action with
            | Deliver next
            | DeliverCorrupted next
            | Drop next -> UnderWay.remove next.Flow configuration.UnderWay
            | Duplicate _
            | FireTimer _
            | AnswerStore _
            | Start _
            | Crash _
            | CrashLosingDisk _
            | Restart _ -> configuration.UnderWay

        let left = spend taken configuration.Left

        let struct (scene, sendings) = Action.apply world action configuration.Scene
        let struct (scene, sendings, answered) = answerAll world left scene sendings

        let next =
            post
                network
                { Scene = scene
                  UnderWay = underWay
                  Left = left }
                sendings

        struct (next, List.rev answered)

    let private actions configuration =
        let left = configuration.Left

        let letters =
            configuration.UnderWay
            |> List.map (fun flow ->
                { Flow = flow.Key
                  Letter = flow.Letters.Head })

        let datagrams = letters |> List.filter _.Letter.Line.IsNone

        let messages =
            letters |> List.filter (fun next -> Parcel.message next.Letter.Parcel |> ValueOption.isSome)

        let nodes = List.indexed (List.ofSeq configuration.Scene.Nodes)
        let onlyIf possible actions = if possible then actions else []

        let timers =
            let isBusy (_, node) =
                node.Life = Down || running node && not node.Questions.IsEmpty

            let early = left.Delays.IsSome && (not letters.IsEmpty || List.exists isBusy nodes)

            Scene.nextTimers configuration.Scene
            |> List.map (fun struct (peer, timer, _) ->
                { Action = FireTimer(peer, timer)
                  IsFault = early })
            |> onlyIf (not early || left.Delays <> ValueSome 0)

        let ofPeers fits action =
            nodes |> List.filter (snd >> fits) |> List.map (fst >> action)

        let must action = { Action = action; IsFault = false }
        let may action = { Action = action; IsFault = true }

        [ yield! List.map (Deliver >> must) letters
          yield! ofPeers (fun node -> running node && not node.Questions.IsEmpty) (AnswerStore >> must)
          yield! timers
          yield! ofPeers (fun node -> node.Life = Down) (Restart >> must)
          yield! List.map (Drop >> may) letters |> onlyIf (left.Drops > 0)
          yield! List.map (Duplicate >> may) datagrams |> onlyIf (left.Duplicates > 0)
          yield! List.map (DeliverCorrupted >> may) messages |> onlyIf (left.Garbles > 0)
          yield! ofPeers running (Crash >> may) |> onlyIf (left.Crashes > 0)
          yield! ofPeers running (CrashLosingDisk >> may) |> onlyIf (left.Wipes > 0) ]

    let private fairness (taken: CheckedAction<_, _>) =
        let ofFlow kind next =
            Digest.empty |> Digest.addInt kind |> Digest.addUInt64 next.Flow

        let ofPeer kind (peer: int) =
            Digest.empty |> Digest.addInt kind |> Digest.addInt peer

        match taken.Action with
        | Deliver next -> ofFlow 0 next
        | Drop next -> ofFlow 1 next
        | Duplicate next -> ofFlow 2 next
        | DeliverCorrupted next -> ofFlow 3 next
        | FireTimer(peer, timer) -> ofPeer 4 peer |> ValueDigest.add timer
        | AnswerStore peer -> ofPeer 5 peer
        | Crash peer -> ofPeer 6 peer
        | Restart peer -> ofPeer 7 peer
        | CrashLosingDisk peer -> ofPeer 8 peer
        | Start peer -> ofPeer 9 peer
        |> Digest.value

    let private actionWords
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (taken: CheckedAction<'timer, 'message>)
        =
        let name peer = List.item peer world.Peers

        let words next =
            Parcel.words world.MessageWords next.Letter.Parcel

        let letterWords next =
            $"{words next} to {name next.Letter.Recipient}"

        match taken.Action with
        | Deliver next -> $"{name next.Letter.Recipient} receives {words next}"
        | Drop next -> $"{letterWords next} is lost"
        | Duplicate next -> $"{letterWords next} arrives, and a copy stays under way"
        | DeliverCorrupted next -> $"{letterWords next} arrives garbled"
        | FireTimer(peer, timer) -> $"{name peer}: {world.TimerWords timer}"
        | AnswerStore peer -> $"{name peer}'s store answers"
        | Crash peer -> $"{name peer} crashes"
        | CrashLosingDisk peer -> $"{name peer} crashes and loses its disk"
        | Start peer -> $"{name peer} starts"
        | Restart peer -> $"{name peer} starts again"

    let private stateWords
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        configuration
        =
        let nodes =
            List.map2
                (fun name (node: Node<_, _, _, _>) -> $"{name}: {world.StateWords node.State}")
                world.Peers
                (List.ofSeq configuration.Scene.Nodes)

        let letters =
            configuration.UnderWay
            |> List.collect _.Letters
            |> List.map (fun letter ->
                $"{Parcel.words world.MessageWords letter.Parcel} to {List.item letter.Recipient world.Peers}")

        String.concat "; " nodes
        + (if letters.IsEmpty then
               ""
           else
               "; under way: " + String.concat ", " letters)

    let nobody world faults =
        { Scene = Scene.initial world
          UnderWay = []
          Left = faults }

    let starts (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) =
        world.Peers |> List.mapi (fun peer _ -> { Action = Start peer; IsFault = false })

    let initial world network faults =
        (nobody world faults, starts world)
        ||> List.fold (fun configuration action ->
            let struct (next, _) = happen world network action configuration
            next)

    let private digest network configuration =
        Digest.empty
        |> Scene.digest configuration.Scene
        |> UnderWay.digest network configuration.UnderWay
        |> ValueDigest.add configuration.Left
        |> Digest.value

    /// What the laws ask of the peers, wherever letters and faults are.
    let private properties laws =
        let onScene law configuration = law.Holds configuration.Scene

        [ yield! laws.Always |> List.map (fun law -> Always(law.Sentence, onScene law))
          yield! laws.Sometimes |> List.map (fun law -> Sometimes(law.Sentence, onScene law))
          Progress(laws.Goal.Sentence, onScene laws.Goal) ]

    let create world network faults laws =
        let world = World.timeless world

        let successors configuration =
            actions configuration
            |> List.map (fun action ->
                let struct (next, _) = happen world network action configuration
                struct (action, next))

        { Initial = [ initial world network faults ]
          Successors = successors
          Fingerprint = digest network
          Canonical = ValueNone
          Enough = ValueNone
          IsFault = _.IsFault
          Fairness = fairness
          ActionWords = actionWords world
          StateWords = stateWords world
          Properties = properties laws }

    let components
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        network
        configuration
        =
        let part name add =
            struct (name, Digest.value (add Digest.empty))

        let ofNode name (node: Node<_, _, _, _>) =
            [ part $"{name}'s state" (ValueDigest.add node.State)
              part $"{name}'s timers" (Node.digestTimers configuration.Scene.Now node)
              part $"{name}'s questions to the store" (ValueDigest.add node.Questions)
              part $"{name}'s store" (ValueDigest.add node.Store) ]

        [ yield! List.map2 ofNode world.Peers (List.ofSeq configuration.Scene.Nodes) |> List.concat
          part "connections" (ValueDigest.add configuration.Scene.Connections)
          part "letters under way" (UnderWay.digest network configuration.UnderWay)
          part "faults left" (ValueDigest.add configuration.Left) ]

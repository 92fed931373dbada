namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// A world as a model: its peers, the letters under way and the faults that are left. All peers have started, and none is
/// told the time.
module SceneModel =

    // A store whose every answer makes a machine ask again would otherwise be worked forever.
    let internal mostAtOnce = 64

    let private running node = node.Life = Running

    /// A pile without the letters that can make no difference any more, if any is left.
    let private awaited scene pile =
        let calls =
            pile.Letters
            |> List.choose (fun letter ->
                match letter.Parcel with
                | Parcel.Call _ -> Some letter.Line
                | Parcel.Message _
                | Parcel.Taken
                | Parcel.HangUp _ -> None)

        let isAwaited letter =
            Scene.isAwaited (List.contains letter.Line calls) letter scene

        match List.filter isAwaited pile.Letters with
        | [] -> None
        | letters -> Some { pile with Letters = letters }

    let private post network configuration sendings =
        let piles =
            (configuration.UnderWay, sendings)
            ||> List.fold (fun piles (struct (_, sending)) ->
                match sending with
                | Posted letter -> UnderWay.add network piles letter
                | Undeliverable _
                | Said _ -> piles)

        { configuration with
            UnderWay = piles |> List.choose (awaited configuration.Scene) }

    /// Works every store's questions, where no crash can come between.
    let private workAll world configuration =
        let rec workPeer left peer scene sendings =
            let node = List.item peer scene.Nodes

            if left > 0 && running node && not node.Questions.IsEmpty then
                let struct (scene, more) = Scene.work world peer scene
                workPeer (left - 1) peer scene (sendings @ List.map (fun sending -> struct (peer, sending)) more)
            else
                struct (scene, sendings)

        if FaultBudget.canCrash configuration.Left then
            struct (configuration, [])
        else
            let struct (scene, sendings) =
                (struct (configuration.Scene, []), List.indexed configuration.Scene.Nodes)
                ||> List.fold (fun (struct (scene, sendings)) (peer, node) ->
                    if node.Questions.IsEmpty then
                        struct (scene, sendings)
                    else
                        workPeer mostAtOnce peer scene sendings)

            struct ({ configuration with Scene = scene }, sendings)

    /// What follows on a peer's step, and what was put out, each with its peer, in order.
    let private settle world network peer configuration (struct (scene, sendings)) =
        let struct (configuration, more) =
            workAll world { configuration with Scene = scene }

        let sendings = List.map (fun sending -> struct (peer, sending)) sendings @ more
        struct (post network configuration sendings, sendings)

    /// The faults that are left after an occurrence.
    let private spend occurrence faults =
        match occurrence with
        | Dropped _ -> { faults with Drops = faults.Drops - 1 }
        | Duplicated _ ->
            { faults with
                Duplicates = faults.Duplicates - 1 }
        | Spoiled _ ->
            { faults with
                Garbles = faults.Garbles - 1 }
        | Broke _ ->
            { faults with
                Crashes = faults.Crashes - 1 }
        | Wiped _ -> { faults with Wipes = faults.Wipes - 1 }
        | Fired(_, _, true) ->
            { faults with
                Delays = ValueOption.map (fun left -> left - 1) faults.Delays }
        | Delivered _
        | Fired(_, _, false)
        | Worked _
        | Recovered _ -> faults

    /// Lets an occurrence happen: what comes of it, and what each peer put out, in order.
    let happen world network occurrence configuration =
        let taken pile =
            { configuration with
                UnderWay = UnderWay.remove pile configuration.UnderWay
                Left = spend occurrence configuration.Left }

        let spent =
            { configuration with
                Left = spend occurrence configuration.Left }

        let settle peer configuration (change: _ -> struct (_ * _)) =
            settle world network peer configuration (change configuration.Scene)

        match occurrence with
        | Delivered(pile, letter) -> settle letter.Recipient (taken pile) (Scene.deliver world letter)
        | Dropped(pile, letter) -> settle letter.Recipient (taken pile) (Scene.lose letter)
        | Duplicated(_, letter) -> settle letter.Recipient spent (Scene.deliver world letter)
        | Spoiled(pile, letter) -> settle letter.Recipient (taken pile) (Scene.deliverGarbled world letter)
        | Fired(peer, timer, _) -> settle peer spent (Scene.fire world peer timer)
        | Worked peer -> settle peer spent (Scene.work world peer)
        | Broke peer -> settle peer spent (Scene.crash peer)
        | Wiped peer -> settle peer spent (Scene.wipe world peer)
        | Recovered peer -> settle peer spent (Scene.restart world peer)

    let private occurrences configuration =
        let left = configuration.Left

        let letters =
            configuration.UnderWay |> List.map (fun pile -> pile.Key, pile.Letters.Head)

        let datagrams = letters |> List.filter (fun (_, letter) -> letter.Line.IsNone)

        let messages =
            letters |> List.filter (fun (_, letter) -> Parcel.message letter.Parcel |> ValueOption.isSome)

        let nodes = List.indexed configuration.Scene.Nodes
        let onlyIf possible occurrences = if possible then occurrences else []

        let timers =
            let isBusy (_, node) =
                node.Life = Down || running node && not node.Questions.IsEmpty

            let early = left.Delays.IsSome && (not letters.IsEmpty || List.exists isBusy nodes)

            Scene.nextTimers configuration.Scene
            |> List.map (fun struct (peer, timer, _) -> Fired(peer, timer, early))
            |> onlyIf (not early || left.Delays <> ValueSome 0)

        let ofPeers fits occurrence =
            nodes |> List.filter (snd >> fits) |> List.map (fst >> occurrence)

        [ yield! List.map Delivered letters
          yield! ofPeers (fun node -> running node && not node.Questions.IsEmpty) Worked
          yield! timers
          yield! ofPeers (fun node -> node.Life = Down) Recovered
          yield! List.map Dropped letters |> onlyIf (left.Drops > 0)
          yield! List.map Duplicated datagrams |> onlyIf (left.Duplicates > 0)
          yield! List.map Spoiled messages |> onlyIf (left.Garbles > 0)
          yield! ofPeers running Broke |> onlyIf (left.Crashes > 0)
          yield! ofPeers running Wiped |> onlyIf (left.Wipes > 0) ]

    let private isFault occurrence =
        match occurrence with
        | Dropped _
        | Duplicated _
        | Spoiled _
        | Broke _
        | Wiped _
        | Fired(_, _, true) -> true
        | Delivered _
        | Fired(_, _, false)
        | Worked _
        | Recovered _ -> false

    let private fairness occurrence =
        let ofPile kind pile =
            Digest.empty |> Digest.addInt kind |> Digest.addUInt64 pile

        let ofPeer kind (peer: int) =
            Digest.empty |> Digest.addInt kind |> Digest.addInt peer

        match occurrence with
        | Delivered(pile, _) -> ofPile 0 pile
        | Dropped(pile, _) -> ofPile 1 pile
        | Duplicated(pile, _) -> ofPile 2 pile
        | Spoiled(pile, _) -> ofPile 3 pile
        | Fired(peer, timer, _) -> ofPeer 4 peer |> ValueDigest.add timer
        | Worked peer -> ofPeer 5 peer
        | Broke peer -> ofPeer 6 peer
        | Wiped peer -> ofPeer 8 peer
        | Recovered peer -> ofPeer 7 peer
        |> Digest.value

    let private occurrenceWords
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        occurrence
        =
        let name peer = List.item peer world.Peers

        let words letter =
            Parcel.words world.MessageWords letter.Parcel

        let letterWords (letter: Letter<_>) =
            $"{words letter} to {name letter.Recipient}"

        match occurrence with
        | Delivered(_, letter) -> $"{name letter.Recipient} receives {words letter}"
        | Dropped(_, letter) -> $"{letterWords letter} is lost"
        | Duplicated(_, letter) -> $"{letterWords letter} arrives, and a copy stays under way"
        | Spoiled(_, letter) -> $"{letterWords letter} arrives garbled"
        | Fired(peer, timer, _) -> $"{name peer}: {world.TimerWords timer}"
        | Worked peer -> $"{name peer}'s store answers"
        | Broke peer -> $"{name peer} crashes"
        | Wiped peer -> $"{name peer} crashes and loses its disk"
        | Recovered peer -> $"{name peer} starts again"

    let private configurationWords
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        configuration
        =
        let nodes =
            List.map2
                (fun name (node: Node<_, _, _, _>) -> $"{name}: {world.StateWords node.State}")
                world.Peers
                configuration.Scene.Nodes

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

    /// All peers have started, in their order, and nothing has arrived.
    let initial world network faults =
        let nobody =
            { Scene = Scene.initial world
              UnderWay = []
              Left = faults }

        (struct (nobody, []), List.indexed world.Peers)
        ||> List.fold (fun (struct (configuration, sendings)) (peer, _) ->
            let struct (configuration, more) =
                Scene.start world peer configuration.Scene |> settle world network peer configuration

            struct (configuration, sendings @ more))

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

    /// The world with this network and at most these faults. Stores answer at once, but where a crash may still come
    /// between a question and its answer. Timers fire in the order of their due times.
    let create world network faults laws =
        let world = World.timeless world
        let struct (first, _) = initial world network faults

        let successors configuration =
            occurrences configuration
            |> List.map (fun occurrence ->
                let struct (next, _) = happen world network occurrence configuration
                struct (occurrence, next))

        { Initial = [ first ]
          Successors = successors
          Fingerprint = digest network
          Canonical = ValueNone
          Enough = ValueNone
          IsFault = isFault
          Fairness = fairness
          ActionWords = occurrenceWords world
          StateWords = configurationWords world
          Properties = properties laws }

    /// What a configuration is made of, by name and digest: for a report on what makes states multiply.
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

        [ yield! List.map2 ofNode world.Peers configuration.Scene.Nodes |> List.concat
          part "connections" (ValueDigest.add configuration.Scene.Connections)
          part "letters under way" (UnderWay.digest network configuration.UnderWay)
          part "faults left" (ValueDigest.add configuration.Left) ]

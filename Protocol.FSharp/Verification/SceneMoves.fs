namespace PeerFunctional.Verification

/// A trace of a world as moves: so it is told, written to a file and run again like any other run.
module SceneMoves =

    /// A run so far: its moves, last first, and the numbers of the letters under way by their piles.
    type private Path<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
        { Stage: Stage<'state, 'timer, 'message, 'ask, 'store>
          Moves: TimedMove<'timer> list
          UnderWay: (uint64 * int) list }

    /// A set has no place for an equal letter; the first stays under way.
    let private post network first underWay sendings =
        let add (number, underWay) sending =
            match sending with
            | Posted letter ->
                let key = UnderWay.key network letter

                let isThere = List.exists (fun (other, _) -> other = key) underWay

                if network = Network.Set && letter.Line.IsNone && isThere then
                    number + 1, underWay
                else
                    number + 1, underWay @ [ key, number ]
            | Undeliverable _
            | Said _ -> number, underWay

        List.fold add (first, underWay) sendings |> snd

    /// Without the letters of connections that nobody awaits any more.
    let private awaited (stage: Stage<_, _, _, _, _>) underWay =
        let letters =
            underWay |> List.map (fun (key, number) -> key, number, stage.Letters[number])

        let calls =
            letters
            |> List.choose (fun (_, _, letter) ->
                match letter.Parcel with
                | Parcel.Call _ -> Some letter.Line
                | Parcel.Message _
                | Parcel.Taken
                | Parcel.HangUp _ -> None)

        letters
        |> List.filter (fun (_, _, letter) ->
            letter.Line.IsNone || Scene.isAwaited (List.contains letter.Line calls) letter stage.Scene)
        |> List.map (fun (key, number, _) -> key, number)

    let private take world network at move path =
        let timed = { At = at; Move = move }

        match Stage.perform world timed path.Stage with
        | Ok(struct (stage, sendings)) ->
            { Stage = stage
              Moves = timed :: path.Moves
              UnderWay = post network path.Stage.Letters.Count path.UnderWay sendings |> awaited stage }
        // Whoever runs the moves again sees it refused.
        | Error _ ->
            { path with
                Moves = timed :: path.Moves }

    /// The stores' work that goes without saying where no crash is left.
    let private work world network left path =
        let workPeer path peer =
            let asks path =
                let node: Node<_, _, _, _> = List.item peer path.Stage.Scene.Nodes
                node.Life = Running && not node.Questions.IsEmpty

            let rec go count path =
                if count > 0 && asks path then
                    go (count - 1) (take world network path.Stage.Scene.Now (Move.Work peer) path)
                else
                    path

            go SceneModel.mostAtOnce path

        if FaultBudget.canCrash left then
            path
        else
            List.fold workPeer path [ 0 .. path.Stage.Scene.Nodes.Length - 1 ]

    let private follow
        world
        network
        (path: Path<_, _, _, _, _>)
        (struct (occurrence, next: Configuration<_, _, _, _, _>))
        =
        let now = path.Stage.Scene.Now

        let ofLetter move keeps pile =
            match List.tryFind (fun (key, _) -> key = pile) path.UnderWay with
            | None -> path
            | Some(_, number) ->
                let underWay =
                    if keeps then
                        path.UnderWay
                    else
                        List.filter (fun (_, other) -> other <> number) path.UnderWay

                take world network now (move number) { path with UnderWay = underWay }

        match occurrence with
        | Delivered(pile, _) -> ofLetter Move.Deliver false pile
        | Dropped(pile, _) -> ofLetter Move.Lose false pile
        | Duplicated(pile, _) -> ofLetter Move.Deliver true pile
        | Spoiled(pile, _) -> ofLetter Move.DeliverGarbled false pile
        | Fired(peer, timer, _) -> take world network next.Scene.Now (Move.Fire(peer, timer)) path
        | Worked peer -> take world network now (Move.Work peer) path
        | Broke peer -> take world network now (Move.Crash peer) path
        | Wiped peer -> take world network now (Move.Wipe peer) path
        | Recovered peer -> take world network now (Move.Restart peer) path
        |> work world network next.Left

    /// The moves of a trace of `SceneModel.create world network`, from before anybody has started.
    let ofTrace world network (trace: Trace<_, _>) =
        let world = World.timeless world

        let start path peer =
            path
            |> take world network path.Stage.Scene.Now (Move.Start peer)
            |> work world network trace.First.Left

        let nobody =
            { Stage = Stage.initial world
              Moves = []
              UnderWay = [] }

        let started = List.fold start nobody [ 0 .. world.Peers.Length - 1 ]

        (started, trace.Steps) ||> List.fold (follow world network) |> _.Moves |> List.rev

namespace PeerFunctional.Verification

open PeerFunctional.Kernel

type Run<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    { Scene: Scene<'state, 'timer, 'ask, 'store>
      Letters: Map<int, Letter<'message>> }

module Run =

    let initial (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) =
        { Scene = Scene.initial world
          Letters = Map.empty }

    let private tryNode peer run = PerPeer.tryItem peer run.Scene.Nodes

    let private tryLetter run number =
        match Map.tryFind number run.Letters with
        | Some letter -> Ok letter
        | None -> Error $"letter {number} was not sent"

    let private isDown (node: Node<_, _, _, _>) = node.Life = Down

    /// The error is why the action cannot happen to its peer.
    let private checkPeer peer isReady problem run =
        match tryNode peer run with
        | ValueNone -> Error $"there is no peer {peer}"
        | ValueSome node when isReady node -> Ok()
        | ValueSome _ -> Error $"peer {peer} {problem}"

    let private check action run =
        match action with
        | Start peer
        | Restart peer -> checkPeer peer isDown "is not down" run
        | FireTimer(peer, timer) ->
            checkPeer peer (fun node -> (Timers.tryFind timer node.Timers).IsSome) "has no such timer" run
        | AnswerStore peer -> checkPeer peer (fun node -> not node.Questions.IsEmpty) "asks its store nothing" run
        | Crash peer
        | CrashLosingDisk peer -> checkPeer peer (isDown >> not) "is down already" run
        | Deliver _
        | DeliverCorrupted _
        | Duplicate _
        | Drop _ -> Ok()

    let private keep letters sending =
        match sending with
        | Posted letter -> Map.add letter.Number letter letters
        | Undeliverable _
        | Said _ -> letters

    let apply
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (at: System.TimeSpan)
        (action: Action<int, 'timer>)
        run
        =
        check action run
        |> Result.bind (fun () -> Action.tryMap (tryLetter run) (fun _ timer -> Ok timer) action)
        |> Result.map (fun action ->
            let struct (scene, sendings) =
                Action.apply
                    world
                    action
                    { run.Scene with
                        Now = max at run.Scene.Now }

            struct ({ Scene = scene
                      Letters = List.fold keep run.Letters sendings },
                    sendings))

    let timerNamed (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) run peer words =
        let timer =
            tryNode peer run
            |> ValueOption.toOption
            |> Option.bind (fun node ->
                Timers.all node.Timers |> Map.tryFindKey (fun timer _ -> world.TimerWords timer = words))

        match timer with
        | Some timer -> Ok timer
        | None -> Error $"peer {peer} has no timer '{words}'"

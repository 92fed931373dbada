namespace PeerFunctional.Verification

open PeerFunctional.Kernel

type Run<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    { WorldState: WorldState<'state, 'timer, 'ask, 'store>
      Envelopes: Map<int, Envelope<'message>> }

module Run =

    let initial (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) =
        { WorldState = WorldState.initial world
          Envelopes = Map.empty }

    let private tryNode peer run =
        PerPeer.tryItem peer run.WorldState.Nodes

    let private tryLetter run number =
        match Map.tryFind number run.Envelopes with
        | Some envelope -> Ok envelope
        | None -> Error $"message {number} was not sent"

    let private isDown (node: Node<_, _, _, _>) = node.Status = NodeStatus.Crashed

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
        | AnswerStore peer ->
            checkPeer peer (fun node -> not node.Questions.IsEmpty) "has no open question to its store" run
        | Crash peer
        | CrashLosingDisk peer -> checkPeer peer (isDown >> not) "is down already" run
        | Deliver _
        | DeliverCorrupted _
        | Duplicate _
        | Drop _ -> Ok()

    let private keep envelopes emission =
        match emission with
        | Emission.Sent envelope -> Map.add envelope.Number envelope envelopes
        | Emission.Undeliverable _
        | Emission.Noticed _ -> envelopes

    let apply
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (at: System.TimeSpan)
        (action: Action<int, 'timer>)
        run
        =
        check action run
        |> Result.bind (fun () -> Action.tryMap (tryLetter run) (fun _ timer -> Ok timer) action)
        |> Result.map (fun action ->
            let struct (worldState, emissions) =
                Action.apply
                    world
                    action
                    { run.WorldState with
                        Now = max at run.WorldState.Now }

            struct ({ WorldState = worldState
                      Envelopes = List.fold keep run.Envelopes emissions },
                    emissions))

    let timersNamed (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) run peer words =
        match tryNode peer run with
        | ValueSome node ->
            [ for KeyValue(timer, _) in Timers.all node.Timers do
                  if world.TimerWords timer = words then
                      timer ]
        | ValueNone -> []

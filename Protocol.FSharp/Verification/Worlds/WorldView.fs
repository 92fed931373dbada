namespace PeerFunctional.Verification

open PeerFunctional.Kernel

module internal WorldView =

    let input timer (input: Input<Address, 'a, 'message, 'command, 'answer>) =
        match input with
        | TimerFired outer -> timer outer |> ValueOption.map TimerFired
        | Started -> ValueSome Started
        | Opened name -> ValueSome(Opened name)
        | Received(sender, message) -> ValueSome(Received(sender, message))
        | Malformed(sender, problem) -> ValueSome(Malformed(sender, problem))
        | Closed(name, reason) -> ValueSome(Closed(name, reason))
        | Commanded command -> ValueSome(Commanded command)
        | Input.Answered answer -> ValueSome(Input.Answered answer)

    let output timer (output: Output<Address, 'a, 'message, 'ask, 'notice>) = Output.map id timer output

    let node (state: 'a -> 'b) timer (node: Node<'a, 'c, 'ask, 'store>) =
        { State = state node.State
          Timers =
            (Timers.none, Timers.all node.Timers)
            ||> Map.fold (fun timers outer due ->
                match timer outer with
                | ValueSome inner -> Timers.set inner due timers
                | ValueNone -> timers)
          Questions = node.Questions
          Store = node.Store
          Status = node.Status
          DiskLost = node.DiskLost }

    let worldState
        peers
        (node: Node<'a, 'b, 'ask, 'store> -> Node<'c, 'd, 'ask, 'store>)
        (worldState: WorldState<'a, 'b, 'ask, 'store>)
        =
        { Now = worldState.Now
          Nodes = PerPeer.init peers (fun peer -> node worldState.Nodes[peer])
          Connections = worldState.Connections
          Sent = worldState.Sent }

    let private invariant peers view (invariant: Invariant<_>) =
        { Sentence = invariant.Sentence
          Holds = view >> invariant.Holds
          OfPeer =
            invariant.OfPeer
            |> ValueOption.map (fun holds peer worldState -> peer >= peers || holds peer (view worldState))
          OfWorld = invariant.OfWorld |> ValueOption.map (fun holds -> view >> holds) }

    let properties peers view properties =
        { Invariants = properties.Invariants |> List.map (invariant peers view)
          Reachable = properties.Reachable |> List.map (invariant peers view)
          Liveness = invariant peers view properties.Liveness }

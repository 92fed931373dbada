namespace PeerFunctional.Verification

open PeerFunctional.Kernel

module internal WorldView =

    let input timer answer (input: Input<Address, 'a, 'message, 'command, 'b>) =
        match input with
        | TimerFired outer -> timer outer |> ValueOption.map TimerFired
        | Started -> ValueSome Started
        | Opened name -> ValueSome(Opened name)
        | Received(sender, message) -> ValueSome(Received(sender, message))
        | Malformed(sender, problem) -> ValueSome(Malformed(sender, problem))
        | Closed(name, reason) -> ValueSome(Closed(name, reason))
        | Commanded command -> ValueSome(Commanded command)
        | Input.Answered outer -> answer outer |> ValueOption.map Input.Answered

    let output timer ask (output: Output<Address, 'a, 'message, 'c, 'notice>) =
        match output with
        | Ask question -> Ask(ask question)
        | SetTimer(inner, due) -> SetTimer(timer inner, due)
        | CancelTimer inner -> CancelTimer(timer inner)
        | Open name -> Open name
        | Send(recipient, message) -> Send(recipient, message)
        | HalfClose name -> HalfClose name
        | Close name -> Close name
        | Tell notice -> Tell notice
        | Finish -> Finish

    let rec private questions ask inner outer =
        match Questions.tryNext outer with
        | ValueSome struct (question, rest) ->
            match ask question with
            | ValueSome question -> questions ask (Questions.add question inner) rest
            | ValueNone -> questions ask inner rest
        | ValueNone -> inner

    let node (state: 'a -> 'b) timer ask (node: Node<'a, 'c, 'd, 'store>) =
        { State = state node.State
          Timers =
            (Timers.none, Timers.all node.Timers)
            ||> Map.fold (fun timers outer due ->
                match timer outer with
                | ValueSome inner -> Timers.set inner due timers
                | ValueNone -> timers)
          Questions = questions ask Questions.none node.Questions
          Store = node.Store
          Status = node.Status
          DiskLost = node.DiskLost }

    let worldState
        peers
        (node: Node<'a, 'b, 'c, 'store> -> Node<'d, 'e, 'f, 'store>)
        (worldState: WorldState<'a, 'b, 'c, 'store>)
        =
        { Now = worldState.Now
          Nodes = PerPeer.init peers (fun peer -> node worldState.Nodes[peer])
          Connections = worldState.Connections
          Sent = worldState.Sent }

    let private invariant peers view (invariant: Invariant<_>) =
        { Sentence = invariant.Sentence
          Peers = fun _ -> if invariant.OfPeer.IsSome then peers else 0
          OfPeer =
            invariant.OfPeer
            |> ValueOption.map (fun holds peer worldState -> peer >= peers || holds peer (view worldState))
          OfWorld = invariant.OfWorld |> ValueOption.map (fun holds -> view >> holds) }

    let properties peers view properties =
        { Invariants = properties.Invariants |> List.map (invariant peers view)
          Reachable = properties.Reachable |> List.map (invariant peers view)
          Liveness = invariant peers view properties.Liveness }

    let scenario
        name
        about
        (world: World<'a, 'b, 'message, 'command, 'c, 'd, 'notice, 'store>)
        (peers, view)
        source
        (subject: Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        =
        { System = subject.System
          Name = name
          About = about
          Policy = subject.Policy
          World = world
          Properties = properties peers view subject.Properties
          Missing = view >> subject.Missing
          Source = source }

namespace PeerFunctional.Verification

open PeerFunctional.Kernel

type SlowlyStored<'state, 'ask> =
    { Inner: 'state
      Waiting: 'ask list
      Heard: int }

type SlowStoreTimer<'timer> =
    | OfMachine of 'timer
    | StoreTurn

module SlowStore =

    let private own timer =
        match timer with
        | OfMachine timer -> ValueSome timer
        | StoreTurn -> ValueNone

    let private turn = SetTimer(StoreTurn, Timers.anyMoment)

    let private isHeld (world: World<_, _, _, _, _, _, _, _>) output =
        match output with
        | Ask question -> world.AtOnce question |> ValueOption.isNone
        | Open _
        | Send _
        | HalfClose _
        | Close _
        | SetTimer _
        | CancelTimer _
        | Tell _
        | Finish -> false

    let private pass most (world: World<_, _, _, _, _, _, _, _>) now slow input =
        let struct (state, outputs) = world.Step now slow.Inner input
        let held, others = outputs |> List.partition (isHeld world)

        let asked =
            held
            |> List.choose (function
                | Ask question -> Some question
                | _ -> None)

        let waiting = slow.Waiting @ asked

        let heard = if slow.Waiting.IsEmpty then 0 else slow.Heard + 1
        let passed = List.map (WorldView.output OfMachine id) others

        if waiting.IsEmpty || heard >= most then
            struct ({ Inner = state
                      Waiting = []
                      Heard = 0 },
                    passed
                    @ List.map Ask waiting
                    @ (if slow.Waiting.IsEmpty then
                           []
                       else
                           [ CancelTimer StoreTurn ]))
        else
            struct ({ Inner = state
                      Waiting = waiting
                      Heard = heard },
                    passed @ (if slow.Waiting.IsEmpty then [ turn ] else []))

    let private step most world now slow input =
        match WorldView.input own ValueSome input, slow.Waiting with
        | ValueSome input, _ -> pass most world now slow input
        | ValueNone, question :: rest ->
            struct ({ slow with
                        Waiting = rest
                        Heard = if rest.IsEmpty then 0 else slow.Heard },
                    [ Ask question
                      if not rest.IsEmpty then
                          turn ])
        | ValueNone, [] -> struct (slow, [])

    let world most (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) =
        world
        |> World.withMachine
            { Start =
                fun peer store ->
                    { Inner = world.Start peer store
                      Waiting = []
                      Heard = 0 }
              Step = step most world
              AtOnce = world.AtOnce
              Answer = world.Answer
              TimerWords =
                fun timer ->
                    match timer with
                    | OfMachine timer -> world.TimerWords timer
                    | StoreTurn -> "its store takes up the next question"
              StateWords = fun slow -> world.StateWords slow.Inner }

    /// A peer with its waiting questions where they would be if its store had them.
    let private node (node: Node<SlowlyStored<'state, 'ask>, SlowStoreTimer<'timer>, 'ask, 'store>) =
        let inner = WorldView.node _.Inner own ValueSome node

        { inner with
            Questions =
                List.fold
                    (fun questions question -> Questions.add question questions)
                    inner.Questions
                    node.State.Waiting }

    let private view peers = WorldView.worldState peers node

    let properties peers properties =
        WorldView.properties peers (view peers) properties

    let scenario name about most (subject: Scenario<_, _, _, _, _, _, _, _>) =
        let peers = subject.World.Peers.Length

        subject
        |> WorldView.scenario
            name
            about
            (world most subject.World)
            (peers, view peers)
            { subject.Source with
                World = $"SlowStore.world {most} ({subject.Source.World})"
                Properties = $"SlowStore.properties {peers} ({subject.Source.Properties})" }

namespace PeerFunctional.Verification

open PeerFunctional.Kernel

[<RequireQualifiedAccess>]
type DiskRoom =
    | Enough
    | None
    | Plenty

type PeerOfFullDisk<'state, 'timer when 'timer: comparison> =
    { Inner: 'state
      Place: int
      Room: DiskRoom
      Heard: int
      IsRefused: bool
      IsDown: bool
      Timers: Set<'timer>
      Connections: Set<Address> }

[<RequireQualifiedAccess>]
type FullDiskTimer<'timer> =
    | OfMachine of 'timer
    | Fills
    | Empties

[<RequireQualifiedAccess>]
type FullDiskAsk<'ask> =
    | OfMachine of 'ask
    | Refused of 'ask
    | Everything

[<RequireQualifiedAccess>]
type FullDiskAnswer<'answer, 'store> =
    | ToMachine of 'answer
    | Everything of 'store

module FullDisk =

    let private ownTimer timer =
        match timer with
        | FullDiskTimer.OfMachine timer -> ValueSome timer
        | FullDiskTimer.Fills
        | FullDiskTimer.Empties -> ValueNone

    let private ownAsk question =
        match question with
        | FullDiskAsk.OfMachine question
        | FullDiskAsk.Refused question -> ValueSome question
        | FullDiskAsk.Everything -> ValueNone

    let private ownAnswer answer =
        match answer with
        | FullDiskAnswer.ToMachine answer -> ValueSome answer
        | FullDiskAnswer.Everything _ -> ValueNone

    let private begins places peer state =
        { Inner = state
          Place = peer
          Room =
            if List.contains peer places then
                DiskRoom.Enough
            else
                DiskRoom.Plenty
          Heard = 0
          IsRefused = false
          IsDown = false
          Timers = Set.empty
          Connections = Set.empty }

    /// What an input takes from, or adds to, what the machine has under way.
    let private received
        (peer: PeerOfFullDisk<'state, 'timer>)
        (input: Input<Address, 'timer, 'message, 'command, 'answer>)
        =
        match input with
        | TimerFired timer ->
            { peer with
                Timers = Set.remove timer peer.Timers }
        | Opened name ->
            { peer with
                Connections = Set.add name peer.Connections }
        | Closed(name, _) ->
            { peer with
                Connections = Set.remove name peer.Connections }
        | Started
        | Received _
        | Malformed _
        | Commanded _
        | Input.Answered _ -> peer

    let private put
        (peer: PeerOfFullDisk<'state, 'timer>)
        (output: Output<Address, 'timer, 'message, FullDiskAsk<'ask>, 'notice>)
        =
        match output with
        | SetTimer(timer, _) ->
            { peer with
                Timers = Set.add timer peer.Timers }
        | CancelTimer timer ->
            { peer with
                Timers = Set.remove timer peer.Timers }
        | Open name ->
            { peer with
                Connections = Set.add name peer.Connections }
        | Close name ->
            { peer with
                Connections = Set.remove name peer.Connections }
        | Ask(FullDiskAsk.Refused _) -> { peer with IsRefused = true }
        | Ask(FullDiskAsk.OfMachine _ | FullDiskAsk.Everything)
        | Send _
        | HalfClose _
        | Tell _
        | Finish -> peer

    let private isEnd output =
        match output with
        | Finish -> true
        | Open _
        | Send _
        | HalfClose _
        | Close _
        | SetTimer _
        | CancelTimer _
        | Ask _
        | Tell _ -> false

    let private readAgain = Ask FullDiskAsk.Everything

    /// A machine that ends over a refused write leaves nothing under way.
    let private goDown (peer: PeerOfFullDisk<'state, 'timer>) outputs =
        struct ({ peer with
                    IsDown = true
                    Timers = Set.empty
                    Connections = Set.empty },
                [ yield! outputs |> List.filter (isEnd >> not)
                  for timer in peer.Timers do
                      CancelTimer(FullDiskTimer.OfMachine timer)
                  for name in peer.Connections do
                      Close name
                  if peer.Room = DiskRoom.Plenty then
                      readAgain ])

    let private pass refuse (world: World<_, _, _, _, _, _, _, _>) now peer input =
        let asked (peer: PeerOfFullDisk<_, _>) question =
            if peer.Room = DiskRoom.None && ValueOption.isSome (refuse question) then
                FullDiskAsk.Refused question
            else
                FullDiskAsk.OfMachine question

        let struct (inner, outputs) = world.Step now peer.Inner input
        let peer = received { peer with Inner = inner } input
        let outputs = outputs |> List.map (WorldView.output id (asked peer))
        let peer = List.fold put peer outputs
        let outputs = outputs |> List.map (WorldView.output FullDiskTimer.OfMachine id)

        if peer.IsRefused && List.exists isEnd outputs then
            goDown peer outputs
        else
            struct (peer, outputs)

    let private step refuse (world: World<_, _, _, _, _, _, _, _>) now peer input =
        match input, WorldView.input ownTimer ownAnswer input with
        | TimerFired FullDiskTimer.Fills, _ ->
            struct ({ peer with Room = DiskRoom.None }, [ SetTimer(FullDiskTimer.Empties, Timers.anyMoment) ])
        | TimerFired FullDiskTimer.Empties, _ ->
            struct ({ peer with
                        Room = DiskRoom.Plenty
                        Heard = 0 },
                    [ if peer.IsDown then
                          readAgain ])
        | Input.Answered(FullDiskAnswer.Everything store), _ ->
            let again = begins [] peer.Place (world.Start peer.Place store)
            pass refuse world now again Started
        | Opened name, _ when peer.IsDown -> struct (peer, [ Close name ])
        | _, ValueSome input when not peer.IsDown ->
            let struct (peer, outputs) = pass refuse world now peer input

            struct (peer,
                    [ yield! outputs
                      match input with
                      | Started when peer.Room = DiskRoom.Enough -> SetTimer(FullDiskTimer.Fills, Timers.anyMoment)
                      | _ -> () ])
        | _, _ -> struct (peer, [])

    let private atLatest most input (struct (peer: PeerOfFullDisk<_, _>, outputs)) =
        match input with
        | TimerFired FullDiskTimer.Fills -> struct (peer, outputs)
        | _ when peer.Room <> DiskRoom.None -> struct (peer, outputs)
        | _ when peer.Heard + 1 < most -> struct ({ peer with Heard = peer.Heard + 1 }, outputs)
        | _ ->
            struct ({ peer with
                        Room = DiskRoom.Plenty
                        Heard = 0 },
                    [ yield! outputs
                      CancelTimer FullDiskTimer.Empties
                      if peer.IsDown then
                          readAgain ])

    let private answer refuse (world: World<_, _, _, _, _, _, _, _>) question store =
        match question with
        | FullDiskAsk.OfMachine question ->
            let struct (store, answers) = world.Answer question store
            struct (store, List.map FullDiskAnswer.ToMachine answers)
        | FullDiskAsk.Refused question ->
            struct (store, refuse question |> ValueOption.defaultValue [] |> List.map FullDiskAnswer.ToMachine)
        | FullDiskAsk.Everything -> struct (store, [ FullDiskAnswer.Everything store ])

    let private atOnce (world: World<_, _, _, _, _, _, _, _>) question =
        match question with
        | FullDiskAsk.OfMachine question -> world.AtOnce question |> ValueOption.map (List.map FullDiskAnswer.ToMachine)
        | FullDiskAsk.Refused _
        | FullDiskAsk.Everything -> ValueNone

    let world most places refuse (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) =
        world
        |> World.withMachine
            { Start = fun peer store -> begins places peer (world.Start peer store)
              Step = fun now peer input -> step refuse world now peer input |> atLatest most input
              AtOnce = atOnce world
              Answer = answer refuse world
              TimerWords =
                fun timer ->
                    match timer with
                    | FullDiskTimer.OfMachine timer -> world.TimerWords timer
                    | FullDiskTimer.Fills -> "its disk is full"
                    | FullDiskTimer.Empties -> "its disk has room again"
              StateWords =
                fun peer ->
                    if peer.IsDown then
                        "ended over a full disk"
                    else
                        world.StateWords peer.Inner }

    /// A machine that waits for its user is one that has crashed.
    let private node (node: Node<PeerOfFullDisk<'state, 'timer>, FullDiskTimer<'timer>, FullDiskAsk<'ask>, 'store>) =
        { WorldView.node _.Inner ownTimer ownAsk node with
            Status =
                if node.State.IsDown then
                    NodeStatus.Crashed
                else
                    node.Status }

    let private view peers = WorldView.worldState peers node

    let properties peers properties =
        WorldView.properties peers (view peers) properties

    let scenario name about most places (source: string) refuse (subject: Scenario<_, _, _, _, _, _, _, _>) =
        let peers = subject.World.Peers.Length

        subject
        |> WorldView.scenario
            name
            about
            (world most places refuse subject.World)
            (peers, view peers)
            { subject.Source with
                World = $"FullDisk.world {most} %A{places} {source} ({subject.Source.World})"
                Properties = $"FullDisk.properties {peers} ({subject.Source.Properties})" }

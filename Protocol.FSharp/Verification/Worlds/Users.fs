namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

type UserOrder<'state, 'command> =
    { Peer: int
      After: TimeSpan
      Words: string
      Commands: 'state -> 'command list }

type Used<'state> = { Inner: 'state; Orders: int list }

type UsedTimer<'timer> =
    | OfUsed of 'timer
    | Order of int

module Users =

    let private own timer =
        match timer with
        | OfUsed timer -> ValueSome timer
        | Order _ -> ValueNone

    /// A machine takes inputs one after another.
    let private take (world: World<_, _, _, _, _, _, _, _>) now used inputs =
        (struct (used, []), inputs)
        ||> List.fold (fun (struct (used, outputs)) input ->
            let struct (inner, more) = world.Step now used.Inner input
            struct ({ used with Inner = inner }, outputs @ List.map (WorldView.output OfUsed) more))

    let private step (orders: UserOrder<_, _> array) world now used input =
        match input, WorldView.input own input with
        | TimerFired(Order place), _ -> orders[place].Commands used.Inner |> List.map Commanded |> take world now used
        | Started, _ ->
            let struct (used, outputs) = take world now used [ Started ]
            struct (used, outputs @ [ for place in used.Orders -> SetTimer(Order place, orders[place].After) ])
        | _, ValueSome input -> take world now used [ input ]
        | _, ValueNone -> struct (used, [])

    let world
        (orders: UserOrder<'state, 'command> list)
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        =
        let orders = Array.ofList orders

        { Peers = world.Peers
          Stores = world.Stores
          Blank = world.Blank
          Start =
            fun peer store ->
                { Inner = world.Start peer store
                  Orders = [ 0 .. orders.Length - 1 ] |> List.filter (fun place -> orders[place].Peer = peer) }
          Step = step orders world
          Owner = world.Owner
          Datagrams = world.Datagrams
          Streams = world.Streams
          NoticeWords = world.NoticeWords
          AtOnce = world.AtOnce
          Answer = world.Answer
          MessageWords = world.MessageWords
          SaysDeed = world.SaysDeed
          TimerWords =
            fun timer ->
                match timer with
                | OfUsed timer -> world.TimerWords timer
                | Order place -> orders[place].Words
          StateWords = fun used -> world.StateWords used.Inner }

    let private view peers =
        WorldView.worldState peers (WorldView.node _.Inner own)

    let properties peers properties =
        WorldView.properties peers (view peers) properties

    let scenario name about (source: string) orders (subject: Scenario<_, _, _, _, _, _, _, _>) =
        let peers = subject.World.Peers.Length

        { System = subject.System
          Name = name
          About = about
          Policy = subject.Policy
          World = world orders subject.World
          Properties = properties peers subject.Properties
          Missing = fun worldState -> subject.Missing(view peers worldState)
          Source =
            { subject.Source with
                World = $"Users.world ({source}) ({subject.Source.World})"
                Properties = $"Users.properties {peers} ({subject.Source.Properties})" } }

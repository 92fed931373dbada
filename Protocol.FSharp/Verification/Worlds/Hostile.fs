namespace PeerFunctional.Verification

open PeerFunctional.Kernel

type HostileMove<'message> =
    { Towards: Address
      Messages: 'message list }

type HostilePeer<'message> =
    { Name: string
      Endpoint: Endpoint
      Forges: Endpoint voption
      Greeting: 'message list
      Moves: HostileMove<'message> list
      Most: int
      Leaves: bool }

type Beset<'state> =
    | Honest of 'state
    | Attacker of left: int * calls: Map<Address, int>

type BesetTimer<'timer> =
    | OfHonest of 'timer
    | Move of int

module HostilePeer =

    let create name endpoint most moves =
        { Name = name
          Endpoint = endpoint
          Forges = ValueNone
          Greeting = []
          Moves = moves
          Most = most
          Leaves = false }

module Hostile =

    let private own timer =
        match timer with
        | OfHonest timer -> ValueSome timer
        | Move _ -> ValueNone

    let private arm move = SetTimer(Move move, Timers.anyMoment)

    /// The outputs of a move, and the calls under way after it.
    let private move hostile calls place =
        let { Towards = towards
              Messages = messages } =
            List.item place hostile.Moves

        match towards with
        | Address.Datagram _ -> struct (calls, [ for message in messages -> Send(towards, message) ])
        | Address.Stream(Dialled(target, _))
        | Address.Substream(Dialled(target, _), _) ->
            let name = Address.Stream(Dialled(target, Map.count calls))
            struct (Map.add name place calls, [ Open name ])
        | Address.Stream(Accepted _)
        | Address.Substream(Accepted _, _) -> struct (calls, [])

    /// A connection or a stream has opened. It opens its own stream once the partner has opened one: the partner has then read the greeting. Nothing
    /// tells that a stream was accepted.
    let private opened hostile calls name =
        let move place = List.item place hostile.Moves

        let send name messages =
            [ for message in messages -> Send(name, message) ]

        match name, Map.tryFind name calls with
        | Address.Stream _, Some place when (move place).Towards.IsSubstream ->
            struct (calls, send name hostile.Greeting)
        | Address.Stream _, Some place ->
            struct (calls,
                    [ yield! send name (hostile.Greeting @ (move place).Messages)
                      if hostile.Leaves then
                          Close name ])
        | Address.Substream(connection, _), None ->
            match Map.tryFind (Address.Stream connection) calls with
            | Some place when (move place).Towards.IsSubstream ->
                let own = Address.Substream(connection, 0L)

                struct (calls |> Map.remove (Address.Stream connection) |> Map.add own place,
                        Open own :: send own (move place).Messages)
            | Some _
            | None -> struct (calls, [])
        | (Address.Substream _ | Address.Datagram _), Some _
        | (Address.Stream _ | Address.Datagram _), None -> struct (calls, [])

    let private attack hostile left calls input =
        match input with
        | Started -> struct (Attacker(left, calls), List.mapi (fun place _ -> arm place) hostile.Moves)
        | TimerFired(Move place) ->
            let struct (calls, outputs) = move hostile calls place

            let after =
                if left > 1 then
                    [ arm place ]
                else
                    hostile.Moves |> List.mapi (fun other _ -> CancelTimer(Move other))

            struct (Attacker(left - 1, calls), outputs @ after)
        | Opened name ->
            let struct (calls, outputs) = opened hostile calls name
            struct (Attacker(left, calls), outputs)
        | TimerFired(OfHonest _)
        | Received _
        | Malformed _
        | Closed _
        | Commanded _
        | Input.Answered _ -> struct (Attacker(left, calls), [])

    let private step hostile (world: World<_, _, _, _, _, _, _, _>) now state input =
        match state, WorldView.input own ValueSome input with
        | Attacker(left, calls), _ -> attack hostile left calls input
        | Honest state, ValueSome input ->
            let struct (state, outputs) = world.Step now state input
            struct (Honest state, List.map (WorldView.output OfHonest id) outputs)
        | Honest _, ValueNone -> struct (state, [])

    let world hostile (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) =
        let attacker = world.Peers.Length
        let stores = Array.ofList world.Stores

        let ofHonest fallback find peer =
            if peer = attacker then fallback else find peer

        let surrounded =
            world
            |> World.withMachine
                { Start =
                    fun peer store ->
                        if peer = attacker then
                            Attacker(hostile.Most, Map.empty)
                        else
                            Honest(world.Start peer store)
                  Step = step hostile world
                  AtOnce = world.AtOnce
                  Answer = world.Answer
                  TimerWords =
                    fun timer ->
                        match timer with
                        | OfHonest timer -> world.TimerWords timer
                        | Move place ->
                            let move = List.item place hostile.Moves
                            let said = move.Messages |> List.map world.MessageWords |> String.concat ", then "
                            $"{ActionWords.OfHostile}{said} to {Address.words move.Towards}"
                  StateWords =
                    fun state ->
                        match state with
                        | Honest state -> world.StateWords state
                        | Attacker(left, _) -> $"hostile, {left} more to send" }

        { surrounded with
            Peers = world.Peers @ [ hostile.Name ]
            // It keeps nothing, and its store is never asked.
            Stores = world.Stores @ [ Array.last stores ]
            Blank = ofHonest (Array.last stores) world.Blank
            Owner =
                fun endpoint ->
                    if endpoint.Host = hostile.Endpoint.Host then
                        ValueSome attacker
                    else
                        world.Owner endpoint
            Datagrams =
                world.Datagrams
                |> ValueOption.map (fun network ->
                    { network with
                        SenderOf =
                            fun peer message ->
                                if peer = attacker then
                                    ValueOption.defaultValue hostile.Endpoint hostile.Forges
                                else
                                    network.SenderOf peer message })
            Streams =
                world.Streams
                |> ValueOption.map (fun network ->
                    { HostOf = ofHonest hostile.Endpoint.Host network.HostOf
                      InPiecesOf = ofHonest ValueNone network.InPiecesOf
                      LimitsOf = ofHonest ValueNone network.LimitsOf }) }

    let private view (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) =
        // The attacker comes behind the peers that are looked at, so nothing takes this for a peer's state.
        let standIn = world.Start 0 world.Stores.Head

        let honest state =
            match state with
            | Honest state -> state
            | Attacker _ -> standIn

        let node (node: Node<Beset<'state>, BesetTimer<'timer>, 'ask, 'store>) =
            WorldView.node honest own ValueSome node

        WorldView.worldState world.Peers.Length node

    let properties
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (properties: Properties<WorldState<'state, 'timer, 'ask, 'store>>)
        =
        WorldView.properties world.Peers.Length (view world) properties

    let scenario name about (source: string) hostile (subject: Scenario<_, _, _, _, _, _, _, _>) =
        subject
        |> WorldView.scenario
            name
            about
            (world hostile subject.World)
            (subject.World.Peers.Length, view subject.World)
            { subject.Source with
                World = $"Hostile.world ({source}) ({subject.Source.World})"
                Properties = $"Hostile.properties ({subject.Source.World}) ({subject.Source.Properties})" }

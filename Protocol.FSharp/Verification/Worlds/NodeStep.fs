namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

[<RequireQualifiedAccess>]
type Emission<'message> =
    | Sent of Envelope<'message>
    | Undeliverable of 'message
    | Noticed of words: (unit -> string)

[<Struct>]
type NodeStep<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    { Node: Node<'state, 'timer, 'ask, 'store>
      Connections: Connections
      Sent: int
      Emissions: Emission<'message> list }

module NodeStep =

    let private put emission acting =
        { acting with
            Emissions = emission :: acting.Emissions }

    let private post sender recipient payload line acting =
        { acting with Sent = acting.Sent + 1 }
        |> put (
            Emission.Sent
                { Number = acting.Sent
                  Sender = sender
                  Recipient = recipient
                  Payload = payload
                  Connection = line }
        )

    /// Sends a payload from one end of a connection to another.
    let private postOnConnection line near (struct (recipient, name)) payload (acting: NodeStep<_, _, _, _, _>) =
        let connection =
            { Number = line
              From = near
              Inside = ValueNone }

        post name recipient payload (ValueSome connection) acting

    /// The port of a host's first call.
    [<Literal>]
    let private FirstCallingPort = 50_000

    let private send
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        peer
        recipient
        message
        (acting: NodeStep<'state, 'timer, 'message, 'ask, 'store>)
        =
        match recipient with
        | Address.Datagram endpoint ->
            match world.Datagrams, world.Owner endpoint with
            | ValueSome network, ValueSome owner ->
                let sender = Address.Datagram(network.SenderOf peer message)
                post sender owner (Payload.Message message) ValueNone acting
            | _ -> put (Emission.Undeliverable message) acting
        | Address.Stream _
        | Address.Substream _ ->
            match Connections.tryFind peer recipient acting.Connections with
            | ValueSome found ->
                postOnConnection found.Number (struct (peer, recipient)) found.Far (Payload.Message message) acting
            | ValueNone -> put (Emission.Undeliverable message) acting

    /// A call to nobody is refused by the machine it would be on.
    let private call
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        peer
        name
        (acting: NodeStep<'state, 'timer, 'message, 'ask, 'store>)
        =
        match world.Streams, name with
        | ValueSome network, Address.Stream(Dialled(target, _)) when
            Connections.tryFind peer name acting.Connections |> ValueOption.isNone
            ->
            let owner = world.Owner target |> ValueOption.defaultValue -1

            let called number =
                Address.Stream(Accepted(Endpoint.create (network.HostOf peer) (FirstCallingPort + number), target))

            let line = acting.Connections.Calls

            let struct (farName, lines) =
                Connections.call peer name owner called acting.Connections

            let acting = { acting with Connections = lines }

            if owner >= 0 then
                postOnConnection
                    line
                    (struct (peer, name))
                    (struct (owner, farName))
                    (Payload.Connect(struct (peer, name)))
                    acting
            else
                postOnConnection
                    line
                    (struct (peer, name))
                    (struct (peer, name))
                    (Payload.Close CloseReason.Refused)
                    acting
        | ValueSome _, Address.Substream(connection, number) ->
            let line = acting.Connections.Calls

            match Connections.openInside peer connection number acting.Connections with
            | ValueSome(struct (inside, struct (owner, farName), lines)) ->
                let stream =
                    { Number = line
                      From = struct (peer, name)
                      Inside = ValueSome inside }

                post
                    farName
                    owner
                    (Payload.Connect(struct (peer, name)))
                    (ValueSome stream)
                    { acting with Connections = lines }
            | ValueNone -> acting
        // A datagram needs no connection, and a name belongs to one at a time.
        | _ -> acting

    let private close peer reason (acting: NodeStep<_, _, _, _, _>) (struct (name, found: ConnectionSide)) =
        { acting with
            Connections = Connections.remove peer name acting.Connections }
        |> postOnConnection found.Number (struct (peer, name)) found.Far (Payload.Close reason)

    let closeAll peer reason (acting: NodeStep<_, _, _, _, _>) =
        (acting, Connections.ofPeer peer acting.Connections)
        ||> List.fold (fun acting (struct (name, _) as found) ->
            match name with
            // A connection takes the streams inside it along.
            | Address.Substream _ -> acting
            | Address.Stream _
            | Address.Datagram _ -> close peer reason acting found)

    let updateNode change (acting: NodeStep<_, _, _, _, _>) =
        { acting with
            Node = change acting.Node }

    /// Carries out one output; answers what is answered at once, to be heard after the outputs behind it.
    let private carryOut
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        peer
        now
        (struct (acting: NodeStep<'state, 'timer, 'message, 'ask, 'store>, answers))
        output
        =
        match output with
        | _ when acting.Node.Status <> NodeStatus.Running -> struct (acting, answers)
        | Send(recipient, message) -> struct (send world peer recipient message acting, answers)
        | Open name -> struct (call world peer name acting, answers)
        // The far end hears it as a close, and its own end follows.
        | HalfClose name ->
            match Connections.tryFind peer name acting.Connections with
            | ValueSome found ->
                struct (postOnConnection
                            found.Number
                            (struct (peer, name))
                            found.Far
                            (Payload.Close CloseReason.ClosedByPartner)
                            acting,
                        answers)
            | ValueNone -> struct (acting, answers)
        | Close name ->
            match Connections.tryFind peer name acting.Connections with
            | ValueSome found -> struct (close peer CloseReason.ClosedByPartner acting (struct (name, found)), answers)
            | ValueNone -> struct (acting, answers)
        | SetTimer(timer, due) ->
            let set node =
                { node with
                    Timers = Timers.set timer (if due = Timers.anyMoment then due else now + due) node.Timers }

            struct (updateNode set acting, answers)
        | CancelTimer timer ->
            let cancel node =
                { node with
                    Timers = Timers.cancel timer node.Timers }

            struct (updateNode cancel acting, answers)
        | Finish ->
            let finish node =
                { node with
                    Status = NodeStatus.Stopped
                    Timers = Timers.none }

            struct (acting |> updateNode finish |> closeAll peer CloseReason.ClosedByPartner, answers)
        | Ask question ->
            match world.AtOnce question with
            | ValueNone ->
                let ask node =
                    { node with
                        Questions = Questions.add question node.Questions }

                struct (updateNode ask acting, answers)
            | ValueSome more -> struct (acting, answers @ more)
        | Tell notice -> struct (put (Emission.Noticed(fun () -> world.NoticeWords notice)) acting, answers)

    let step (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) peer now acting input =
        let rec take inputs (acting: NodeStep<'state, 'timer, 'message, 'ask, 'store>) =
            match inputs with
            | input :: rest when acting.Node.Status = NodeStatus.Running ->
                let struct (state, outputs) = world.Step now acting.Node.State input

                let struct (acting, answers) =
                    (struct (acting |> updateNode (fun node -> { node with State = state }), []), outputs)
                    ||> List.fold (carryOut world peer now)

                take (rest @ List.map Answered answers) acting
            | _ -> acting

        take [ input ] acting

namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

type Sending<'message> =
    | Posted of Letter<'message>
    | Undeliverable of 'message
    | Said of words: (unit -> string)

[<Struct>]
type Acting<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    { Node: Node<'state, 'timer, 'ask, 'store>
      Connections: Lines
      Sent: int
      Sendings: Sending<'message> list }

module Acting =

    let private put sending acting =
        { acting with
            Sendings = sending :: acting.Sendings }

    let private post sender recipient parcel line acting =
        { acting with Sent = acting.Sent + 1 }
        |> put (
            Posted
                { Number = acting.Sent
                  Sender = sender
                  Recipient = recipient
                  Parcel = parcel
                  Line = line }
        )

    /// Sends a parcel from one end of a connection to another.
    let private postOn line near (struct (recipient, name)) parcel (acting: Acting<_, _, _, _, _>) =
        post name recipient parcel (ValueSome { Number = line; From = near }) acting

    /// The port of a host's first call.
    [<Literal>]
    let private FirstCallingPort = 50_000

    let private send
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        peer
        recipient
        message
        (acting: Acting<'state, 'timer, 'message, 'ask, 'store>)
        =
        match recipient with
        | Address.Datagram endpoint ->
            match world.Datagrams, world.Owner endpoint with
            | ValueSome network, ValueSome owner ->
                let sender = Address.Datagram(network.SenderOf peer message)
                post sender owner (Parcel.Message message) ValueNone acting
            | _ -> put (Undeliverable message) acting
        | Address.Stream _
        | Address.Substream _ ->
            match Lines.tryFind peer recipient acting.Connections with
            | ValueSome found ->
                postOn found.Number (struct (peer, recipient)) found.Far (Parcel.Message message) acting
            | ValueNone -> put (Undeliverable message) acting

    /// A call to nobody is refused by the machine it would be on.
    let private call
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        peer
        name
        (acting: Acting<'state, 'timer, 'message, 'ask, 'store>)
        =
        match world.Streams, name with
        | ValueSome network, Address.Stream(Dialled(target, _)) when
            Lines.tryFind peer name acting.Connections |> ValueOption.isNone
            ->
            let owner = world.Owner target |> ValueOption.defaultValue -1

            let called number =
                Address.Stream(Accepted(Endpoint.create (network.HostOf peer) (FirstCallingPort + number), target))

            let line = acting.Connections.Calls
            let struct (farName, lines) = Lines.call peer name owner called acting.Connections
            let acting = { acting with Connections = lines }

            if owner >= 0 then
                postOn line (struct (peer, name)) (struct (owner, farName)) (Parcel.Call(struct (peer, name))) acting
            else
                postOn line (struct (peer, name)) (struct (peer, name)) (Parcel.HangUp CloseReason.Refused) acting
        // A datagram needs no connection, a substream has one, and a name belongs to one at a time.
        | _ -> acting

    let private hangUp peer reason (acting: Acting<_, _, _, _, _>) (struct (name, found: End)) =
        { acting with
            Connections = Lines.remove peer name acting.Connections }
        |> postOn found.Number (struct (peer, name)) found.Far (Parcel.HangUp reason)

    let hangUpAll peer reason (acting: Acting<_, _, _, _, _>) =
        acting.Connections |> Lines.ofPeer peer |> List.fold (hangUp peer reason) acting

    let changeNode change (acting: Acting<_, _, _, _, _>) =
        { acting with
            Node = change acting.Node }

    /// Carries out one output; answers what is answered at once, to be heard after the outputs behind it.
    let private carryOut
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        peer
        now
        (struct (acting: Acting<'state, 'timer, 'message, 'ask, 'store>, answers))
        output
        =
        match output with
        | _ when acting.Node.Life <> Running -> struct (acting, answers)
        | Send(recipient, message) -> struct (send world peer recipient message acting, answers)
        | Open name -> struct (call world peer name acting, answers)
        // The far end hears it as a close, and its own end follows.
        | HalfClose name ->
            match Lines.tryFind peer name acting.Connections with
            | ValueSome found ->
                struct (postOn
                            found.Number
                            (struct (peer, name))
                            found.Far
                            (Parcel.HangUp CloseReason.ClosedByPartner)
                            acting,
                        answers)
            | ValueNone -> struct (acting, answers)
        | Close name ->
            match Lines.tryFind peer name acting.Connections with
            | ValueSome found -> struct (hangUp peer CloseReason.ClosedByPartner acting (struct (name, found)), answers)
            | ValueNone -> struct (acting, answers)
        | SetTimer(timer, due) ->
            let set node =
                { node with
                    Timers = Timers.set timer (now + due) node.Timers }

            struct (changeNode set acting, answers)
        | CancelTimer timer ->
            let cancel node =
                { node with
                    Timers = Timers.cancel timer node.Timers }

            struct (changeNode cancel acting, answers)
        | Finish ->
            let finish node =
                { node with
                    Life = Done
                    Timers = Timers.none }

            struct (acting |> changeNode finish |> hangUpAll peer CloseReason.ClosedByPartner, answers)
        | Ask question ->
            match world.AtOnce question with
            | ValueNone ->
                let ask node =
                    { node with
                        Questions = Questions.add question node.Questions }

                struct (changeNode ask acting, answers)
            | ValueSome more -> struct (acting, answers @ more)
        | Tell notice -> struct (put (Said(fun () -> world.NoticeWords notice)) acting, answers)

    let step (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) peer now acting input =
        let rec take inputs (acting: Acting<'state, 'timer, 'message, 'ask, 'store>) =
            match inputs with
            | input :: rest when acting.Node.Life = Running ->
                let struct (state, outputs) = world.Step now acting.Node.State input

                let struct (acting, answers) =
                    (struct (acting |> changeNode (fun node -> { node with State = state }), []), outputs)
                    ||> List.fold (carryOut world peer now)

                take (rest @ List.map Answered answers) acting
            | _ -> acting

        take [ input ] acting

namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture
open PeerFunctional.Verification

/// A captured conversation: one responder and all its partners. Peers are named by the endpoint of their command
/// socket.
[<NoEquality; NoComparison>]
type ReplicaConversation =
    {
        Responder: Endpoint
        /// By the order they appeared, from 0.
        Columns: Map<Endpoint, int>
        /// Peers that have no column.
        Others: Set<Endpoint>
        OtherCount: int
        /// The peer that owns each push socket, from PORT.
        Pushers: Map<Endpoint, Endpoint>
        /// Whether the first datagram is a HELO. Otherwise earlier datagrams may be missing.
        FromBeginning: bool
        /// Whether the responder is a process that was started on the port of another one.
        IsRestarted: bool
    }

module ReplicaConversation =

    /// The most peers of a conversation; others have no column.
    [<Literal>]
    let MaxPeers = 512

    /// Peers without a column that are counted.
    [<Literal>]
    let MaxOthers = 65_536

    /// In the order they appeared.
    let peers conversation =
        conversation.Columns |> Map.toList |> List.sortBy snd |> List.map fst

    /// The peer at an endpoint, command or push.
    let peerAt endpoint conversation =
        match Map.tryFind endpoint conversation.Pushers with
        | Some peer -> ValueSome peer
        | None when Map.containsKey endpoint conversation.Columns -> ValueSome endpoint
        | None -> ValueNone

    /// Whether a datagram goes to a push socket: a known one, or one shown by the first byte, which no command has.
    let channel conversation (datagram: Datagram) =
        let isPush =
            Map.containsKey datagram.Destination conversation.Pushers
            || (not (Map.containsKey datagram.Destination conversation.Columns)
                && (Map.containsKey datagram.Source conversation.Pushers
                    || (datagram.Payload.Length > 0 && datagram.Payload.Span[0] >= 0x80uy)))

        if isPush then Message.pushRole else Message.commandRole

    /// The command of a datagram, if it begins with a word that only SneakerNet has.
    let private telling (datagram: Datagram) =
        let payload = datagram.Payload.Span

        let hasWord =
            payload.StartsWith "HELO "B
            || payload.StartsWith "PORT "B
            || payload.StartsWith "HAVE "B
            || payload.StartsWith "WANT "B

        if hasWord then
            match Command.decode datagram.Payload with
            | Ok command -> ValueSome command
            | Error _ -> ValueNone
        else
            ValueNone

    let private isCall command =
        match command with
        | Helo("initiator", _) -> true
        | Helo _
        | Port _
        | Have _
        | Want _
        | Got _
        | Bye
        | Next
        | Command.Unknown _ -> false

    /// Whether a command is the first of a session: no token is said back, and no session exists already.
    let isFirstCall command =
        match command with
        | Helo("initiator", extensions) ->
            let greeting = Greeting.read extensions
            greeting.Tokens.IsEmpty && not greeting.IsAgain
        | Helo _
        | Port _
        | Have _
        | Want _
        | Got _
        | Bye
        | Next
        | Command.Unknown _ -> false

    let private isHelo (datagram: Datagram) =
        match telling datagram with
        | ValueSome command -> isCall command
        | ValueNone -> false

    /// The end of a datagram that is the responder: the one called, the one that answers, or the one at the known
    /// port.
    let private responderOf (datagram: Datagram) command =
        match command with
        | Helo("responder", _) -> datagram.Source
        | Helo _
        | Port _
        | Have _
        | Want _
        | Got _
        | Bye
        | Next
        | Command.Unknown _ ->
            if datagram.Source.Port = Message.DefaultPort then
                datagram.Source
            else
                datagram.Destination

    let private begin' (datagram: Datagram) =
        match telling datagram with
        | ValueSome command ->
            let peers = [ datagram.Source; datagram.Destination ]

            Recognized(
                { Responder = responderOf datagram command
                  Columns = peers |> List.mapi (fun column peer -> peer, column) |> Map.ofList
                  Others = Set.empty
                  OtherCount = 0
                  Pushers = Map.empty
                  FromBeginning = isFirstCall command
                  IsRestarted = false },
                peers
            )
        | ValueNone -> Foreign

    /// A call begins a conversation. What else SneakerNet may have sent waits for one, and begins one that lacks its beginning.
    let private recognize (datagram: Datagram) =
        let mayBeOurs first =
            (first >= 'A'B && first <= 'Z'B) || (first >= 0x80uy && first < 0xA0uy)

        match telling datagram with
        | ValueSome command when isFirstCall command -> begin' datagram
        | ValueSome _ -> Undecided
        | ValueNone when datagram.Payload.Length > 0 && mayBeOurs datagram.Payload.Span[0] -> Undecided
        | ValueNone -> Foreign

    /// A push socket has no column: one that was seen before PORT named it loses its own.
    let private withoutColumn (pusher: Endpoint) conversation =
        match Map.tryFind pusher conversation.Columns with
        | Some left when pusher <> conversation.Responder ->
            { conversation with
                Columns =
                    conversation.Columns
                    |> Map.remove pusher
                    |> Map.map (fun _ column -> if column > left then column - 1 else column) }
        | Some _
        | None -> conversation

    /// Adds the sender as a peer, and its push socket from PORT.
    let private learn (datagram: Datagram) conversation =
        let isUnknown = ValueOption.isNone (peerAt datagram.Source conversation)
        let count = if isUnknown then conversation.Columns.Count else 0
        let isNew = isUnknown && count < MaxPeers

        let met =
            if isNew then
                { conversation with
                    Columns = Map.add datagram.Source count conversation.Columns }
            elif
                isUnknown
                && (isHelo datagram && not (Set.contains datagram.Source conversation.Others))
                && conversation.OtherCount < MaxOthers
            then
                { conversation with
                    Others = Set.add datagram.Source conversation.Others
                    OtherCount = conversation.OtherCount + 1 }
            else
                conversation

        match telling datagram with
        | ValueSome(Port port) ->
            let pusher = Endpoint.create datagram.Source.Host port

            { About =
                { withoutColumn pusher met with
                    Pushers = Map.add pusher datagram.Source met.Pushers }
              Owns =
                [ if isNew then
                      datagram.Source
                  pusher ]
              Mentions = [] }
        | ValueSome _
        | ValueNone ->
            { About = met
              Owns =
                [ if isNew then
                      datagram.Source ]
              Mentions = [] }

    /// A conversation is over after 30 seconds of silence: longer than any session waits.
    let recognizer =
        { Recognizer.create recognize (fun _ _ _ -> Foreign) with
            Late = begin'
            Learn =
                fun captured conversation ->
                    match captured.Event with
                    | WireEvent.Datagram datagram -> learn datagram conversation
                    | WireEvent.Connection _ ->
                        { About = conversation
                          Owns = []
                          Mentions = [] } }

    /// The first events of the processes of a responder that were started on the port of another one. Each process has a push
    /// socket of its own and names it to every partner: another port is another process, which began with the call that it
    /// answered first.
    let private restarts (conversation: Conversation<ReplicaConversation>) =
        let responder = conversation.About.Responder

        let ofDatagram (port, calls, answered, starts) (index, datagram: Datagram) =
            match telling datagram with
            | ValueSome command when isCall command && datagram.Destination = responder ->
                port, Map.add datagram.Source index calls, answered, starts
            | ValueSome(Helo _) when datagram.Source = responder ->
                match Map.tryFind datagram.Destination calls with
                | Some call -> port, calls, Map.add datagram.Destination call answered, starts
                | None -> port, calls, answered, starts
            | ValueSome(Port next) when datagram.Source = responder ->
                match port, Map.tryFind datagram.Destination answered with
                | ValueSome known, Some call when known <> next -> ValueSome next, calls, answered, call :: starts
                | _ -> ValueSome next, calls, answered, starts
            | ValueSome _
            | ValueNone -> port, calls, answered, starts

        let (_, _, _, starts) =
            List.rev conversation.Events
            |> List.indexed
            |> List.choose (fun (index, captured) ->
                match captured.Event with
                | WireEvent.Datagram datagram -> Some(index, datagram)
                | WireEvent.Connection _ -> None)
            |> List.fold ofDatagram (ValueNone, Map.empty, Map.empty, [])

        List.rev starts

    /// A part of a conversation: its events, first to last, up to a time.
    let private part (conversation: Conversation<ReplicaConversation>) isRestarted until (events: CapturedEvent list) =
        let about =
            events
            |> List.fold
                (fun about (captured: CapturedEvent) ->
                    match captured.Event, about with
                    | WireEvent.Datagram datagram, ValueSome about -> ValueSome (learn datagram about).About
                    | WireEvent.Datagram datagram, ValueNone ->
                        match begin' datagram with
                        | Recognized(about, _) -> ValueSome about
                        | Foreign
                        | Undecided -> ValueNone
                    | WireEvent.Connection _, _ -> about)
                ValueNone
            |> ValueOption.defaultValue conversation.About

        { conversation with
            About = { about with IsRestarted = isRestarted }
            Events = List.rev events
            Count = events.Length
            Bytes = events |> List.sumBy CapturedEvent.size
            Last = (List.last events).Time
            Until = until }

    /// A conversation for each process of the responder.
    let parts (conversation: Conversation<ReplicaConversation>) =
        match restarts conversation with
        | [] -> [ conversation ]
        | starts ->
            let events = List.rev conversation.Events |> Array.ofList

            (0 :: starts, starts @ [ events.Length ])
            ||> List.zip
            |> List.map (fun (first, next) ->
                let until =
                    if next < events.Length then
                        events[next].Time
                    else
                        conversation.Until

                part conversation (first > 0) until (List.ofArray events[first .. next - 1]))

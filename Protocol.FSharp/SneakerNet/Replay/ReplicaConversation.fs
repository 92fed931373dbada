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
        /// In the order they appeared.
        Peers: Endpoint list
        /// The peer that owns each push socket, from PORT.
        Pushers: Map<Endpoint, Endpoint>
        /// Whether the first datagram is a HELO. Otherwise earlier datagrams may be missing.
        FromBeginning: bool
    }

module ReplicaConversation =

    /// The most peers of a conversation; others have no column.
    [<Literal>]
    let MaxPeers = 512

    /// The peer at an endpoint, command or push.
    let peerAt endpoint conversation =
        match Map.tryFind endpoint conversation.Pushers with
        | Some peer -> ValueSome peer
        | None when List.contains endpoint conversation.Peers -> ValueSome endpoint
        | None -> ValueNone

    /// Whether a datagram goes to a push socket: a known one, or one shown by the first byte, which no command has.
    let channel conversation (datagram: Datagram) =
        let isPush =
            Map.containsKey datagram.Destination conversation.Pushers
            || (not (List.contains datagram.Destination conversation.Peers)
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
                  Peers = peers
                  Pushers = Map.empty
                  FromBeginning = isCall command },
                peers
            )
        | ValueNone -> Foreign

    /// Adds the sender as a peer, and its push socket from PORT.
    let private learn (datagram: Datagram) conversation =
        let isNew =
            ValueOption.isNone (peerAt datagram.Source conversation) && conversation.Peers.Length < MaxPeers

        let met =
            if isNew then
                { conversation with
                    Peers = conversation.Peers @ [ datagram.Source ] }
            else
                conversation

        match telling datagram with
        | ValueSome(Port port) ->
            let pusher = Endpoint.create datagram.Source.Host port

            { About =
                { met with
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
        { Recognizer.create begin' (fun _ _ _ -> Foreign) with
            Learn =
                fun captured conversation ->
                    match captured.Event with
                    | WireEvent.Datagram datagram -> learn datagram conversation
                    | WireEvent.Connection _ ->
                        { About = conversation
                          Owns = []
                          Mentions = [] } }

namespace PeerFunctional.Link

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture
open PeerFunctional.Verification

/// Finds captured links and searches.
module LinkConversation =

    let private hello = "HELLO|"B
    let private search = "PING|pinger="B
    let private answer = "PONG|ponger="B

    let private beginsWith (word: byte array) (bytes: ReadOnlyMemory<byte>) = bytes.Span.StartsWith word

    let private named (header: Header) key =
        Header.tryValue key header
        |> Option.bind (PeerName.create >> Result.toOption)
        |> Option.bind (PeerName.endpoint >> ValueOption.toOption)
        |> Option.toList

    let private parsed (bytes: ReadOnlyMemory<byte>) =
        match Header.parse bytes with
        | Ok(ValueSome header) -> Some header
        | Ok ValueNone
        | Error _ -> None

    /// The header that a direction begins with. A shorter one tells all that it says once its padding begins: an original reads
    /// it so.
    let firstHeader (bytes: ReadOnlyMemory<byte>) =
        if bytes.Length >= Header.Length then
            parsed (bytes.Slice(0, Header.Length))
        elif bytes.Length > hello.Length && bytes.Span[bytes.Length - 1] = '|'B then
            let whole = Array.create Header.Length '|'B
            bytes.CopyTo(Memory whole)
            parsed (ReadOnlyMemory whole)
        else
            None

    let private answers =
        [ Header.print (Header.plain AcceptHeader)
          Header.print (Header.plain DenyHeader) ]

    /// Whether the answer to an offer stands where the offer is due.
    let isAnswer (bytes: ReadOnlyMemory<byte>) =
        answers |> List.exists (fun answer -> bytes.Span.StartsWith answer.Span)

    let private mayBeAnswer (bytes: ReadOnlyMemory<byte>) =
        answers |> List.exists (fun answer -> answer.Span.StartsWith bytes.Span)

    /// A link begins with a HELLO, which may lack some of its keys.
    let private offer (callee: Endpoint) (bytes: ReadOnlyMemory<byte>) =
        let length = min hello.Length bytes.Length

        if isAnswer bytes then
            Recognized((), [ callee ])
        elif not (bytes.Span.Slice(0, length).SequenceEqual(ReadOnlySpan(hello, 0, length))) then
            if mayBeAnswer bytes then Undecided else Foreign
        else
            match firstHeader bytes with
            | Some header when
                [ "peer_name"; "data_type"; "strict" ]
                |> List.exists (fun key -> (Header.tryValue key header).IsSome)
                ->
                Recognized((), callee :: named header "peer_name")
            | _ when bytes.Length < Header.Length -> Undecided
            | Some _
            | None -> Foreign

    /// Whether a datagram says that it is of a search: by its beginning, or by the port of searches.
    let isOfSearch (source: Endpoint) (destination: Endpoint) (bytes: ReadOnlyMemory<byte>) =
        source.Port = Limits.DiscoveryPort
        || destination.Port = Limits.DiscoveryPort
        || beginsWith search bytes
        || beginsWith answer bytes

    let private datagram (datagram: Datagram) =
        if beginsWith search datagram.Payload then
            Recognized((), [ datagram.Source; datagram.Destination ])
        elif beginsWith answer datagram.Payload then
            let peers =
                parsed datagram.Payload |> Option.map (fun header -> named header "ponger")

            Recognized((), datagram.Source :: datagram.Destination :: Option.defaultValue [] peers)
        else
            Foreign

    let private endpoints recognition =
        match recognition with
        | Recognized((), endpoints) -> endpoints
        | Foreign
        | Undecided -> []

    let private learn (captured: CapturedEvent) () =
        { About = ()
          Owns =
            match captured.Event with
            | WireEvent.Connection({ Event = TcpEvent.Data(Caller, bytes) } as news) ->
                endpoints (offer news.Callee bytes)
            | WireEvent.Datagram news -> endpoints (datagram news)
            | WireEvent.Connection _ -> []
          Mentions = [] }

    /// A conversation ends after two minutes of silence, which is many keep-alives.
    let recognizer =
        { Recognizer.create datagram (fun _ callee bytes -> offer callee bytes) with
            Answer =
                fun callee bytes ->
                    if isAnswer bytes then
                        Recognized((), [ callee ])
                    else
                        Foreign
            Learn = learn
            Pause = 120_000_000_000L
            MostOpen = 256 }

    /// The conversation, unless its callers answer where they would offer, and the capture lacks how their connections began.
    let shown (conversation: Conversation<unit>) =
        let news =
            [ for captured in List.rev conversation.Events do
                  match captured.Event with
                  | WireEvent.Connection news -> news
                  | WireEvent.Datagram _ -> () ]

        let isBegun number =
            news |> List.exists (fun other -> other.Connection = number && other.Event.IsSyn)

        /// What came first of a caller.
        let first =
            news
            |> List.choose (fun news ->
                match news.Event with
                | TcpEvent.Data(Caller, bytes) -> Some(struct (news.Connection, bytes))
                | TcpEvent.Data(Callee, _)
                | TcpEvent.Syn
                | TcpEvent.Accepted
                | TcpEvent.Refused
                | TcpEvent.Lacks _
                | TcpEvent.Fin _
                | TcpEvent.Reset _ -> None)
            |> List.distinctBy (fun (struct (number, _)) -> number)

        let isStray =
            not first.IsEmpty
            && first |> List.forall (fun (struct (number, bytes)) -> isAnswer bytes && not (isBegun number))

        if isStray then [] else [ conversation ]

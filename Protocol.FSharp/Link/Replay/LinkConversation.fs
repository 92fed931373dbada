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

    /// A link begins with a HELLO, which may lack some of its keys.
    let private offer (callee: Endpoint) (bytes: ReadOnlyMemory<byte>) =
        let length = min hello.Length bytes.Length

        if not (bytes.Span.Slice(0, length).SequenceEqual(ReadOnlySpan(hello, 0, length))) then
            Foreign
        elif bytes.Length < Header.Length then
            Undecided
        else
            match parsed (bytes.Slice(0, Header.Length)) with
            | Some header when
                [ "peer_name"; "data_type"; "strict" ]
                |> List.exists (fun key -> (Header.tryValue key header).IsSome)
                ->
                Recognized((), callee :: named header "peer_name")
            | Some _
            | None -> Foreign

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
            Learn = learn
            Pause = 120_000_000_000L
            MostOpen = 256 }

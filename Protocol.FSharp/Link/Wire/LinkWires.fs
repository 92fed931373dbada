namespace PeerFunctional.Link

open System
open PeerFunctional.Kernel

/// Figures of the original program, and our bounds.
module Limits =

    /// UDP, both ends of a search by the original.
    [<Literal>]
    let DiscoveryPort = 1024

    /// The original's timeout: for an answer, and before a keep-alive.
    let timeout = TimeSpan.FromSeconds 2.0

    /// How long the original collects answers to a search after the last one.
    let searchPause = TimeSpan.FromMilliseconds 500.0

    /// The most bytes of an item, unless the user wants another limit.
    [<Literal>]
    let DefaultMaxSize = 67_108_864

    /// Bytes of an item that an original surely takes whole: it reads at most 8,192 bytes at a time and takes each
    /// read for a full one, so what comes in several segments loses its end.
    [<Literal>]
    let SafeItem = 1_320

    /// The most bytes of an item that leaves in one write with its header.
    [<Literal>]
    let LongItem = 65_536

    /// How long a caller may take for its offer.
    let request = TimeSpan.FromSeconds 10.0

    /// Answers to searches within one second: a flood is answered no faster.
    [<Literal>]
    let MaxAnswers = 100

    /// An answer to a search has at most so many bytes for each byte of the search.
    [<Literal>]
    let MaxAmplification = 3

    /// The original reads so many bytes of a search.
    [<Literal>]
    let MaxSearchBytes = 512

/// Messages as datagrams and on connections.
module LinkWires =

    /// The socket of a peer that answers searches, or of one that searches.
    let discovery = PortRole "discovery"

    let private kinds =
        [| for dataType in DataType.all do
               for isStrict in [ false; true ] do
                   for isStream in [ false; true ] do
                       { DataType = dataType
                         IsStrict = isStrict
                         IsStream = isStream } |]

    /// The number of a call tells what it offers, so its reader knows what may follow the answer.
    let callNumber terms index =
        kinds.Length * index + System.Array.IndexOf(kinds, terms)

    let private offered connection =
        match connection with
        | Dialled(_, number) -> ValueSome kinds[number % kinds.Length]
        | Accepted _ -> ValueNone

    let private extension isOurs = if isOurs then [ "ext", "1" ] else []

    /// `lenient` is how a link that is not strict is written.
    let private hello lenient (offer: Offer) =
        let terms = offer.Terms

        { Kind = HelloHeader
          Values =
            [ "peer_name", PeerName.text offer.Caller
              "data_type", DataType.name terms.DataType
              "strict", (if terms.IsStrict then "True" else lenient)
              if terms.IsStream then
                  "stream", "True"
              yield! extension offer.IsOurs ] }

    /// The header before an item.
    let dataHeader dataType (size: int) =
        Header.print
            { Kind = DataHeader
              Values = [ "data_size", string size; "data_type", DataType.name dataType ] }

    /// Header and payload as one, so that they leave in one write.
    let item dataType (content: ByteString) =
        let bytes = Array.zeroCreate<byte>(Header.Length + content.Bytes.Length)
        (dataHeader dataType content.Bytes.Length).CopyTo(Memory bytes)
        content.Bytes.CopyTo(Memory(bytes, Header.Length, content.Bytes.Length))
        ReadOnlyMemory bytes

    /// A message as ours writes it. The original takes any text of `strict` for true, "False" too.
    let write message =
        match message with
        | Hello offer -> Header.print (hello "" offer)
        | Accept isOurs ->
            Header.print
                { Kind = AcceptHeader
                  Values = extension isOurs }
        | Deny -> Header.print (Header.plain DenyHeader)
        | Item(dataType, content) -> item dataType content
        | Piece content -> content.Bytes
        | Ping -> Header.print (Header.plain PingHeader)
        | Search(searcher, bytes) ->
            Header.printTo
                bytes
                { Kind = PingHeader
                  Values = [ "pinger", searcher ] }
        | Presence(peer, bytes) ->
            Header.printTo
                bytes
                { Kind = PongHeader
                  Values = [ "ponger", PeerName.text peer ] }
        // No peer sends one; a journal or a trace may still hold it.
        | Unknown _ -> ReadOnlyMemory(Array.create Header.Length (byte '|'))

    /// How the original reads connections, and how it writes.
    let published: StreamCodec<Message> =
        { Write =
            fun message ->
                match message with
                | Hello offer -> Header.print (hello "False" offer)
                | Accept _
                | Deny
                | Item _
                | Piece _
                | Ping
                | Unknown _
                | Search _
                | Presence _ -> write message
          Decoder = offered >> PublishedDecoder.create }

    let private search (bytes: ReadOnlyMemory<byte>) =
        if bytes.Length > Limits.MaxSearchBytes then
            Malformation.error "oversize" $"a search has at most {Limits.MaxSearchBytes} bytes"
        else
            match Header.parse bytes with
            | Ok(ValueSome { Kind = PingHeader } & ValueSome header) ->
                Ok(Search(Header.tryValue "pinger" header |> Option.defaultValue "", bytes.Length))
            | Ok(ValueSome { Kind = PongHeader } & ValueSome header) ->
                Header.value "ponger" header
                |> Result.bind PeerName.create
                |> Result.map (fun peer -> Presence(peer, bytes.Length))
            | Ok(ValueSome _)
            | Ok ValueNone -> Malformation.error "unknown-kind" "a datagram is a PING or a PONG"
            | Error problem -> Error problem

    /// How peers speak that take items of up to `most` bytes.
    let create most : Wires<Message> =
        { Wires.none with
            Datagrams =
                ValueSome
                    { Encode = fun message -> struct (discovery, write message)
                      Decode = fun _ -> search }
            Streams =
                ValueSome
                    { Codec =
                        { Write = write
                          Decoder =
                            fun connection ->
                                LinkDecoder.create most (offered connection |> ValueOption.exists _.IsStream) }
                      Limits =
                        { Request = Limits.request
                          Answer = TimeSpan.Zero
                          MessageBytes = most + Header.Length } } }

    /// How a search speaks: in datagrams only.
    let ofSearch: Wires<Message> =
        { Wires.none with
            Datagrams = (create Limits.DefaultMaxSize).Datagrams }

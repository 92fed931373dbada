namespace PeerFunctional.Libp2p

open System
open PeerFunctional.Kernel

/// What a stream carries once its protocol is agreed.
[<RequireQualifiedAccess>]
type ProtocolKind =
    | Identify
    | Push
    | Ping
    | Exchange

module ProtocolKind =

    /// The protocols of a peer whose requests go by this name.
    let standard exchange =
        Map
            [ ProtocolName.identify, ProtocolKind.Identify
              ProtocolName.push, ProtocolKind.Push
              ProtocolName.ping, ProtocolKind.Ping
              exchange, ProtocolKind.Exchange ]

/// Bytes in the order they came, joined once.
[<Struct; NoEquality; NoComparison>]
type private Gathered =
    {
        /// Last first.
        Parts: ReadOnlyMemory<byte> list
        Length: int
    }

/// What one direction of a stream is about to bring.
[<NoEquality; NoComparison>]
type private Reading =
    | Lines of begun: ReadOnlyMemory<byte>
    | Described of create: (Identify -> Message) * begun: ReadOnlyMemory<byte>
    | Pings of begun: ReadOnlyMemory<byte>
    | Asked of Gathered
    | Answered of Gathered
    /// The end, and no byte before it.
    | Silence
    /// After a malformation.
    | Over

/// One direction of a stream as far as it was read: lines until a protocol is agreed, then the messages of that protocol. Bytes of
/// the protocol may follow the agreeing line at once.
[<NoEquality; NoComparison>]
type SubstreamDecoder =
    private
        { Kinds: Map<ProtocolName, ProtocolKind>
          IsOurs: bool
          Reading: Reading }

module SubstreamDecoder =

    /// Reads the partner's direction. `isOurs` tells that we opened the stream; `kinds` are the protocols that we have. As the
    /// acceptor we agree to the first proposal among them, as the opener to the first that the partner says again.
    let create kinds isOurs =
        { Kinds = kinds
          IsOurs = isOurs
          Reading = Lines ReadOnlyMemory.Empty }

    let private join (begun: ReadOnlyMemory<byte>) (bytes: ReadOnlyMemory<byte>) =
        if begun.IsEmpty then
            bytes
        else
            let joined = Array.zeroCreate<byte>(begun.Length + bytes.Length)
            begun.CopyTo(Memory joined)
            bytes.CopyTo(Memory(joined, begun.Length, bytes.Length))
            ReadOnlyMemory joined

    let private nothing = { Parts = []; Length = 0 }

    let private joined gathered =
        let bytes = Array.zeroCreate<byte> gathered.Length

        (gathered.Length, gathered.Parts)
        ||> List.fold (fun until part ->
            part.CopyTo(Memory(bytes, until - part.Length, part.Length))
            until - part.Length)
        |> ignore

        ReadOnlyMemory bytes

    /// What the partner says by a protocol.
    let private agreed isOurs kind =
        match kind, isOurs with
        | ProtocolKind.Identify, true -> Described(Message.Identify, ReadOnlyMemory.Empty)
        | ProtocolKind.Push, false -> Described(Message.Push, ReadOnlyMemory.Empty)
        | ProtocolKind.Identify, false
        | ProtocolKind.Push, true -> Silence
        | ProtocolKind.Ping, _ -> Pings ReadOnlyMemory.Empty
        | ProtocolKind.Exchange, true -> Answered nothing
        | ProtocolKind.Exchange, false -> Asked nothing

    let private afterLine decoder line =
        match line with
        | MultistreamLine.Protocol name ->
            match Map.tryFind name decoder.Kinds with
            | Some kind -> agreed decoder.IsOurs kind
            | None -> Lines ReadOnlyMemory.Empty
        | MultistreamLine.Header
        | MultistreamLine.NotAvailable
        | MultistreamLine.ListProtocols
        | MultistreamLine.Protocols _ -> Lines ReadOnlyMemory.Empty

    /// Keys and addresses are the connection's own, so only a push may lack a key.
    let private described create (identify: Identify) =
        match create identify with
        | Message.Identify { PublicKey = ValueNone } ->
            Malformation.error "missing-key" "the identify message lacks a public key"
        | message -> Ok message

    let private ofDescription create (bytes: ReadOnlyMemory<byte>) =
        match Varint.read bytes with
        | CutShort when bytes.Length < Varint.MaxLength ->
            struct (ValueNone, Described(create, bytes), ReadOnlyMemory.Empty)
        | Whole(count, _) when count > uint64 Identify.MaxBytes ->
            struct (ValueSome(
                        Malformation.error "oversize" $"the identify message has more than {Identify.MaxBytes} bytes"
                    ),
                    Over,
                    ReadOnlyMemory.Empty)
        | CutShort
        | TooLong ->
            struct (ValueSome(Malformation.error "bad-length" "a length has more than 64 bits"),
                    Over,
                    ReadOnlyMemory.Empty)
        | Whole(count, length) when bytes.Length < length + int count ->
            struct (ValueNone, Described(create, bytes), ReadOnlyMemory.Empty)
        | Whole(count, length) ->
            struct (ValueSome(Identify.read (bytes.Slice(length, int count)) |> Result.bind (described create)),
                    Silence,
                    bytes.Slice(length + int count))

    let private ofPings (bytes: ReadOnlyMemory<byte>) =
        if bytes.Length < Message.PingBytes then
            struct (ValueNone, Pings bytes, ReadOnlyMemory.Empty)
        else
            struct (ValueSome(Ok(Message.Ping { Bytes = bytes.Slice(0, Message.PingBytes) })),
                    Pings ReadOnlyMemory.Empty,
                    bytes.Slice Message.PingBytes)

    let private gather what most create (bytes: ReadOnlyMemory<byte>) gathered =
        if bytes.Length > most - gathered.Length then
            struct (ValueSome(Malformation.error "oversize" $"the {what} has more than {most} bytes"),
                    Over,
                    ReadOnlyMemory.Empty)
        else
            struct (ValueNone,
                    create
                        { Parts = bytes :: gathered.Parts
                          Length = gathered.Length + bytes.Length },
                    ReadOnlyMemory.Empty)

    /// Takes what one message needs of the bytes, which are not empty.
    let private next decoder (bytes: ReadOnlyMemory<byte>) reading =
        match reading with
        | Lines begun ->
            let bytes = join begun bytes

            match Multistream.read bytes with
            | Line(line, rest) -> struct (ValueSome(Ok(Message.Line line)), afterLine decoder line, rest)
            | NeedMore -> struct (ValueNone, Lines bytes, ReadOnlyMemory.Empty)
            | Wrong problem -> struct (ValueSome(Error problem), Over, ReadOnlyMemory.Empty)
        | Described(create, begun) -> ofDescription create (join begun bytes)
        | Pings begun -> ofPings (join begun bytes)
        | Asked gathered -> gather "request" Exchange.MaxRequest Asked bytes gathered
        | Answered gathered -> gather "response" Exchange.MaxResponse Answered bytes gathered
        | Silence ->
            struct (ValueSome(Malformation.error "unexpected-bytes" "bytes come where the stream should end"),
                    Over,
                    ReadOnlyMemory.Empty)
        | Over -> struct (ValueNone, Over, ReadOnlyMemory.Empty)

    /// The messages that some bytes complete. After a malformation nothing more comes out.
    let take (bytes: ReadOnlyMemory<byte>) decoder : struct (Result<Message, Malformation> list * SubstreamDecoder) =
        let rec from (bytes: ReadOnlyMemory<byte>) reading found =
            if bytes.IsEmpty then
                struct (List.rev found, { decoder with Reading = reading })
            else
                match next decoder bytes reading with
                | struct (ValueSome(Error problem), _, _) ->
                    struct (List.rev (Error problem :: found), { decoder with Reading = Over })
                | struct (ValueSome message, reading, rest) -> from rest reading (message :: found)
                | struct (ValueNone, reading, rest) -> from rest reading found

        from bytes decoder.Reading []

    /// Whether no byte of a next message has come.
    let isBetween decoder =
        match decoder.Reading with
        | Lines begun
        | Described(_, begun)
        | Pings begun -> begun.IsEmpty
        | Asked gathered
        | Answered gathered -> gathered.Parts.IsEmpty
        | Silence
        | Over -> true

    let private cutShort what (begun: ReadOnlyMemory<byte>) =
        if begun.IsEmpty then
            [ Ok Message.End ]
        else
            [ Malformation.error "cut-short" $"the stream ends after {begun.Length} bytes of {what}" ]

    /// What the end of the direction completes, or what it cuts short.
    let atEnd decoder =
        match decoder.Reading with
        | Lines begun -> cutShort "a line" begun
        | Described(_, begun) -> cutShort "an identify message" begun
        | Pings begun -> cutShort "a ping" begun
        | Asked gathered -> [ Exchange.readRequest (joined gathered) |> Result.map Message.Request ]
        | Answered gathered -> [ Exchange.readResponse (joined gathered) |> Result.map Message.Response ]
        | Silence -> [ Ok Message.End ]
        | Over -> []

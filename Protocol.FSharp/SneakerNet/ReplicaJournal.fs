namespace PeerFunctional.SneakerNet

open System
open System.Buffers.Binary
open System.Formats.Cbor
open PeerFunctional.Kernel
open PeerFunctional.Encoding

/// A journal being run again: the replica after so many steps.
[<NoEquality; NoComparison>]
type JournalRun =
    {
        Settings: Settings
        State: Replica
        Steps: int64
        /// The time of the last input, since the journal began.
        At: TimeSpan
        /// What went in and came out last.
        Last: (struct (ReplicaInput * ReplicaOutput list)) voption
    }

    /// Whether the replica has finished.
    member run.IsOver =
        match run.Last with
        | ValueSome struct (_, outputs) -> outputs |> List.exists _.IsFinish
        | ValueNone -> false

/// The inputs of a live replica in order, each with its time and the digest of the state after its step. The file starts
/// with `magic`; entries follow, each a length of four bytes (big endian) and as many bytes of CBOR: first the settings, then
/// one entry an input. Messages are written as their bytes on the wire.
module ReplicaJournal =

    let magic = "peer journal 2\n"B

    /// The most bytes of an entry: the largest answer of a store, and some.
    [<Literal>]
    let MaxEntry = 134_217_728

    let private writeEndpoint (endpoint: Endpoint) (writer: CborWriter) =
        writer.WriteTextString endpoint.Host
        writer.WriteInt32 endpoint.Port

    let private readEndpoint (reader: CborReader) =
        let host = reader.ReadTextString()
        Endpoint.create host (reader.ReadInt32())

    let private writeHash (hash: Hash) (writer: CborWriter) =
        writer.WriteByteString(Hash.toBytes hash)

    let private readHash (reader: CborReader) =
        Hash.ofBytes (ReadOnlySpan(reader.ReadByteString()))

    let private writeList write (items: 'item list) (writer: CborWriter) =
        writer.WriteInt32 items.Length
        items |> List.iter (fun item -> write item writer)

    let private readList (read: CborReader -> Result<'item, Malformation>) (reader: CborReader) =
        let rec next left items =
            if left <= 0 then
                Ok(List.rev items)
            else
                match read reader with
                | Ok item -> next (left - 1) (item :: items)
                | Error e -> Error e

        next (reader.ReadInt32()) []

    let private writeEvent (event: Event) (writer: CborWriter) = writer.WriteByteString event.Wire.Span

    let private readEvent (reader: CborReader) =
        Event.decode (ReadOnlyMemory(reader.ReadByteString()))

    let private readFeed (reader: CborReader) = FeedId.parse (reader.ReadTextString())

    let private verified signatures event =
        Verified.verify signatures event |> Result.mapError (Doubt.malformation event)

    let private unknown what (number: int) =
        Malformation.error "unknown-entry" $"{what} {number} is unknown to this version"

    let private writeTimer timer (writer: CborWriter) =
        let write (number: int) peer =
            writer.WriteInt32 number
            peer |> ValueOption.iter (fun peer -> writeEndpoint peer writer)

        match timer with
        | Contact -> write 0 ValueNone
        | Turn -> write 1 ValueNone
        | Silent peer -> write 2 (ValueSome peer)
        | Retry peer -> write 3 (ValueSome peer)
        | Announce peer -> write 4 (ValueSome peer)

    let private readTimer (reader: CborReader) =
        match reader.ReadInt32() with
        | 0 -> Ok Contact
        | 1 -> Ok Turn
        | 2 -> Ok(Silent(readEndpoint reader))
        | 3 -> Ok(Retry(readEndpoint reader))
        | 4 -> Ok(Announce(readEndpoint reader))
        | other -> unknown "timer" other

    let private writeAnswer answer (writer: CborWriter) =
        match answer with
        | Appended events ->
            writer.WriteInt32 0
            writeList writeEvent events writer
        | AppendFailed reason ->
            writer.WriteInt32 1
            writer.WriteTextString reason
        | Fetched(asker, feed, from, offers) ->
            writer.WriteInt32 2
            writeEndpoint asker writer
            writer.WriteTextString(string feed)
            writer.WriteInt64 from
            writeList (Offer.event >> writeEvent) offers writer
        | Fork(asker, verified, held) ->
            writer.WriteInt32 3
            writeEndpoint asker writer
            writeEvent verified.Event writer
            writeHash held writer

    let private readAnswer signatures (reader: CborReader) =
        match reader.ReadInt32() with
        | 0 -> readList readEvent reader |> Result.map Appended
        | 1 -> Ok(AppendFailed(reader.ReadTextString()))
        | 2 ->
            let asker = readEndpoint reader

            readFeed reader
            |> Result.bind (fun feed ->
                let from = reader.ReadInt64()

                readList readEvent reader
                |> Result.map (fun events -> Fetched(asker, feed, from, events |> List.map (Offer.verify signatures))))
        | 3 ->
            let asker = readEndpoint reader

            readEvent reader
            |> Result.bind (verified signatures)
            |> Result.bind (fun verified -> readHash reader |> Result.map (fun held -> Fork(asker, verified, held)))
        | other -> unknown "answer" other

    let private writeInput (codec: Codec<Message>) (input: ReplicaInput) (writer: CborWriter) =
        match input with
        | Started -> writer.WriteInt32 0
        | Received(sender, message) ->
            let struct (channel, bytes) = codec.Encode message
            writer.WriteInt32 1
            writeEndpoint sender writer
            writer.WriteTextString(string channel)
            writer.WriteByteString bytes.Span
        | Malformed(sender, malformation) ->
            writer.WriteInt32 2
            writeEndpoint sender writer
            writer.WriteTextString malformation.Problem
            writer.WriteTextString malformation.Detail
        | TimerFired timer ->
            writer.WriteInt32 3
            writeTimer timer writer
        | Answered answer ->
            writer.WriteInt32 4
            writeAnswer answer writer
        | Commanded Stop -> writer.WriteInt32 5
        | Opened peer ->
            writer.WriteInt32 6
            writeEndpoint peer writer
        | Input.Closed(peer, _) ->
            writer.WriteInt32 7
            writeEndpoint peer writer

    let private readInput signatures (codec: Codec<Message>) (reader: CborReader) : Result<ReplicaInput, Malformation> =
        match reader.ReadInt32() with
        | 0 -> Ok Started
        | 1 ->
            let sender = readEndpoint reader
            let channel = Channel(reader.ReadTextString())

            codec.Decode channel (ReadOnlyMemory(reader.ReadByteString()))
            |> Result.map (fun message -> Received(sender, message))
        | 2 ->
            let sender = readEndpoint reader
            let problem = reader.ReadTextString()
            Ok(Malformed(sender, Malformation.create problem (reader.ReadTextString())))
        | 3 -> readTimer reader |> Result.map TimerFired
        | 4 -> readAnswer signatures reader |> Result.map Answered
        | 5 -> Ok(Commanded Stop)
        | 6 -> Ok(Opened(readEndpoint reader))
        | 7 -> Ok(Input.Closed(readEndpoint reader, CloseReason.ClosedByPartner))
        | other -> unknown "input" other

    let private framed (bytes: byte[]) =
        let entry = Array.zeroCreate<byte>(4 + bytes.Length)
        BinaryPrimitives.WriteInt32BigEndian(Span(entry, 0, 4), bytes.Length)
        bytes.CopyTo(entry, 4)
        entry

    let private write body =
        Cbor.write (fun writer ->
            writer.WriteStartArray(Nullable())
            body writer
            writer.WriteEndArray())
        |> framed

    let private writeTokens tokens (writer: CborWriter) =
        match tokens with
        | Keyed secret ->
            writer.WriteInt32 0
            writer.WriteByteString secret
        | Observed given ->
            writer.WriteInt32 1

            writeList
                (fun (endpoint, token: Token) writer ->
                    writeEndpoint endpoint writer
                    writer.WriteTextString(string token))
                (Map.toList given)
                writer

    let private writeSettings (settings: Settings) (writer: CborWriter) =
        match settings.Policy with
        | AsPublished -> writer.WriteInt32 0
        | Policy.Recovering -> writer.WriteInt32 1

        match settings.Role with
        | Initiator contact ->
            writer.WriteInt32 0
            writeEndpoint contact writer
        | Responder(port, once) ->
            writer.WriteInt32 1
            writer.WriteInt32 port
            writer.WriteBoolean once

        writer.WriteInt32 settings.PushPort
        writer.WriteTextString(settings.Own |> ValueOption.map string |> ValueOption.defaultValue "")
        writer.WriteInt64 settings.Silence.Ticks

        writer
        |> writeList
            (fun (struct (feed, head: Head)) writer ->
                writer.WriteTextString(string feed)
                writer.WriteInt64 head.Seq
                writeHash head.Hash writer

                match head.Prev with
                | ValueSome prev -> writeHash prev writer
                | ValueNone -> writer.WriteNull())
            settings.Heads

        writeTokens settings.Tokens writer

    let private readHead (reader: CborReader) =
        match readFeed reader with
        | Error e -> Error e
        | Ok feed ->
            let seq = reader.ReadInt64()

            match readHash reader with
            | Error e -> Error e
            | Ok hash when reader.PeekState() = CborReaderState.Null ->
                reader.ReadNull()

                Ok
                    struct (feed,
                            { Seq = seq
                              Hash = hash
                              Prev = ValueNone })
            | Ok hash ->
                readHash reader
                |> Result.map (fun prev ->
                    struct (feed,
                            { Seq = seq
                              Hash = hash
                              Prev = ValueSome prev }))

    let private readGiven (reader: CborReader) =
        let endpoint = readEndpoint reader

        match Token.parse (reader.ReadTextString()) with
        | ValueSome token -> Ok(endpoint, token)
        | ValueNone -> Malformation.error "bad-token" $"the token of {endpoint} is none"

    let private readTokens (reader: CborReader) =
        match reader.ReadInt32() with
        | 0 -> Ok(Keyed(reader.ReadByteString()))
        | 1 -> readList readGiven reader |> Result.map (Map.ofList >> Observed)
        | other -> unknown "tokens" other

    let private readSettings (reader: CborReader) =
        let policy = reader.ReadInt32()

        let role =
            match reader.ReadInt32() with
            | 0 -> Initiator(readEndpoint reader)
            | _ ->
                let port = reader.ReadInt32()
                Responder(port, reader.ReadBoolean())

        let pushPort = reader.ReadInt32()
        let own = reader.ReadTextString()
        let silence = TimeSpan.FromTicks(reader.ReadInt64())

        match
            (if own = "" then
                 Ok ValueNone
             else
                 FeedId.parse own |> Result.map ValueSome),
            readList readHead reader
            |> Result.bind (fun heads -> readTokens reader |> Result.map (fun tokens -> struct (heads, tokens)))
        with
        | Ok own, Ok struct (heads, tokens) ->
            Ok
                { Policy = (if policy = 0 then AsPublished else Policy.Recovering)
                  Role = role
                  PushPort = pushPort
                  Own = own
                  Silence = silence
                  Heads = heads
                  Tokens = tokens }
        | Error e, _
        | _, Error e -> Error e

    /// What a journal starts with: magic and settings.
    let header settings =
        Array.append magic (write (writeSettings settings))

    /// The entry of an input at a time since the replica started, and the digest of the state after its step. What came over
    /// another transport than datagrams leaves none, for the replica passes it over.
    let entry codec (at: TimeSpan) input (digest: Digest) =
        match Input.tryMapAddress Address.tryDatagram input with
        | ValueSome input ->
            write (fun writer ->
                writer.WriteInt64 at.Ticks
                writer.WriteUInt64(Digest.value digest)
                writeInput codec input writer)
        | ValueNone -> [||]

    let private read entry body =
        Cbor.read entry (fun (reader: CborReader) ->
            reader.ReadStartArray() |> ignore
            body reader)
        |> Result.map (fun struct (value, _) -> value)

    /// Reads the first entry: the settings.
    let start entry =
        read entry readSettings
        |> Result.map (fun settings ->
            { Settings = settings
              State = (Replica.machine settings).Initial
              Steps = 0L
              At = TimeSpan.Zero
              Last = ValueNone })

    /// Runs the input of an entry through the machine. The error is an entry that cannot be read, or `digest-differs`.
    let replay (signatures: ISignatures) entry (run: JournalRun) =
        read entry (fun reader ->
            let at = TimeSpan.FromTicks(reader.ReadInt64())
            let expected = Digest(reader.ReadUInt64())

            readInput signatures (Message.codec signatures) reader
            |> Result.map (fun input -> struct (at, expected, input)))
        |> Result.bind (fun struct (at, expected, input) ->
            let struct (state, outputs) = Replica.step at run.State input
            let digest = ValueDigest.ofValue state

            if digest = expected then
                Ok
                    { run with
                        State = state
                        Steps = run.Steps + 1L
                        At = at
                        Last = ValueSome struct (input, outputs) }
            else
                Malformation.error
                    "digest-differs"
                    $"step {run.Steps + 1L}: the live state had digest {expected}, this one has {digest}")

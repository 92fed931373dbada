namespace PeerFunctional.SneakerNet

open System
open System.Formats.Cbor
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings

/// How the bytes of a content are to be read (wire numbers 0, 1 and 2).
type ContentEncoding =
    | Opaque
    | Json
    | Cbor

/// What the signed part of an event says of its content.
type ContentLink =
    { Encoding: ContentEncoding
      Length: int64
      Hash: Hash }

/// A decoded event of the original's binary format ("transfer" in its source): well formed, not yet verified.
/// Two events are equal when their bytes are.
[<CustomEquality; NoComparison>]
type Event =
    {
        Feed: FeedId
        /// From 1.
        Seq: int64
        /// The hash of the feed's previous event, where the writer gave one.
        Prev: Hash voption
        /// Whole seconds since 1970.
        Time: int64
        Link: ContentLink
        /// The content with its length and encoding as they stand beside it; none where it is withheld.
        Content: (struct (ReadOnlyMemory<byte> * int64 * ContentEncoding)) voption
        /// What the signature covers.
        SignedBytes: ReadOnlyMemory<byte>
        Signature: ReadOnlyMemory<byte>
        /// SHA-256 of the signed event (event and signature): what the next event's `prev` names.
        Hash: Hash
        /// The whole event as it travels and is stored: the bytes of exactly one CBOR item.
        Wire: ReadOnlyMemory<byte>
    }

    override this.Equals other =
        match other with
        | :? Event as other -> MemoryExtensions.SequenceEqual(this.Wire.Span, other.Wire.Span)
        | _ -> false

    override this.GetHashCode() = this.Hash.GetHashCode()

    interface IDescribedAs<ReadOnlyMemory<byte>> with
        member this.Description = this.Wire

module ContentEncoding =

    let number =
        function
        | Opaque -> 0UL
        | Json -> 1UL
        | Cbor -> 2UL

    let ofNumber =
        function
        | 0UL -> Ok Opaque
        | 1UL -> Ok Json
        | 2UL -> Ok Cbor
        | other -> Malformation.error "unknown-encoding" $"content encoding {other} is not 0, 1 or 2"

module Event =

    /// The most bytes an event may have on the wire; one datagram carries it.
    [<Literal>]
    let MaxWire = 60_000

    /// The tag of a link to a feed, an event or a content (the original: "cipherlink").
    let private linkTag: CborTag = LanguagePrimitives.EnumOfValue 1050UL

    let private feedLink = 1uy
    let private hashLink = 2uy

    /// The number of the only signing algorithm in use: Ed25519 over SHA-256 links.
    let private algorithm = 1UL

    let private readLink (kind: byte) (reader: CborReader) =
        let tag = reader.ReadTag()
        let bytes = reader.ReadByteString()

        if tag <> linkTag then
            Malformation.error "wrong-shape" $"tag {uint64 tag} where a link (1050) belongs"
        elif bytes.Length <> Hash.Length + 1 then
            Malformation.error "bad-link-length" $"a link has {Hash.Length + 1} bytes, not {bytes.Length}"
        elif bytes[0] <> kind then
            Malformation.error "bad-link-type" $"a link of type {bytes[0]} where {kind} belongs"
        else
            Ok(ReadOnlyMemory(bytes, 1, Hash.Length))

    let private readPrev (reader: CborReader) =
        if reader.PeekState() = CborReaderState.Null then
            reader.ReadNull()
            Ok ValueNone
        else
            readLink hashLink reader |> Result.bind (fun link -> Hash.ofBytes link.Span |> Result.map ValueSome)

    let private readContentLink (reader: CborReader) =
        reader
        |> Cbor.readArray 3 (fun () ->
            let encoding = ContentEncoding.ofNumber (reader.ReadUInt64())
            let length = reader.ReadInt64()

            match encoding, readLink hashLink reader with
            | Ok encoding, Ok link ->
                Hash.ofBytes link.Span
                |> Result.map (fun hash ->
                    { Encoding = encoding
                      Length = length
                      Hash = hash })
            | Error e, _
            | _, Error e -> Error e)

    let private readContent (reader: CborReader) =
        if reader.PeekState() = CborReaderState.Null then
            reader.ReadNull()
            Ok ValueNone
        else
            reader
            |> Cbor.readArray 3 (fun () ->
                let content = reader.ReadByteString()
                let length = reader.ReadInt64()

                ContentEncoding.ofNumber (reader.ReadUInt64())
                |> Result.map (fun encoding -> ValueSome(struct (ReadOnlyMemory content, length, encoding))))

    /// The item is the last of its bytes: nothing follows it.
    let private whole (result: Result<struct ('value * int), Malformation>) =
        match result with
        | Ok struct (value, 0) -> Ok value
        | Ok struct (_, rest) -> Malformation.error "trailing-bytes" $"{rest} bytes follow the event"
        | Error e -> Error e

    let private readSeq (reader: CborReader) =
        match reader.PeekState() with
        | CborReaderState.UnsignedInteger ->
            match reader.ReadUInt64() with
            | seq when seq >= 1UL && seq <= uint64 Int64.MaxValue -> Ok(int64 seq)
            | seq -> Malformation.error "bad-seq" $"sequence numbers start at 1 and fit 63 bits, this one is {seq}"
        | _ -> Malformation.error "bad-seq" "a sequence number is a positive integer"

    let private readSignedPart (event: ReadOnlyMemory<byte>) withFields =
        Cbor.read event (fun reader ->
            reader
            |> Cbor.readArray 6 (fun () ->
                let prev = readPrev reader

                let feed =
                    readLink feedLink reader |> Result.bind (fun key -> FeedId.ofBytes key.Span)

                match prev, feed, readSeq reader with
                | Ok prev, Ok feed, Ok seq ->
                    let time = reader.ReadInt64()

                    readContentLink reader
                    |> Result.bind (fun link ->
                        match reader.ReadUInt64() with
                        | signing when signing = algorithm -> Ok(withFields prev feed seq time link)
                        | signing ->
                            Malformation.error "unknown-algorithm" $"signing algorithm {signing} is not {algorithm}")
                | Error e, _, _
                | _, Error e, _
                | _, _, Error e -> Error e))
        |> whole

    let private decodeParts (wire: ReadOnlyMemory<byte>) (signedEvent: byte[]) content =
        let parts =
            Cbor.read (ReadOnlyMemory signedEvent) (fun reader ->
                reader
                |> Cbor.readArray 2 (fun () ->
                    let event = reader.ReadByteString()
                    let signature = reader.ReadByteString()
                    Ok(struct (event, signature))))
            |> whole

        match parts with
        | Error e -> Error e
        | Ok struct (_, signature) when signature.Length <> 64 ->
            Malformation.error "bad-signature-length" $"a signature has 64 bytes, not {signature.Length}"
        | Ok struct (event, signature) ->
            readSignedPart (ReadOnlyMemory event) (fun prev feed seq time link ->
                { Feed = feed
                  Seq = seq
                  Prev = prev
                  Time = time
                  Link = link
                  Content = content
                  SignedBytes = ReadOnlyMemory event
                  Signature = ReadOnlyMemory signature
                  Hash = Hash.compute (ReadOnlySpan signedEvent)
                  Wire = wire })

    /// Writes an event: the bytes the original would write for the same fields.
    let encode (event: Event) =
        let signedEvent =
            Cbor.write (fun writer ->
                writer.WriteStartArray 2
                writer.WriteByteString event.SignedBytes.Span
                writer.WriteByteString event.Signature.Span
                writer.WriteEndArray())

        Cbor.write (fun writer ->
            writer.WriteStartArray 2
            writer.WriteByteString signedEvent

            match event.Content with
            | ValueNone -> writer.WriteNull()
            | ValueSome struct (content, length, encoding) ->
                writer.WriteStartArray 3
                writer.WriteByteString content.Span
                writer.WriteInt64 length
                writer.WriteUInt64(ContentEncoding.number encoding)
                writer.WriteEndArray()

            writer.WriteEndArray())

    /// Another spelling of the same signed bytes would have another hash: anybody could make a fork of a feed with it.
    let private canonical event =
        if event.Wire.Span.SequenceEqual(ReadOnlySpan(encode event)) then
            Ok event
        else
            Malformation.error
                "not-canonical"
                "the event is not in the form that its writer sends: shortest definite CBOR"

    /// Decodes the event at the start of `bytes`; answers it and how many bytes follow it. Only the original's spelling is
    /// an event.
    let decodeFirst (bytes: ReadOnlyMemory<byte>) =
        Cbor.read bytes (fun reader ->
            reader
            |> Cbor.readArray 2 (fun () ->
                let signedEvent = reader.ReadByteString()
                readContent reader |> Result.map (fun content -> struct (signedEvent, content))))
        |> Result.bind (fun struct (struct (signedEvent, content), rest) ->
            let wire = bytes.Slice(0, bytes.Length - rest)

            if wire.Length > MaxWire then
                Malformation.error "oversize" $"an event has at most {MaxWire} bytes, this one {wire.Length}"
            else
                decodeParts wire signedEvent content
                |> Result.bind canonical
                |> Result.map (fun event -> struct (event, rest)))

    /// Decodes bytes that hold one event and nothing else. The event keeps `bytes` as its `Wire`.
    let decode (bytes: ReadOnlyMemory<byte>) =
        if bytes.Length > MaxWire then
            Malformation.error "oversize" $"an event has at most {MaxWire} bytes, these are {bytes.Length}"
        else
            decodeFirst bytes |> whole

    let private writeLink (kind: byte) (value: byte[]) (writer: CborWriter) =
        writer.WriteTag linkTag
        writer.WriteByteString(Array.append [| kind |] value)

    let private writeSignedPart prev feed (seq: int64) (time: int64) link =
        Cbor.write (fun writer ->
            writer.WriteStartArray 6

            match prev with
            | ValueNone -> writer.WriteNull()
            | ValueSome hash -> writer |> writeLink hashLink (Hash.toBytes hash)

            writer |> writeLink feedLink (FeedId.toBytes feed)
            writer.WriteInt64 seq
            writer.WriteInt64 time
            writer.WriteStartArray 3
            writer.WriteUInt64(ContentEncoding.number link.Encoding)
            writer.WriteInt64 link.Length
            writer |> writeLink hashLink (Hash.toBytes link.Hash)
            writer.WriteEndArray()
            writer.WriteUInt64 algorithm
            writer.WriteEndArray())

    /// Makes and signs the event that follows `prev`. The error is an event over `MaxWire`.
    let sign (signatures: ISignatures) (keys: KeyPair) prev seq time encoding (content: ReadOnlyMemory<byte>) =
        let link =
            { Encoding = encoding
              Length = int64 content.Length
              Hash = Hash.compute content.Span }

        let signedBytes = ReadOnlyMemory(writeSignedPart prev keys.Feed seq time link)

        let draft =
            { Feed = keys.Feed
              Seq = seq
              Prev = prev
              Time = time
              Link = link
              Content = ValueSome(struct (content, link.Length, encoding))
              SignedBytes = signedBytes
              Signature = ReadOnlyMemory(signatures.Sign(keys.Seed, signedBytes))
              Hash = link.Hash
              Wire = ReadOnlyMemory.Empty }

        decode (ReadOnlyMemory(encode draft))

    /// The content of a withheld event is null: the signed part alone travels on.
    let withhold (event: Event) =
        let bare = { event with Content = ValueNone }

        { bare with
            Wire = ReadOnlyMemory(encode bare) }

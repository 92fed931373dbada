namespace PeerFunctional.Link

open System
open PeerFunctional.Kernel

/// Reads a connection as the original does: each piece that arrives is what one `recv` brings, and every `recv` is taken for a
/// full one. A header is one read of at most 128 bytes; a payload is as many reads of at most 8,192 bytes as its size needs, and
/// what they bring is the item, whole or not.
module PublishedDecoder =

    /// Bytes that the original asks for at a time.
    [<Literal>]
    let private ReadSize = 8_192

    [<NoEquality; NoComparison>]
    type private Reading =
        | AtHeader
        /// Reads that are left, by the bytes each asks for, and what came, last first.
        | AtPayload of DataType * reads: int list * came: ReadOnlyMemory<byte> list
        | Piecewise
        /// The thread that reads has ended.
        | Dead

    let private reads size =
        List.replicate (size / ReadSize) ReadSize
        @ (if size % ReadSize > 0 then [ size % ReadSize ] else [])

    let private joined (came: ReadOnlyMemory<byte> list) =
        { Bytes = ReadOnlyMemory(came |> List.rev |> List.map _.ToArray() |> Array.concat) }

    let private emit message reading = struct (ValueSome message, reading)

    let private item dataType size =
        match reads size with
        | [] -> emit (Ok(Item(dataType, { Bytes = ReadOnlyMemory.Empty }))) AtHeader
        | reads -> struct (ValueNone, AtPayload(dataType, reads, []))

    /// The payload of another data type on a strict link is not skipped: the next read takes it for a header.
    let private data (terms: Terms voption) header =
        match LinkDecoder.data Int32.MaxValue header, terms with
        | Error problem, _ -> emit (Error problem) Dead
        | Ok struct (dataType, _), ValueSome terms when terms.IsStrict && dataType <> terms.DataType ->
            emit (Ok(Unknown true)) AtHeader
        | Ok struct (dataType, size), _ -> item dataType size

    let private stream terms =
        if terms |> ValueOption.exists _.IsStream then
            Piecewise
        else
            AtHeader

    /// What one read of a header leads to: a message, how to go on, and the terms of the link from here on.
    let private header terms bytes =
        let go message reading = struct (emit message reading, terms)

        match Header.parse bytes with
        | Error { Problem = "bad-text" } -> go (Ok(Unknown false)) AtHeader
        | Error problem -> go (Error problem) Dead
        | Ok ValueNone -> go (Ok(Unknown true)) AtHeader
        | Ok(ValueSome header) ->
            match header.Kind with
            | HelloHeader ->
                match LinkDecoder.offer header with
                | Ok offer -> struct (emit (Ok(Hello offer)) (stream (ValueSome offer.Terms)), ValueSome offer.Terms)
                | Error problem -> go (Error problem) Dead
            | AcceptHeader -> go (Ok(Accept false)) (stream terms)
            | DenyHeader -> go (Ok Deny) AtHeader
            | PingHeader -> go (Ok Ping) AtHeader
            | PongHeader -> go (Ok(Unknown true)) AtHeader
            | DataHeader -> struct (data terms header, terms)

    let rec private decoder terms reading : StreamDecoder<Message> =
        let rec take (bytes: ReadOnlyMemory<byte>) terms reading found =
            if bytes.IsEmpty then
                struct (List.rev found, decoder terms reading)
            else
                let add message =
                    match message with
                    | ValueSome message -> message :: found
                    | ValueNone -> found

                match reading with
                | Dead -> struct (List.rev found, decoder terms Dead)
                | Piecewise -> struct (List.rev (Ok(Piece { Bytes = bytes }) :: found), decoder terms Piecewise)
                | AtHeader ->
                    let length = min bytes.Length Header.Length

                    let struct (struct (message, reading), terms) =
                        header terms (bytes.Slice(0, length))

                    take (bytes.Slice length) terms reading (add message)
                | AtPayload(dataType, reads, came) ->
                    let length = min bytes.Length reads.Head
                    let came = bytes.Slice(0, length) :: came
                    let rest = bytes.Slice length

                    match reads.Tail with
                    | [] -> take rest terms AtHeader (Ok(Item(dataType, joined came)) :: found)
                    | left -> take rest terms (AtPayload(dataType, left, came)) found

        { Take = fun bytes -> take bytes terms reading []
          Block = fun () -> ValueNone
          // An original does not notice the end of a connection.
          AtEnd = fun () -> [] }

    /// Reads from the beginning of a connection; `terms` are those that the reader itself has offered.
    let create terms = decoder terms AtHeader

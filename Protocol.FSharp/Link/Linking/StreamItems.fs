namespace PeerFunctional.Link

open System
open PeerFunctional.Kernel

/// The incoming direction of a stream, and the size that all its items have. The first item of either direction says the size in
/// a DATA header; all others are bare.
type StreamItems =
    {
        /// Bytes of each item; none before the first one in either direction.
        Size: int voption
        /// Whether nothing was read yet: the first item of this direction may have a header though the size is known, where both
        /// ends give their first item at a time.
        IsFresh: bool
        /// Bytes of an item that is not whole, last first.
        Held: ByteString list
        HeldLength: int
    }

/// What comes out of a stream.
type StreamItem =
    | StreamItem of ByteString
    /// An original sends keep-alives between the items of a stream.
    | StreamPing
    /// A header that is none of a stream.
    | StreamHeader of Malformation

module StreamItems =

    let empty =
        { Size = ValueNone
          IsFresh = true
          Held = []
          HeldLength = 0 }

    let private ping = Header.print (Header.plain PingHeader)

    let private joined (stream: StreamItems) =
        match stream.Held with
        | [ held ] -> held.Bytes
        | held ->
            let bytes = Array.zeroCreate<byte> stream.HeldLength

            (stream.HeldLength, held)
            ||> List.fold (fun until part ->
                part.Bytes.CopyTo(Memory(bytes, until - part.Bytes.Length, part.Bytes.Length))
                until - part.Bytes.Length)
            |> ignore

            ReadOnlyMemory bytes

    let private holding (bytes: ReadOnlyMemory<byte>) stream =
        if bytes.IsEmpty then
            { stream with
                Held = []
                HeldLength = 0 }
        else
            { stream with
                Held = [ { Bytes = bytes } ]
                HeldLength = bytes.Length }

    let private begins (bytes: ReadOnlyMemory<byte>) (whole: ReadOnlyMemory<byte>) =
        let length = min bytes.Length whole.Length
        bytes.Span.Slice(0, length).SequenceEqual(whole.Span.Slice(0, length))

    /// Whether the bytes are the beginning of a keep-alive, as far as they have come.
    let private mayBePing bytes = begins bytes ping

    let private dataWord = ReadOnlyMemory "DATA|data_size="B

    /// Whether the bytes are the beginning of a DATA header, as far as they are here.
    let private mayBeData bytes = begins bytes dataWord

    /// The size that the first DATA header tells.
    let private afterHeader most dataType bytes (stream: StreamItems) =
        match Header.parse bytes with
        | Ok(ValueSome({ Kind = DataHeader } as header)) ->
            match LinkDecoder.data most header with
            | Ok struct (_, 0) ->
                struct (ValueSome(StreamHeader(Malformation.create "bad-size" "a stream of empty items")), stream)
            | Ok struct (found, size) when found = dataType && stream.Size |> ValueOption.forall ((=) size) ->
                struct (ValueNone,
                        { stream with
                            Size = ValueSome size
                            IsFresh = false })
            | Ok struct (found, size) when found = dataType ->
                let problem =
                    Malformation.create "other-size" $"items of {size} bytes, where this side's have another size"

                struct (ValueSome(StreamHeader problem), stream)
            | Ok struct (found, _) ->
                let problem =
                    Malformation.create "other-data-type" $"{DataType.name found} on a link of {DataType.name dataType}"

                struct (ValueSome(StreamHeader problem), stream)
            | Error problem -> struct (ValueSome(StreamHeader problem), stream)
        | Ok(ValueSome { Kind = PingHeader }) -> struct (ValueSome StreamPing, stream)
        | Ok(ValueSome _)
        | Ok ValueNone ->
            struct (ValueSome(StreamHeader(Malformation.create "no-data" "a stream begins with a DATA header")), stream)
        | Error problem -> struct (ValueSome(StreamHeader problem), stream)

    /// The size is known by an item that this side sent.
    let sent size (stream: StreamItems) =
        { stream with
            Size = stream.Size |> ValueOption.orElse (ValueSome size) }

    /// Takes the next bytes; answers what they complete, in order. Items have at most `most` bytes.
    let take most dataType (content: ByteString) (stream: StreamItems) =
        let rec read (bytes: ReadOnlyMemory<byte>) (stream: StreamItems) found =
            match stream.Size with
            | _ when bytes.IsEmpty -> struct (List.rev found, holding bytes stream)
            | ValueSome size when not (stream.IsFresh && mayBeData bytes) ->
                if bytes.Length >= Header.Length && mayBePing bytes && size <> Header.Length then
                    read (bytes.Slice Header.Length) stream (StreamPing :: found)
                // Only more bytes tell a keep-alive from an item that begins like one.
                elif bytes.Length < size || (mayBePing bytes && bytes.Length < Header.Length) then
                    struct (List.rev found, holding bytes stream)
                else
                    let item = StreamItem { Bytes = bytes.Slice(0, size) }
                    read (bytes.Slice size) { stream with IsFresh = false } (item :: found)
            | ValueSome _
            | ValueNone when bytes.Length < Header.Length -> struct (List.rev found, holding bytes stream)
            | ValueSome _
            | ValueNone ->
                match afterHeader most dataType (bytes.Slice(0, Header.Length)) stream with
                | struct (ValueSome(StreamHeader _ as wrong), stream) ->
                    struct (List.rev (wrong :: found), holding ReadOnlyMemory.Empty stream)
                | struct (item, stream) -> read (bytes.Slice Header.Length) stream (ValueOption.toList item @ found)

        let held =
            { stream with
                Held = content :: stream.Held
                HeldLength = stream.HeldLength + content.Bytes.Length }

        // A large item is joined once, when it is whole.
        match held.Size with
        | ValueSome size when held.HeldLength < size -> struct ([], held)
        | ValueSome _
        | ValueNone -> read (joined held) held []

namespace PeerFunctional.Link

open System
open PeerFunctional.Kernel

/// Reads one direction of a connection: headers of 128 bytes, the payload behind each DATA header, and the bytes of a stream as
/// they come. Memory grows with the bytes that arrived, never with an announced size.
module LinkDecoder =

    /// Bytes in the order they came, joined once.
    [<Struct; NoEquality; NoComparison>]
    type private Held =
        {
            /// Last first.
            Parts: ReadOnlyMemory<byte> list
            Length: int
        }

    [<NoEquality; NoComparison>]
    type private Reading =
        | InHeader of Held
        | InPayload of DataType * size: int * Held
        | InStream
        | Over

    let private nothing = { Parts = []; Length = 0 }

    let private hold part held =
        { Parts = part :: held.Parts
          Length = held.Length + part.Length }

    let private joined held =
        match held.Parts with
        | [ part ] -> part
        | parts ->
            let bytes = Array.zeroCreate<byte> held.Length

            (held.Length, parts)
            ||> List.fold (fun until part ->
                part.CopyTo(Memory(bytes, until - part.Length, part.Length))
                until - part.Length)
            |> ignore

            ReadOnlyMemory bytes

    let private isSet key header =
        Header.tryValue key header |> Option.exists ((<>) "")

    /// The offer of a HELLO, as every listener reads it: any text of `strict` means true, "False" too.
    let offer header =
        match Header.value "peer_name" header, Header.value "data_type" header, Header.value "strict" header with
        | Ok name, Ok dataType, Ok _ ->
            match PeerName.create name, DataType.ofName dataType with
            | Ok caller, Ok dataType ->
                Ok
                    { Caller = caller
                      Terms =
                        { DataType = dataType
                          IsStrict = isSet "strict" header
                          IsStream = isSet "stream" header }
                      IsOurs = Header.tryValue "ext" header = Some "1" }
            | Error problem, _
            | _, Error problem -> Error problem
        | Error problem, _, _
        | _, Error problem, _
        | _, _, Error problem -> Error problem

    /// The offer as its caller means it: an original writes `strict=False` for a link on which it is lenient itself.
    let meant header =
        offer header
        |> Result.map (fun offer ->
            { offer with
                Terms =
                    { offer.Terms with
                        IsStrict = offer.Terms.IsStrict && Header.tryValue "strict" header <> Some "False" } })

    /// The data type and the size of the payload that follows a DATA header.
    let data most header =
        match Header.size "data_size" most header, Header.value "data_type" header |> Result.bind DataType.ofName with
        | Ok size, Ok dataType -> Ok(struct (dataType, size))
        | Error problem, _
        | _, Error problem -> Error problem

    /// What a whole header leads to: a message if it is one, and how to go on.
    let private afterHeader most isStream bytes =
        let message message next = struct (ValueSome(Ok message), next)

        let wrong problem = struct (ValueSome(Error problem), Over)

        match Header.parse bytes with
        | Error problem -> wrong problem
        | Ok ValueNone -> message (Unknown true) (InHeader nothing)
        | Ok(ValueSome header) ->
            match header.Kind with
            | HelloHeader ->
                match offer header with
                | Ok offer -> message (Hello offer) (if offer.Terms.IsStream then InStream else InHeader nothing)
                | Error problem -> wrong problem
            | AcceptHeader ->
                message
                    (Accept(Header.tryValue "ext" header = Some "1"))
                    (if isStream then InStream else InHeader nothing)
            | DenyHeader -> message Deny (InHeader nothing)
            | PingHeader -> message Ping (InHeader nothing)
            | PongHeader -> message (Unknown true) (InHeader nothing)
            | DataHeader ->
                match data most header with
                | Ok struct (dataType, 0) ->
                    message (Item(dataType, { Bytes = ReadOnlyMemory.Empty })) (InHeader nothing)
                | Ok struct (dataType, size) -> struct (ValueNone, InPayload(dataType, size, nothing))
                | Error problem -> wrong problem

    /// Takes what one message needs of the bytes.
    let private next most isStream (bytes: ReadOnlyMemory<byte>) reading =
        match reading with
        | InHeader held ->
            let part = bytes.Slice(0, min bytes.Length (Header.Length - held.Length))
            let held = hold part held
            let rest = bytes.Slice part.Length

            if held.Length < Header.Length then
                struct (ValueNone, InHeader held, rest)
            else
                let struct (message, reading) = afterHeader most isStream (joined held)
                struct (message, reading, rest)
        | InPayload(dataType, size, held) ->
            let part = bytes.Slice(0, min bytes.Length (size - held.Length))
            let held = hold part held
            let rest = bytes.Slice part.Length

            if held.Length < size then
                struct (ValueNone, InPayload(dataType, size, held), rest)
            else
                struct (ValueSome(Ok(Item(dataType, { Bytes = joined held }))), InHeader nothing, rest)
        | InStream -> struct (ValueSome(Ok(Piece { Bytes = bytes })), InStream, ReadOnlyMemory.Empty)
        | Over -> struct (ValueNone, Over, ReadOnlyMemory.Empty)

    let private cutShort reading =
        match reading with
        | InHeader held when held.Length > 0 ->
            [ Malformation.error "cut-short" $"the connection ends after {held.Length} bytes of a header" ]
        | InPayload(_, size, held) ->
            [ Malformation.error "cut-short" $"the connection ends after {held.Length} of {size} bytes of an item" ]
        | InHeader _
        | InStream
        | Over -> []

    let rec private decoder most isStream reading : StreamDecoder<Message> =
        let rec take (bytes: ReadOnlyMemory<byte>) reading found =
            if bytes.IsEmpty then
                struct (List.rev found, decoder most isStream reading)
            else
                let struct (message, reading, rest) = next most isStream bytes reading

                match message with
                | ValueSome message -> take rest reading (message :: found)
                | ValueNone -> take rest reading found

        { Take = fun bytes -> take bytes reading []
          Block = fun () -> payload most isStream reading
          AtEnd = fun () -> cutShort reading }

    /// The payload that is not whole.
    and private payload most isStream reading =
        match reading with
        | InPayload(dataType, size, held) ->
            ValueSome
                { MessageBlock.Size = size
                  MessageBlock.Held = fun () -> joined held
                  MessageBlock.Complete =
                    fun bytes ->
                        struct ([ Ok(Item(dataType, { Bytes = bytes })) ], decoder most isStream (InHeader nothing)) }
        | InHeader _
        | InStream
        | Over -> ValueNone

    /// Reads from the beginning of a connection; items of more than `most` bytes are refused at their header. `isStream` tells
    /// whether the reader itself has offered a stream.
    let create most isStream =
        decoder most isStream (InHeader nothing)

namespace PeerFunctional.Libp2p

open System
open PeerFunctional.Kernel

/// The value of a field.
[<NoEquality; NoComparison>]
type internal ProtobufValue =
    | Number of uint64
    | Bytes of ReadOnlyMemory<byte>
    /// Four or eight bytes. No message here has such a field.
    | Fixed

/// Messages of numbered fields. A reader passes over fields that it does not know.
module internal Protobuf =

    let private wrong detail =
        Malformation.error "bad-protobuf" detail

    let private value wireType (bytes: ReadOnlyMemory<byte>) =
        let skip count =
            if bytes.Length < count then
                wrong "the last field is cut short"
            else
                Ok(struct (Fixed, bytes.Slice count))

        match wireType with
        | 0UL ->
            match Varint.read bytes with
            | Whole(number, length) -> Ok(struct (Number number, bytes.Slice length))
            | CutShort
            | TooLong -> wrong "a number is cut short or has more than 64 bits"
        | 1UL -> skip 8
        | 2UL ->
            match Varint.read bytes with
            | Whole(count, length) when count <= uint64 (bytes.Length - length) ->
                Ok(struct (Bytes(bytes.Slice(length, int count)), bytes.Slice(length + int count)))
            | Whole _
            | CutShort
            | TooLong -> wrong "a field is longer than the message"
        | 5UL -> skip 4
        | other -> wrong $"a field has the wire type {other}"

    /// The fields of a message in their order.
    let read (message: ReadOnlyMemory<byte>) =
        let rec next (bytes: ReadOnlyMemory<byte>) fields =
            if bytes.IsEmpty then
                Ok(List.rev fields)
            else
                match Varint.read bytes with
                | Whole(tag, length) when tag >>> 3 >= 1UL && tag >>> 3 < 0x20000000UL ->
                    match value (tag &&& 7UL) (bytes.Slice length) with
                    | Ok struct (value, rest) -> next rest (struct (int (tag >>> 3), value) :: fields)
                    | Error problem -> Error problem
                | Whole _
                | CutShort
                | TooLong -> wrong "a field's number is cut short or out of range"

        next message []

    /// All values of a repeated field of bytes.
    let all number fields =
        fields
        |> List.choose (fun struct (field, value) ->
            match value with
            | Bytes bytes when field = number -> Some bytes
            | Bytes _
            | Number _
            | Fixed -> None)

    /// The bytes of a field; the last value counts.
    let tryBytes number fields = all number fields |> List.tryLast

    /// The number of a field; the last value counts.
    let tryNumber number fields =
        fields
        |> List.choose (fun struct (field, value) ->
            match value with
            | Number found when field = number -> Some found
            | Number _
            | Bytes _
            | Fixed -> None)
        |> List.tryLast

    let number field (value: uint64) =
        Array.append (Varint.write (uint64 field <<< 3)) (Varint.write value)

    let bytes field (content: byte array) =
        Array.append (Varint.write ((uint64 field <<< 3) ||| 2UL)) (Varint.prefixed content)

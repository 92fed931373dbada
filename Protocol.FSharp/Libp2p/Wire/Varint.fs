namespace PeerFunctional.Libp2p

open System

/// What the first bytes of a buffer hold.
[<Struct>]
type VarintReading =
    | Whole of value: uint64 * length: int
    /// Another byte has to come.
    | CutShort
    /// More than 64 bits.
    | TooLong

/// Unsigned numbers in groups of seven bits, the lowest group first. The highest bit of a byte says that another byte follows.
module Varint =

    /// The most bytes of 64 bits.
    [<Literal>]
    let MaxLength = 10

    let read (bytes: ReadOnlyMemory<byte>) =
        let rec from index value =
            if index = bytes.Length then
                CutShort
            else
                let next = bytes.Span[index]

                // The tenth byte has room for one bit.
                if index = MaxLength - 1 && next > 1uy then
                    TooLong
                else
                    let value = value ||| (uint64 (next &&& 0x7Fuy) <<< (7 * index))

                    if next < 0x80uy then
                        Whole(value, index + 1)
                    else
                        from (index + 1) value

        from 0 0UL

    let write (value: uint64) =
        let rec groups value =
            if value < 0x80UL then
                [ byte value ]
            else
                (byte value ||| 0x80uy) :: groups (value >>> 7)

        Array.ofList (groups value)

    /// The bytes behind their length.
    let prefixed (bytes: byte array) =
        Array.append (write (uint64 bytes.Length)) bytes

    /// What a prefixed length announces, and the rest behind it. A length beyond the bytes, or not in its shortest form, is an error.
    let takePrefixed (bytes: ReadOnlyMemory<byte>) =
        match read bytes with
        | Whole(count, length) when
            count <= uint64 (bytes.Length - length) && (length = 1 || bytes.Span[length - 1] <> 0uy)
            ->
            Ok(struct (bytes.Slice(length, int count), bytes.Slice(length + int count)))
        | Whole _
        | CutShort
        | TooLong -> Error()

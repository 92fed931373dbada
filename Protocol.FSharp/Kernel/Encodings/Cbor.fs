namespace PeerFunctional.Kernel.Encodings

open System
open System.Formats.Cbor
open PeerFunctional.Kernel

/// CBOR (RFC 8949) through System.Formats.Cbor, with errors as values.
module Cbor =

    let read (bytes: ReadOnlyMemory<byte>) (body: CborReader -> Result<'value, Malformation>) =
        let reader =
            CborReader(bytes, CborConformanceMode.Lax, allowMultipleRootLevelValues = true)

        try
            body reader |> Result.map (fun value -> struct (value, reader.BytesRemaining))
        with
        | :? CborContentException -> Malformation.error "bad-cbor" "the bytes are not CBOR, or are cut short"
        | :? InvalidOperationException ->
            Malformation.error "wrong-shape" "a value of CBOR is of another kind than the one that belongs there"
        | :? OverflowException -> Malformation.error "number-out-of-range" "an integer does not fit 64 bits"

    let readArray count (items: unit -> Result<'value, Malformation>) (reader: CborReader) =
        let length = reader.ReadStartArray()

        if length.HasValue && length.Value <> count then
            Malformation.error "wrong-shape" $"an array has {length.Value} items where {count} belong"
        else
            items ()
            |> Result.map (fun value ->
                reader.ReadEndArray()
                value)

    let write (body: CborWriter -> unit) =
        let writer = CborWriter CborConformanceMode.Lax
        body writer
        writer.Encode()

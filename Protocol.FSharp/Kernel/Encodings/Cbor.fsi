namespace PeerFunctional.Kernel.Encodings

open System
open System.Formats.Cbor
open PeerFunctional.Kernel

/// CBOR (RFC 8949) through Formats.Cbor, with errors as values.
module Cbor =

    /// Runs a reading function over bytes; answers its value and how many bytes follow the first data item.
    val read:
        bytes: ReadOnlyMemory<byte> ->
        body: (CborReader -> Result<'value, Malformation>) ->
            Result<struct ('value * int), Malformation>

    /// Reads an array of exactly `count` items with `items`.
    val readArray:
        count: int ->
        items: (unit -> Result<'value, Malformation>) ->
        reader: CborReader ->
            Result<'value, Malformation>

    /// Writes one data item and answers its bytes.
    val write: body: (CborWriter -> unit) -> byte array

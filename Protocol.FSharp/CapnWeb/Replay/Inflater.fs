namespace PeerFunctional.CapnWeb

open System
open System.IO
open System.IO.Compression
open PeerFunctional.Verification

/// Opens the messages of permessage-deflate (RFC 7692).
module Inflater =

    /// How far back a message may refer.
    [<Literal>]
    let Window = 32_768

    [<Literal>]
    let private Piece = 16_384

    /// A block that stands for at most 65,535 bytes as they are.
    let private stored (bytes: ReadOnlyMemory<byte>) =
        let length = uint16 bytes.Length

        let parts =
            [| length; ~~~length |] |> Array.collect (fun part -> [| byte part; byte (part >>> 8) |])

        CapturedStream.joined [ ReadOnlyMemory [| 0uy |]; ReadOnlyMemory parts; bytes ]

    /// The end of a message's last block, which its sender leaves out, and an empty last block.
    let private ending = [| 0uy; 0uy; 0xFFuy; 0xFFuy; 1uy; 0uy; 0uy; 0xFFuy; 0xFFuy |]

    let private readUpTo most (stream: Stream) =
        let rec read found length =
            let piece = Array.zeroCreate<byte> Piece

            match stream.Read(piece, 0, Piece) with
            | 0 -> Ok(CapturedStream.joined (List.rev found))
            | count when length + count > most -> Error "a compressed message is too long"
            | count -> read (ReadOnlyMemory(piece, 0, count) :: found) (length + count)

        read [] 0

    /// The bytes of a message, at most `most` of them. `window` is the end of what came before, at most `Window` bytes of it; empty where
    /// each message is compressed by itself.
    let inflate (window: ReadOnlyMemory<byte>) most (compressed: ReadOnlyMemory<byte>) =
        let before = if window.IsEmpty then window else stored window

        let input = CapturedStream.joined [ before; compressed; ReadOnlyMemory ending ]

        try
            use memory = new MemoryStream(input.ToArray())
            use opened = new DeflateStream(memory, CompressionMode.Decompress)
            readUpTo (window.Length + most) opened |> Result.map _.Slice(window.Length)
        with :? InvalidDataException ->
            Error "a compressed message is damaged"

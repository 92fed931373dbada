namespace PeerFunctional.Tests

open System

/// What an incremental reader answers: a piece with its length, or how many bytes it must see.
type Step<'piece, 'state> =
    | Piece of 'piece * length: int64 * 'state
    | Need of int

/// Reads a file as a program does that gets it in chunks: the reader sees a window, which grows when it asks for more.
module Chunks =

    /// All pieces of a file with their offsets; the chunk lengths are used in turn, over and over.
    let read
        (chunks: int list)
        state
        (next: 'state -> int64 -> ReadOnlyMemory<byte> -> Step<'piece, 'state>)
        (file: byte[])
        =
        let chunks = chunks |> List.map (fun length -> 1 + abs length % 4_096)

        let rec grow count seen turn =
            if seen >= count then
                struct (seen, turn)
            else
                grow count (min file.Length (seen + chunks[turn % chunks.Length])) (turn + 1)

        let rec go offset seen turn state pieces =
            if offset >= int64 file.Length then
                List.rev pieces
            else
                let start = int offset
                let struct (seen, turn) = grow (start + 1) seen turn

                match next state (int64 (file.Length - start)) (ReadOnlyMemory(file, start, seen - start)) with
                | Piece(piece, length, state) ->
                    if length <= 0L || offset + length > int64 file.Length then
                        failwith $"a piece of {length} bytes at {offset} of {file.Length}"

                    go (offset + length) seen turn state (struct (offset, piece) :: pieces)
                | Need count ->
                    if count <= seen - start || start + count > file.Length then
                        failwith $"asks for {count} bytes at {offset} of {file.Length} and sees {seen - start}"

                    let struct (seen, turn) = grow (start + count) seen turn
                    go offset seen turn state pieces

        go 0L 0 0 state []

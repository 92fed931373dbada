namespace PeerFunctional.Libp2p

open System
open System.Text
open PeerFunctional.Kernel

/// Why an end does not want a connection.
[<RequireQualifiedAccess>]
type RefusalCause =
    /// It has as many connections as it may have.
    | Full
    /// It does not accept the certificate.
    | Certificate
    | Other

/// A connection that the other end refuses, with its own words.
type Refusal = { Cause: RefusalCause; Words: string }

module Refusal =

    /// The application's code of a close for want of room: `RESOURCE_LIMIT_EXCEEDED` of libp2p's error codes.
    [<Literal>]
    let NoRoom = 0x1001L

    /// Bytes of the longest words.
    [<Literal>]
    let MaxWords = 120

    /// A refusal with as many letters of the words as fit.
    let create cause (words: string) =
        let fitting =
            words.EnumerateRunes()
            |> Seq.scan (fun (bytes, _) rune -> bytes + rune.Utf8SequenceLength, string rune) (0, "")
            |> Seq.takeWhile (fun (bytes, _) -> bytes <= MaxWords)
            |> Seq.map snd
            |> String.concat ""

        { Cause = cause; Words = fitting }

    /// What a peer with so many connections says to a further caller.
    let full count =
        let connections = if count = 1 then "1 connection" else $"{count} connections"
        create RefusalCause.Full $"the listener is full: {connections}"

    let private code cause =
        match cause with
        | RefusalCause.Full -> 0uy
        | RefusalCause.Certificate -> 1uy
        | RefusalCause.Other -> 2uy

    /// The cause and the words, as simulated worlds carry them.
    let internal write refusal =
        Array.append [| code refusal.Cause |] (Encoding.UTF8.GetBytes refusal.Words)

    let internal read (bytes: ReadOnlyMemory<byte>) =
        if bytes.IsEmpty then
            Malformation.error "cut-short" "a refusal has no cause"
        else
            let cause =
                match bytes.Span[0] with
                | 0uy -> RefusalCause.Full
                | 1uy -> RefusalCause.Certificate
                | _ -> RefusalCause.Other

            Utf8Text.read "the reason of a refusal" (bytes.Slice 1) |> Result.map (create cause)

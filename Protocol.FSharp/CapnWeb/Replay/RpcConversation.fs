namespace PeerFunctional.CapnWeb

open System
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// Finds the connections of Cap'n Web in a capture: each is a conversation of its own. A batch shows itself by its first
/// message. A WebSocket may be anybody's until its first message: `SessionReading` tells.
module RpcConversation =

    let private methods = [ "POST "B; "GET "B ]

    let private mayBeRequest (bytes: ReadOnlyMemory<byte>) =
        methods
        |> List.exists (fun word ->
            let length = min word.Length bytes.Length
            bytes.Span.Slice(0, length).SequenceEqual(ReadOnlySpan(word, 0, length)))

    /// The first bytes of a body, without the length of its first chunk.
    let private bodyAt at head (bytes: ReadOnlyMemory<byte>) =
        let rest = bytes.Slice at

        if HttpHead.has "transfer-encoding" "chunked" head then
            match rest.Span.IndexOf '\n'B with
            | -1 -> ReadOnlyMemory.Empty
            | line -> rest.Slice(line + 1)
        else
            rest

    /// Whether a head may be that of a batch, by its target.
    let private mayLackBody head =
        (HttpHead.target head).Contains("rpc", StringComparison.OrdinalIgnoreCase)
        && (HttpHead.values "transfer-encoding" head).IsEmpty

    let private request (bytes: ReadOnlyMemory<byte>) =
        if not (mayBeRequest bytes) then
            // A batch without its head.
            match CapturedSession.begins bytes with
            | ValueSome true -> Recognized((), [])
            | ValueSome false
            | ValueNone -> Foreign
        else
            match HttpHead.read 0 bytes with
            | HttpRead.Partial -> Undecided
            | HttpRead.Broken _ -> Foreign
            | HttpRead.Whole(head, _) when HttpHead.isUpgrade head -> Recognized((), [])
            | HttpRead.Whole(head, _) when HttpHead.method head <> "POST" -> Foreign
            // A batch without its body: its answer tells.
            | HttpRead.Whole(head, headEnd) when headEnd = bytes.Length && mayLackBody head -> Recognized((), [])
            | HttpRead.Whole(head, headEnd) ->
                match CapturedSession.begins (bodyAt headEnd head bytes) with
                | ValueSome true -> Recognized((), [])
                | ValueSome false -> Foreign
                | ValueNone -> Undecided

    /// A session without a message for an hour is over.
    let recognizer =
        { Recognizer.create (fun _ -> Foreign) (fun _ _ bytes -> request bytes) with
            Pause = 3_600_000_000_000L }

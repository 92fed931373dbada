namespace PeerFunctional.CapnWeb

open System
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// Finds the connections of Cap'n Web in a capture: each is a conversation of its own. A batch shows itself by its first
/// message. A WebSocket may be anybody's until its first message: `SessionReading` tells.
module RpcConversation =

    /// Letters of a method.
    [<Literal>]
    let private MaxMethod = 16

    let private version = " HTTP/1."B

    /// Whether bytes begin as a request does, by any method: a client may use the wrong one.
    let private mayBeRequest (bytes: ReadOnlyMemory<byte>) =
        let span = bytes.Span
        let method = span.IndexOf ' 'B
        let line = span.IndexOf '\n'B
        let letters = span.Slice(0, (if method < 0 then span.Length else method))

        let isMethod =
            letters.Length <= MaxMethod && letters.IndexOfAnyExceptInRange('A'B, 'Z'B) < 0

        isMethod && (line < 0 || span.Slice(0, line).IndexOf(ReadOnlySpan version) > 0)

    /// Whether bytes begin with a whole frame of a client's WebSocket that holds a message: its handshake is none.
    let private beginsAsWebSocket bytes =
        let rules =
            { IsMasked = true
              IsCompressed = true
              KeepsWindow = true }

        match WebSocketFrames.read rules 0 bytes |> Seq.tryHead with
        | Some { Message = Ok(WebSocketMessage.Text text) } -> CapturedSession.begins text = ValueSome true
        | Some _
        | None -> false

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
            // A batch without its head, or a WebSocket without its handshake.
            match CapturedSession.begins bytes with
            | ValueSome true -> Recognized((), [])
            | ValueSome false
            | ValueNone when beginsAsWebSocket bytes -> Recognized((), [])
            | ValueSome false
            | ValueNone -> Foreign
        else
            match HttpHead.read 0 bytes with
            | HttpRead.Partial -> Undecided
            | HttpRead.Broken _ -> Foreign
            | HttpRead.Whole(head, _) when HttpHead.has "upgrade" "websocket" head -> Recognized((), [])
            | HttpRead.Whole(head, _) when HttpHead.method head = "GET" -> Foreign
            // A batch without its body: its answer tells.
            | HttpRead.Whole(head, headEnd) when headEnd = bytes.Length && mayLackBody head -> Recognized((), [])
            | HttpRead.Whole(head, headEnd) ->
                match CapturedSession.begins (bodyAt headEnd head bytes) with
                | ValueSome true -> Recognized((), [])
                // A batch that is damaged where it begins: its answer tells.
                | ValueSome false when mayLackBody head -> Recognized((), [])
                | ValueSome false -> Foreign
                | ValueNone -> Undecided

    /// A session without a message for an hour is over.
    let recognizer =
        { Recognizer.create (fun _ -> Foreign) (fun _ _ bytes -> request bytes) with
            Pause = 3_600_000_000_000L }

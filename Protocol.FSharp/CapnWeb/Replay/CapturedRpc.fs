namespace PeerFunctional.CapnWeb

open System
open PeerFunctional.Kernel

/// What a capture shows on a connection of Cap'n Web.
[<NoEquality; NoComparison>]
type CapturedRpc =
    /// Bytes as they came, before they are read.
    | Segment of ReadOnlyMemory<byte>
    | Head of HttpHead
    /// A message; one that takes its sender's next number has that.
    | Said of number: int64 * Message
    /// A ping of the WebSocket, or its answer.
    | Signal of isAnswer: bool
    | Closing of code: int voption * reason: string

module CapturedRpc =

    let private closing code reason =
        let code =
            match code with
            | ValueSome code -> $": {code}"
            | ValueNone -> ""

        $"closes the WebSocket{code} {TerminalText.upTo 123 reason}".TrimEnd()

    let words said =
        match said with
        | Segment bytes -> $"{bytes.Length} bytes"
        | Head head -> TerminalText.upTo 120 head.Start
        | Said(number, message) -> Words.numbered number message
        | Signal false -> "sends a ping"
        | Signal true -> "answers a ping"
        | Closing(code, reason) -> closing code reason

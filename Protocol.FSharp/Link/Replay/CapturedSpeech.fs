namespace PeerFunctional.Link

open PeerFunctional.Kernel

/// What a capture shows that a peer said, and what the other one can have read of it. The header and the payload of an item leave
/// apart: a large payload may take seconds.
type CapturedSpeech =
    /// A message that leaves at once.
    | Said of Message
    /// A DATA header.
    | Announced of DataType * size: int
    /// The bytes of an item; an original writes its keep-alives into the payload that it is sending.
    | Payload of ByteString * pings: int
    /// Read by an original: a part of a message, which tells nothing by itself.
    | Part
    /// Read by an original: bytes of which no capture tells how many each read returned.
    | Unclear
    /// Read by an original: the partner has no more to say.
    | NoMore

module CapturedSpeech =

    let words speech =
        match speech with
        | Said message -> Message.words message
        | Announced(dataType, size) -> $"DATA header: {DataType.name dataType}, {size} bytes"
        | Payload(content, 0) -> $"payload of {content}"
        | Payload(content, pings) -> $"payload of {content} with {pings} PING inside"
        | Part -> "a part of a message"
        | Unclear -> "bytes in several reads"
        | NoMore -> "an orderly end"

    /// Whether a peer that writes by `write` says what was captured, byte for byte.
    let isSame write speech (read: Result<CapturedSpeech, Malformation>) (bytes: System.ReadOnlyMemory<byte>) =
        let isWritten (written: System.ReadOnlyMemory<byte>) =
            System.MemoryExtensions.SequenceEqual(written.Span, bytes.Span)

        match speech, read with
        | Said message, Ok(Said seen) -> message = seen && isWritten (write message)
        | Announced(dataType, size), Ok(Announced _) -> isWritten (LinkWires.dataHeader dataType size)
        | Payload _, Ok seen -> speech = seen
        | (Said _ | Announced _ | Part | Unclear | NoMore), Ok _
        | _, Error _ -> false

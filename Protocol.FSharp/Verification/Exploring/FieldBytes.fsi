namespace PeerFunctional.Verification.Exploring

open System

/// What a byte of a message does.
[<RequireQualifiedAccess>]
type ByteRole =

    /// With another byte in its place, the message has other values in these rows.
    | Of of rows: int list

    /// With another byte in its place, the bytes are no message, or one with other fields.
    | Structure

    /// Other bytes in its place were read as the same message.
    | Free

/// Which fields of a message follow from which of its bytes. The codec tells it: one byte after the other is changed, and the bytes
/// are read again.
module FieldBytes =

    /// Bytes of a message that are looked at.
    [<Literal>]
    val MaxBytes: int = 512

    /// The roles of the first bytes of a message that is read as these rows; none where `reread` does not read the message itself so.
    val roles:
        reread: (ReadOnlyMemory<byte> -> FieldRow list voption) ->
        rows: FieldRow list ->
        bytes: ReadOnlyMemory<byte> ->
            ByteRole array voption

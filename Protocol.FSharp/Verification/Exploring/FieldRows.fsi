namespace PeerFunctional.Verification.Exploring

/// A part of a value: the way to it by field names, and what it is in words.
[<Struct>]
type FieldRow = { Field: string; Value: string }

/// Values as rows of fields, which follow from their types: for a reader who looks into a peer's state. Fields that are `Undigested`
/// are left out, because nothing depends on them.
module FieldRows =

    /// The most rows of one value.
    [<Literal>]
    val MaxRows: int = 200

    /// Reads rows of the values of a type. The type is described once, when the reader is made.
    val reader: unit -> ('value -> FieldRow list)

    /// The same, without a row where the type holds something that has no description.
    val readerOfAny: unit -> ('value -> FieldRow list)

    /// The same, with rows of their own for the fields of cases and the items of lists: for messages.
    val readerOfParts: unit -> ('value -> FieldRow list)

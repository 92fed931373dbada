namespace PeerFunctional.Verification.Exploring

open System

[<RequireQualifiedAccess>]
type ByteRole =
    | Of of rows: int list
    | Structure
    | Free

module FieldBytes =

    [<Literal>]
    let MaxBytes = 512

    /// Other bytes that may stand in the place of one: near it, so that a digit stays a digit and a letter a letter, and far from it.
    let private others (value: byte) =
        [ value ^^^ 1uy; value ^^^ 2uy; value ^^^ 0x10uy; value ^^^ 0x80uy ]

    /// The rows that differ; none where they are rows of other fields.
    let private differing (rows: FieldRow list) (other: FieldRow list) =
        if List.map _.Field rows = List.map _.Field other then
            List.zip rows other
            |> List.indexed
            |> List.choose (fun (place, (before, after)) -> if before.Value <> after.Value then Some place else None)
            |> ValueSome
        else
            ValueNone

    let private roleOf (reread: ReadOnlyMemory<byte> -> FieldRow list voption) rows (bytes: byte array) place =
        let changed value =
            let other = Array.copy bytes
            other[place] <- value
            reread (ReadOnlyMemory other) |> ValueOption.bind (differing rows)

        let found = others bytes[place] |> List.map changed

        let rows =
            found |> List.collect (ValueOption.defaultValue []) |> List.distinct |> List.sort

        if not rows.IsEmpty then
            ByteRole.Of rows
        elif found |> List.exists ValueOption.isNone then
            ByteRole.Structure
        else
            ByteRole.Free

    let roles reread (rows: FieldRow list) (bytes: ReadOnlyMemory<byte>) =
        if reread bytes = ValueSome rows then
            let all = bytes.ToArray()
            ValueSome(Array.init (min all.Length MaxBytes) (roleOf reread rows all))
        else
            ValueNone

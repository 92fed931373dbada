namespace PeerFunctional.Kernel

open System
open System.Reflection

/// Adds a value of a type to a digest.
type internal Adder<'value> = Func<'value, Digest, Digest>

/// Holds the adder of a type. It is empty while the adder is made, which can hold it: a type can hold itself.
[<AbstractClass>]
type internal AdderCell =

    new: unit -> AdderCell

    abstract Fill: Delegate -> unit

[<Sealed>]
type internal AdderCell<'value> =
    inherit AdderCell

    new: unit -> AdderCell<'value>

    [<DefaultValue(false)>]
    val mutable Add: Adder<'value>

    override Fill: add: Delegate -> unit

/// The steps of adders that are alike for all types.
[<AbstractClass; Sealed; Class>]
type internal AdderSteps =

    static member Array: items: 'item array * cell: AdderCell<'item> * digest: Digest -> Digest

    static member BigNumber: number: bigint * digest: Digest -> Digest

    static member Bytes: bytes: byte array * digest: Digest -> Digest

    static member Flag: flag: bool * digest: Digest -> Digest

    static member List: items: 'item list * cell: AdderCell<'item> * digest: Digest -> Digest

    static member Map:
        map: Map<'key, 'value> * keys: AdderCell<'key> * values: AdderCell<'value> * digest: Digest -> Digest
            when 'key: comparison

    static member Memory: bytes: ReadOnlyMemory<byte> * digest: Digest -> Digest

    static member Number: number: int64 * digest: Digest -> Digest

    /// Numbers that are equal have one digest, so zero has no sign; all that is no number is one.
    static member Real: number: float * digest: Digest -> Digest

    static member Set: items: Set<'item> * cell: AdderCell<'item> * digest: Digest -> Digest when 'item: comparison

    static member Text: text: string * digest: Digest -> Digest

    static member Time: time: TimeSpan * digest: Digest -> Digest

/// Makes adders: code that reads the fields of a type one after the other, as if it were written by hand, so that no number
/// becomes an object.
[<Sealed>]
type internal AdderCompiler =

    new: isTimed: bool -> AdderCompiler

    member Make: shape: Shape<PropertyInfo> -> AdderCell

/// The adders of a type, made once.
[<AbstractClass; Sealed>]
type internal Adders<'value> =

    private new: unit -> Adders<'value>

    static member Timed: Adder<'value>

    static member Untimed: Adder<'value>

/// Digests of values, which follow from their types: values that are equal have equal digests on any machine and in any run,
/// and a change of any field but those that are left out by `Undigested` changes the digest. Where the type has no description
/// they raise an `UndescribableTypeException`, whatever the value.
module ValueDigest =

    val add: value: 'value -> digest: Digest -> Digest

    /// The value without its times, which differ from one run of a live peer to the next.
    val addUntimed: value: 'value -> digest: Digest -> Digest

    val ofValue: value: 'a -> Digest

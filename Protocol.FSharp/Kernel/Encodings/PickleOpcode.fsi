namespace PeerFunctional.Kernel.Encodings

open PeerFunctional.Kernel

/// What a pickle may be at most.
module PickleLimits =

    /// Bytes of a pickle, and the weight of a value: a byte for each value in it and for each byte of its texts and
    /// numbers, every time it stands there. Only a pickle that repeats a value by its memo can hold more than it has bytes.
    [<Literal>]
    val MaxBytes: int = 65536

    /// Tuples, lists and dicts inside one another.
    [<Literal>]
    val MaxDepth: int = 32

    /// Values and memo entries a pickle makes; memo indexes stay below it.
    [<Literal>]
    val MaxValues: int = 4096

    /// Characters of a number written as text, as in Python (CVE-2020-10735): reading them costs their square.
    [<Literal>]
    val MaxDigits: int = 4300

    /// Bytes of a number written as bytes: as many as that many digits need.
    [<Literal>]
    val MaxNumberBytes: int = 1786

/// What stands behind an opcode.
[<Struct>]
type PickleArgument =
    | NoArgument

    /// So many bytes.
    | Fixed of count: int

    /// A length of so many bytes (of 4 it may be signed), and that many bytes, at most `most`.
    | Counted of lengthBytes: int * signed: bool * most: int

    /// Text up to a line feed, at most so long.
    | Line of longest: int

/// The opcodes of pickle protocols 0 to 5 that make plain values, by their names in Python's `pickletools`.
module PickleOpcode =

    [<Literal>]
    val Mark: byte = 40uy

    [<Literal>]
    val Stop: byte = 46uy

    [<Literal>]
    val Pop: byte = 48uy

    [<Literal>]
    val PopMark: byte = 49uy

    [<Literal>]
    val Dup: byte = 50uy

    [<Literal>]
    val Proto: byte = 128uy

    [<Literal>]
    val Frame: byte = 149uy

    [<Literal>]
    val None: byte = 78uy

    [<Literal>]
    val NewTrue: byte = 136uy

    [<Literal>]
    val NewFalse: byte = 137uy

    [<Literal>]
    val Int: byte = 73uy

    [<Literal>]
    val BinInt: byte = 74uy

    [<Literal>]
    val BinInt1: byte = 75uy

    [<Literal>]
    val BinInt2: byte = 77uy

    [<Literal>]
    val Long: byte = 76uy

    [<Literal>]
    val Long1: byte = 138uy

    [<Literal>]
    val Long4: byte = 139uy

    [<Literal>]
    val Float: byte = 70uy

    [<Literal>]
    val BinFloat: byte = 71uy

    [<Literal>]
    val String: byte = 83uy

    [<Literal>]
    val BinString: byte = 84uy

    [<Literal>]
    val ShortBinString: byte = 85uy

    [<Literal>]
    val BinBytes: byte = 66uy

    [<Literal>]
    val ShortBinBytes: byte = 67uy

    [<Literal>]
    val BinBytes8: byte = 142uy

    [<Literal>]
    val Unicode: byte = 86uy

    [<Literal>]
    val BinUnicode: byte = 88uy

    [<Literal>]
    val ShortBinUnicode: byte = 140uy

    [<Literal>]
    val BinUnicode8: byte = 141uy

    [<Literal>]
    val EmptyTuple: byte = 41uy

    [<Literal>]
    val Tuple: byte = 116uy

    [<Literal>]
    val Tuple1: byte = 133uy

    [<Literal>]
    val Tuple2: byte = 134uy

    [<Literal>]
    val Tuple3: byte = 135uy

    [<Literal>]
    val EmptyList: byte = 93uy

    [<Literal>]
    val List: byte = 108uy

    [<Literal>]
    val Append: byte = 97uy

    [<Literal>]
    val Appends: byte = 101uy

    [<Literal>]
    val EmptyDict: byte = 125uy

    [<Literal>]
    val Dict: byte = 100uy

    [<Literal>]
    val SetItem: byte = 115uy

    [<Literal>]
    val SetItems: byte = 117uy

    [<Literal>]
    val Put: byte = 112uy

    [<Literal>]
    val BinPut: byte = 113uy

    [<Literal>]
    val LongBinPut: byte = 114uy

    [<Literal>]
    val Memoize: byte = 148uy

    [<Literal>]
    val Get: byte = 103uy

    [<Literal>]
    val BinGet: byte = 104uy

    [<Literal>]
    val LongBinGet: byte = 106uy

    /// A byte that is no opcode we know.
    val unknown: opcode: byte -> Result<'a, Malformation>

    /// What stands behind an opcode, or why the opcode is refused.
    val argument: opcode: byte -> Result<PickleArgument, Malformation>

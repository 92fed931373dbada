namespace PeerFunctional.Kernel.Encodings

open PeerFunctional.Kernel

module PickleLimits =

    [<Literal>]
    let MaxBytes = 65_536

    [<Literal>]
    let MaxDepth = 32

    [<Literal>]
    let MaxValues = 4_096

    [<Literal>]
    let MaxDigits = 4_300

    [<Literal>]
    let MaxNumberBytes = 1_786

[<Struct>]
type PickleArgument =
    | NoArgument
    | Fixed of count: int
    | Counted of lengthBytes: int * signed: bool * most: int
    | Line of longest: int

module PickleOpcode =

    [<Literal>]
    let Mark = '('B

    [<Literal>]
    let Stop = '.'B

    [<Literal>]
    let Pop = '0'B

    [<Literal>]
    let PopMark = '1'B

    [<Literal>]
    let Dup = '2'B

    [<Literal>]
    let Proto = 0x80uy

    [<Literal>]
    let Frame = 0x95uy

    [<Literal>]
    let None = 'N'B

    [<Literal>]
    let NewTrue = 0x88uy

    [<Literal>]
    let NewFalse = 0x89uy

    [<Literal>]
    let Int = 'I'B

    [<Literal>]
    let BinInt = 'J'B

    [<Literal>]
    let BinInt1 = 'K'B

    [<Literal>]
    let BinInt2 = 'M'B

    [<Literal>]
    let Long = 'L'B

    [<Literal>]
    let Long1 = 0x8auy

    [<Literal>]
    let Long4 = 0x8buy

    [<Literal>]
    let Float = 'F'B

    [<Literal>]
    let BinFloat = 'G'B

    [<Literal>]
    let String = 'S'B

    [<Literal>]
    let BinString = 'T'B

    [<Literal>]
    let ShortBinString = 'U'B

    [<Literal>]
    let BinBytes = 'B'B

    [<Literal>]
    let ShortBinBytes = 'C'B

    [<Literal>]
    let BinBytes8 = 0x8euy

    [<Literal>]
    let Unicode = 'V'B

    [<Literal>]
    let BinUnicode = 'X'B

    [<Literal>]
    let ShortBinUnicode = 0x8cuy

    [<Literal>]
    let BinUnicode8 = 0x8duy

    [<Literal>]
    let EmptyTuple = ')'B

    [<Literal>]
    let Tuple = 't'B

    [<Literal>]
    let Tuple1 = 0x85uy

    [<Literal>]
    let Tuple2 = 0x86uy

    [<Literal>]
    let Tuple3 = 0x87uy

    [<Literal>]
    let EmptyList = ']'B

    [<Literal>]
    let List = 'l'B

    [<Literal>]
    let Append = 'a'B

    [<Literal>]
    let Appends = 'e'B

    [<Literal>]
    let EmptyDict = '}'B

    [<Literal>]
    let Dict = 'd'B

    [<Literal>]
    let SetItem = 's'B

    [<Literal>]
    let SetItems = 'u'B

    [<Literal>]
    let Put = 'p'B

    [<Literal>]
    let BinPut = 'q'B

    [<Literal>]
    let LongBinPut = 'r'B

    [<Literal>]
    let Memoize = 0x94uy

    [<Literal>]
    let Get = 'g'B

    [<Literal>]
    let BinGet = 'h'B

    [<Literal>]
    let LongBinGet = 'j'B

    let private refuse problem what =
        Malformation.error $"pickle-{problem}" $"the pickle {what}"

    let unknown (opcode: byte) =
        refuse "unknown-opcode" $"has a byte 0x{opcode:x2} where an opcode belongs"

    let argument opcode =
        let counted lengthBytes =
            Ok(Counted(lengthBytes, false, PickleLimits.MaxBytes))

        match opcode with
        | Mark
        | Stop
        | Pop
        | PopMark
        | Dup
        | None
        | NewTrue
        | NewFalse
        | EmptyTuple
        | Tuple
        | Tuple1
        | Tuple2
        | Tuple3
        | EmptyList
        | List
        | Append
        | Appends
        | EmptyDict
        | Dict
        | SetItem
        | SetItems
        | Memoize -> Ok NoArgument
        | Proto
        | BinInt1
        | BinPut
        | BinGet -> Ok(Fixed 1)
        | BinInt2 -> Ok(Fixed 2)
        | BinInt
        | LongBinPut
        | LongBinGet -> Ok(Fixed 4)
        | BinFloat
        | Frame -> Ok(Fixed 8)
        | Long1 -> Ok(Counted(1, false, PickleLimits.MaxNumberBytes))
        | Long4 -> Ok(Counted(4, true, PickleLimits.MaxNumberBytes))
        | BinString -> Ok(Counted(4, true, PickleLimits.MaxBytes))
        | ShortBinString
        | ShortBinBytes
        | ShortBinUnicode -> counted 1
        | BinBytes
        | BinUnicode -> counted 4
        | BinBytes8
        | BinUnicode8 -> counted 8
        | Int
        | Long
        | Float
        | Put
        | Get -> Ok(Line PickleLimits.MaxDigits)
        | String
        | Unicode -> Ok(Line PickleLimits.MaxBytes)
        // GLOBAL, STACK_GLOBAL
        | 'c'B
        | 0x93uy -> refuse "imports" "asks to import something by its name"
        // REDUCE, INST, OBJ, NEWOBJ, NEWOBJ_EX
        | 'R'B
        | 'i'B
        | 'o'B
        | 0x81uy
        | 0x92uy -> refuse "calls" "asks to call something or to make an object"
        // BUILD
        | 'b'B -> refuse "builds" "asks to change an object"
        // PERSID, BINPERSID
        | 'P'B
        | 'Q'B -> refuse "persistent-id" "asks for an object that is kept elsewhere"
        // EXT1, EXT2, EXT4
        | 0x82uy
        | 0x83uy
        | 0x84uy -> refuse "extension-code" "asks for an object by a registered number"
        // NEXT_BUFFER, READONLY_BUFFER
        | 0x97uy
        | 0x98uy -> refuse "outside-buffer" "asks for bytes that came beside it"
        // EMPTY_SET, ADDITEMS, FROZENSET, BYTEARRAY8
        | 0x8fuy
        | 0x90uy
        | 0x91uy
        | 0x96uy -> refuse "other-type" "holds a set or a byte array, which no message has"
        | other -> unknown other

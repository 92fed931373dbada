namespace PeerFunctional.Kernel.Encodings

open System
open System.Buffers.Binary
open PeerFunctional.Kernel

/// What an opcode that was cut short waits for.
[<Struct>]
type private Expecting =
    /// So many bytes in all, the opcode's own among them.
    | Bytes of count: int
    /// A line feed, or so many bytes without one.
    | LineEnd of most: int

type PickleReader =
    private
        {
            Stack: PickleStack
            /// Bytes of the opcodes that were carried out.
            Position: int
            /// The opcode that was cut short, newest piece first, each piece longer than the ones after it.
            Pieces: byte array list
            Held: int
            Expecting: Expecting
        }

type PickleProgress =
    | Finished of Pickled
    | Unfinished of PickleReader
    | Refused of Malformation

module PickleReader =

    let start =
        { Stack = PickleStack.empty
          Position = 0
          Pieces = []
          Held = 0
          Expecting = Bytes 1 }

    let cutShort =
        Malformation.create "pickle-cut-short" "the bytes end inside a pickle"

    let private tooLong () =
        Malformation.error "pickle-too-long" $"a pickle has at most {PickleLimits.MaxBytes} bytes"

    let private tooManyDigits () =
        Malformation.error "pickle-number-too-long" $"a number has at most {PickleLimits.MaxDigits} digits"

    /// Where an opcode's argument lies in the bytes that begin with it.
    [<Struct>]
    type private Decoded =
        | Argument of start: int * length: int * next: int
        | Missing of Expecting

    let private fixedArgument (bytes: ReadOnlyMemory<byte>) room start length =
        if start + length > room then
            tooLong ()
        elif bytes.Length < start + length then
            Ok(Missing(Bytes(start + length)))
        else
            Ok(Argument(start, length, start + length))

    let private claimed (bytes: ReadOnlySpan<byte>) lengthBytes signed =
        match lengthBytes with
        | 1 -> int64 bytes[1]
        | 4 when signed -> int64 (BinaryPrimitives.ReadInt32LittleEndian(bytes.Slice 1))
        | 4 -> int64 (BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice 1))
        | _ -> int64 (min (uint64 Int64.MaxValue) (BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice 1)))

    let private countedArgument (bytes: ReadOnlyMemory<byte>) room lengthBytes signed most =
        let header = 1 + lengthBytes

        match fixedArgument bytes room 1 lengthBytes with
        | Ok(Argument _) ->
            let length = claimed bytes.Span lengthBytes signed

            if length < 0L then
                Malformation.error "pickle-bad-length" "a length is negative"
            elif length > int64 most && most < PickleLimits.MaxBytes then
                tooManyDigits ()
            elif length > int64 room then
                tooLong ()
            else
                fixedArgument bytes room header (int length)
        | other -> other

    let private lineArgument (bytes: ReadOnlyMemory<byte>) room longest =
        // The opcode and the line feed take a byte each.
        let most = min longest (room - 2)
        let length = bytes.Span.Slice(1).IndexOf '\n'B

        if length > most || (length < 0 && bytes.Length - 1 > most) then
            if most < longest then tooLong () else tooManyDigits ()
        elif length < 0 then
            Ok(Missing(LineEnd(most + 2)))
        else
            Ok(Argument(1, length, length + 2))

    /// Finds the argument of the opcode the bytes begin with; `room` bytes are left of all that a pickle may have.
    let private find (bytes: ReadOnlyMemory<byte>) room =
        if room = 0 then
            tooLong ()
        else
            PickleOpcode.argument bytes.Span[0]
            |> Result.bind (fun argument ->
                match argument with
                | NoArgument -> Ok(Argument(1, 0, 1))
                | Fixed count -> fixedArgument bytes room 1 count
                | Counted(lengthBytes, signed, most) -> countedArgument bytes room lengthBytes signed most
                | Line longest -> lineArgument bytes room longest)

    let private pushAll stack value =
        value |> Result.bind (fun value -> PickleStack.push value stack)

    let private number (value: int) = Pickled.Int(bigint value)

    let private word (argument: ReadOnlyMemory<byte>) =
        BinaryPrimitives.ReadInt32LittleEndian argument.Span

    let private protocol (argument: ReadOnlyMemory<byte>) stack =
        if argument.Span[0] <= 5uy then
            Ok stack
        else
            Malformation.error "pickle-unknown-protocol" $"pickle protocol {argument.Span[0]}: 0 to 5 are known"

    /// A frame is a hint how far one may read ahead; only what cannot be is refused.
    let private frame (argument: ReadOnlyMemory<byte>) stack =
        if BinaryPrimitives.ReadUInt64LittleEndian argument.Span <= uint64 PickleLimits.MaxBytes then
            Ok stack
        else
            tooLong ()

    /// Carries out an opcode, which `PickleOpcode.argument` has let pass, all but STOP.
    let private execute opcode (argument: ReadOnlyMemory<byte>) stack =
        match opcode with
        | PickleOpcode.Proto -> protocol argument stack
        | PickleOpcode.Frame -> frame argument stack
        | PickleOpcode.Mark -> PickleStack.mark stack
        | PickleOpcode.Pop -> PickleStack.drop stack
        | PickleOpcode.PopMark -> PickleStack.dropMark stack
        | PickleOpcode.Dup -> PickleStack.duplicate stack
        | PickleOpcode.None -> PickleStack.push Pickled.Nothing stack
        | PickleOpcode.NewTrue -> PickleStack.push (Pickled.Bool true) stack
        | PickleOpcode.NewFalse -> PickleStack.push (Pickled.Bool false) stack
        | PickleOpcode.Int -> PickleText.intLine argument |> pushAll stack
        | PickleOpcode.BinInt -> PickleStack.push (number (word argument)) stack
        | PickleOpcode.BinInt1 -> PickleStack.push (number (int argument.Span[0])) stack
        | PickleOpcode.BinInt2 ->
            PickleStack.push (number (int (BinaryPrimitives.ReadUInt16LittleEndian argument.Span))) stack
        | PickleOpcode.Long -> PickleText.longLine argument |> pushAll stack
        | PickleOpcode.Long1
        | PickleOpcode.Long4 -> PickleStack.push (PickleText.longBytes argument) stack
        | PickleOpcode.Float -> PickleText.floatLine argument |> pushAll stack
        | PickleOpcode.BinFloat ->
            PickleStack.push (Pickled.Float(BinaryPrimitives.ReadDoubleBigEndian argument.Span)) stack
        | PickleOpcode.String -> PickleText.stringLine argument |> pushAll stack
        | PickleOpcode.BinString
        | PickleOpcode.ShortBinString -> PickleStack.push (Pickled.ByteString(argument.ToArray())) stack
        | PickleOpcode.BinBytes
        | PickleOpcode.ShortBinBytes
        | PickleOpcode.BinBytes8 -> PickleStack.push (Pickled.Bytes(argument.ToArray())) stack
        | PickleOpcode.Unicode -> PickleText.unicodeLine argument |> pushAll stack
        | PickleOpcode.BinUnicode
        | PickleOpcode.ShortBinUnicode
        | PickleOpcode.BinUnicode8 -> PickleText.utf8 argument |> pushAll stack
        | PickleOpcode.EmptyTuple -> PickleStack.tuple 0 stack
        | PickleOpcode.Tuple1 -> PickleStack.tuple 1 stack
        | PickleOpcode.Tuple2 -> PickleStack.tuple 2 stack
        | PickleOpcode.Tuple3 -> PickleStack.tuple 3 stack
        | PickleOpcode.Tuple -> PickleStack.tupleSinceMark stack
        | PickleOpcode.EmptyList -> PickleStack.emptyList stack
        | PickleOpcode.List -> PickleStack.listSinceMark stack
        | PickleOpcode.Append -> PickleStack.append stack
        | PickleOpcode.Appends -> PickleStack.appends stack
        | PickleOpcode.EmptyDict -> PickleStack.emptyDict stack
        | PickleOpcode.Dict -> PickleStack.dictSinceMark stack
        | PickleOpcode.SetItem -> PickleStack.setItem stack
        | PickleOpcode.SetItems -> PickleStack.setItems stack
        | PickleOpcode.Put -> PickleText.indexLine argument |> Result.bind (fun index -> PickleStack.put index stack)
        | PickleOpcode.BinPut -> PickleStack.put (int argument.Span[0]) stack
        | PickleOpcode.LongBinPut -> PickleStack.put (word argument) stack
        | PickleOpcode.Memoize -> PickleStack.memoize stack
        | PickleOpcode.Get -> PickleText.indexLine argument |> Result.bind (fun index -> PickleStack.get index stack)
        | PickleOpcode.BinGet -> PickleStack.get (int argument.Span[0]) stack
        | PickleOpcode.LongBinGet -> PickleStack.get (word argument) stack
        | other -> PickleOpcode.unknown other

    /// Holds the rest of the bytes back. Pieces are joined as equals, so that the smallest ones cost no more than any.
    let rec private hold (piece: byte array) pieces =
        match pieces with
        | (newest: byte array) :: older when newest.Length <= piece.Length -> hold (Array.append newest piece) older
        | _ -> piece :: pieces

    let rec private run (bytes: ReadOnlyMemory<byte>) stack position =
        if bytes.IsEmpty then
            Unfinished
                { start with
                    Stack = stack
                    Position = position }
        else
            match find bytes (PickleLimits.MaxBytes - position) with
            | Error e -> Refused e
            | Ok(Missing awaited) ->
                Unfinished
                    { Stack = stack
                      Position = position
                      Pieces = [ bytes.ToArray() ]
                      Held = bytes.Length
                      Expecting = awaited }
            | Ok(Argument(start, length, next)) ->
                match bytes.Span[0] with
                | PickleOpcode.Stop ->
                    match PickleStack.result stack with
                    | Ok value -> Finished value
                    | Error e -> Refused e
                | opcode ->
                    match execute opcode (bytes.Slice(start, length)) stack with
                    | Ok stack -> run (bytes.Slice next) stack (position + next)
                    | Error e -> Refused e

    /// Whether the opcode that was cut short can go on with these bytes.
    let private suffices (bytes: ReadOnlyMemory<byte>) reader =
        match reader.Expecting with
        | Bytes count -> reader.Held + bytes.Length >= count
        | LineEnd most -> reader.Held + bytes.Length >= most || bytes.Span.IndexOf '\n'B >= 0

    let take (bytes: ReadOnlyMemory<byte>) reader =
        if bytes.IsEmpty then
            Unfinished reader
        elif suffices bytes reader then
            let bytes =
                match reader.Pieces with
                | [] -> bytes
                | pieces -> ReadOnlyMemory(bytes.ToArray() :: pieces |> List.rev |> Array.concat)

            run bytes reader.Stack reader.Position
        else
            Unfinished
                { reader with
                    Pieces = hold (bytes.ToArray()) reader.Pieces
                    Held = reader.Held + bytes.Length }

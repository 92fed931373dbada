namespace PeerFunctional.Kernel.Encodings

open System
open System.Buffers
open System.Buffers.Binary
open System.Text

type PickleProtocol =
    | Protocol0
    | Protocol2

module PickleWriter =

    let private bytes (output: ArrayBufferWriter<byte>) (bytes: byte array) = output.Write(ReadOnlySpan bytes)
    let private opcode output (opcode: byte) = bytes output [| opcode |]

    let private line output code (text: string) =
        bytes output (Array.concat [ [| code |]; Encoding.UTF8.GetBytes text; [| '\n'B |] ])

    let private int32 (value: int) =
        let bytes = Array.zeroCreate<byte> 4
        BinaryPrimitives.WriteInt32LittleEndian(Span bytes, value)
        bytes

    let private counted output code (length: byte array) (body: byte array) =
        bytes output (Array.concat [ [| code |]; length; body ])

    /// Remembers the last value; answers the next free memo index.
    let private put protocol output memo =
        match protocol with
        | Protocol0 -> line output PickleOpcode.Put (string memo)
        | Protocol2 when memo < 256 -> bytes output [| PickleOpcode.BinPut; byte memo |]
        | Protocol2 -> counted output PickleOpcode.LongBinPut (int32 memo) [||]

        memo + 1

    /// Python 2's ints have 64 bits; beyond 32 it writes them as text at any protocol.
    let private whole protocol output (value: bigint) =
        let fits (low: int64) (high: int64) =
            value >= bigint low && value <= bigint high

        match protocol with
        | Protocol2 when fits 0L 255L -> bytes output [| PickleOpcode.BinInt1; byte value |]
        | Protocol2 when fits 0L 65_535L ->
            bytes output [| PickleOpcode.BinInt2; byte (int value); byte (int value >>> 8) |]
        | Protocol2 when fits (int64 Int32.MinValue) (int64 Int32.MaxValue) ->
            counted output PickleOpcode.BinInt (int32 (int value)) [||]
        | _ when fits Int64.MinValue Int64.MaxValue -> line output PickleOpcode.Int (value.ToString())
        | Protocol0 -> line output PickleOpcode.Long $"{value}L"
        | Protocol2 ->
            let body = value.ToByteArray()

            if body.Length < 256 then
                counted output PickleOpcode.Long1 [| byte body.Length |] body
            else
                counted output PickleOpcode.Long4 (int32 body.Length) body

    let private float protocol output (value: float) =
        match protocol with
        | Protocol0 -> line output PickleOpcode.Float (PythonRepr.float value)
        | Protocol2 ->
            let body = Array.zeroCreate<byte> 8
            BinaryPrimitives.WriteDoubleBigEndian(Span body, value)
            counted output PickleOpcode.BinFloat [||] body

    let private byteString protocol output (value: byte array) =
        match protocol with
        | Protocol0 -> line output PickleOpcode.String (PythonRepr.bytes value)
        | Protocol2 when value.Length < 256 -> counted output PickleOpcode.ShortBinString [| byte value.Length |] value
        | Protocol2 -> counted output PickleOpcode.BinString (int32 value.Length) value

    /// Latin-1, the rest as \uXXXX and \UXXXXXXXX.
    let private rawUnicode (text: string) =
        let escape (rune: Rune) =
            match rune.Value with
            | value when value > 0xFFFF -> Encoding.ASCII.GetBytes $"\\U{value:x8}"
            | value when value > 0xFF || value = int '\\' || value = int '\n' ->
                Encoding.ASCII.GetBytes $"\\u{value:x4}"
            | value -> [| byte value |]

        text.EnumerateRunes() |> Seq.map escape |> Array.concat

    let private text protocol output (value: string) =
        match protocol with
        | Protocol0 -> counted output PickleOpcode.Unicode (rawUnicode value) [| '\n'B |]
        | Protocol2 ->
            let body = Encoding.UTF8.GetBytes value
            counted output PickleOpcode.BinUnicode (int32 body.Length) body

    /// Items in a container on the stack: Python takes a thousand at a time.
    let private batches save output one many items memo =
        let batch memo batch =
            match batch with
            | [ item ] ->
                let memo = save memo item
                opcode output one
                memo
            | items ->
                opcode output PickleOpcode.Mark
                let memo = List.fold save memo items
                opcode output many
                memo

        items |> List.chunkBySize 1_000 |> List.fold batch memo

    let rec private save protocol output memo value =
        let save = save protocol output
        let saveEntry memo (key, value) = save (save memo key) value

        let saveTuple items closing =
            let memo = List.fold save memo items
            opcode output closing
            put protocol output memo

        match value, protocol with
        | Pickled.Nothing, _ ->
            opcode output PickleOpcode.None
            memo
        | Pickled.Bool value, Protocol0 ->
            line output PickleOpcode.Int (if value then "01" else "00")
            memo
        | Pickled.Bool value, Protocol2 ->
            opcode
                output
                (if value then
                     PickleOpcode.NewTrue
                 else
                     PickleOpcode.NewFalse)

            memo
        | Pickled.Int value, _ ->
            whole protocol output value
            memo
        | Pickled.Float value, _ ->
            float protocol output value
            memo
        | Pickled.Text value, _ ->
            text protocol output value
            put protocol output memo
        | (Pickled.ByteString value | Pickled.Bytes value), _ ->
            byteString protocol output value
            put protocol output memo
        | Pickled.Tuple [], Protocol0 ->
            bytes output [| PickleOpcode.Mark; PickleOpcode.Tuple |]
            memo
        | Pickled.Tuple [], Protocol2 ->
            opcode output PickleOpcode.EmptyTuple
            memo
        | Pickled.Tuple([ _ ] as items), Protocol2 -> saveTuple items PickleOpcode.Tuple1
        | Pickled.Tuple([ _; _ ] as items), Protocol2 -> saveTuple items PickleOpcode.Tuple2
        | Pickled.Tuple([ _; _; _ ] as items), Protocol2 -> saveTuple items PickleOpcode.Tuple3
        | Pickled.Tuple items, _ ->
            opcode output PickleOpcode.Mark
            saveTuple items PickleOpcode.Tuple
        | Pickled.List items, Protocol0 ->
            bytes output [| PickleOpcode.Mark; PickleOpcode.List |]

            (put protocol output memo, items)
            ||> List.fold (fun memo item ->
                let memo = save memo item
                opcode output PickleOpcode.Append
                memo)
        | Pickled.List items, Protocol2 ->
            opcode output PickleOpcode.EmptyList

            put protocol output memo |> batches save output PickleOpcode.Append PickleOpcode.Appends items
        | Pickled.Dict entries, Protocol0 ->
            bytes output [| PickleOpcode.Mark; PickleOpcode.Dict |]

            (put protocol output memo, entries)
            ||> List.fold (fun memo entry ->
                let memo = saveEntry memo entry
                opcode output PickleOpcode.SetItem
                memo)
        | Pickled.Dict entries, Protocol2 ->
            opcode output PickleOpcode.EmptyDict

            put protocol output memo
            |> batches saveEntry output PickleOpcode.SetItem PickleOpcode.SetItems entries

    let write protocol value =
        let output = ArrayBufferWriter<byte>()

        match protocol with
        | Protocol0 -> ()
        | Protocol2 -> bytes output [| PickleOpcode.Proto; 2uy |]

        save protocol output 0 value |> ignore
        opcode output PickleOpcode.Stop
        output.WrittenSpan.ToArray()

namespace PeerFunctional.Kernel.Encodings

open System
open System.Collections.Generic
open System.Formats.Cbor
open FSharp.Reflection
open PeerFunctional.Kernel

[<NoEquality; NoComparison>]
type ValueCodec<'value> =
    { Encode: 'value -> byte array
      Decode: ReadOnlyMemory<byte> -> Result<'value, Malformation> }

/// Makes parts, one a type.
[<Sealed>]
type private PartMaker(conversions: Conversion list) =
    let parts = Dictionary<Type, ValuePart>()

    let wrong detail = Malformation.error "wrong-shape" detail

    let fill (part: ValuePart) write read =
        part.Write <- write
        part.Read <- read

    /// A plain value; `narrow` refuses what does not fit the type.
    let plain
        (part: ValuePart)
        (write: CborWriter -> objnull -> unit)
        (read: CborReader -> Result<objnull, Malformation>)
        =
        fill part (fun value writer -> write writer value) (fun reader -> read reader.Cbor)

    let within (least: int64) (most: int64) (make: int64 -> objnull) (reader: CborReader) =
        let number = reader.ReadInt64()

        if number >= least && number <= most then
            Ok(make number)
        else
            Malformation.error "number-out-of-range" $"{number} is not a number from {least} to {most}"

    let ofEnum (values: Type) (reader: CborReader) =
        let value = Enum.ToObject(values, reader.ReadInt64())

        if Enum.IsDefined(values, value) then
            Ok value
        else
            Malformation.error "number-out-of-range" $"{value} does not fit the type {values.Name}"

    let number (values: Type) : CborReader -> Result<objnull, Malformation> =
        let isOf (other: Type) = values = other

        if values.IsEnum then
            ofEnum values
        elif isOf typeof<byte> then
            within 0L (int64 Byte.MaxValue) (byte >> box)
        elif isOf typeof<sbyte> then
            within (int64 SByte.MinValue) (int64 SByte.MaxValue) (sbyte >> box)
        elif isOf typeof<int16> then
            within (int64 Int16.MinValue) (int64 Int16.MaxValue) (int16 >> box)
        elif isOf typeof<uint16> then
            within 0L (int64 UInt16.MaxValue) (uint16 >> box)
        elif isOf typeof<char> then
            within 0L (int64 Char.MaxValue) (char >> box)
        elif isOf typeof<int> then
            within (int64 Int32.MinValue) (int64 Int32.MaxValue) (int >> box)
        elif isOf typeof<uint32> then
            within 0L (int64 UInt32.MaxValue) (uint32 >> box)
        elif isOf typeof<uint64> then
            fun reader -> Ok(box (reader.ReadUInt64()))
        else
            fun reader -> Ok(box (reader.ReadInt64()))

    let writeNumber (writer: CborWriter) (value: objnull) =
        match value with
        | :? uint64 as value -> writer.WriteUInt64 value
        | value -> writer.WriteInt64(Convert.ToInt64 value)

    /// A text with surrogates is written as its UTF-16, because a lone surrogate has no UTF-8.
    let writeText (writer: CborWriter) (value: objnull) =
        let text = unbox<string> value

        if text |> Seq.exists Char.IsSurrogate then
            writer.WriteByteString(Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan()))
        else
            writer.WriteTextString text

    let readText (reader: CborReader) =
        match reader.PeekState() with
        | CborReaderState.ByteString ->
            let bytes = reader.ReadByteString()

            if bytes.Length % 2 = 0 then
                Ok(box (String(Runtime.InteropServices.MemoryMarshal.Cast<byte, char>(ReadOnlySpan bytes))))
            else
                wrong "a text of UTF-16 has an even number of bytes"
        | _ -> Ok(box (reader.ReadTextString()))

    let readTimes (reader: ValueReader) count (read: int -> Result<objnull, Malformation>) =
        let items: objnull array = Array.zeroCreate count

        let rec next index =
            if index = count then
                reader.Cbor.ReadEndArray()
                Ok items
            else
                match read index with
                | Ok item ->
                    items[index] <- item
                    next (index + 1)
                | Error problem -> Error problem

        next 0

    /// The length of the array that begins here. Every item takes a byte at least, so that no length is only claimed.
    let arrayLength (reader: ValueReader) =
        let length = reader.Cbor.ReadStartArray()

        if not length.HasValue then
            wrong "an array has no length"
        elif length.Value > reader.Cbor.BytesRemaining then
            wrong $"an array of {length.Value} items in {reader.Cbor.BytesRemaining} bytes"
        else
            Ok length.Value

    let collection (part: ValuePart) (maker: Type) (types: Type array) (items: ValuePart array) =
        let maker = maker.MakeGenericType types

        let collection = (nonNull (maker.GetConstructor [||])).Invoke [||] :?> Collection

        fill
            part
            (fun value writer ->
                let values = collection.Items value
                writer.WriteStartArray values.Length
                values |> Array.iteri (fun index item -> items[index % items.Length].Write item writer)
                writer.WriteEndArray())
            (fun reader ->
                arrayLength reader
                |> Result.bind (fun count ->
                    if count % items.Length = 0 then
                        readTimes reader count (fun index -> reader.Within(items[index % items.Length].Read))
                    else
                        wrong "a map lacks its last value")
                |> Result.map collection.OfItems)

    let writeFields (fields: ValuePart array) (values: objnull array) writer =
        fields |> Array.iteri (fun index field -> field.Write (values[index]) writer)

    let fields (part: ValuePart) (values: Type) (fields: ValuePart array) =
        let take, make: (objnull -> objnull array) * (objnull array -> objnull) =
            if values = typeof<unit> then
                (fun _ -> [||]), (fun _ -> null)
            elif FSharpType.IsTuple values then
                FSharpValue.PreComputeTupleReader values << nonNull,
                FSharpValue.PreComputeTupleConstructor values >> box
            else
                FSharpValue.PreComputeRecordReader values << nonNull,
                FSharpValue.PreComputeRecordConstructor values >> box

        fill
            part
            (fun value writer ->
                writer.WriteStartArray fields.Length
                writeFields fields (take value) writer
                writer.WriteEndArray())
            (fun reader ->
                arrayLength reader
                |> Result.bind (fun count ->
                    if count = fields.Length then
                        readTimes reader count (fun index -> reader.Within(fields[index].Read))
                    else
                        wrong $"{values.Name} has {fields.Length} fields, not {count}")
                |> Result.map make)

    /// A case without fields is its number; one with fields an array of its number and them.
    let cases (part: ValuePart) (values: Type) (fieldsOf: ValuePart array array) =
        let tag = FSharpValue.PreComputeUnionTagReader values
        let all = FSharpType.GetUnionCases values
        let take = all |> Array.map FSharpValue.PreComputeUnionReader
        let make = all |> Array.map FSharpValue.PreComputeUnionConstructor

        let known number =
            if number >= 0 && number < all.Length then
                Ok number
            else
                Malformation.error "unknown-case" $"{values.Name} has no case {number}"

        let withFields (reader: ValueReader) count =
            known (reader.Cbor.ReadInt32())
            |> Result.bind (fun case ->
                let fields = fieldsOf[case]

                if count = fields.Length + 1 then
                    readTimes reader fields.Length (fun index -> reader.Within(fields[index].Read))
                    |> Result.map make[case]
                else
                    wrong $"{all[case].Name} has {fields.Length} fields, not {count - 1}")

        let bare (reader: ValueReader) =
            known (reader.Cbor.ReadInt32())
            |> Result.bind (fun case ->
                if fieldsOf[case].Length = 0 then
                    Ok(make[case]([||]))
                else
                    wrong $"{all[case].Name} lacks its fields")

        fill
            part
            (fun value writer ->
                match tag value with
                | case when fieldsOf[case].Length = 0 -> writer.WriteInt32 case
                | case ->
                    writer.WriteStartArray(fieldsOf[case].Length + 1)
                    writer.WriteInt32 case
                    writeFields fieldsOf[case] (take[case] value) writer
                    writer.WriteEndArray())
            (fun reader ->
                match reader.Cbor.PeekState() with
                | CborReaderState.StartArray -> arrayLength reader |> Result.bind (withFields reader)
                | _ -> bare reader)

    let conversionOf values =
        conversions |> List.tryFind (fun conversion -> conversion.Values = values)

    let rec make (shape: Shape<Conversion>) =
        match parts.TryGetValue shape.Type with
        | true, part -> part
        | _ ->
            let part = ValuePart()
            parts.Add(shape.Type, part)
            fillFrom part shape
            part

    and partsOf (list: Field<Conversion> list) =
        [| for field in list -> make field.Shape |]

    and fillFrom part shape =
        match shape.Form with
        | Form.Flag ->
            plain part (fun writer value -> writer.WriteBoolean(unbox value)) (fun reader ->
                Ok(box (reader.ReadBoolean())))
        | Form.Number -> plain part writeNumber (number shape.Type)
        | Form.BigNumber ->
            plain part (fun writer value -> writer.WriteByteString((unbox<bigint> value).ToByteArray())) (fun reader ->
                Ok(box (bigint (reader.ReadByteString()))))
        | Form.Real ->
            plain part (fun writer value -> writer.WriteDouble(unbox value)) (fun reader ->
                Ok(box (reader.ReadDouble())))
        | Form.Text -> plain part writeText readText
        | Form.Time ->
            plain part (fun writer value -> writer.WriteInt64((unbox<TimeSpan> value).Ticks)) (fun reader ->
                Ok(box (TimeSpan.FromTicks(reader.ReadInt64()))))
        | Form.Bytes when shape.Type.IsArray ->
            plain part (fun writer value -> writer.WriteByteString(unbox<byte array> value)) (fun reader ->
                Ok(box (reader.ReadByteString())))
        | Form.Bytes ->
            plain
                part
                (fun writer value -> writer.WriteByteString((unbox<ReadOnlyMemory<byte>> value).Span))
                (fun reader -> Ok(box (ReadOnlyMemory(reader.ReadByteString()))))
        | Form.Fields list -> fields part shape.Type (partsOf list)
        | Form.Cases(_, list) -> cases part shape.Type [| for case in list -> partsOf case.Fields |]
        | Form.List item -> collection part typedefof<ListOf<_>> [| item.Type |] [| make item |]
        | Form.Array item -> collection part typedefof<ArrayOf<_>> [| item.Type |] [| make item |]
        | Form.Set item -> collection part typedefof<SetOf<_>> [| item.Type |] [| make item |]
        | Form.Map(key, value) ->
            collection part typedefof<MapOf<_, _>> [| key.Type; value.Type |] [| make key; make value |]
        | Form.View(conversion, written) ->
            let inner = make written

            fill part (fun value writer -> inner.Write (conversion.Write value) writer) (fun reader ->
                reader.Within(inner.Read) |> Result.bind conversion.Read)

    member _.Make values =
        Shape.whole
            (fun values ->
                conversionOf values
                |> ValueOption.ofOption
                |> ValueOption.map (fun conversion -> struct (conversion, conversion.Written)))
            values
        |> make

module ValueCodec =

    [<Literal>]
    let MaxDepth = 512

    [<Literal>]
    let MaxValues = 16_777_216

    let create<'value> (conversions: Conversion list) : ValueCodec<'value> =
        let part = PartMaker(conversions).Make typeof<'value>

        { Encode =
            fun value ->
                let writer = CborWriter CborConformanceMode.Strict
                part.Write (box value) writer
                writer.Encode()
          Decode =
            fun bytes ->
                Cbor.read bytes (fun cbor -> ValueReader(cbor, MaxDepth, MaxValues).Within part.Read)
                |> Result.bind (fun struct (value, rest) ->
                    if rest = 0 then
                        Ok(unbox<'value> value)
                    else
                        Malformation.error "trailing-bytes" $"{rest} bytes follow the value") }

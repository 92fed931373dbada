namespace PeerFunctional.Link

open System
open System.Buffers
open System.Globalization
open System.Numerics
open System.Text.Json
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings

/// The values that items hold, as JSON for people and programs.
module ItemValue =

    let private writeFloat (writer: Utf8JsonWriter) (number: float) =
        if Double.IsNaN number then
            writer.WriteStringValue "NaN"
        elif Double.IsPositiveInfinity number then
            writer.WriteStringValue "Infinity"
        elif Double.IsNegativeInfinity number then
            writer.WriteStringValue "-Infinity"
        else
            writer.WriteNumberValue number

    /// Bytes stand as an object with the one member `base64`.
    let private writeBytes (writer: Utf8JsonWriter) (bytes: ReadOnlySpan<byte>) =
        writer.WriteStartObject()
        writer.WriteBase64String("base64", bytes)
        writer.WriteEndObject()

    let rec private writePickled (writer: Utf8JsonWriter) value =
        match value with
        | Pickled.Nothing -> writer.WriteNullValue()
        | Pickled.Bool flag -> writer.WriteBooleanValue flag
        | Pickled.Int number -> writer.WriteRawValue(number.ToString CultureInfo.InvariantCulture)
        | Pickled.Float number -> writeFloat writer number
        | Pickled.Text text -> writer.WriteStringValue text
        | Pickled.ByteString bytes
        | Pickled.Bytes bytes -> writeBytes writer (ReadOnlySpan bytes)
        | Pickled.Tuple items
        | Pickled.List items -> writeItems writer items
        | Pickled.Dict pairs when pairs |> List.forall (fst >> _.IsText) ->
            writer.WriteStartObject()

            for key, value in pairs do
                match key with
                | Pickled.Text name -> writer.WritePropertyName name
                | _ -> ()

                writePickled writer value

            writer.WriteEndObject()
        // JSON has text for keys only: a list of pairs.
        | Pickled.Dict pairs -> writeItems writer (pairs |> List.map (fun (key, value) -> Pickled.List [ key; value ]))

    and private writeItems writer items =
        writer.WriteStartArray()

        for item in items do
            writePickled writer item

        writer.WriteEndArray()

    let private written (write: Utf8JsonWriter -> unit) =
        let buffer = ArrayBufferWriter<byte>()

        do
            use writer = new Utf8JsonWriter(buffer)
            write writer

        use document =
            JsonDocument.Parse(buffer.WrittenMemory, JsonDocumentOptions(MaxDepth = 1_024))

        document.RootElement.Clone()

    /// The value of an item. A pickle holds plain data only; whatever it would import, call or build is refused.
    let read dataType (content: ByteString) =
        match dataType with
        | Json -> PythonJson.ofItem content.Bytes
        | Bytes -> Ok(written (fun writer -> writeBytes writer content.Bytes.Span))
        | Raw ->
            Pickle.read content.Bytes
            |> Result.map (fun value -> written (fun writer -> writePickled writer value))

    /// JSON allows escaped halves of surrogate pairs, which are no text.
    let private text (value: JsonElement) =
        value.GetString() |> Option.ofObj |> Option.defaultValue ""

    let rec private pickled (value: JsonElement) =
        match value.ValueKind with
        | JsonValueKind.Null
        | JsonValueKind.Undefined -> Pickled.Nothing
        | JsonValueKind.True -> Pickled.Bool true
        | JsonValueKind.False -> Pickled.Bool false
        | JsonValueKind.Number ->
            match
                BigInteger.TryParse(value.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            with
            | true, number -> Pickled.Int number
            | false, _ -> Pickled.Float(value.GetDouble())
        | JsonValueKind.Array -> Pickled.List [ for item in value.EnumerateArray() -> pickled item ]
        | JsonValueKind.Object ->
            Pickled.Dict [ for member' in value.EnumerateObject() -> Pickled.Text member'.Name, pickled member'.Value ]
        | _ -> Pickled.Text(text value)

    /// The text of a JSON string as bytes in UTF-8; the bytes of an object with the one member `base64`.
    let private bytesOf (value: JsonElement) =
        match value.ValueKind with
        | JsonValueKind.String -> Ok(ReadOnlyMemory(Text.Encoding.UTF8.GetBytes(text value)))
        | JsonValueKind.Object ->
            match value.TryGetProperty "base64" with
            | true, text when text.ValueKind = JsonValueKind.String ->
                match text.TryGetBytesFromBase64() with
                | true, bytes -> Ok(ReadOnlyMemory bytes)
                | false, _ -> Malformation.error "bad-base64" "'base64' is not base64"
            | _ -> Malformation.error "no-bytes" "bytes are a text, or an object with the member 'base64'"
        | _ -> Malformation.error "no-bytes" "bytes are a text, or an object with the member 'base64'"

    /// The item that holds a value.
    let write dataType (value: JsonElement) =
        try
            match dataType with
            | Json -> Ok { Bytes = PythonJson.item value }
            | Bytes -> bytesOf value |> Result.map (fun bytes -> { Bytes = bytes })
            | Raw -> Ok { Bytes = ReadOnlyMemory(Pickle.write Protocol2 (pickled value)) }
        with :? InvalidOperationException ->
            Malformation.error "bad-text" "a text of the value has half a surrogate pair"

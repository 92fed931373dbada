namespace PeerFunctional.CapnWeb

open System.Text
open PeerFunctional.Kernel

/// Results as a person or a program reads them.
module ResultText =

    let private always () = true

    let private tryList (json: JsonWriter) (first: char) (last: char) items tryItem =
        json.Byte(byte first)

        let isWritten =
            items
            |> List.indexed
            |> List.forall (fun (index, item) ->
                if index > 0 then
                    json.Byte ','B

                tryItem item)

        json.Byte(byte last)
        isWritten

    /// Writes the value; false where JSON has no form for it.
    let rec private tryWrite (json: JsonWriter) (value: Held) =
        match value with
        | Value.Null -> json.Ascii "null" |> always
        | Value.Flag true -> json.Ascii "true" |> always
        | Value.Flag false -> json.Ascii "false" |> always
        | Value.Text text -> json.Text text |> always
        | Value.Number number when System.Double.IsFinite number -> json.Number number |> always
        | Value.Items items -> tryList json '[' ']' items (tryWrite json)
        | Value.Object fields ->
            tryList json '{' '}' fields (fun (name, field) ->
                json.Text name
                json.Byte ':'B
                tryWrite json field)
        | Value.Number _
        | Value.Undefined
        | Value.BigInt _
        | Value.Date _
        | Value.Bytes _
        | Value.Error _
        | Value.Url _
        | Value.Headers _
        | Value.Request _
        | Value.Response _
        | Value.Blob _
        | Value.Reference _ -> false

    /// References as the partner wrote them.
    let private asSent reference =
        match reference with
        | Reference.Stub(Hook.Import id) -> WireReference.Export id
        | Reference.Writable(Hook.Import id) -> WireReference.Writable id
        | Reference.Readable pipe -> WireReference.Readable(abs pipe)
        | Reference.Stub(Hook.Target id | Hook.Outcome id)
        | Reference.Writable(Hook.Target id | Hook.Outcome id)
        | Reference.Awaited(Hook.Import id | Hook.Target id | Hook.Outcome id)
        | Reference.Part((Hook.Import id | Hook.Target id | Hook.Outcome id), _) -> WireReference.Promise id

    let private wireForm (value: Held) =
        let expression: Expression =
            value |> Value.replace (asSent >> Value.Reference) asSent

        match MessageCodec.write (Push expression) with
        | Ok text ->
            let text = Encoding.UTF8.GetString text.Span
            text.Substring(8, text.Length - 9)
        | Error problem -> problem.Detail

    /// JSON text with escapes in place of what has no picture.
    let private visible (text: string) =
        let line = StringBuilder(text.Length)

        for rune in text.EnumerateRunes() do
            if rune.Value < 127 || not (TerminalText.isHidden rune.Value) then
                line.Append(rune.ToString()) |> ignore
            else
                for unit in rune.ToString() do
                    line.Append("\\u").Append((int unit).ToString "x4") |> ignore

        line.ToString()

    /// A result as JSON on one line, in which nothing is hidden; a value that JSON has no form for, in the form in which it is
    /// sent.
    let line value =
        let json = JsonWriter()

        if tryWrite json value then
            visible (Encoding.UTF8.GetString json.Written.Span)
        else
            visible (wireForm value)

    /// A failure in a person's words, as a WebSocket's close has them. A program may fail with a value that is no error.
    let reason (failure: Held) =
        match failure with
        | Value.Error failure -> failure.Message
        | Value.Text text -> text
        | Value.Undefined -> "undefined"
        | Value.Url url -> url
        | Value.BigInt number -> string number
        | Value.Null
        | Value.Flag _
        | Value.Number _
        | Value.Date _
        | Value.Bytes _
        | Value.Headers _
        | Value.Request _
        | Value.Response _
        | Value.Blob _
        | Value.Items _
        | Value.Object _
        | Value.Reference _ -> line failure

    /// A result as Python shows it: the peers of the example print dictionaries so. A text stands without quotes.
    let python (value: Held) =
        let rec inside (value: Held) =
            match value with
            | Value.Null
            | Value.Undefined -> "None"
            | Value.Flag true -> "True"
            | Value.Flag false -> "False"
            | Value.Text text -> Encodings.PythonRepr.text text
            | Value.Number number when number = floor number && abs number < 1e15 -> string (int64 number)
            | Value.Number number -> Encodings.PythonRepr.float number
            | Value.Items items -> "[" + (items |> List.map inside |> String.concat ", ") + "]"
            | Value.Object fields ->
                let field (name, value) =
                    Encodings.PythonRepr.text name + ": " + inside value

                "{" + (fields |> List.map field |> String.concat ", ") + "}"
            | Value.BigInt _
            | Value.Date _
            | Value.Bytes _
            | Value.Error _
            | Value.Url _
            | Value.Headers _
            | Value.Request _
            | Value.Response _
            | Value.Blob _
            | Value.Reference _ -> line value

        match value with
        | Value.Text text -> text
        | value -> inside value

namespace PeerFunctional.Tracker

open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings

/// Unusual requests as the original programs read them: `data[0]`, `data[1]` and so on, of any unpickled value.
module PythonIndexing =

    /// The text of a value; an error if it is not text.
    let text value = Fields.text "no-text" value

    let private letter index (text: string) =
        if index < text.Length then
            Ok(Pickled.Text(text.Substring(index, 1)))
        else
            Malformation.error "out-of-range" $"a text has no character {index}"

    /// `data[index]` in Python; the error is the exception that ends the original.
    let item index value =
        match value with
        | Pickled.Tuple fields
        | Pickled.List fields ->
            match List.tryItem index fields with
            | Some field -> Ok field
            | None -> Malformation.error "out-of-range" $"a message has no field {index}"
        | Pickled.Text text -> letter index text
        | Pickled.ByteString bytes -> letter index (bytes |> Array.map char |> System.String)
        | Pickled.Dict pairs ->
            match pairs |> List.tryFind (fun (key, _) -> key = Pickled.Int(bigint index)) with
            | Some(_, field) -> Ok field
            | None -> Malformation.error "no-key" $"a dict has no key {index}"
        | Pickled.Nothing
        | Pickled.Bool _
        | Pickled.Int _
        | Pickled.Float _
        | Pickled.Bytes _ -> Malformation.error "no-fields" "the message is a value without fields"

    /// The command of a message; empty if it is not text.
    let command value =
        item 0 value |> Result.map (text >> Result.defaultValue "")

    let rec private spelled value =
        let joined values =
            values |> List.map spelled |> String.concat ", "

        match value with
        | Pickled.Nothing -> "None"
        | Pickled.Bool flag -> if flag then "True" else "False"
        | Pickled.Int number -> string number
        | Pickled.Float number -> PythonRepr.float number
        | Pickled.Text text -> PythonRepr.text text
        | Pickled.ByteString bytes
        | Pickled.Bytes bytes -> PythonRepr.bytes bytes
        | Pickled.Tuple values -> $"({joined values})"
        | Pickled.List values -> $"[{joined values}]"
        | Pickled.Dict pairs ->
            let entries =
                pairs |> List.map (fun (key, value) -> $"{spelled key}: {spelled value}") |> String.concat ", "

            $"{{{entries}}}"

    /// A handle from any value. A value that is not text is spelled out, so that different values stay different
    /// handles.
    let anyText value =
        Fields.tryText value |> ValueOption.defaultWith (fun () -> $"(no text: {spelled value})")

    /// A port from any value. A value that is not a number becomes 0, which cannot be called.
    let anyNumber value =
        Fields.within System.Int32.MinValue System.Int32.MaxValue "" value |> Result.defaultValue 0

namespace PeerFunctional.Kernel.Encodings

open System
open System.Text.Json
open PeerFunctional.Kernel

[<RequireQualifiedAccess>]
type Json =
    | Text of string
    | Number of int64
    | Flag of bool
    | Items of Json list
    | Object of (string * Json) list

module JsonLine =

    [<Literal>]
    let private MaxDepth = 8

    let rec print value =
        match value with
        | Json.Text text -> TerminalText.json text
        | Json.Number number -> string number
        | Json.Flag flag -> if flag then "true" else "false"
        | Json.Items items -> items |> List.map print |> String.concat "," |> (fun items -> $"[{items}]")
        | Json.Object fields ->
            fields
            |> List.map (fun (name, value) -> $"{TerminalText.json name}:{print value}")
            |> String.concat ","
            |> fun fields -> "{" + fields + "}"

    let sequence (results: Result<'value, Malformation> seq) =
        (Ok [], results)
        ||> Seq.fold (fun sofar result ->
            match sofar, result with
            | Ok values, Ok value -> Ok(value :: values)
            | Error e, _
            | _, Error e -> Error e)
        |> Result.map List.rev

    let rec private ofElement (element: JsonElement) =
        match element.ValueKind with
        | JsonValueKind.String ->
            match element.GetString() with
            | null -> Malformation.error "bad-value" "a text is missing"
            | text -> Ok(Json.Text text)
        | JsonValueKind.True -> Ok(Json.Flag true)
        | JsonValueKind.False -> Ok(Json.Flag false)
        | JsonValueKind.Number ->
            match element.TryGetInt64() with
            | true, number -> Ok(Json.Number number)
            | _ -> Malformation.error "bad-number" "a number is not an integer of 64 bits"
        | JsonValueKind.Array -> element.EnumerateArray() |> Seq.map ofElement |> sequence |> Result.map Json.Items
        | JsonValueKind.Object ->
            element.EnumerateObject()
            |> Seq.map (fun property -> ofElement property.Value |> Result.map (fun value -> property.Name, value))
            |> sequence
            |> Result.map Json.Object
        | _ -> Malformation.error "bad-value" "null is not allowed here"

    let parse (line: string) =
        try
            use document = JsonDocument.Parse(line, JsonDocumentOptions(MaxDepth = MaxDepth))
            ofElement document.RootElement
        with
        | :? JsonException
        | :? InvalidOperationException -> Malformation.error "bad-json" "the line is not JSON"

    let private missing name kind =
        Malformation.error "bad-field" $"'{name}' is missing, or is not a {kind}"

    let tryField name value =
        match value with
        | Json.Object fields -> fields |> List.tryFind (fun (key, _) -> key = name) |> Option.map snd
        | Json.Text _
        | Json.Number _
        | Json.Flag _
        | Json.Items _ -> None

    let text name value =
        match tryField name value with
        | Some(Json.Text text) -> Ok text
        | _ -> missing name "text"

    let number name value =
        match tryField name value with
        | Some(Json.Number number) -> Ok number
        | _ -> missing name "number"

    let flag name value =
        match tryField name value with
        | Some(Json.Flag flag) -> Ok flag
        | _ -> missing name "flag"

    let items name value =
        match tryField name value with
        | Some(Json.Items items) -> Ok items
        | _ -> missing name "list"

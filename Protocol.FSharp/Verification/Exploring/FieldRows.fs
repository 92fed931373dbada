namespace PeerFunctional.Verification.Exploring

open System
open System.Reflection
open FSharp.Reflection
open PeerFunctional.Kernel

[<Struct>]
type FieldRow = { Field: string; Value: string }

module FieldRows =

    [<Literal>]
    let MaxRows = 200

    /// Rows of one list, set or map.
    [<Literal>]
    let private MaxItems = 12

    /// Letters of one value.
    [<Literal>]
    let private MaxText = 120

    /// How deep fields are told one by one, and how deep a value is told in its row.
    [<Literal>]
    let private MaxDepth = 6

    /// `LastHeard` as `last heard`.
    let private spaced (name: string) =
        name
        |> Seq.mapi (fun place letter ->
            if place > 0 && Char.IsAsciiLetterUpper letter then
                $" {Char.ToLowerInvariant letter}"
            else
                string (Char.ToLowerInvariant letter))
        |> String.concat ""

    let private get (place: MemberInfo) (value: objnull) =
        match place with
        | :? PropertyInfo as property -> property.GetValue value
        | :? FieldInfo as field -> field.GetValue value
        | _ -> null

    let private case (shape: Shape<PropertyInfo>) (cases: Case<PropertyInfo> list) (value: objnull) =
        let info, _ = FSharpValue.GetUnionFields(value, shape.Type, true)
        cases |> List.find (fun case -> case.Tag = info.Tag)

    /// The name of a case; an option goes without saying.
    let private spacedCase (case: Case<PropertyInfo>) =
        match case.Name with
        | "Some"
        | "ValueSome" -> []
        | "None"
        | "ValueNone" -> [ "none" ]
        | name -> [ spaced name ]

    let private items (value: objnull) =
        match value with
        | :? Collections.IEnumerable as items -> Seq.cast<objnull> items
        | _ -> Seq.empty

    let private bytes (value: objnull) =
        let all =
            match value with
            | :? (byte array) as bytes -> bytes
            | :? ReadOnlyMemory<byte> as bytes -> bytes.ToArray()
            | _ -> [||]

        let start = Convert.ToHexStringLower(all.AsSpan(0, min 8 all.Length))

        if all.Length > 8 then
            $"{start}... ({all.Length} bytes)"
        else
            start

    let private listed more (texts: string list) =
        texts @ (if more > 0 then [ $"{more} more" ] else []) |> String.concat ", "

    let rec private text depth (shape: Shape<PropertyInfo>) (value: objnull) : string =
        match shape.Form with
        | Form.Flag -> if (unbox<bool> value) then "yes" else "no"
        | Form.Number
        | Form.BigNumber
        | Form.Real -> $"{value}"
        | Form.Text -> TerminalText.upTo MaxText $"{value}"
        | Form.Time -> $"{(unbox<TimeSpan> value).TotalSeconds} s"
        | Form.Bytes -> bytes value
        | Form.View(property, shape) -> text depth shape (property.GetValue value)
        | _ when depth >= MaxDepth -> "..."
        | Form.Fields [] -> "yes"
        | Form.Fields fields ->
            fields
            |> List.map (fun field -> text (depth + 1) field.Shape (get field.Member value))
            |> String.concat " "
        | Form.Cases(_, cases) ->
            let case = case shape cases value

            spacedCase case
            @ (case.Fields |> List.map (fun field -> text (depth + 1) field.Shape (get field.Member value)))
            |> String.concat " "
        | Form.List item
        | Form.Array item
        | Form.Set item -> several (fun each -> text (depth + 1) item each) value
        | Form.Map(key, held) ->
            value
            |> several (fun each ->
                let entry = pair key held each
                $"{text (depth + 1) key (fst entry)}: {text (depth + 1) held (snd entry)}")

    and private several words value =
        match items value |> Seq.truncate (MaxItems + 1) |> List.ofSeq with
        | [] -> "none"
        | some ->
            some
            |> List.truncate MaxItems
            |> List.map words
            |> listed (
                if some.Length > MaxItems then
                    Seq.length (items value) - MaxItems
                else
                    0
            )

    /// The key and the value of a map's entry.
    and private pair key held (entry: objnull) =
        let kind =
            typedefof<Collections.Generic.KeyValuePair<_, _>>.MakeGenericType(key.Type, held.Type)

        let part name =
            match kind.GetProperty(name: string) with
            | null -> null
            | property -> property.GetValue entry

        part "Key", part "Value"

    let private joined path name = $"{path} {name}".Trim()

    let private row path value =
        { Field = path
          Value = TerminalText.upTo MaxText value }

    /// The name of a field of a case; one that has none goes without saying.
    let private caseField (field: Field<PropertyInfo>) =
        if field.Name.StartsWith("Item", StringComparison.Ordinal) then
            field.Name.Substring 4
        else
            spaced field.Name

    /// Rows of a value; `isWhole` for rows of the fields of cases and of the items of lists.
    let rec private rows isWhole depth path (shape: Shape<PropertyInfo>) (value: objnull) : FieldRow list =
        let ofField path (field: Field<PropertyInfo>) name =
            rows isWhole (depth + 1) (joined path name) field.Shape (get field.Member value)

        match shape.Form with
        | Form.View _ when isWhole && FSharpType.IsRecord(shape.Type, true) ->
            [ for field in FSharpType.GetRecordFields(shape.Type, true) do
                  yield!
                      rows
                          isWhole
                          (depth + 1)
                          (joined path (spaced field.Name))
                          (Shape.ofType field.PropertyType)
                          (field.GetValue value) ]
        | Form.View(property, shape) -> rows isWhole depth path shape (property.GetValue value)
        | _ when depth >= MaxDepth -> [ row path (text depth shape value) ]
        | Form.Fields(_ :: _ as fields) when FSharpType.IsRecord(shape.Type, true) ->
            fields |> List.collect (fun field -> ofField path field (spaced field.Name))
        | Form.Cases(_, cases) ->
            let case = case shape cases value

            let inside (field: Field<PropertyInfo>) =
                rows isWhole (depth + 1) path field.Shape (get field.Member value)

            match case.Fields, cases, spacedCase case with
            | [ field ], [ _ ], _
            | [ field ], _, [] -> inside field
            | [], _, words -> [ row path (String.concat " " words) ]
            | [ field ], _, words when FSharpType.IsRecord(field.Shape.Type, true) ->
                row path (String.concat " " words) :: inside field
            | fields, _, words when isWhole ->
                row path (String.concat " " words)
                :: (fields |> List.collect (fun field -> ofField path field (caseField field)))
            | _ -> [ row path (text depth shape value) ]
        | Form.Map(key, held) ->
            match items value |> Seq.truncate MaxItems |> List.ofSeq with
            | [] -> [ row path "none" ]
            | some ->
                some
                |> List.collect (fun entry ->
                    let key', held' = pair key held entry
                    rows isWhole (depth + 1) (joined path (text (depth + 1) key key')) held held')
        | Form.List item
        | Form.Array item when isWhole ->
            match items value |> Seq.truncate MaxItems |> List.ofSeq with
            | [] -> [ row path "none" ]
            | some ->
                some
                |> List.mapi (fun place each -> rows isWhole (depth + 1) (joined path $"{place + 1}") item each)
                |> List.concat
        | _ -> [ row path (text depth shape value) ]

    let private readerBy isWhole : 'value -> FieldRow list =
        let shape = Shape.ofType typeof<'value>
        fun value -> rows isWhole 0 "" shape (box value) |> List.truncate MaxRows

    let private orNone read : 'value -> FieldRow list =
        try
            read ()
        with :? UndescribableTypeException ->
            fun _ -> []

    let reader () : 'value -> FieldRow list = readerBy false

    let readerOfAny () : 'value -> FieldRow list = orNone reader

    let readerOfParts () : 'value -> FieldRow list = orNone (fun () -> readerBy true)

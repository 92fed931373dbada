namespace PeerFunctional.Verification

open System
open FSharp.Reflection
open PeerFunctional.Kernel

type private KindsOf =
    { Names: string list
      NameOf: obj -> string }

module internal Kinds =

    /// How deep unions are looked into.
    [<Literal>]
    let private Depth = 3

    /// A union of more cases than these is not only a split of other unions.
    [<Literal>]
    let private MaxSplit = 3

    let private isUnion (values: Type) = FSharpType.IsUnion(values, true)

    /// Options, lists, addresses and connections: types that no system brings.
    let private isGeneral (values: Type) =
        match values.FullName with
        | null -> false
        | name ->
            name.StartsWith("PeerFunctional.Kernel.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.FSharp.", StringComparison.Ordinal)

    /// The cases of a system's union tell what a value is.
    let private tells (values: Type) =
        isUnion values && not (isGeneral values) && FSharpType.GetUnionCases(values, true).Length > 1

    let private inner (case: UnionCaseInfo) =
        match case.GetFields() with
        | [| field |] when
            tells field.PropertyType && FSharpType.GetUnionCases(case.DeclaringType, true).Length <= MaxSplit
            ->
            Some field.PropertyType
        | _ -> None

    let rec private kinds depth (values: Type) =
        if values = typeof<unit> then
            { Names = []; NameOf = fun _ -> "" }
        elif depth > 0 && isUnion values then
            let tag = FSharpValue.PreComputeUnionTagReader(values, true)
            let cases = FSharpType.GetUnionCases(values, true) |> Array.map (ofCase depth)

            { Names = cases |> Seq.collect _.Names |> List.ofSeq
              NameOf = fun value -> cases[tag value].NameOf value }
        else
            { Names = [ values.Name.ToLowerInvariant() ]
              NameOf = fun _ -> values.Name.ToLowerInvariant() }

    and private ofCase depth case =
        // A case of a generic union only wraps another machine's values.
        let named name =
            if case.DeclaringType.IsGenericType then
                name
            else
                $"{case.Name}.{name}"

        match inner case with
        | Some values when depth > 1 ->
            let fields = FSharpValue.PreComputeUnionReader(case, true)
            let inner = kinds (depth - 1) values

            { Names = List.map named inner.Names
              NameOf =
                fun value ->
                    match (fields value).[0] with
                    | null -> case.Name
                    | field -> named (inner.NameOf field) }
        | Some _
        | None ->
            { Names = [ case.Name ]
              NameOf = fun _ -> case.Name }

    /// The kinds of a type's values, told with a word, and the kind of a value.
    let told<'values> word =
        let found = kinds Depth typeof<'values>

        let nameOf (value: 'values) =
            match box value with
            | null -> word
            | value -> $"{word} {found.NameOf value}"

        struct (found.Names |> List.map (fun name -> $"{word} {name}"), nameOf)

    let private fieldsOf (value: obj) : (string * objnull) list =
        let values = value.GetType()

        if isUnion values then
            let case, fields = FSharpValue.GetUnionFields(value, values, true)
            [ for field, value in Seq.zip (case.GetFields()) fields -> field.Name, value ]
        elif FSharpType.IsRecord(values, true) then
            [ for field in FSharpType.GetRecordFields(values, true) -> field.Name, field.GetValue value ]
        else
            []

    /// A case without fields, of a system's own union.
    let private isName (value: obj) =
        tells (value.GetType()) && (fieldsOf value).IsEmpty

    let private isOption (value: obj) =
        let values = value.GetType()
        values.IsGenericType && values.GetGenericTypeDefinition() = typedefof<_ voption>

    /// A number, or a name, which counts alone.
    [<Struct>]
    type private Detail =
        | Number of field: string * value: int64
        | Name of string

    /// A field without a name, and the number of a port, say nothing that could be added up.
    let private isAmount (field: string) =
        not (field.StartsWith("Item", StringComparison.Ordinal))
        && not (field.Contains("port", StringComparison.OrdinalIgnoreCase))

    let rec private detailsOf depth (field: string, value: objnull) : Detail list =
        match value with
        | null -> []
        | :? int as number ->
            [ if isAmount field then
                  Number(field, int64 number) ]
        | :? int64 as number ->
            [ if isAmount field then
                  Number(field, number) ]
        | :? bool as isTrue ->
            [ if isAmount field then
                  Number(field, (if isTrue then 1L else 0L)) ]
        | :? Malformation as malformation -> [ Name malformation.Problem ]
        | :? CloseReason as reason -> [ Name(CloseReason.words reason) ]
        | :? string as words when field = "reason" -> [ Name words ]
        | value when isName value -> [ Name $"{value}" ]
        | value when isOption value -> fieldsOf value |> List.collect (fun (_, held) -> detailsOf depth (field, held))
        | value when depth > 0 && not (isGeneral (value.GetType())) ->
            fieldsOf value |> List.collect (detailsOf (depth - 1))
        | _ -> []

    let details (value: obj) =
        let found = fieldsOf value |> List.collect (detailsOf 2)

        let numbers =
            [ for detail in found do
                  match detail with
                  | Number(field, value) -> field, value
                  | Name _ -> () ]

        let names =
            [ for detail in found do
                  match detail with
                  | Name name -> name
                  | Number _ -> () ]

        struct (numbers, names)

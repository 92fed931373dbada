namespace PeerFunctional.Tests

open System
open System.Collections
open FSharp.Reflection
open PeerFunctional.Kernel

/// A value with one thing in it changed, and the way to that.
type SingleChange<'value> = { Way: string; Value: 'value }

/// Every way to change one field of a value, at any depth. Read from the types by itself, so that it can contradict
/// `Shape`: a field is passed over only where its declaration says that it is left out.
module SingleChanges =

    let private access =
        Reflection.BindingFlags.Public
        ||| Reflection.BindingFlags.NonPublic
        ||| Reflection.BindingFlags.Instance

    let private isOf generic (values: Type) =
        values.IsGenericType && values.GetGenericTypeDefinition() = generic

    let private isUndigested (attributes: obj array) = attributes.Length > 0

    let private known =
        System.Collections.Concurrent.ConcurrentDictionary<Type, (string * Type) array>()

    /// A record's fields; one that is left out has no name here.
    let private fieldsOf (record: Type) =
        known.GetOrAdd(
            record,
            fun record ->
                FSharpType.GetRecordFields(record, access)
                |> Array.map (fun field ->
                    if isUndigested (field.GetCustomAttributes(typeof<UndigestedAttribute>, false)) then
                        "", field.PropertyType
                    else
                        field.Name, field.PropertyType)
        )

    /// What a declaration of a type, or of one it is made of, leaves out, each with its reason.
    let leftOut (values: Type) =
        let seen = System.Collections.Generic.HashSet<Type>()

        let rec ofType (values: Type) : string list =
            if not (seen.Add values) then
                []
            else
                [ if values.IsArray then
                      yield! ofType (values.GetElementType())
                  if values.IsGenericType then
                      yield! values.GetGenericArguments() |> Seq.collect ofType
                  if FSharpType.IsTuple values then
                      ()
                  elif FSharpType.IsRecord(values, access) then
                      yield! FSharpType.GetRecordFields(values, access) |> ofFields values.Name
                  elif FSharpType.IsUnion(values, access) then
                      for case in FSharpType.GetUnionCases(values, access) do
                          match case.GetCustomAttributes typeof<UndigestedAttribute> with
                          | [||] -> yield! case.GetFields() |> ofFields values.Name
                          | attributes -> $"{values.Name}.{case.Name}: {(attributes[0] :?> UndigestedAttribute).Reason}" ]

        and ofFields name fields =
            [ for field in fields do
                  match field.GetCustomAttributes(typeof<UndigestedAttribute>, false) with
                  | [||] -> yield! ofType field.PropertyType
                  | attributes -> $"{name}.{field.Name}: {(attributes[0] :?> UndigestedAttribute).Reason}" ]

        ofType values

    /// A list, array, Set or Map of items, made by its type's own function.
    let private collect (values: Type) (items: obj list) =
        let typed (item: Type) =
            let array = Array.CreateInstance(item, items.Length)
            items |> List.iteri (fun index value -> array.SetValue(value, index))
            array

        let call (modules: Type) name (item: Type) (arguments: Type array) =
            modules.GetMethod(name).MakeGenericMethod(arguments).Invoke(null, [| typed item |])

        let core = typeof<list<int>>.Assembly
        let arguments = values.GetGenericArguments()

        if values.IsArray then
            typed (values.GetElementType()) :> obj
        elif isOf typedefof<list<_>> values then
            call (core.GetType "Microsoft.FSharp.Collections.ListModule") "OfArray" arguments[0] arguments
        elif isOf typedefof<Set<_>> values then
            call (core.GetType "Microsoft.FSharp.Collections.SetModule") "OfArray" arguments[0] arguments
        else
            call
                (core.GetType "Microsoft.FSharp.Collections.MapModule")
                "OfArray"
                (FSharpType.MakeTupleType arguments)
                arguments

    let private items (values: Type) (value: obj) =
        let plain =
            [ for item in (value :?> IEnumerable) do
                  item ]

        if isOf typedefof<Map<_, _>> values then
            let pair = FSharpType.MakeTupleType(values.GetGenericArguments())

            plain
            |> List.map (fun item ->
                let part (name: string) =
                    item.GetType().GetProperty(name).GetValue item

                FSharpValue.MakeTuple([| part "Key"; part "Value" |], pair))
        else
            plain

    let private itemType (values: Type) =
        if values.IsArray then
            values.GetElementType()
        elif isOf typedefof<Map<_, _>> values then
            FSharpType.MakeTupleType(values.GetGenericArguments())
        else
            values.GetGenericArguments()[0]

    let private isCollection values =
        (values: Type).IsArray
        || [ typedefof<list<_>>; typedefof<Set<_>>; typedefof<Map<_, _>> ]
           |> List.exists (fun generic -> isOf generic values)

    let private plain (value: obj) : obj list option =
        match value with
        | :? bool as value -> Some [ not value ]
        | :? byte as value -> Some [ value ^^^ 1uy ]
        | :? char as value -> Some [ char (int value ^^^ 1) ]
        | :? int as value -> Some [ value + 1; value ^^^ Int32.MinValue ]
        | :? int64 as value -> Some [ value + 1L; value ^^^ Int64.MinValue ]
        | :? uint64 as value -> Some [ value ^^^ 1UL ]
        | :? float as value -> Some [ value + 1.0 ]
        | :? bigint as value -> Some [ value + 1I ]
        | :? string as value -> Some [ value + "x" ]
        | :? TimeSpan as value -> Some [ value + TimeSpan.FromTicks 1L ]
        | :? (byte array) as value -> Some [ Array.append value [| 0uy |] ]
        | :? ReadOnlyMemory<byte> as value -> Some [ ReadOnlyMemory(Array.append (value.ToArray()) [| 0uy |]) ]
        | null -> None
        | value when value.GetType().IsEnum ->
            let type' = value.GetType()

            Some
                [ for other in Enum.GetValues type' do
                      if other <> value then
                          other ]
        | _ -> None

    /// Some value of a type; none where that would take a function or the like.
    let rec private some depth (values: Type) : obj option =
        let all (types: Type array) =
            let made = types |> Array.map (some (depth - 1))

            if Array.forall Option.isSome made then
                Some(Array.map Option.get made)
            else
                None

        if depth < 0 then
            None
        elif values = typeof<string> then
            Some "some"
        elif values = typeof<bigint> then
            Some 0I
        elif values = typeof<unit> then
            Some(box ())
        elif isCollection values then
            Some(collect values [])
        elif FSharpType.IsTuple values then
            all (FSharpType.GetTupleElements values)
            |> Option.map (fun items -> FSharpValue.MakeTuple(items, values))
        elif FSharpType.IsRecord(values, access) then
            FSharpType.GetRecordFields(values, access)
            |> Array.map _.PropertyType
            |> all
            |> Option.map (fun fields -> FSharpValue.MakeRecord(values, fields, access))
        elif FSharpType.IsUnion(values, access) then
            FSharpType.GetUnionCases(values, access)
            |> Array.sortBy (fun case -> case.GetFields().Length)
            |> Array.tryPick (fun case -> ofCase depth case)
        elif values.IsValueType then
            Some(Activator.CreateInstance values)
        else
            None

    and private ofCase depth case =
        let made =
            case.GetFields() |> Array.map (fun field -> some (depth - 1) field.PropertyType)

        if Array.forall Option.isSome made then
            Some(FSharpValue.MakeUnion(case, Array.map Option.get made, access))
        else
            None

    let rec private changes way (values: Type) (value: obj) : (string * obj) list =
        match plain value with
        | Some others -> others |> List.map (fun other -> way, other)
        | None when values = typeof<unit> -> []
        | None when isCollection values -> ofCollection way values value
        | None when FSharpType.IsTuple values ->
            let parts = FSharpValue.GetTupleFields value

            FSharpType.GetTupleElements values
            |> Array.mapi (fun index item -> $"{way}.Item{index + 1}", item)
            |> ofParts parts (fun parts -> FSharpValue.MakeTuple(parts, values))
        | None when FSharpType.IsRecord(values, access) ->
            let parts = FSharpValue.GetRecordFields(value, access)

            let changed =
                fieldsOf values
                |> Array.map (fun (name, field) -> (if name = "" then "" else $"{way}.{name}"), field)
                |> ofParts parts (fun parts -> FSharpValue.MakeRecord(values, parts, access))

            changed |> List.filter (fun (_, other) -> isDescribedOtherwise values value other)
        | None when FSharpType.IsUnion(values, access) -> ofUnion way values value
        | None -> failwith $"{way} holds {values.FullName}, which this law does not know how to change"

    and private ofParts parts make ways =
        [ for index in 0 .. Array.length ways - 1 do
              let way, part = ways[index]

              if way <> "" then
                  for place, other in changes way part parts[index] do
                      place, make (Array.mapi (fun at part -> if at = index then other else part) parts) ]

    and private ofUnion way values value =
        let case, parts = FSharpValue.GetUnionFields(value, values, access)

        let isLeftOut (case: UnionCaseInfo) =
            isUndigested (case.GetCustomAttributes typeof<UndigestedAttribute>)

        let inside =
            if isLeftOut case then
                []
            else
                case.GetFields()
                |> Array.map (fun field -> $"{way}.{case.Name}.{field.Name}", field.PropertyType)
                |> ofParts parts (fun parts -> FSharpValue.MakeUnion(case, parts, access))

        let others =
            [ for other in FSharpType.GetUnionCases(values, access) do
                  if other.Tag <> case.Tag then
                      match ofCase 8 other with
                      | Some other -> way, other
                      | None -> () ]

        inside @ others

    and private ofCollection way values value =
        let there = items values value
        let item = itemType values

        let changed =
            [ for index in 0 .. there.Length - 1 do
                  for place, other in changes $"{way}.item" item there[index] do
                      place, collect values (List.updateAt index other there) ]

        let sizes =
            [ match there with
              | [] -> ()
              | _ :: rest -> way, collect values rest
              match some 8 item with
              | Some another -> way, collect values (there @ [ another ])
              | None -> () ]

        changed @ sizes |> List.filter (fun (_, other) -> items values other <> there)

    /// Whether a type that says what its values are says otherwise of these two.
    and private isDescribedOtherwise (values: Type) (value: obj) (other: obj) =
        match values.GetInterfaces() |> Array.tryFind (isOf typedefof<IDescribedAs<_>>) with
        | None -> true
        | Some view ->
            let description = Array.head (view.GetProperties())
            let described (value: obj) = description.GetValue value

            match described value, described other with
            | (:? ReadOnlyMemory<byte> as one), (:? ReadOnlyMemory<byte> as other) ->
                not (one.Span.SequenceEqual other.Span)
            | one, other -> one <> other

    let ofValue (value: 'value) : SingleChange<'value> list =
        changes typeof<'value>.Name typeof<'value> value
        |> List.map (fun (way, other) -> { Way = way; Value = other :?> 'value })

    /// The ways to what can change though the digest stays.
    let unseenBy (digest: 'value -> Digest) (value: 'value) =
        let before = digest value

        ofValue value
        |> List.filter (fun change -> digest change.Value = before)
        |> List.map _.Way
        |> List.distinct

    let unseen value = unseenBy ValueDigest.ofValue value

namespace PeerFunctional.Kernel

open System
open System.Collections.Generic
open System.Reflection
open FSharp.Reflection

/// Leaves a field, or all fields of a union's case, out of the description of its values. The reason says why nothing that
/// comes later depends on the field, or what else the field follows from.
[<Sealed; AllowNullLiteral>]
type UndigestedAttribute(reason: string) =
    inherit Attribute()
    member _.Reason = reason

/// A type whose values are described by another value: one that is equal exactly where two values behave alike. A type that holds
/// a function says so by what the function depends on.
type IDescribedAs<'view> =
    abstract Description: 'view

/// A type whose values cannot be described. The message names the type and the way to it.
[<Sealed>]
type UndescribableTypeException(message: string) =
    inherit Exception(message)

/// What the values of a type are made of. It follows from the type alone, private representations included.
[<Sealed>]
type Shape internal (values: Type) =
    let mutable form = Form.Fields []

    /// The type of the values.
    member _.Type = values

    member _.Form
        with get () = form
        and internal set value = form <- value

and [<RequireQualifiedAccess; NoEquality; NoComparison>] Form =
    | Flag
    /// Whole numbers of up to 64 bits, characters, and enumerations.
    | Number
    | BigNumber
    | Real
    | Text
    | Time
    /// `byte array` or `ReadOnlyMemory<byte>`.
    | Bytes
    /// A record, a tuple, a struct tuple, or `unit`.
    | Fields of Field list
    /// A union. `tag` is the property or the static method that tells a value's case.
    | Cases of tag: MemberInfo * Case list
    | List of item: Shape
    | Array of item: Shape
    | Set of item: Shape
    | Map of key: Shape * value: Shape
    /// A type that is described by another one's value, as `description` gives it.
    | View of description: PropertyInfo * Shape

and [<NoEquality; NoComparison>] Field =
    {
        Name: string
        /// The property, or for struct tuples the field, that holds it.
        Member: MemberInfo
        Shape: Shape
    }

and [<NoEquality; NoComparison>] Case =
    { Name: string
      Tag: int
      Fields: Field list }

/// Descriptions of types. A type is described as a whole: what one of its rarest cases holds is looked at, too.
[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Shape =

    /// The most types that one description can be made of: a type that holds ever larger ones has no description.
    [<Literal>]
    let private MaxTypes = 4_096

    /// The most items of a tuple, which has another layout from there on.
    [<Literal>]
    let private MaxItems = 7

    /// Private representations too.
    let private access =
        BindingFlags.Public ||| BindingFlags.NonPublic ||| BindingFlags.Instance

    let private fail (path: string list) reason =
        let way = String.Join('.', List.rev path)
        raise (UndescribableTypeException $"{way} cannot be described: {reason}")

    let private isOf generic (values: Type) =
        values.IsGenericType && values.GetGenericTypeDefinition() = generic

    let private undigested path (attributes: obj array) =
        match Array.tryHead attributes with
        | Some(:? UndigestedAttribute as attribute) when String.IsNullOrWhiteSpace attribute.Reason ->
            fail path "it is left out without a reason"
        | Some _ -> true
        | None -> false

    let private numbers =
        HashSet
            [ typeof<byte>
              typeof<sbyte>
              typeof<int16>
              typeof<uint16>
              typeof<int>
              typeof<uint32>
              typeof<int64>
              typeof<uint64>
              typeof<char> ]

    let private leaf (values: Type) =
        if values = typeof<bool> then
            ValueSome Form.Flag
        elif numbers.Contains values || values.IsEnum then
            ValueSome Form.Number
        elif values = typeof<bigint> then
            ValueSome Form.BigNumber
        elif values = typeof<float> then
            ValueSome Form.Real
        elif values = typeof<string> then
            ValueSome Form.Text
        elif values = typeof<TimeSpan> then
            ValueSome Form.Time
        elif values = typeof<byte array> || values = typeof<ReadOnlyMemory<byte>> then
            ValueSome Form.Bytes
        elif values = typeof<unit> then
            ValueSome(Form.Fields [])
        else
            ValueNone

    let private view (values: Type) =
        values.GetInterfaces()
        |> Array.tryFind (isOf typedefof<IDescribedAs<_>>)
        |> ValueOption.ofOption
        |> ValueOption.map (fun view -> struct (view.GetProperties()[0], view.GetGenericArguments()[0]))

    let private reason (values: Type) =
        if FSharpType.IsFunction values then
            $"a function has no value to compare; leave it out with [<Undigested>], or give it a type that says by {nameof IDescribedAs} what it depends on"
        elif values.IsGenericParameter then
            "its type is open"
        else
            $"{values.FullName} is no record, union, tuple, list, array, Set, Map or plain value; leave it out with [<Undigested>], or let it say by {nameof IDescribedAs} what its values are"

    let rec private describe (known: Dictionary<Type, Shape>) path (values: Type) =
        match known.TryGetValue values with
        | true, shape -> shape
        | _ when known.Count >= MaxTypes -> fail path $"it holds more than {MaxTypes} types"
        | _ ->
            let shape = Shape values
            known.Add(values, shape)
            shape.Form <- form known path values
            shape

    and private form known path (values: Type) =
        let part name place =
            describe known (name :: path) (values.GetGenericArguments()[place])

        match leaf values, view values with
        | ValueSome form, _ -> form
        | ValueNone, ValueSome struct (description, seen) -> Form.View(description, describe known path seen)
        | ValueNone, ValueNone ->
            if isOf typedefof<list<_>> values then
                Form.List(part "item" 0)
            elif values.IsArray && values.GetArrayRank() = 1 then
                Form.Array(describe known ("item" :: path) (nonNull (values.GetElementType())))
            elif isOf typedefof<Set<_>> values then
                Form.Set(part "item" 0)
            elif isOf typedefof<Map<_, _>> values then
                Form.Map(part "key" 0, part "value" 1)
            elif FSharpType.IsTuple values then
                Form.Fields(items known path values)
            elif FSharpType.IsRecord(values, access) then
                Form.Fields(FSharpType.GetRecordFields(values, access) |> fields known path)
            elif FSharpType.IsUnion(values, access) then
                Form.Cases(FSharpValue.PreComputeUnionTagMemberInfo(values, access), cases known path values)
            else
                fail path (reason values)

    and private field known path (place: MemberInfo) values =
        { Field.Name = place.Name
          Member = place
          Shape = describe known (place.Name :: path) values }

    and private fields known path (properties: PropertyInfo array) =
        [ for property in properties do
              if
                  not (
                      undigested
                          (property.Name :: path)
                          (property.GetCustomAttributes(typeof<UndigestedAttribute>, false))
                  )
              then
                  field known path property property.PropertyType ]

    and private items known path values =
        let types = FSharpType.GetTupleElements values

        if types.Length > MaxItems then
            fail path $"a tuple of more than {MaxItems} items; use a record"

        types
        |> Array.mapi (fun index item ->
            let name = $"Item{index + 1}"

            let place: MemberInfo =
                if values.IsValueType then
                    nonNull (values.GetField name)
                else
                    nonNull (values.GetProperty name)

            field known path place item)
        |> List.ofArray

    and private cases known path values =
        [ for case in FSharpType.GetUnionCases(values, access) do
              let path = case.Name :: path

              { Name = case.Name
                Tag = case.Tag
                Fields =
                  if undigested path (case.GetCustomAttributes typeof<UndigestedAttribute>) then
                      []
                  else
                      fields known path (case.GetFields()) } ]

    /// Describes a type. An `UndescribableTypeException` names the first part of it that has no description.
    let ofType (values: Type) =
        describe (Dictionary()) [ values.Name ] values

namespace PeerFunctional.Kernel

open System
open System.Collections.Generic
open System.Reflection
open FSharp.Reflection

[<Sealed; AllowNullLiteral>]
type UndigestedAttribute(reason: string) =
    inherit Attribute()
    member _.Reason = reason

type IDescribedAs<'view> =
    abstract Description: 'view

[<Sealed>]
type UndescribableTypeException(message: string) =
    inherit Exception(message)

[<Sealed>]
type Shape<'view> internal (values: Type) =
    let mutable form: Form<'view> = Form.Fields []

    member _.Type = values

    member _.Form
        with get () = form
        and internal set value = form <- value

and [<RequireQualifiedAccess; NoEquality; NoComparison>] Form<'view> =
    | Flag
    | Number
    | BigNumber
    | Real
    | Text
    | Time
    | Bytes
    | Fields of Field<'view> list
    | Cases of tag: MemberInfo * Case<'view> list
    | List of item: Shape<'view>
    | Array of item: Shape<'view>
    | Set of item: Shape<'view>
    | Map of key: Shape<'view> * value: Shape<'view>
    | View of 'view * Shape<'view>

and [<NoEquality; NoComparison>] Field<'view> =
    { Name: string
      Member: MemberInfo
      Shape: Shape<'view> }

and [<NoEquality; NoComparison>] Case<'view> =
    { Name: string
      Tag: int
      Fields: Field<'view> list }

/// What a description takes into account.
[<NoEquality; NoComparison>]
type private Rules<'view> =
    {
        /// Whether fields that are `Undigested` are left out.
        LeavesOut: bool
        /// The other type that a type's values are seen as.
        View: Type -> (struct ('view * Type)) voption
        /// Whether a record or a union is described by what it is made of.
        IsOpen: Type -> bool
        /// Which representations are seen.
        Access: BindingFlags
        /// What may be done about a type that has no description.
        Advice: string
    }

[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Shape =

    /// The most types that one description can be made of: a type that holds ever larger ones has no description.
    [<Literal>]
    let private MaxTypes = 4_096

    /// The most items of a tuple, which has another layout from there on.
    [<Literal>]
    let private MaxItems = 7

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

    let private descriptionOf (values: Type) =
        values.GetInterfaces()
        |> Array.tryFind (isOf typedefof<IDescribedAs<_>>)
        |> ValueOption.ofOption
        |> ValueOption.map (fun view -> struct (view.GetProperties()[0], view.GetGenericArguments()[0]))

    let private reason rules (values: Type) =
        if FSharpType.IsFunction values then
            $"a function has no value to compare; {rules.Advice}"
        elif values.IsGenericParameter then
            "its type is open"
        else
            $"{values.FullName} is not a record, union, tuple, list, array, Set, Map or plain value whose parts are all public; {rules.Advice}"

    let rec private describe rules (known: Dictionary<Type, Shape<'view>>) path (values: Type) =
        match known.TryGetValue values with
        | true, shape -> shape
        | _ when known.Count >= MaxTypes -> fail path $"it holds more than {MaxTypes} types"
        | _ ->
            let shape = Shape<'view> values
            known.Add(values, shape)
            shape.Form <- form rules known path values
            shape

    and private form rules known path (values: Type) =
        let part name place =
            describe rules known (name :: path) (values.GetGenericArguments()[place])

        match leaf values, rules.View values with
        | ValueSome form, _ -> form
        | ValueNone, ValueSome struct (description, seen) -> Form.View(description, describe rules known path seen)
        | ValueNone, ValueNone ->
            if isOf typedefof<list<_>> values then
                Form.List(part "item" 0)
            elif values.IsArray && values.GetArrayRank() = 1 then
                Form.Array(describe rules known ("item" :: path) (nonNull (values.GetElementType())))
            elif isOf typedefof<Set<_>> values then
                Form.Set(part "item" 0)
            elif isOf typedefof<Map<_, _>> values then
                Form.Map(part "key" 0, part "value" 1)
            elif FSharpType.IsTuple values then
                Form.Fields(items rules known path values)
            elif rules.IsOpen values && FSharpType.IsRecord(values, rules.Access) then
                Form.Fields(FSharpType.GetRecordFields(values, rules.Access) |> fields rules known path)
            elif rules.IsOpen values && FSharpType.IsUnion(values, rules.Access) then
                Form.Cases(
                    FSharpValue.PreComputeUnionTagMemberInfo(values, rules.Access),
                    cases rules known path values
                )
            else
                fail path (reason rules values)

    and private field rules known path (place: MemberInfo) values =
        { Field.Name = place.Name
          Member = place
          Shape = describe rules known (place.Name :: path) values }

    and private fields rules known path (properties: PropertyInfo array) =
        [ for property in properties do
              let attributes = property.GetCustomAttributes(typeof<UndigestedAttribute>, false)

              if not (rules.LeavesOut && undigested (property.Name :: path) attributes) then
                  field rules known path property property.PropertyType ]

    and private items rules known path values =
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

            field rules known path place item)
        |> List.ofArray

    and private cases rules known path values =
        [ for case in FSharpType.GetUnionCases(values, rules.Access) do
              let path = case.Name :: path

              { Name = case.Name
                Tag = case.Tag
                Fields =
                  if rules.LeavesOut && undigested path (case.GetCustomAttributes typeof<UndigestedAttribute>) then
                      []
                  else
                      fields rules known path (case.GetFields()) } ]

    let private digested =
        { LeavesOut = true
          View = descriptionOf
          IsOpen = fun _ -> true
          Access = BindingFlags.Public ||| BindingFlags.NonPublic ||| BindingFlags.Instance
          Advice =
            $"leave it out with [<Undigested>], or let it say by {nameof IDescribedAs} what its values are and depend on" }

    let ofType (values: Type) =
        describe digested (Dictionary()) [ values.Name ] values

    let whole (view: Type -> (struct ('view * Type)) voption) (values: Type) =
        let rules =
            { LeavesOut = false
              View = view
              IsOpen = descriptionOf >> ValueOption.isNone
              Access = BindingFlags.Public ||| BindingFlags.Instance
              Advice = "say by a conversion how its values are written and made again" }

        describe rules (Dictionary()) [ values.Name ] values

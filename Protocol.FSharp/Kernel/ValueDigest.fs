namespace PeerFunctional.Kernel

open System
open System.Collections.Generic
open System.Linq.Expressions
open System.Reflection

type internal Adder<'value> = Func<'value, Digest, Digest>

[<AbstractClass>]
type internal AdderCell() =
    abstract Fill: Delegate -> unit

[<Sealed>]
type internal AdderCell<'value>() =
    inherit AdderCell()

    [<DefaultValue(false)>]
    val mutable Add: Adder<'value>

    override this.Fill add = this.Add <- add :?> Adder<'value>

[<AbstractClass; Sealed>]
type internal AdderSteps =

    static member Flag(flag: bool, digest: Digest) = Digest.addBool flag digest
    static member Number(number: int64, digest: Digest) = Digest.addInt64 number digest
    static member Text(text: string, digest: Digest) = Digest.addString text digest
    static member Time(time: TimeSpan, digest: Digest) = Digest.addTime time digest

    static member Bytes(bytes: byte array, digest: Digest) =
        Digest.addBytes (ReadOnlySpan bytes) digest

    static member Memory(bytes: ReadOnlyMemory<byte>, digest: Digest) = Digest.addBytes bytes.Span digest

    static member BigNumber(number: bigint, digest: Digest) =
        Digest.addBytes (ReadOnlySpan(number.ToByteArray())) digest

    static member Real(number: float, digest: Digest) =
        let number =
            if number = 0.0 then 0.0
            elif number <> number then nan
            else number

        Digest.addInt64 (BitConverter.DoubleToInt64Bits number) digest

    static member List<'item>(items: 'item list, cell: AdderCell<'item>, digest: Digest) =
        let mutable digest = digest
        let mutable left = items

        while not left.IsEmpty do
            digest <- cell.Add.Invoke(left.Head, digest)
            left <- left.Tail

        Digest.addEnd digest

    static member Array<'item>(items: 'item array, cell: AdderCell<'item>, digest: Digest) =
        let mutable digest = digest

        for item in items do
            digest <- cell.Add.Invoke(item, digest)

        Digest.addEnd digest

    static member Set<'item when 'item: comparison>(items: Set<'item>, cell: AdderCell<'item>, digest: Digest) =
        if items.IsEmpty then
            Digest.addEnd digest
        else
            items |> Set.fold (fun digest item -> cell.Add.Invoke(item, digest)) digest |> Digest.addEnd

    static member Map<'key, 'value when 'key: comparison>
        (map: Map<'key, 'value>, keys: AdderCell<'key>, values: AdderCell<'value>, digest: Digest)
        =
        if map.IsEmpty then
            Digest.addEnd digest
        else
            map
            |> Map.fold (fun digest key value -> values.Add.Invoke(value, keys.Add.Invoke(key, digest))) digest
            |> Digest.addEnd

[<Sealed>]
type internal AdderCompiler(isTimed: bool) =
    let cells = Dictionary<Type, AdderCell>()

    let step name types (arguments: Expression list) : Expression =
        Expression.Call(typeof<AdderSteps>, name, types, Array.ofList arguments)

    /// What has no fields adds a number all the same: lists of such items differ by their lengths.
    let mark (digest: ParameterExpression) =
        step "Number" [||] [ Expression.Constant 0L; digest ]

    /// An inner value's digest after `digest`. Structs and plain values are added in place: a struct cannot hold itself.
    let rec add (shape: Shape<PropertyInfo>) (value: Expression) (digest: ParameterExpression) : Expression =
        match shape.Form with
        | Form.Flag -> step "Flag" [||] [ value; digest ]
        | Form.Number -> step "Number" [||] [ Expression.Convert(value, typeof<int64>); digest ]
        | Form.BigNumber -> step "BigNumber" [||] [ value; digest ]
        | Form.Real -> step "Real" [||] [ value; digest ]
        | Form.Text -> step "Text" [||] [ value; digest ]
        | Form.Time when isTimed -> step "Time" [||] [ value; digest ]
        | Form.Time -> mark digest
        | Form.Bytes when shape.Type.IsArray -> step "Bytes" [||] [ value; digest ]
        | Form.Bytes -> step "Memory" [||] [ value; digest ]
        | Form.List item -> step "List" [| item.Type |] [ value; cell item; digest ]
        | Form.Array item -> step "Array" [| item.Type |] [ value; cell item; digest ]
        | Form.Set item -> step "Set" [| item.Type |] [ value; cell item; digest ]
        | Form.Map(key, item) -> step "Map" [| key.Type; item.Type |] [ value; cell key; cell item; digest ]
        | Form.View _
        | Form.Fields _
        | Form.Cases _ when shape.Type.IsValueType -> addWhole shape value digest
        | Form.View _
        | Form.Fields _
        | Form.Cases _ -> Expression.Invoke(Expression.Field(cell shape, "Add"), value, digest)

    /// A value with all that is in it.
    and addWhole shape value digest =
        match shape.Form with
        | Form.View(description, seen) -> add seen (read value description) digest
        | Form.Fields fields -> addParts (addFields fields) value digest
        | Form.Cases(tag, cases) -> addParts (addCase tag cases) value digest
        | Form.Flag
        | Form.Number
        | Form.BigNumber
        | Form.Real
        | Form.Text
        | Form.Time
        | Form.Bytes
        | Form.List _
        | Form.Array _
        | Form.Set _
        | Form.Map _ -> add shape value digest

    /// The parts of a value, which is read once.
    and addParts parts (value: Expression) digest : Expression =
        match value with
        | :? ParameterExpression as value -> parts value digest
        | _ ->
            let held = Expression.Variable value.Type
            Expression.Block([ held ], Expression.Assign(held, value), parts held digest)

    and addFields fields (value: ParameterExpression) digest : Expression =
        let assignments =
            [ for field in fields ->
                  Expression.Assign(digest, add field.Shape (read value field.Member) digest) :> Expression ]

        match assignments with
        | [] -> mark digest
        | _ -> Expression.Block assignments

    and addCase tag cases value digest : Expression =
        let tag: Expression =
            match tag with
            | :? MethodInfo as method -> Expression.Call(method, value)
            | _ -> read value tag

        match cases with
        | [ single ] -> addFields single.Fields value digest
        | _ ->
            let branches =
                [| for case in cases do
                       if not case.Fields.IsEmpty then
                           Expression.SwitchCase(addFields case.Fields value digest, Expression.Constant case.Tag) |]

            let inside: Expression =
                if Array.isEmpty branches then
                    digest
                else
                    Expression.Switch(tag, digest, branches)

            Expression.Block(
                Expression.Assign(digest, step "Number" [||] [ Expression.Convert(tag, typeof<int64>); digest ]),
                inside
            )

    and read (value: Expression) (place: MemberInfo) : Expression =
        let holder = nonNull place.DeclaringType

        let value: Expression =
            if holder = value.Type then
                value
            else
                Expression.Convert(value, holder)

        match place with
        | :? PropertyInfo as property -> Expression.Property(value, property)
        | _ -> Expression.Field(value, place.Name)

    and cell shape : Expression = Expression.Constant(make shape)

    and make (shape: Shape<PropertyInfo>) =
        match cells.TryGetValue shape.Type with
        | true, cell -> cell
        | _ ->
            let ofType = typedefof<AdderCell<_>>.MakeGenericType shape.Type
            let cell = (nonNull (ofType.GetConstructor [||])).Invoke [||] :?> AdderCell
            cells.Add(shape.Type, cell)
            let value = Expression.Parameter shape.Type
            let digest = Expression.Parameter typeof<Digest>
            let body = addWhole shape value digest
            cell.Fill(Expression.Lambda(body, value, digest).Compile())
            cell

    member _.Make shape = make shape

[<AbstractClass; Sealed>]
type internal Adders<'value> private () =
    static let make isTimed =
        lazy
            (let cell = AdderCompiler(isTimed).Make(Shape.ofType typeof<'value>)
             (cell :?> AdderCell<'value>).Add)

    static let timed = make true
    static let untimed = make false
    static member Timed = timed.Value
    static member Untimed = untimed.Value

module ValueDigest =

    let add (value: 'value) (digest: Digest) =
        Adders<'value>.Timed.Invoke(value, digest)

    let addUntimed (value: 'value) (digest: Digest) =
        Adders<'value>.Untimed.Invoke(value, digest)

    let ofValue value = add value Digest.empty

namespace PeerFunctional.Verification

open System
open System.Collections.Concurrent
open System.Collections.Generic
open System.Reflection
open FSharp.Reflection

[<Sealed>]
type internal Names private (news: Dictionary<obj, obj>) =
    let mutable unnamed: Type voption = ValueNone

    /// Bytes are known by their content.
    static let key (value: obj) =
        match value with
        | :? (byte array) as bytes -> struct (typeof<byte array>, Convert.ToHexString bytes) :> obj
        | :? ReadOnlyMemory<byte> as bytes -> struct (typeof<byte array>, Convert.ToHexString bytes.Span) :> obj
        | value -> value

    static member tryCreate(pairs: struct (obj * obj) seq) =
        let news = Dictionary<obj, obj>()
        let olds = Dictionary<obj, obj>()

        let fits (struct (before, after)) =
            (news.TryAdd(key before, after) || key news[key before] = key after)
            && (olds.TryAdd(key after, key before) || olds[key after] = key before)

        if Seq.forall fits pairs then
            ValueSome(Names news)
        else
            ValueNone

    member _.Of(value: obj) =
        match news.TryGetValue(key value) with
        | true, name -> name
        | _ -> value

    member _.Unnamed = unnamed

    /// What was renamed before, by reference: states share most of what they hold.
    member val Renamed = ConcurrentDictionary<obj, obj>(HashIdentity.Reference)

    member _.Meet holder = unnamed <- ValueSome holder

/// How the values of a type are taken apart and made again.
[<AbstractClass>]
type private Renamer() =
    abstract Rename: Names * objnull -> objnull

    /// Tells the plain values in which values differ; whether they differ in nothing else.
    abstract Differ: objnull array * (obj array -> unit) -> bool

[<AbstractClass>]
type private PartsRenamer(isShared: bool) =
    inherit Renamer()

    /// A value's parts, and what tells values apart beside their parts.
    abstract Parts: objnull -> struct (int * objnull array)
    abstract PartOf: int * place: int -> Renamer
    abstract Make: int * objnull array -> objnull

    member private this.Anew(names, value) =
        let struct (form, parts) = this.Parts value
        let mutable isSame = true

        let renamed =
            parts
            |> Array.mapi (fun place part ->
                let after = this.PartOf(form, place).Rename(names, part)
                isSame <- isSame && obj.ReferenceEquals(after, part)
                after)

        if isSame then value else this.Make(form, renamed)

    override this.Rename(names, value) =
        match value with
        | null -> this.Anew(names, value)
        | value when isShared ->
            match names.Renamed.TryGetValue value with
            | true, known -> known
            | _ ->
                let renamed = nonNull (this.Anew(names, value))
                names.Renamed.TryAdd(value, renamed) |> ignore
                renamed
        | value -> this.Anew(names, value)

    override this.Differ(values, tell) =
        let all = values |> Array.map this.Parts
        let struct (form, first) = all[0]

        all |> Array.forall (fun (struct (other, parts)) -> other = form && parts.Length = first.Length)
        && Seq.init first.Length id
           |> Seq.forall (fun place ->
               let parts = all |> Array.map (fun (struct (_, parts)) -> parts[place])
               this.PartOf(form, place).Differ(parts, tell))

[<Sealed>]
type private PlainRenamer(isNamed) =
    inherit Renamer()

    let isSame (one: objnull) (other: objnull) =
        match one, other with
        | (:? ReadOnlyMemory<byte> as one), (:? ReadOnlyMemory<byte> as other) ->
            MemoryExtensions.SequenceEqual(one.Span, other.Span)
        | (:? (byte array) as one), (:? (byte array) as other) -> one.AsSpan().SequenceEqual(ReadOnlySpan other)
        | _ -> obj.Equals(one, other)

    /// Bytes of one content come as either type.
    let ofType (like: obj) (value: obj) : obj =
        match like, value with
        | (:? ReadOnlyMemory<byte>), (:? (byte array) as bytes) -> ReadOnlyMemory bytes :> obj
        | (:? (byte array)), (:? ReadOnlyMemory<byte> as bytes) -> bytes.ToArray() :> obj
        | _ -> value

    override _.Rename(names, value) =
        match value with
        | null -> null
        | value when isNamed -> ofType value (names.Of value)
        | value -> value

    override _.Differ(values, tell) =
        if values |> Array.forall (isSame values[0]) then
            true
        else
            tell (Array.map nonNull values)
            isNamed

/// A function can hold any name.
[<Sealed>]
type private ClosedRenamer(holder: Type) =
    inherit Renamer()

    override _.Rename(names, value) =
        names.Meet holder
        value

    override _.Differ(_, _) = false

[<Sealed>]
type private FieldsRenamer(isShared, read: obj -> objnull array, make: objnull array -> obj, fields: Renamer array) =
    inherit PartsRenamer(isShared)
    override _.Parts value = struct (0, read (nonNull value))
    override _.PartOf(_, place) = fields[place]
    override _.Make(_, parts) = make parts

[<Sealed>]
type private CasesRenamer
    (
        isShared,
        tag: objnull -> int,
        cases: struct ((objnull -> objnull array) * (objnull array -> objnull) * Renamer array) array
    ) =
    inherit PartsRenamer(isShared)

    override _.Parts value =
        let form = tag value
        let struct (read, _, _) = cases[form]
        struct (form, read value)

    override _.PartOf(form, place) =
        let struct (_, _, fields) = cases[form]
        fields[place]

    override _.Make(form, parts) =
        let struct (_, make, _) = cases[form]
        make parts

type private ItemsRenamer<'items, 'item>(ofItems: 'items -> 'item seq, make: 'item array -> 'items, item: Renamer) =
    inherit PartsRenamer(true)

    override _.Parts value =
        struct (0, ofItems (unbox<'items> value) |> Seq.map box |> Array.ofSeq)

    override _.PartOf(_, _) = item

    override _.Make(_, parts) =
        parts |> Array.map unbox<'item> |> make |> box

[<Sealed>]
type private ListRenamer<'item>(item) =
    inherit ItemsRenamer<'item list, 'item>(Seq.ofList, List.ofArray, item)

[<Sealed>]
type private ArrayRenamer<'item>(item) =
    inherit ItemsRenamer<'item array, 'item>(Seq.ofArray, id, item)

[<Sealed>]
type private SetRenamer<'item when 'item: comparison>(item) =
    inherit ItemsRenamer<Set<'item>, 'item>(Set.toSeq, Set.ofArray, item)

[<Sealed>]
type private MapRenamer<'key, 'value when 'key: comparison>(pair) =
    inherit ItemsRenamer<Map<'key, 'value>, 'key * 'value>(Map.toSeq, Map.ofArray, pair)

/// Stands for the renamer of a type that holds itself.
[<Sealed>]
type private LaterRenamer() =
    inherit Renamer()
    member val Known: Renamer = ClosedRenamer typeof<obj> with get, set
    override this.Rename(names, value) = this.Known.Rename(names, value)
    override this.Differ(values, tell) = this.Known.Differ(values, tell)

module private Renamers =

    let private access =
        BindingFlags.Public ||| BindingFlags.NonPublic ||| BindingFlags.Instance

    let private named =
        HashSet
            [ typeof<string>
              typeof<byte>
              typeof<int16>
              typeof<uint16>
              typeof<int>
              typeof<uint32>
              typeof<int64>
              typeof<uint64>
              typeof<bigint>
              typeof<byte array>
              typeof<ReadOnlyMemory<byte>> ]

    let private isPlain (values: Type) =
        values = typeof<bool>
        || values = typeof<unit>
        || values = typeof<char>
        || values = typeof<sbyte>
        || values = typeof<float>
        || values = typeof<TimeSpan>
        || values.IsEnum

    let private isOf generic (values: Type) =
        values.IsGenericType && values.GetGenericTypeDefinition() = generic

    let rec private ofType (known: Dictionary<Type, LaterRenamer>) (values: Type) : Renamer =
        match known.TryGetValue values with
        | true, later -> later
        | _ ->
            let later = LaterRenamer()
            known.Add(values, later)
            later.Known <- make known values
            later.Known

    and private items known (renamer: Type) (arguments: Type array) (item: Type) =
        let ofItems =
            nonNull (renamer.MakeGenericType(arguments).GetConstructor [| typeof<Renamer> |])

        ofItems.Invoke [| ofType known item |] :?> Renamer

    and private make known (values: Type) : Renamer =
        let item place = values.GetGenericArguments()[place]

        let fields (properties: PropertyInfo array) =
            properties |> Array.map (fun property -> ofType known property.PropertyType)

        if named.Contains values then
            PlainRenamer true
        elif isPlain values then
            PlainRenamer false
        elif isOf typedefof<list<_>> values then
            items known typedefof<ListRenamer<_>> [| item 0 |] (item 0)
        elif values.IsArray && values.GetArrayRank() = 1 then
            (let item = nonNull (values.GetElementType())
             items known typedefof<ArrayRenamer<_>> [| item |] item)
        elif isOf typedefof<Set<_>> values then
            items known typedefof<SetRenamer<int>> [| item 0 |] (item 0)
        elif isOf typedefof<Map<_, _>> values then
            items
                known
                typedefof<MapRenamer<int, _>>
                (values.GetGenericArguments())
                (FSharpType.MakeTupleType(values.GetGenericArguments()))
        elif FSharpType.IsTuple values then
            FieldsRenamer(
                not values.IsValueType,
                FSharpValue.PreComputeTupleReader values,
                FSharpValue.PreComputeTupleConstructor values,
                FSharpType.GetTupleElements values |> Array.map (ofType known)
            )
        elif FSharpType.IsRecord(values, access) then
            FieldsRenamer(
                not values.IsValueType,
                FSharpValue.PreComputeRecordReader(values, access),
                FSharpValue.PreComputeRecordConstructor(values, access),
                FSharpType.GetRecordFields(values, access) |> fields
            )
        elif FSharpType.IsUnion(values, access) then
            CasesRenamer(
                not values.IsValueType,
                FSharpValue.PreComputeUnionTagReader(values, access),
                FSharpType.GetUnionCases(values, access)
                |> Array.map (fun case ->
                    struct (FSharpValue.PreComputeUnionReader(case, access),
                            FSharpValue.PreComputeUnionConstructor(case, access),
                            fields (case.GetFields())))
            )
        else
            ClosedRenamer values

    let private all = ConcurrentDictionary<Type, Renamer>()

    let find values =
        match all.TryGetValue values with
        | true, known -> known
        | _ -> all.GetOrAdd(values, ofType (Dictionary()) values)

module internal Renaming =

    let apply names (value: 'value) =
        unbox<'value>(Renamers.find(typeof<'value>).Rename(names, box value))

    let differences (values: 'value list) =
        let found = List<obj array>()

        if Renamers.find(typeof<'value>).Differ(values |> List.map box |> Array.ofList, found.Add) then
            ValueSome(List.ofSeq found)
        else
            ValueNone

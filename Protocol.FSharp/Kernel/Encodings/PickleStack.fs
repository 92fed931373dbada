namespace PeerFunctional.Kernel.Encodings

open System.Collections.Immutable
open PeerFunctional.Kernel

/// A finished value, and what its parents must know of it.
[<Struct>]
type private Value =
    {
        Value: Pickled
        /// See `PickleLimits.MaxBytes`.
        Weight: int
        Depth: int
        /// Whether it may be a key of a dict.
        Hashable: bool
    }

/// A list or dict. Pickles fill it while it stands on the stack and in the memo; as part of a value it changes no more.
/// Equal only to itself: the dictionaries below compare what they replace.
[<ReferenceEquality>]
type private Container =
    | FillingList of newestFirst: Pickled list * weight: int * depth: int
    | FillingDict of newestFirst: (Pickled * Pickled) list * weight: int * depth: int
    | Filled of Value

[<ReferenceEquality>]
type private Slot =
    | Ready of Value
    /// By its number: wherever it stands, it is the same one.
    | Container of number: int

type PickleStack =
    private
        {
            /// What lies above the last mark, newest first.
            Top: Slot list
            /// What lies below each mark.
            Below: Slot list list
            Marks: int
            Containers: ImmutableDictionary<int, Container>
            Memo: ImmutableDictionary<int, Slot>
            /// Values pushed and memo entries put so far.
            Made: int
        }

module PickleStack =

    let empty =
        { Top = []
          Below = []
          Marks = 0
          Containers = ImmutableDictionary.Empty
          Memo = ImmutableDictionary.Empty
          Made = 0 }

    let private refuse problem detail : Result<'value, Malformation> =
        Malformation.error $"pickle-{problem}" detail

    let private tooDeep () =
        refuse "too-deep" $"more than {PickleLimits.MaxDepth} values inside one another"

    let private make stack =
        if stack.Made < PickleLimits.MaxValues then
            Ok { stack with Made = stack.Made + 1 }
        else
            refuse "too-many-values" $"more than {PickleLimits.MaxValues} values and memo entries"

    let private pushSlot slot stack =
        make stack |> Result.map (fun stack -> { stack with Top = slot :: stack.Top })

    /// The limits of a value that has others inside.
    let private bounded weight depth value =
        if depth > PickleLimits.MaxDepth then
            tooDeep ()
        elif weight > PickleLimits.MaxBytes then
            refuse "too-large" "the memo repeats values until they are larger than any pickle may be"
        else
            Ok value

    /// What a value weighs that has no others inside.
    let private weigh value =
        match value with
        | Pickled.Text text -> 1 + text.Length
        | Pickled.ByteString bytes
        | Pickled.Bytes bytes -> 1 + bytes.Length
        | Pickled.Int number -> 1 + number.GetByteCount()
        | Pickled.Nothing
        | Pickled.Bool _
        | Pickled.Float _
        | Pickled.Tuple _
        | Pickled.List _
        | Pickled.Dict _ -> 1

    let push value stack =
        pushSlot
            (Ready
                { Value = value
                  Weight = weigh value
                  Depth = 0
                  Hashable = true })
            stack

    let private pop stack =
        match stack.Top with
        | slot :: rest -> Ok struct (slot, { stack with Top = rest })
        | [] -> refuse "stack-empty" "an opcode takes a value where there is none"

    let drop stack =
        pop stack |> Result.map (fun struct (_, stack) -> stack)

    let duplicate stack =
        pop stack |> Result.bind (fun struct (slot, _) -> pushSlot slot stack)

    let mark stack =
        if stack.Marks < PickleLimits.MaxDepth then
            Ok
                { stack with
                    Top = []
                    Below = stack.Top :: stack.Below
                    Marks = stack.Marks + 1 }
        else
            tooDeep ()

    /// The slots since the last mark, newest first.
    let private popMark stack =
        match stack.Below with
        | top :: below ->
            Ok
                struct (stack.Top,
                        { stack with
                            Top = top
                            Below = below
                            Marks = stack.Marks - 1 })
        | [] -> refuse "no-mark" "an opcode takes all since a mark where there is none"

    let dropMark stack =
        popMark stack |> Result.map (fun struct (_, stack) -> stack)

    /// The last value of each key, in the order in which the keys came first.
    let private entries newestFirst =
        let add places (index, (key, value)) =
            match Map.tryFind key places with
            | Some struct (place, _) -> Map.add key (struct (place, (key, value))) places
            | None -> Map.add key (struct (index, (key, value))) places

        newestFirst
        |> List.rev
        |> List.indexed
        |> List.fold add Map.empty
        |> Map.values
        |> Seq.sortBy (fun struct (place, _) -> place)
        |> Seq.map (fun struct (_, entry) -> entry)
        |> List.ofSeq

    let private filled container =
        let build value weight depth =
            { Value = value
              Weight = weight
              Depth = depth
              Hashable = false }

        match container with
        | FillingList(items, weight, depth) -> build (Pickled.List(List.rev items)) weight depth
        | FillingDict(items, weight, depth) -> build (Pickled.Dict(entries items)) weight depth
        | Filled built -> built

    /// The value of a slot as part of another: a list or dict is finished by it.
    let private finish slot stack =
        match slot with
        | Ready built -> struct (built, stack)
        | Container number ->
            match stack.Containers[number] with
            | Filled built -> struct (built, stack)
            | FillingList _
            | FillingDict _ as container ->
                let built = filled container

                struct (built,
                        { stack with
                            Containers = stack.Containers.SetItem(number, Filled built) })

    /// The values of slots that are newest first; they come oldest first.
    let private finishAll slots stack =
        let add struct (values, stack) slot =
            let struct (built, stack) = finish slot stack
            struct (built :: values, stack)

        slots |> List.fold add (struct ([], stack))

    let private depthOver built =
        1 + (built |> List.fold (fun depth item -> max depth item.Depth) 0)

    let private tupleOf slots stack =
        let struct (items, stack) = finishAll slots stack
        let weight = items |> List.fold (fun weight item -> weight + item.Weight) 1
        let depth = depthOver items

        { Value = Pickled.Tuple(items |> List.map _.Value)
          Weight = weight
          Depth = depth
          Hashable = items |> List.forall _.Hashable }
        |> bounded weight depth
        |> Result.bind (fun built -> pushSlot (Ready built) stack)

    let tuple count stack =
        let rec take count newestFirst stack =
            if count = 0 then
                tupleOf (List.rev newestFirst) stack
            else
                pop stack |> Result.bind (fun struct (slot, stack) -> take (count - 1) (slot :: newestFirst) stack)

        take count [] stack

    let tupleSinceMark stack =
        popMark stack |> Result.bind (fun struct (slots, stack) -> tupleOf slots stack)

    let private pushContainer container stack =
        let number = stack.Containers.Count

        { stack with
            Containers = stack.Containers.Add(number, container) }
        |> pushSlot (Container number)

    let emptyList stack =
        pushContainer (FillingList([], 1, 1)) stack

    let emptyDict stack =
        pushContainer (FillingDict([], 1, 1)) stack

    let private grow number container weight depth stack =
        bounded
            weight
            depth
            { stack with
                Containers = stack.Containers.SetItem(number, container) }

    /// Adds each two of the values, oldest first, as key and value.
    let rec private pair built entries =
        match built with
        | key :: value :: rest when key.Hashable -> pair rest ((key.Value, value.Value) :: entries)
        | [] -> Ok entries
        | [ _ ] -> refuse "odd-dict" "a dict has a key without a value"
        | _ -> refuse "unhashable-key" "a list or dict stands where a dict's key belongs"

    /// Adds slots, newest first, to the list or dict on top of the stack.
    let private fill isDict slots stack =
        let struct (items, stack) = finishAll slots stack
        let added = items |> List.fold (fun weight item -> weight + item.Weight) 0
        let below = depthOver items

        match stack.Top with
        | Container number :: _ ->
            match stack.Containers[number] with
            | FillingList(held, weight, depth) when not isDict ->
                let held = items |> List.fold (fun held item -> item.Value :: held) held
                let weight, depth = weight + added, max depth below
                grow number (FillingList(held, weight, depth)) weight depth stack
            | FillingDict(held, weight, depth) when isDict ->
                let weight, depth = weight + added, max depth below

                pair items held
                |> Result.bind (fun held -> grow number (FillingDict(held, weight, depth)) weight depth stack)
            | Filled _ -> refuse "self-containing" "a list or dict holds itself, or changes as part of another value"
            | FillingList _
            | FillingDict _ -> refuse "wrong-container" "an item goes into a dict, or an entry into a list"
        | Ready _ :: _ -> refuse "wrong-container" "something is added to what is no list or dict"
        | [] -> refuse "stack-empty" "something is added where there is no list or dict"

    let private fillWith isDict count stack =
        let rec take count oldestFirst stack =
            if count = 0 then
                fill isDict (List.rev oldestFirst) stack
            else
                pop stack |> Result.bind (fun struct (slot, stack) -> take (count - 1) (slot :: oldestFirst) stack)

        take count [] stack

    let append stack = fillWith false 1 stack
    let setItem stack = fillWith true 2 stack

    let appends stack =
        popMark stack |> Result.bind (fun struct (slots, stack) -> fill false slots stack)

    let setItems stack =
        popMark stack |> Result.bind (fun struct (slots, stack) -> fill true slots stack)

    let listSinceMark stack =
        popMark stack
        |> Result.bind (fun struct (slots, stack) -> emptyList stack |> Result.bind (fill false slots))

    let dictSinceMark stack =
        popMark stack
        |> Result.bind (fun struct (slots, stack) -> emptyDict stack |> Result.bind (fill true slots))

    let put index stack =
        if index < 0 || index >= PickleLimits.MaxValues then
            refuse "bad-memo-index" $"memo indexes are 0 to {PickleLimits.MaxValues - 1}"
        else
            pop stack
            |> Result.bind (fun struct (slot, _) ->
                make stack
                |> Result.map (fun stack ->
                    { stack with
                        Memo = stack.Memo.SetItem(index, slot) }))

    let memoize stack = put stack.Memo.Count stack

    let get index stack =
        match stack.Memo.TryGetValue index with
        | true, slot -> pushSlot slot stack
        | _ -> refuse "unknown-memo" $"the memo has nothing at {index}"

    let result stack =
        pop stack
        |> Result.map (fun struct (slot, stack) ->
            let struct (built, _) = finish slot stack
            built.Value)

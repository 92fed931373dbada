namespace PeerFunctional.CapnWeb

open System.Collections.Generic
open System.Text
open FSharp.Core.CompilerServices
open PeerFunctional.Kernel

/// A walk through the text of one message. The first problem is kept, and ends the walk.
[<Sealed>]
type internal WireWalk(limits: WireLimits, json: JsonScanner) =
    let mutable values = 0

    /// Whether two members have one key.
    let isTwice (members: (string * 'value) list) =
        let rec isIn key (members: (string * 'value) list) =
            match members with
            | [] -> false
            | (other, _) :: later -> key = other || isIn key later

        let rec isTwiceIn members =
            match members with
            | [] -> false
            | (key, _) :: later -> isIn key later || isTwiceIn later

        if members.Length <= 8 then
            isTwiceIn members
        else
            let keys = HashSet()
            not (List.forall (fun (key: string, _) -> keys.Add key) members)

    member _.Limits = limits

    member _.Json = json

    /// Counts a value, a key or a step.
    member _.Count() =
        values <- values + 1

        if values > limits.Values && not json.HasFailed then
            json.Fail(Malformation.create WireProblem.TooManyValues $"a message has at most {limits.Values} values")

    /// Ends with a problem, unless the text is no JSON: a peer of npm's finds that first.
    member _.Refuse problem words =
        if not json.HasFailed then
            json.Fail(JsonText.otherwise json (WireProblem.repeating problem "" words))

    /// Ends with a problem that repeats the value at a place.
    member _.RefuseAt place problem words =
        if not json.HasFailed then
            json.Fail(JsonText.malformation json place problem words)

    /// The array at this place is no form of the protocol.
    member this.Unknown place =
        this.RefuseAt place WireProblem.UnknownValue "unknown special value: "

    member this.CheckNesting depth =
        if depth >= limits.Nesting && not json.HasFailed then
            json.Fail(JsonText.otherwise json (WireProblem.tooDeep limits.Nesting))

    member _.IsNumber() =
        let next = json.Next()
        next = '-'B || (next >= '0'B && next <= '9'B)

    member _.HasMore() = json.HasMore ']'B

    member _.HasText() = json.HasMore ']'B && json.Next() = '"'B

    member _.HasArray() = json.HasMore ']'B && json.Next() = '['B

    /// The text that must be the next element of the form at a place.
    member this.NeedText place =
        if this.HasText() then
            json.Text()
        else
            this.Unknown place
            ""

    /// Moves behind the elements that are left.
    member _.Leave() =
        while json.HasMore ']'B do
            json.Skip 0

    /// The form at a place has no further element.
    member this.EndOf place =
        if json.HasMore ']'B then
            this.Unknown place

    /// The number that is next, if an entry can have it.
    member this.EntryNumber() =
        let number = json.Number()

        if floor number = number && abs number <= 9007199254740991.0 then
            int64 number
        else
            let written = JsonWriter()
            written.Number number
            let text = Encoding.ASCII.GetString written.Written.Span
            this.Refuse WireProblem.NoSuchEntry $"no such entry on exports table: {text}"
            0L

    /// The number of an entry, which must be the next element of the form at a place.
    member this.NeedEntry place =
        if this.HasMore() && this.IsNumber() then
            this.EntryNumber()
        else
            this.Unknown place
            0L

    /// The list that is next, by a reader of its items.
    member _.List(item: unit -> 'item) : 'item list =
        json.Pass()
        let mutable items = ListCollector()

        if not (json.TryLeave ']'B) then
            items.Add(item ())

            while json.HasMore ']'B do
                items.Add(item ())

        items.Close()

    /// The members of the object that is next, by a reader of their values, which answers none for what it leaves out. Of the
    /// values of one key the last counts, at the first one's place.
    member this.Members(value: string -> 'value voption) : (string * 'value) list =
        json.Pass()
        let mutable members = ListCollector()

        let mutable isFirst = true
        let mutable isOpen = not (json.TryLeave '}'B)

        while isOpen do
            this.Count()
            let key = json.Key isFirst

            match value key with
            | ValueSome value -> members.Add((key, value))
            | ValueNone -> ()

            isFirst <- false
            isOpen <- json.HasMore '}'B

        let members = members.Close()

        if isTwice members then
            let last = Dictionary()
            members |> List.iter (fun (key, value) -> last[key] <- value)
            members |> List.map fst |> List.distinct |> List.map (fun key -> key, last[key])
        else
            members

    /// The path that is next, of the form at a place.
    member this.Path place : PathStep list =
        if json.Next() <> '['B then
            this.Unknown place
            []
        else
            this.List(fun () ->
                this.Count()

                if json.Next() = '"'B then
                    PathStep.Name(json.Text())
                elif this.IsNumber() then
                    PathStep.Index(json.Number())
                else
                    this.Unknown place
                    PathStep.Index 0.0)

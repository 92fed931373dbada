namespace PeerFunctional.CapnWeb

/// What a stub or a promise leads to, seen from one end of a session.
[<RequireQualifiedAccess>]
type Hook =
    /// An object or function of the local application, which numbers them; 0 is the main one, a negative one a pipe.
    | Target of int64
    /// An entry of the import table; 0 is the partner's main object, a positive one the result of a call on the partner.
    | Import of int64
    /// A promise of this end: the application numbers its own from 1 up, the session from -1 down.
    | Outcome of int64

/// What a value of an application refers to. Each mention owns one reference of its hook.
[<RequireQualifiedAccess>]
type Reference =
    /// An object or a function, or the promise of one.
    | Stub of Hook
    /// A promise; its value takes its place before an application sees it.
    | Awaited of Hook
    /// A property of what a stub or a promise leads to, as the argument of a call; its value takes its place. It is named in the call
    /// where the partner has what it is a property of, and is read first elsewhere.
    | Part of Hook * path: PathStep list
    /// A stream to write to.
    | Writable of Hook
    /// A stream to read from, which the application has as a target.
    | Readable of target: int64

/// A value as an application has it.
type Held = Value<Reference>

module Reference =

    let hook reference =
        match reference with
        | Reference.Stub hook
        | Reference.Awaited hook
        | Reference.Part(hook, _)
        | Reference.Writable hook -> hook
        | Reference.Readable target -> Hook.Target target

    /// The hook that a mention owns a reference of. A pipe's reading end owns none: its target is there for the writer.
    let owned reference =
        match reference with
        | Reference.Readable target when target < 0L -> ValueNone
        | Reference.Readable _
        | Reference.Stub _
        | Reference.Awaited _
        | Reference.Part _
        | Reference.Writable _ -> ValueSome(hook reference)

module Held =

    let typeError message : Held = Value.error "TypeError" message

    let error message : Held = Value.error "Error" message

    let private stepName step =
        match step with
        | PathStep.Name name -> name
        | PathStep.Index index -> string index

    let notAFunction (path: PathStep list) : Held =
        let name = path |> List.map stepName |> String.concat "."
        typeError $"'{name}' is not a function."

    /// Where a path into a value comes to.
    [<RequireQualifiedAccess>]
    type PathEnd =
        | Found of Held
        /// The path goes on in what a reference leads to.
        | Beyond of Hook * rest: PathStep list
        | Nowhere of failure: Held

    let private item index (items: Held list) =
        if index >= 0.0 && index = floor index && index < float items.Length then
            List.item (int index) items
        else
            Value.Undefined

    /// Follows a path: own properties of an object, and whole indexes of an array. A refused name reads as undefined.
    let rec follow path (value: Held) =
        match path, value with
        | [], Value.Reference(Reference.Stub hook | Reference.Awaited hook) -> PathEnd.Beyond(hook, [])
        | _, Value.Reference(Reference.Part(hook, part)) -> PathEnd.Beyond(hook, part @ path)
        | [], _ -> PathEnd.Found value
        | _, Value.Reference reference -> PathEnd.Beyond(Reference.hook reference, path)
        | PathStep.Name name :: rest, Value.Object fields when not (RefusedName.isRefused name) ->
            fields
            |> List.tryFind (fun (key, _) -> key = name)
            |> Option.map snd
            |> Option.defaultValue Value.Undefined
            |> follow rest
        | PathStep.Index index :: rest, Value.Items items -> items |> item index |> follow rest
        | step :: _, Value.Undefined ->
            PathEnd.Nowhere(typeError $"Cannot read properties of undefined (reading '{stepName step}')")
        | step :: _, Value.Null ->
            PathEnd.Nowhere(typeError $"Cannot read properties of null (reading '{stepName step}')")
        | _ :: rest, _ -> follow rest Value.Undefined

    let private errorFields = set [ "name"; "message"; "stack" ]

    /// The value without the keys that a partner may not use, and what stood under these.
    let rec withoutRefused (value: Held) : struct (Held * Held list) =
        let clean isRefused (fields: (string * Held) list) =
            let kept, refused = fields |> List.partition (fst >> isRefused >> not)

            let cleaned =
                kept
                |> List.map (fun (name, field) ->
                    let struct (field, refused) = withoutRefused field
                    (name, field), refused)

            List.map fst cleaned, List.map snd refused @ List.collect snd cleaned

        match value with
        | Value.Object fields ->
            let fields, refused = clean RefusedName.isRefusedKey fields
            struct (Value.Object fields, refused)
        | Value.Error failure ->
            let properties, refused =
                failure.Properties
                |> clean (fun name -> RefusedName.isRefusedKey name || Set.contains name errorFields)

            struct (Value.Error { failure with Properties = properties }, refused)
        | Value.Items items ->
            let cleaned = items |> List.map withoutRefused
            let kept = cleaned |> List.map (fun struct (item, _) -> item)
            struct (Value.Items kept, cleaned |> List.collect (fun struct (_, refused) -> refused))
        | Value.Response(body, options) ->
            let struct (body, refused) = withoutRefused body
            struct (Value.Response(body, options), refused)
        | Value.Null
        | Value.Undefined
        | Value.Flag _
        | Value.Number _
        | Value.BigInt _
        | Value.Text _
        | Value.Date _
        | Value.Bytes _
        | Value.Url _
        | Value.Headers _
        | Value.Request _
        | Value.Blob _
        | Value.Reference _ -> struct (value, [])

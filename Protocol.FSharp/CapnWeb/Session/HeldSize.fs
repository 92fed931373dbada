namespace PeerFunctional.CapnWeb

open PeerFunctional.Kernel

/// About how many bytes values take in memory while a session holds them.
module HeldSize =

    /// An object, and the link of the list that it stands in.
    [<Literal>]
    let private Frame = 48L

    let private ofText (text: string) = 2L * int64 text.Length

    let private ofPairs pairs =
        pairs |> List.sumBy (fun (name, text) -> Frame + ofText name + ofText text)

    let rec ofValue (value: Value<'reference>) : int64 =
        match value with
        | Value.Text text
        | Value.Url text -> Frame + ofText text
        | Value.Bytes(_, content) -> Frame + int64 content.Bytes.Length
        | Value.BigInt number -> Frame + int64 (number.GetByteCount())
        | Value.Items items -> Frame + ofValues items
        | Value.Object fields -> Frame + ofFields fields
        | Value.Error failure ->
            Frame
            + ofText failure.Name
            + ofText failure.Message
            + (failure.Stack |> ValueOption.map ofText |> ValueOption.defaultValue 0L)
            + ofFields failure.Properties
        | Value.Headers pairs -> Frame + ofPairs pairs
        | Value.Request(url, options) -> Frame + ofText url + ofOptions options
        | Value.Response(body, options) -> Frame + ofValue body + ofOptions options
        | Value.Blob(mediaType, _) -> Frame + ofText mediaType
        | Value.Null
        | Value.Undefined
        | Value.Flag _
        | Value.Number _
        | Value.Date _
        | Value.Reference _ -> Frame

    and ofValues (values: Value<'reference> list) : int64 = values |> List.sumBy ofValue

    and private ofFields (fields: (string * Value<'reference>) list) =
        fields |> List.sumBy (fun (name, value) -> Frame + ofText name + ofValue value)

    and private ofOptions (options: (string * HttpOption<'reference>) list) =
        options
        |> List.sumBy (fun (name, option) ->
            match option with
            | HttpOption.Headers pairs -> Frame + ofText name + ofPairs pairs
            | HttpOption.Value value -> Frame + ofText name + ofValue value)

    let private ofStep step =
        match step with
        | PathStep.Name name -> Frame + ofText name
        | PathStep.Index _ -> Frame

    /// An instruction of a mapping program, with the paths and arguments in it.
    let rec private ofInstruction (expression: Expression) : int64 =
        (ofValue expression, Value.references expression)
        ||> List.fold (fun size reference ->
            match reference with
            | WireReference.Import place
            | WireReference.Pipeline place ->
                let arguments = place.Arguments |> ValueOption.defaultValue []
                size + List.sumBy ofStep place.Path + List.sumBy ofInstruction arguments
            | WireReference.Remap remap -> size + List.sumBy ofStep remap.Path + List.sumBy ofInstruction remap.Program
            | WireReference.Export _
            | WireReference.Promise _
            | WireReference.Writable _
            | WireReference.Readable _ -> size)

    let ofWaiter waiter =
        match waiter with
        | Waiter.Call(invocation, _) -> invocation.Arguments |> ValueOption.defaultValue [] |> ofValues
        | Waiter.Map(mapping, _) -> mapping.Program |> List.sumBy ofInstruction
        | Waiter.Answer _
        | Waiter.Complete _ -> 0L

    let ofOutcome outcome =
        match outcome with
        | Outcome.Settled(Ok value)
        | Outcome.Settled(Error value) -> ofValue value
        | Outcome.Pending _
        | Outcome.Remote _
        | Outcome.Linked _ -> 0L

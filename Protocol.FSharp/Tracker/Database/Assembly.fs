namespace PeerFunctional.Tracker

/// The result of adding an item to an assembly.
type AddResult =
    | Grown of Assembly
    /// The assembly holds the same item.
    | Known
    /// The assembly holds another text under this number, and keeps it.
    | Conflicting of held: string
    /// The database has no such number.
    | Outside

/// The database as far as a peer has collected it: it only grows, and nothing in it is ever overwritten.
and Assembly =
    private
        { Held: NumberSet
          Texts: Map<int, string> }

module Assembly =

    /// An empty assembly for a database of `size` items, 0 to `Fields.MaxItems`.
    let create size =
        { Held = NumberSet.empty size
          Texts = Map.empty }

    /// How many items the database has.
    let size assembly = NumberSet.bound assembly.Held

    /// How many of them are held.
    let count assembly = NumberSet.count assembly.Held

    let isComplete assembly = NumberSet.isFull assembly.Held

    let tryFind seq assembly =
        match Map.tryFind seq assembly.Texts with
        | Some text -> ValueSome { Seq = seq; Text = text }
        | None -> ValueNone

    let add (item: Item) assembly =
        match Map.tryFind item.Seq assembly.Texts with
        | Some text when text = item.Text -> Known
        | Some text -> Conflicting text
        | None when item.Seq < 0 || item.Seq >= size assembly -> Outside
        | None ->
            Grown
                { Held = NumberSet.add item.Seq assembly.Held
                  Texts = Map.add item.Seq item.Text assembly.Texts }

    /// The held items in the order of the phrase.
    let items assembly =
        assembly.Texts |> Seq.map (fun pair -> { Seq = pair.Key; Text = pair.Value })

    /// Whether every held item, by number and text, meets a condition.
    let forall holds assembly = Map.forall holds assembly.Texts

    /// The lowest number that is missing.
    let firstMissing assembly = NumberSet.firstAbsent 0 assembly.Held

    /// The next missing number above this one, and from the beginning when there is none above.
    let nextMissing after assembly =
        NumberSet.firstAbsent (after + 1) assembly.Held
        |> ValueOption.orElseWith (fun () -> firstMissing assembly)

    /// The next missing number below this one, and from the end when there is none below.
    let missingBelow before assembly =
        NumberSet.lastAbsent (before - 1) assembly.Held
        |> ValueOption.orElseWith (fun () -> NumberSet.lastAbsent (size assembly - 1) assembly.Held)

    /// The missing numbers, the lowest first, as at most so many spans.
    let missingSpans most assembly =
        let next (struct (from, left)) =
            match NumberSet.firstAbsent from assembly.Held with
            | ValueSome first when left > 0 ->
                let last =
                    match NumberSet.firstPresent first assembly.Held with
                    | ValueSome held -> held - 1
                    | ValueNone -> size assembly - 1

                Some({ From = first; To = last }, struct (last + 1, left - 1))
            | ValueSome _
            | ValueNone -> None

        List.unfold next (struct (0, most))

    /// The held items of a span, the lowest first.
    let within (span: NumberSpan) assembly =
        span.From
        |> Seq.unfold (fun from ->
            match NumberSet.firstPresent from assembly.Held with
            | ValueSome seq when seq <= span.To ->
                Some(
                    { Seq = seq
                      Text = assembly.Texts[seq] },
                    seq + 1
                )
            | ValueSome _
            | ValueNone -> None)

    /// The whole phrase; none before every item is held.
    let phrase assembly =
        if isComplete assembly then
            ValueSome(String.concat " " assembly.Texts.Values)
        else
            ValueNone

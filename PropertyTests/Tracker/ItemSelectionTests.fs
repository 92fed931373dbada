namespace PeerFunctional.Tests.Tracker

open Xunit
open FsCheck
open FsCheck.Xunit
open PeerFunctional.Tests
open PeerFunctional.Tracker

module ItemSelectionTests =

    let private item seq = { Seq = seq; Text = string seq }

    let private add assembly seq =
        match Assembly.add (item seq) assembly with
        | Grown assembly -> assembly
        | Known
        | Outside
        | Conflicting _ -> assembly

    let private assembly size held =
        held |> List.map (fun seq -> abs (seq % size)) |> List.fold add (Assembly.create size)

    let private isMissing assembly seq =
        Assembly.tryFind seq assembly |> ValueOption.isNone

    /// The numbers that a peer asks for in a row if no answer has an item.
    let private vain count assembly selection =
        (selection, [ 1..count ])
        ||> List.mapFold (fun selection _ ->
            let struct (number, next) = ItemSelection.next assembly selection

            number, ItemSelection.fail next)
        |> fun (asked, selection) -> selection, asked |> List.map ValueOption.toOption |> List.choose id
        |> snd

    [<Property>]
    let ``ItemSelection asks only for missing items, and always for one while any is missing``
        (held: int list)
        (PositiveInt size)
        =
        let size = size % 50 + 1
        let assembly = assembly size held
        let asked = ItemSelection.startPlain 0 |> vain 20 assembly

        if Assembly.isComplete assembly then
            asked.IsEmpty
        else
            asked.Length = 20 && asked |> List.forall (fun seq -> isMissing assembly seq)

    [<Property>]
    let ``Every missing item is asked for again and again, even if no answer has it``
        (held: int list)
        (dealt: int)
        (PositiveInt size)
        =
        let size = size % 50 + 1
        let assembly = assembly size held

        let missing = [ 0 .. size - 1 ] |> List.filter (fun seq -> isMissing assembly seq)

        let asked =
            ItemSelection.startPlain (abs (dealt % size)) |> vain (4 * size) assembly

        Set.ofList asked = Set.ofList missing

    [<Property>]
    let ``A peer beside an original asks for the lowest missing number until it has waited for twice as many queries as there are items``
        (held: int list)
        (dealt: int)
        (PositiveInt size)
        =
        let size = size % 50 + 1
        let assembly = assembly size held
        let patience = 2 * size

        let asked =
            ItemSelection.startLowest size (abs (dealt % size))
            |> vain (size * (patience + ItemSelection.MaxFruitless)) assembly

        let missing = [ 0 .. size - 1 ] |> List.filter (fun seq -> isMissing assembly seq)

        match missing with
        | [] -> asked.IsEmpty
        | lowest :: _ -> List.forall ((=) lowest) (List.take patience asked) && Set.ofList asked = Set.ofList missing

    [<Property>]
    let ``The wanted spans are the missing numbers, the lowest first, as many as may be told``
        (held: int list)
        (PositiveInt size)
        (PositiveInt most)
        =
        let size = size % 50 + 1
        let assembly = assembly size held

        let numbers spans =
            spans |> List.collect (fun span -> [ span.From .. span.To ])

        let missing = [ 0 .. size - 1 ] |> List.filter (fun seq -> isMissing assembly seq)
        let told = numbers (Assembly.missingSpans most assembly)

        numbers (Assembly.missingSpans size assembly) = missing
        && (Assembly.missingSpans most assembly).Length <= most
        && told = List.truncate told.Length missing

    [<Property>]
    let ``The held items of a span are those of its numbers that are held`` (held: int list) (one: int) (other: int) =
        let size = 50
        let assembly = assembly size held
        let one, other = abs (one % 60), abs (other % 60)

        let span =
            { From = min one other
              To = max one other }

        let found = Assembly.within span assembly |> Seq.map _.Seq |> List.ofSeq

        found = ([ span.From .. span.To ] |> List.filter (fun seq -> seq < size && not (isMissing assembly seq)))

    [<Property>]
    let ``An answer holds the asked item and wanted items alone, no more than an original can read``
        (held: int list)
        (wanted: (int * int) list)
        (NonNegativeInt seq)
        (PositiveInt length)
        =
        let size = 50

        let assembly =
            held
            |> List.map (fun seq -> abs (seq % size))
            |> List.distinct
            |> List.fold
                (fun assembly seq ->
                    match
                        Assembly.add
                            { Seq = seq
                              Text = String.replicate (length % 300) "x" }
                            assembly
                    with
                    | Grown assembly -> assembly
                    | Known
                    | Outside
                    | Conflicting _ -> assembly)
                (Assembly.create size)

        let spans =
            wanted
            |> List.map (fun (one, other) ->
                let one, other = abs (one % 60), abs (other % 60)

                { From = min one other
                  To = max one other })

        let answer =
            QueryAnswer.create
                (Assembly.tryFind (seq % size) assembly)
                (fun span -> Assembly.within span assembly)
                (ValueSome spans)

        let isWanted (item: Item) =
            spans |> List.exists (fun span -> span.From <= item.Seq && item.Seq <= span.To)

        let further = ValueOption.defaultValue [] answer.Further

        answer.Item = Assembly.tryFind (seq % size) assembly
        && further |> List.forall isWanted
        && further.Length <= QueryAnswer.MaxFurther
        && Wire.fits (QueryAnswer.message answer)

    [<Property>]
    let ``The next number below is the nearest below, or else the highest``
        (held: int list)
        (before: int)
        (PositiveInt size)
        =
        let size = size % 50 + 1
        let before = abs (before % size)
        let assembly = assembly size held

        let naive =
            [ before - 1 .. -1 .. 0 ] @ [ size - 1 .. -1 .. 0 ] |> List.tryFind (isMissing assembly)

        ValueOption.toOption (Assembly.missingBelow before assembly) = naive

    [<Fact>]
    let ``In a ring dealt in the order of the phrase, each peer's neighbour always has the requested item`` () : unit =
        let size = 20

        let round holders =
            holders
            |> List.mapi (fun peer (assembly, selection) ->
                let before, _ = List.item ((peer + size - 1) % size) holders

                match ItemSelection.next assembly selection with
                | struct (ValueSome seq, selection) ->
                    Expecto.Expect.isTrue (not (isMissing before seq)) $"peer {peer} asks for {seq}"
                    add assembly seq, ItemSelection.succeed selection
                | struct (ValueNone, selection) -> assembly, selection)

        let holders =
            [ 0 .. size - 1 ] |> List.map (fun peer -> assembly size [ peer ], ItemSelection.startPlain peer)

        let last =
            (holders, [ 1 .. size - 1 ]) ||> List.fold (fun holders _ -> round holders)

        last |> List.forall (fst >> Assembly.isComplete) |> Expect.isTrue

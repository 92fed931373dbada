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
        let asked = ItemSelection.start 0 |> vain 20 assembly

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

        let asked = ItemSelection.start (abs (dealt % size)) |> vain (4 * size) assembly
        Set.ofList asked = Set.ofList missing

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
            [ 0 .. size - 1 ] |> List.map (fun peer -> assembly size [ peer ], ItemSelection.start peer)

        let last =
            (holders, [ 1 .. size - 1 ]) ||> List.fold (fun holders _ -> round holders)

        last |> List.forall (fst >> Assembly.isComplete) |> Expect.isTrue

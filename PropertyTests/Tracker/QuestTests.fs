namespace PeerFunctional.Tests.Tracker

open Xunit
open FsCheck
open FsCheck.Xunit
open PeerFunctional.Tests
open PeerFunctional.Tracker

module QuestTests =

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

    /// The numbers a peer asks for in a row when it is never given any.
    let private vain count assembly quest =
        (quest, [ 1..count ])
        ||> List.mapFold (fun quest _ ->
            let struct (number, next) = Quest.next assembly quest

            number, Quest.fail next)
        |> fun (asked, quest) -> quest, asked |> List.map ValueOption.toOption |> List.choose id
        |> snd

    [<Property>]
    let ``Only what is missing is asked for, and something always while anything is``
        (held: int list)
        (PositiveInt size)
        =
        let size = size % 50 + 1
        let assembly = assembly size held
        let asked = Quest.start 0 |> vain 20 assembly

        if Assembly.isComplete assembly then
            asked.IsEmpty
        else
            asked.Length = 20 && asked |> List.forall (fun seq -> isMissing assembly seq)

    [<Property>]
    let ``Nothing is left unasked for ever, however often the answer is none``
        (held: int list)
        (dealt: int)
        (PositiveInt size)
        =
        let size = size % 50 + 1
        let assembly = assembly size held

        let missing = [ 0 .. size - 1 ] |> List.filter (fun seq -> isMissing assembly seq)

        let asked = Quest.start (abs (dealt % size)) |> vain (4 * size) assembly
        Set.ofList asked = Set.ofList missing

    [<Property>]
    let ``The next below is the nearest below, and from the end where there is none``
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
    let ``In a ring dealt in the order of the phrase each peer's neighbour always has what it is asked for`` () : unit =
        let size = 20

        let round holders =
            holders
            |> List.mapi (fun peer (assembly, quest) ->
                let before, _ = List.item ((peer + size - 1) % size) holders

                match Quest.next assembly quest with
                | struct (ValueSome seq, quest) ->
                    Expecto.Expect.isTrue (not (isMissing before seq)) $"peer {peer} asks for {seq}"
                    add assembly seq, Quest.succeed quest
                | struct (ValueNone, quest) -> assembly, quest)

        let holders =
            [ 0 .. size - 1 ] |> List.map (fun peer -> assembly size [ peer ], Quest.start peer)

        let last =
            (holders, [ 1 .. size - 1 ]) ||> List.fold (fun holders _ -> round holders)

        last |> List.forall (fst >> Assembly.isComplete) |> Expect.isTrue

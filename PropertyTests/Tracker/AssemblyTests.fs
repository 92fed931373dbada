namespace PeerFunctional.Tests.Tracker

open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Tracker
open PeerFunctional.Tests

module NumberSetTests =

    let private play bound changes =
        changes
        |> List.fold
            (fun (set, model) (isAdded, number) ->
                if isAdded then
                    let model =
                        if number >= 0 && number < bound then
                            Set.add number model
                        else
                            model

                    NumberSet.add number set, model
                else
                    NumberSet.remove number set, Set.remove number model)
            (NumberSet.empty bound, Set.empty)

    let private naiveAbsent bound from model =
        if from < 0 then
            ValueNone
        else
            seq { from .. bound - 1 }
            |> Seq.tryFind (fun number -> not (Set.contains number model))
            |> ValueOption.ofOption

    [<Property>]
    let ``A number set equals a plain set of the numbers below its bound`` (changes: (bool * int) list) =
        Prop.forAll (Arb.fromGen (Gen.choose (0, 40))) (fun bound ->
            let set, model =
                play bound (changes |> List.map (fun (isAdded, number) -> isAdded, number % 45))

            NumberSet.count set = model.Count
            && NumberSet.isFull set = (model.Count = bound)
            && List.forall
                (fun number ->
                    NumberSet.contains number set = model.Contains number
                    && NumberSet.firstAbsent number set = naiveAbsent bound number model)
                [ -2 .. 45 ])

    [<Property>]
    let ``Number sets of the same numbers are equal in any order of changes`` (numbers: Set<byte>) (extra: byte list) =
        let add numbers set =
            numbers |> Seq.fold (fun set number -> NumberSet.add (int number) set) set

        let passing = extra |> List.filter (fun number -> not (numbers.Contains number))

        let detour =
            passing
            |> List.fold
                (fun set number -> NumberSet.remove (int number) set)
                (NumberSet.empty 256 |> add passing |> add numbers)

        detour = (NumberSet.empty 256 |> add (Seq.rev numbers))

    [<Fact>]
    let ``A set with the largest bound allocates only for its numbers`` () : unit =
        let set =
            NumberSet.empty NumberSet.MaxBound |> NumberSet.add (NumberSet.MaxBound - 1) |> NumberSet.add 0

        NumberSet.firstAbsent 0 set |> Expect.equal (ValueSome 1)
        NumberSet.firstAbsent (NumberSet.MaxBound - 1) set |> Expect.equal (ValueNone: int voption)

module AssemblyTests =

    let private words (texts: NonEmptyString list) =
        texts |> List.mapi (fun seq text -> { Seq = seq; Text = text.Get })

    let private grow assembly item =
        match Assembly.add item assembly with
        | Grown assembly -> assembly
        | Known
        | Conflicting _
        | Outside -> assembly

    let private shuffled (seed: int) items =
        items |> List.sortBy (fun (item: Item) -> hash (seed, item.Seq, "arrival"))

    [<Property>]
    let ``The phrase is in logical order, whatever the order of arrival`` (texts: NonEmptyString list) (seed: int) =
        let items = words texts
        let assembly = shuffled seed items |> List.fold grow (Assembly.create items.Length)
        Assembly.phrase assembly = ValueSome(items |> List.map _.Text |> String.concat " ")

    [<Property>]
    let ``An assembly is complete exactly when it holds every item`` (texts: NonEmptyString list) (chosen: bool list) =
        let items = words texts

        let arrived =
            items |> List.filter (fun item -> List.tryItem item.Seq chosen |> Option.defaultValue true)

        let assembly = arrived |> List.fold grow (Assembly.create items.Length)

        Assembly.isComplete assembly = (arrived.Length = items.Length)
        && ValueOption.isSome (Assembly.phrase assembly) = Assembly.isComplete assembly
        && Assembly.count assembly = arrived.Length

    [<Property>]
    let ``A held item is never overwritten, and another text for it is reported`` (items: (byte * string) list) =
        let add (assembly, model, isRight) (seq: byte, text: string) =
            let seq = int seq % 12
            let text = if isNull text then "" else text
            let item = { Seq = seq; Text = text }

            match Assembly.add item assembly, Map.tryFind seq model with
            | Grown grown, None when seq < 10 -> grown, Map.add seq text model, isRight
            | Known, Some held when held = text -> assembly, model, isRight
            | Conflicting reported, Some held when held = reported && held <> text -> assembly, model, isRight
            | Outside, None when seq >= 10 -> assembly, model, isRight
            | (Grown _ | Known | Conflicting _ | Outside), _ -> assembly, model, false

        let assembly, model, isRight =
            items |> List.fold add (Assembly.create 10, Map.empty, true)

        isRight && [ for item in Assembly.items assembly -> item.Seq, item.Text ] = Map.toList model

    [<Property>]
    let ``The next missing number is the nearest above, or else the first`` (held: Set<byte>) (after: byte) =
        let size = 40
        let held = held |> Set.map (fun seq -> int seq % size)
        let after = int after % size

        let assembly =
            held
            |> Seq.fold (fun assembly seq -> grow assembly { Seq = seq; Text = "x" }) (Assembly.create size)

        let round = [ after + 1 .. size - 1 ] @ [ 0..after ]

        let expected =
            round |> List.tryFind (fun seq -> not (held.Contains seq)) |> ValueOption.ofOption

        Assembly.nextMissing after assembly = expected

    [<Fact>]
    let ``A declared size of a million items allocates nothing`` () : unit =
        let assembly = Assembly.create Fields.MaxItems
        Assembly.firstMissing assembly |> Expect.equal (ValueSome 0)
        Assembly.phrase assembly |> Expect.equal (ValueNone: string voption)

namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel

/// The tracker's database: the items of a phrase, in the order they are dealt to peers. Its numbers are 0 to size - 1, each
/// once, and there is at least one.
type Phrase =
    private
        { Dealing: Item array
          [<Undigested("the items of Dealing, by their numbers")>]
          BySeq: Map<int, Item> }

module Phrase =

    /// The most items of a phrase.
    [<Literal>]
    let MaxItems = 100_000

    /// A phrase from its items in dealing order; the error is one line for a person.
    let create (items: Item list) =
        let ofItems () =
            let bySeq = items |> List.map (fun item -> item.Seq, item) |> Map.ofList
            let size = items.Length

            match items |> List.tryFind (fun item -> item.Seq >= 0 && not (Wire.itemFits item)) with
            | Some item -> Error $"item {item.Seq} is too long for a message: it has {item.Text.Length} characters"
            | None when bySeq.Count <> size -> Error "two items of a phrase have the same number"
            | None when items |> List.exists (fun item -> item.Seq < 0 || item.Seq >= size) ->
                Error $"the numbers of {size} items must be 0 to {size - 1}"
            | None ->
                Ok
                    { Dealing = Array.ofList items
                      BySeq = bySeq }

        match items.Length with
        | 0 -> Error "a phrase needs at least one item"
        | size when size > MaxItems -> Error $"{size} items are more than the {MaxItems} a phrase may have"
        | _ -> ofItems ()

    /// The words of a text, dealt in their order.
    let ofText (text: string) =
        text.Split([| ' '; '\t'; '\r'; '\n' |], StringSplitOptions.RemoveEmptyEntries)
        |> Seq.mapi (fun seq word -> { Seq = seq; Text = word })
        |> List.ofSeq
        |> create

    /// Texts that are known to be a phrase, dealt in their order.
    let private ofSound texts =
        let items = texts |> Array.mapi (fun seq text -> { Seq = seq; Text = text })

        { Dealing = items
          BySeq = items |> Seq.map (fun item -> item.Seq, item) |> Map.ofSeq }

    /// The phrase `word0 word1 ...` of so many words, 1 to `MaxItems`.
    let ofWords count =
        Array.init count (fun seq -> $"word{seq}") |> ofSound

    /// The original's message, dealt in its order.
    let original = ofSound [| "blue"; "skies"; "and"; "snowy"; "peaks" |]

    /// An item a line, dealt in their order; the error names the line.
    let ofLines (lines: string seq) =
        let wrong (item: Item) =
            if item.Text.Trim() = "" then
                Some $"line {item.Seq + 1} is empty, but every item is a text"
            elif item.Seq < MaxItems && not (Wire.itemFits item) then
                Some $"line {item.Seq + 1} is too long for a message: it has {item.Text.Length} characters"
            else
                None

        let items =
            lines
            |> Seq.truncate (MaxItems + 1)
            |> Seq.mapi (fun seq text -> { Seq = seq; Text = text })
            |> List.ofSeq

        match List.tryPick wrong items with
        | Some problem -> Error problem
        | None when items.Length > MaxItems -> Error $"the file has more than {MaxItems} lines, the limit of a phrase"
        | None -> create items

    let size phrase = phrase.Dealing.Length

    /// The item that the peer of this registration index is dealt.
    let dealt index phrase =
        phrase.Dealing[((index % size phrase) + size phrase) % size phrase]

    let tryFind seq phrase =
        phrase.BySeq |> Map.tryFind seq |> ValueOption.ofOption

    /// The items of a span, the lowest first.
    let within (span: NumberSpan) phrase =
        seq { span.From .. min span.To (size phrase - 1) } |> Seq.map (fun seq -> phrase.BySeq[seq])

    /// The items in dealing order.
    let items phrase = List.ofArray phrase.Dealing

namespace PeerFunctional.Tracker

open System
open System.Text
open System.Text.Unicode
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings

/// The fields of messages as plain values, and back. Reading is strict where a wrong value would travel on.
module Fields =

    /// Items are numbered 0 to 999,999.
    [<Literal>]
    let MaxItems = 1_000_000

    /// Letters of a handle.
    [<Literal>]
    let MaxHandle = 255

    let private seventhBitFree (text: string) = text |> String.forall Char.IsAscii

    /// ASCII as a byte string, which Python 2 and Python 3 both read as their own `str`; the rest as Unicode.
    let ofText (text: string) =
        if seventhBitFree text then
            Pickled.ByteString(Encoding.ASCII.GetBytes text)
        else
            Pickled.Text text

    let ofInt (number: int) = Pickled.Int(bigint number)

    let ofItem (item: Item) =
        Pickled.Tuple [ ofInt item.Seq; ofText item.Text ]

    /// Text in any spelling: bytes are UTF-8, or else Latin-1.
    let tryText value =
        match value with
        | Pickled.Text text -> ValueSome text
        | Pickled.ByteString bytes
        | Pickled.Bytes bytes ->
            if Utf8.IsValid(ReadOnlySpan bytes) then
                ValueSome(Encoding.UTF8.GetString bytes)
            else
                ValueSome(String(bytes |> Array.map char))
        | Pickled.Nothing
        | Pickled.Bool _
        | Pickled.Int _
        | Pickled.Float _
        | Pickled.Tuple _
        | Pickled.List _
        | Pickled.Dict _ -> ValueNone

    /// The fields of a tuple; a list counts as one.
    let tryTuple value =
        match value with
        | Pickled.Tuple items
        | Pickled.List items -> ValueSome items
        | Pickled.Nothing
        | Pickled.Bool _
        | Pickled.Int _
        | Pickled.Float _
        | Pickled.Text _
        | Pickled.ByteString _
        | Pickled.Bytes _
        | Pickled.Dict _ -> ValueNone

    /// A whole number from `low` to `high`; no truth value, no float, no digits in a text.
    let within low high problem value =
        match value with
        | Pickled.Int number when number >= bigint (low: int) && number <= bigint (high: int) -> Ok(int number)
        | _ -> Malformation.error problem $"a whole number from {low} to {high} belongs here"

    let port value = within 1 65_535 "bad-port" value

    let seq value = within 0 (MaxItems - 1) "bad-seq" value

    let text problem value =
        match tryText value with
        | ValueSome text -> Ok text
        | ValueNone -> Malformation.error problem "text belongs here"

    let private written text =
        (Pickle.write Protocol0 (ofText text)).Length

    let private longestHandle = written (String('\\', MaxHandle))

    /// 1 to 255 letters without control characters, of which one can be seen, and no longer on the wire than 255 letters that are escaped: so REG_INIT
    /// fits whoever the neighbour is. Of letters beyond Latin-1 that is 85.
    let handle value =
        match tryText value with
        | ValueSome text when
            text.Length <= 2 * MaxHandle
            && Seq.length (text.EnumerateRunes()) <= MaxHandle
            && not (text |> String.exists Char.IsControl)
            && TerminalText.visible text <> ""
            && written text <= longestHandle
            ->
            Ok text
        | _ ->
            Malformation.error
                "bad-handle"
                $"a handle has 1 to {MaxHandle} letters, one that can be seen, and no control characters"

    /// The usual spelling of a literal IP address; names are not looked up for strangers.
    let tryAddress value =
        match tryText value with
        | ValueSome text when text.Length <= 45 && not (text.Contains '%') ->
            IpAddress.parse text
            |> Option.map (fun bytes -> IpAddress.print (ReadOnlySpan bytes))
            |> ValueOption.ofOption
        | _ -> ValueNone

    /// Whether an address cannot be called: it is unspecified, or names a group.
    let private isUncallable (address: string) =
        match IpAddress.parse address with
        | Some bytes when bytes.Length = 16 && bytes[0] = 0xFFuy -> true
        | Some bytes when bytes.Length = 16 ->
            let mapped = Array.append (Array.zeroCreate 10) [| 0xFFuy; 0xFFuy |]

            Array.forall ((=) 0uy) bytes || (bytes[..11] = mapped && (bytes[12] = 0uy || bytes[12] >= 224uy))
        | Some bytes -> bytes[0] = 0uy || bytes[0] >= 224uy
        | None -> true

    let private address value =
        match tryAddress value with
        | ValueSome address when isUncallable address -> Malformation.error "bad-address" $"{address} cannot be called"
        | ValueSome address -> Ok address
        | ValueNone -> Malformation.error "bad-address" "a literal IP address belongs here"

    let neighbour handleField addressField portField : Result<Neighbour, Malformation> =
        handle handleField
        |> Result.bind (fun handle ->
            address addressField
            |> Result.bind (fun address ->
                port portField
                |> Result.map (fun port ->
                    { Handle = handle
                      Address = Endpoint.create address port })))

    /// An item below `size`, in a tuple whose further fields are ignored.
    let item size value : Result<Item, Malformation> =
        match tryTuple value with
        | ValueSome(seqField :: textField :: _) ->
            within 0 (size - 1) "bad-item" seqField
            |> Result.bind (fun seq -> text "bad-item" textField |> Result.map (fun text -> { Seq = seq; Text = text }))
        | _ -> Malformation.error "bad-item" "an item is its number and its text"

    /// Every entry as it is read; none if one of them cannot be read.
    let private all read entries =
        (entries, ValueSome [])
        ||> List.foldBack (fun entry rest ->
            rest
            |> ValueOption.bind (fun rest ->
                match read entry with
                | Ok entry -> ValueSome(entry :: rest)
                | Error _ -> ValueNone))

    /// A tuple of items; none if it is anything else.
    let items value : Item list voption =
        tryTuple value |> ValueOption.bind (all (item MaxItems))

    /// Spans as a tuple of numbers, two a span.
    let ofSpans (spans: NumberSpan list) =
        spans |> List.collect (fun span -> [ ofInt span.From; ofInt span.To ]) |> Pickled.Tuple

    let rec private paired numbers =
        match numbers with
        | low :: high :: rest when low <= high ->
            paired rest |> ValueOption.map (fun rest -> { From = low; To = high } :: rest)
        | [] -> ValueSome []
        | _ -> ValueNone

    /// A tuple of numbers, two a span; none if it is anything else.
    let spans value : NumberSpan list voption =
        tryTuple value |> ValueOption.bind (all seq) |> ValueOption.bind paired

namespace PeerFunctional.Tracker

open System
open System.Security.Cryptography
open System.Text
open System.Text.Unicode
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings

/// The check sum of the first lines of a save file.
[<Struct>]
type SaveSum = private SaveSum of string

/// A partly read save file.
type SavedRing =
    private
        {
            Sum: SaveSum
            /// How many items the phrase has; none before the first line.
            Size: int voption
            /// The items read so far, the last first, and their number.
            Items: Item list
            Count: int
            /// None before all items were read.
            Phrase: Phrase voption
            Ring: Ring
        }

/// The save file of a tracker as text: a line that says what it is, a line for each item of the phrase in the order they are dealt,
/// then a line for each change of the ring. A line is a check sum and a JSON object. The sum covers the sum before it too,
/// so a line that was changed, removed or moved is an error.
module RingSaveText =

    /// The most bytes of a line: a handle of 510 UTF-16 letters has 3,060 bytes if all are escaped.
    [<Literal>]
    let MaxLine = 8_192

    [<Literal>]
    let private Kind = "tracker-ring"

    [<Literal>]
    let private Version = 1L

    /// Hexadecimal digits of a check sum: 64 bits.
    [<Literal>]
    let private SumLength = 16

    /// The sum before the first line.
    let first = SaveSum(String('0', SumLength))

    /// The line of a text after another line, without its line end, and the sum.
    let seal (SaveSum before) (text: string) : struct (string * SaveSum) =
        let sum =
            (Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(before + text)))).Substring(0, SumLength)

        struct ($"{sum} {text}", SaveSum sum)

    /// The first lines of a save file for a phrase.
    let opening phrase =
        let items = Phrase.items phrase

        Json.Object
            [ "state", Json.Text Kind
              "version", Json.Number Version
              "items", Json.Number(int64 items.Length) ]
        :: (items
            |> List.map (fun item -> Json.Object [ "item", Json.Number(int64 item.Seq); "text", Json.Text item.Text ]))
        |> List.map JsonLine.print

    let private address (endpoint: Endpoint) = Json.Text(string endpoint)

    /// The text of a change.
    let print change =
        match change with
        | RingChange.Joined newcomer ->
            [ "joined", Json.Text newcomer.Handle
              "address", address newcomer.Address
              "via", address newcomer.Via
              "item", Json.Number(int64 newcomer.Item) ]
        | RingChange.Departed handle -> [ "departed", Json.Text handle ]
        |> Json.Object
        |> JsonLine.print

    /// The state before the first line.
    let start: SavedRing =
        { Sum = first
          Size = ValueNone
          Items = []
          Count = 0
          Phrase = ValueNone
          Ring = Ring.empty 1 }

    let private opened value (reading: SavedRing) : Result<SavedRing, Malformation> =
        match JsonLine.text "state" value, JsonLine.number "version" value, JsonLine.number "items" value with
        | Ok Kind, Ok Version, Ok size when size >= 1L && size <= int64 Phrase.MaxItems ->
            Ok
                { reading with
                    Size = ValueSome(int size) }
        | Ok Kind, Ok Version, _ -> Malformation.error "bad-size" $"a phrase has 1 to {Phrase.MaxItems} items"
        | Ok Kind, Ok version, _ ->
            Malformation.error
                "other-version"
                $"the file has version {version}, and this program reads version {Version} only"
        | _ -> Malformation.error "no-state-file" "the file is not a tracker's state file"

    let private withItem size value (reading: SavedRing) : Result<SavedRing, Malformation> =
        match JsonLine.number "item" value, JsonLine.text "text" value with
        | Ok seq, Ok text when seq >= 0L && seq < int64 size ->
            let items = { Seq = int seq; Text = text } :: reading.Items

            if reading.Count + 1 < size then
                Ok
                    { reading with
                        Items = items
                        Count = reading.Count + 1 }
            else
                match Phrase.create (List.rev items) with
                | Ok phrase ->
                    Ok
                        { reading with
                            Items = []
                            Phrase = ValueSome phrase
                            Ring = Ring.empty size }
                | Error problem -> Malformation.error "bad-phrase" problem
        | Error problem, _
        | _, Error problem -> Error problem
        | Ok seq, Ok _ -> Malformation.error "bad-item" $"a phrase of {size} items has no item {seq}"

    /// An address by the rules of the wire. A link-local address may name its interface, which no message can.
    let private endpoint handle name value =
        JsonLine.text name value
        |> Result.bind (fun text ->
            match Endpoint.parse 0 text with
            | Ok endpoint ->
                let host = endpoint.Host.Split '%'

                if
                    host.Length > 2 || not (host[host.Length - 1] |> String.forall (fun c -> c > ' ' && c < '\127'))
                then
                    Malformation.error "bad-address" $"'{name}' is not an address with a port"
                else
                    Fields.neighbour handle (Fields.ofText host[0]) (Fields.ofInt endpoint.Port)
                    |> Result.map (fun neighbour -> if host.Length = 2 then endpoint else neighbour.Address)
            | Error _ -> Malformation.error "bad-address" $"'{name}' is not an address with a port")

    let private joined size handle value =
        let field = Fields.ofText handle

        match
            Fields.handle field,
            endpoint field "address" value,
            endpoint field "via" value,
            JsonLine.number "item" value
        with
        | Ok handle, Ok address, Ok via, Ok item when item >= 0L && item < int64 size ->
            Ok(
                RingChange.Joined
                    { Handle = handle
                      Address = address
                      Via = via
                      Item = int item }
            )
        | Error problem, _, _, _
        | _, Error problem, _, _
        | _, _, Error problem, _
        | _, _, _, Error problem -> Error problem
        | Ok _, Ok _, Ok _, Ok item -> Malformation.error "bad-item" $"the phrase has no item {item}"

    let private change size value =
        match JsonLine.text "joined" value, JsonLine.text "departed" value with
        | Ok handle, _ -> joined size handle value
        | Error _, Ok handle -> Fields.handle (Fields.ofText handle) |> Result.map RingChange.Departed
        | Error _, Error _ -> Malformation.error "no-change" "the line names no peer that joined or departed"

    let private changed phrase value (reading: SavedRing) : Result<SavedRing, Malformation> =
        change (Phrase.size phrase) value
        |> Result.bind (fun change ->
            let struct (ring, _) = Ring.apply change reading.Ring

            if Ring.count ring > Limits.MaxMembers then
                Malformation.error "too-many" $"a ring has at most {Limits.MaxMembers} members"
            else
                Ok { reading with Ring = ring })

    let private unsealed sum (line: string) =
        if line.Length < SumLength + 1 then
            Malformation.error "bad-sum" "the checksum is missing"
        else
            let text = line.Substring(SumLength + 1)
            let struct (sealed', sum) = seal sum text

            if sealed' = line then
                Ok(struct (text, sum))
            else
                Malformation.error "bad-sum" "the checksum is wrong"

    /// The state after a line, which has no line end.
    let read (line: ReadOnlyMemory<byte>) (reading: SavedRing) : Result<SavedRing, Malformation> =
        if not (Utf8.IsValid line.Span) then
            Malformation.error "bad-utf8" "the line is not text"
        else
            unsealed reading.Sum (Encoding.UTF8.GetString line.Span)
            |> Result.bind (fun struct (text, sum) ->
                JsonLine.parse text
                |> Result.bind (fun value ->
                    let reading = { reading with Sum = sum }

                    match reading.Size, reading.Phrase with
                    | ValueNone, _ -> opened value reading
                    | ValueSome size, ValueNone -> withItem size value reading
                    | ValueSome _, ValueSome phrase -> changed phrase value reading))

    /// The phrase and the ring of a whole save file; the error is one line for the user.
    let finish (reading: SavedRing) : Result<struct (Phrase * Ring), Malformation> =
        match reading.Phrase with
        | ValueSome phrase -> Ok(struct (phrase, reading.Ring))
        | ValueNone -> Malformation.error "no-state-file" "the file ends inside its phrase"

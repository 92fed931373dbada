namespace PeerFunctional.SneakerNet

open System
open System.Globalization
open System.Text
open PeerFunctional.Kernel

/// The feed an entry of a command names.
type FeedName =
    | Feed of FeedId
    /// Base64 of something that is no key. The original asks for it all the same.
    | Odd of base64: string

/// `+<key>:<seq>`: the sender holds the feed up to and with `Seq`.
type Claim = { Name: FeedName; Seq: int64 }

/// `+<key>:<from>` or, in our extension, `+<key>:<from>:<count>`: the sender asks for events from `From` on.
type Demand =
    { Name: FeedName
      From: int64
      Count: int voption }

/// The text commands of the command channel. `Got`, `Bye` and `Next` are ours; the original reads and ignores them.
type Command =
    /// The words after the role name the sender's extensions; the original ignores them.
    | Helo of role: string * extensions: string list
    /// The sender takes pushes on this UDP port.
    | Port of int
    /// What the sender holds; it is to be answered by WANT or GOT.
    | Have of Claim list
    | Want of Demand list
    /// What the sender holds durably; an answer, itself never answered.
    | Got of Claim list
    /// The sender ends the session and will not answer any more.
    | Bye
    /// Wakes an original partner, which sends one push a turn; it means nothing else.
    | Next
    /// A word that is no command, kept as it came.
    | Unknown of text: string

module Command =

    /// The most bytes of a datagram that the original reads.
    [<Literal>]
    let MaxDatagram = 1_024

    /// The bytes of a datagram that every path carries whole: 576 of IPv4 without its header and UDP's.
    [<Literal>]
    let SmallDatagram = 548

    /// The most events one demand can ask for.
    [<Literal>]
    let MaxCount = 4_096

    /// The extension two of ours agree on in HELO: several events a datagram, counted demands, GOT, large events.
    [<Literal>]
    let Extension = "peer/1"

    /// A word of our extension, in every HELO of a session but its first.
    [<Literal>]
    let Again = "again"

    let private nameText =
        function
        | Feed id -> string id
        | Odd base64 -> base64

    let private claimText (claim: Claim) = $"+{nameText claim.Name}:{claim.Seq}"

    let private demandText demand =
        match demand.Count with
        | ValueNone -> $"+{nameText demand.Name}:{demand.From}"
        | ValueSome count -> $"+{nameText demand.Name}:{demand.From}:{count}"

    let private words (texts: string list) = String.Join(' ', texts)

    /// The command as text; the original's initiator ends its HELO, and only that, with a newline.
    let print =
        function
        | Helo(role, extensions) -> words ("HELO" :: role :: extensions) + (if role = "initiator" then "\n" else "")
        | Port port -> $"PORT {port}"
        | Have claims -> words ("HAVE" :: List.map claimText claims)
        | Want demands -> words ("WANT" :: List.map demandText demands)
        | Got claims -> words ("GOT" :: List.map claimText claims)
        | Bye -> "BYE"
        | Next -> "NEXT"
        | Unknown text -> text

    let encode command =
        Encoding.UTF8.GetBytes(print command: string)

    /// The bytes of its datagram.
    let length command =
        Encoding.UTF8.GetByteCount(print command: string)

    /// The fewest bytes that a datagram with this command can have had: HELO may come without its newline.
    let leastLength command =
        Encoding.UTF8.GetByteCount((print command).TrimEnd '\n')

    /// Cuts claims into lists that each fit a datagram of `most` bytes behind a four-letter word.
    let split most (claims: Claim list) =
        let add (lists, length) claim =
            let size = (claimText claim).Length + 1

            match lists with
            | current :: full when length + size <= most -> (claim :: current) :: full, length + size
            | _ -> [ claim ] :: lists, 4 + size

        claims |> List.fold add ([], most) |> fst |> List.rev |> List.map List.rev

    /// Python's int(): blanks around, a sign; numbers past 64 bits are held at the bounds.
    let private parseSeq (text: string) =
        match Int64.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture) with
        | true, value -> Ok value
        | _ ->
            match Numerics.BigInteger.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture) with
            | true, value when value.Sign > 0 -> Ok Int64.MaxValue
            | true, _ -> Ok Int64.MinValue
            | _ -> Malformation.error "bad-number" "a sequence number is no number"

    let private parseName (base64: string) =
        match FeedId.parse base64 with
        | Ok id -> Ok(Feed id)
        | Error e when e.Problem = "bad-base64" -> Error e
        | Error _ -> Ok(Odd base64)

    /// `+<key>:<seq>`, and the text behind a further colon; an entry without the plus is none, as in the original.
    let private parseEntry (entry: string) =
        match entry.Split(':', 3) with
        | _ when entry = "" -> Malformation.error "empty-entry" "two blanks in a row, or one at the end"
        | _ when entry[0] <> '+' -> Ok ValueNone
        | [| _ |] -> Malformation.error "no-seq" "an entry without ':' and a sequence number"
        | parts ->
            match parseName (parts[0].Substring 1), parseSeq parts[1] with
            | Ok name, Ok seq -> Ok(ValueSome(struct (name, seq, (if parts.Length = 3 then parts[2] else ""))))
            | Error e, _
            | _, Error e -> Error e

    let private collect (parse: string -> Result<'entry voption, Malformation>) (entries: string list) =
        (entries, Ok [])
        ||> List.foldBack (fun entry rest ->
            match parse entry, rest with
            | Ok(ValueSome value), Ok values -> Ok(value :: values)
            | Ok ValueNone, Ok values -> Ok values
            | Error e, _ -> Error e
            | _, Error e -> Error e)

    let private entriesAs make entries =
        entries |> collect (parseEntry >> Result.map (ValueOption.map make))

    let private claims =
        entriesAs (fun (struct (name, seq, _)) -> ({ Name = name; Seq = seq }: Claim))

    let private parseCount (text: string) =
        match Int32.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture) with
        | true, count when count >= 1 -> ValueSome(min count MaxCount)
        | _ -> ValueNone

    let private demands =
        entriesAs (fun (struct (name, from, count)) ->
            { Name = name
              From = from
              Count = parseCount count })

    let private parsePort (text: string) =
        match Int32.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture) with
        | true, port when port >= 1 && port <= 65535 -> Ok(Port port)
        | true, port when port > 65535 -> Malformation.error "port-too-large" $"{port} is not a port: 1 to 65535"
        | true, port -> Malformation.error "port-not-positive" $"{port} is not a port: 1 to 65535"
        | _ -> Malformation.error "bad-number" "a port is a number"

    let private utf8 = UTF8Encoding(false, true)

    let private text (bytes: ReadOnlyMemory<byte>) =
        try
            Ok(utf8.GetString bytes.Span)
        with :? DecoderFallbackException ->
            Malformation.error "bad-utf8" "a command is UTF-8 text"

    let private helo (text: string) =
        match text.Split(Array.empty<char>, StringSplitOptions.RemoveEmptyEntries) |> List.ofArray with
        | [ _ ] -> Malformation.error "helo-without-role" "HELO names a role: initiator or responder"
        | _ :: role :: extensions -> Ok(Helo(role, extensions))
        | [] -> Malformation.error "no-word" "a command starts with a word"

    /// Parses a command datagram: total, and tolerant of everything the original sends.
    let decode (bytes: ReadOnlyMemory<byte>) =
        match text bytes with
        | Error e -> Error e
        | Ok "" -> Malformation.error "empty" "a datagram of no bytes"
        | Ok text when String.IsNullOrWhiteSpace text -> Malformation.error "no-word" "a command starts with a word"
        | Ok text ->
            match text.Split ' ' |> List.ofArray with
            | "PORT" :: port :: _ -> parsePort port
            | [ "PORT" ] -> Malformation.error "bad-number" "PORT names a port"
            | "HAVE" :: entries -> claims entries |> Result.map Have
            | "WANT" :: entries -> demands entries |> Result.map Want
            | "GOT" :: entries -> claims entries |> Result.map Got
            | [ "BYE" ] -> Ok Bye
            | [ "NEXT" ] -> Ok Next
            | word :: _ when word.TrimEnd() = "HELO" -> helo text
            | _ -> Ok(Unknown text)

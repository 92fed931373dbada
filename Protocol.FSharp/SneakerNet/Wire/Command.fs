namespace PeerFunctional.SneakerNet

open System
open System.Globalization
open System.Text
open PeerFunctional.Kernel

/// The feed that an entry of a command names.
type FeedName =
    | Feed of FeedId
    /// Base64 that is not a key. The original requests such a feed too.
    | Odd of base64: string

/// An entry of HAVE and GOT, `+<key>:<seq>`: the sender holds the feed from its first event to event `Seq`.
type HaveEntry = { Name: FeedName; Seq: int64 }

/// An entry of WANT, `+<key>:<from>` or in our extension `+<key>:<from>:<count>`: the sender requests events from
/// `From` on.
type WantEntry =
    { Name: FeedName
      From: int64
      Count: int voption }

/// The text commands of the command channel. `Got`, `Bye` and `Next` are ours; the original reads and ignores them.
type Command =
    /// The words after the role name the sender's extensions; the original ignores them.
    | Helo of role: string * extensions: string list
    /// The sender takes pushes on this UDP port.
    | Port of int
    /// The events that the sender holds. The recipient answers with WANT or GOT.
    | Have of HaveEntry list
    | Want of WantEntry list
    /// The events that the sender holds durably. GOT is never answered.
    | Got of HaveEntry list
    /// The sender ends the session and answers no further command.
    | Bye
    /// Wakes an original partner, which sends one push a turn. It has no other meaning.
    | Next
    /// Another word, kept as it came.
    | Unknown of text: string

module HaveEntry =

    let create (struct (feed, seq)) : HaveEntry = { Name = Feed feed; Seq = seq }

module WantEntry =

    let create feed from count : WantEntry =
        { Name = Feed feed
          From = from
          Count = count }

module Command =

    /// The original reads this many bytes of a datagram.
    [<Literal>]
    let MaxDatagram = 1_024

    /// Every path carries a datagram of this size unfragmented: IPv4's 576 bytes without the headers of IPv4 and UDP.
    [<Literal>]
    let SmallDatagram = 548

    /// The most events of one request.
    [<Literal>]
    let MaxCount = 4_096

    /// The name of our extension in HELO: several events a datagram, requests with a count, GOT, large events.
    [<Literal>]
    let Extension = "peer/1"

    /// A word of our extension, in every HELO of a session but its first.
    [<Literal>]
    let Again = "again"

    let private nameText =
        function
        | Feed id -> string id
        | Odd base64 -> base64

    let private haveText (have: HaveEntry) = $"+{nameText have.Name}:{have.Seq}"

    let private wantText want =
        match want.Count with
        | ValueNone -> $"+{nameText want.Name}:{want.From}"
        | ValueSome count -> $"+{nameText want.Name}:{want.From}:{count}"

    let private words (texts: string list) = String.Join(' ', texts)

    /// The command as text; the original's initiator ends its HELO, and only that, with a newline.
    let print =
        function
        | Helo(role, extensions) -> words ("HELO" :: role :: extensions) + (if role = "initiator" then "\n" else "")
        | Port port -> $"PORT {port}"
        | Have haves -> words ("HAVE" :: List.map haveText haves)
        | Want wants -> words ("WANT" :: List.map wantText wants)
        | Got haves -> words ("GOT" :: List.map haveText haves)
        | Bye -> "BYE"
        | Next -> "NEXT"
        | Unknown text -> text

    let encode command =
        Encoding.UTF8.GetBytes(print command: string)

    /// The bytes of its datagram.
    let length command =
        Encoding.UTF8.GetByteCount(print command: string)

    /// The least length of a datagram with this command: HELO may come without its newline.
    let leastLength command =
        Encoding.UTF8.GetByteCount((print command).TrimEnd '\n')

    /// Splits entries into lists that each fit a datagram of `most` bytes after a four-letter word.
    let split most (haves: HaveEntry list) =
        let add (lists, length) have =
            let size = (haveText have).Length + 1

            match lists with
            | current :: full when length + size <= most -> (have :: current) :: full, length + size
            | _ -> [ have ] :: lists, 4 + size

        haves |> List.fold add ([], most) |> fst |> List.rev |> List.map List.rev

    /// Python's int(): blanks around, a sign; numbers past 64 bits are held at the bounds.
    let private parseSeq (text: string) =
        match Int64.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture) with
        | true, value -> Ok value
        | _ ->
            match Numerics.BigInteger.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture) with
            | true, value when value.Sign > 0 -> Ok Int64.MaxValue
            | true, _ -> Ok Int64.MinValue
            | _ -> Malformation.error "bad-number" "a sequence number is not a number"

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

    let private haves =
        entriesAs (fun (struct (name, seq, _)) -> ({ Name = name; Seq = seq }: HaveEntry))

    let private parseCount (text: string) =
        match Int32.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture) with
        | true, count when count >= 1 -> ValueSome(min count MaxCount)
        | _ -> ValueNone

    let private wants =
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
            | "HAVE" :: entries -> haves entries |> Result.map Have
            | "WANT" :: entries -> wants entries |> Result.map Want
            | "GOT" :: entries -> haves entries |> Result.map Got
            | [ "BYE" ] -> Ok Bye
            | [ "NEXT" ] -> Ok Next
            | word :: _ when word.TrimEnd() = "HELO" -> helo text
            | _ -> Ok(Unknown text)

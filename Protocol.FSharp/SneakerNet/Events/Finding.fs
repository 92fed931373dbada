namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel

/// A problem that a check of a log file can find. `Problem.name` gives the name that users see.
[<RequireQualifiedAccess>]
type Problem =
    /// The file does not start with a section header. The original's import writes such files; its reader takes them.
    | MissingHeader
    /// The file ends inside a block.
    | TruncatedBlock
    /// An impossible block length: the blocks after it cannot be found.
    | BadBlockLength
    | BlockTrailerMismatch
    | PacketLengthExceedsBlock
    /// A packet that does not decode as an event.
    | UndecodableEvent
    /// Bytes follow the event inside its packet.
    | TrailingBytes
    /// The verification of the event failed.
    | NotVerified of VerificationError
    /// The content is withheld. This is a note: the signed chain is intact.
    | ContentAbsent
    /// `prev` is neither absent, nor the hash of the event before, nor a copy of that one's own `prev`.
    | PrevMismatch
    /// Two different events of one feed hold one sequence number, both with a valid signature.
    | Fork
    /// The same event again. This is a note.
    | Duplicate
    /// An event of another feed in a log that is one feed's.
    | ForeignFeed
    | Gap
    | OutOfOrder

module Problem =

    let name =
        function
        | Problem.MissingHeader -> "missing-header"
        | Problem.TruncatedBlock -> "truncated-block"
        | Problem.BadBlockLength -> "bad-block-length"
        | Problem.BlockTrailerMismatch -> "block-trailer-mismatch"
        | Problem.PacketLengthExceedsBlock -> "packet-length-exceeds-block"
        | Problem.UndecodableEvent -> "undecodable-event"
        | Problem.TrailingBytes -> "trailing-bytes"
        | Problem.NotVerified error -> VerificationError.name error
        | Problem.ContentAbsent -> "content-absent"
        | Problem.PrevMismatch -> "prev-mismatch"
        | Problem.Fork -> "fork"
        | Problem.Duplicate -> "duplicate"
        | Problem.ForeignFeed -> "foreign-feed"
        | Problem.Gap -> "gap"
        | Problem.OutOfOrder -> "out-of-order"

    /// Notes leave a log valid.
    let isNote =
        function
        | Problem.Duplicate
        | Problem.ContentAbsent -> true
        | Problem.MissingHeader
        | Problem.TruncatedBlock
        | Problem.BadBlockLength
        | Problem.BlockTrailerMismatch
        | Problem.PacketLengthExceedsBlock
        | Problem.UndecodableEvent
        | Problem.TrailingBytes
        | Problem.NotVerified _
        | Problem.PrevMismatch
        | Problem.Fork
        | Problem.ForeignFeed
        | Problem.Gap
        | Problem.OutOfOrder -> false

/// A problem and where it is. Fields that do not apply are empty.
type Finding =
    {
        Problem: Problem
        Feed: FeedId voption
        Seq: int64 voption
        /// For a place without an event: the number of the last event before it, 0 before the first.
        AfterSeq: int64 voption
        SignatureValid: bool voption
        /// Of a gap: the numbers that are missing, at most `Finding.MaxListed`.
        Missing: int64 list
        /// Of a feed out of order: its numbers as the file has them, at most `Finding.MaxListed`.
        Order: int64 list
        /// Of a fork: the event that came first and the other one.
        SignedEvents: Hash list
    }

module Finding =

    /// The most numbers a finding lists: a gap can be as wide as 64 bits allow.
    [<Literal>]
    let MaxListed = 1_000

    let private empty problem =
        { Problem = problem
          Feed = ValueNone
          Seq = ValueNone
          AfterSeq = ValueNone
          SignatureValid = ValueNone
          Missing = []
          Order = []
          SignedEvents = [] }

    /// A problem of the whole file.
    let ofFile problem = empty problem

    /// A problem at a place that names no event.
    let after seq problem =
        { empty problem with
            AfterSeq = ValueSome seq }

    /// A problem of the block that holds an event.
    let ofBlock seq problem =
        { empty problem with
            Seq = ValueSome seq }

    /// A problem of an event.
    let ofEvent feed seq problem =
        { empty problem with
            Feed = ValueSome feed
            Seq = ValueSome seq }

    /// A problem of an event whose signature was looked at.
    let signed feed seq valid problem =
        { ofEvent feed seq problem with
            SignatureValid = ValueSome valid }

    let private ofFeed feed problem =
        { empty problem with
            Feed = ValueSome feed }

    let fork feed seq first second =
        { ofEvent feed seq Problem.Fork with
            SignedEvents = [ first; second ] }

    let gap feed (missing: seq<int64>) =
        { ofFeed feed Problem.Gap with
            Missing = missing |> Seq.truncate MaxListed |> List.ofSeq }

    let outOfOrder feed (order: seq<int64>) =
        { ofFeed feed Problem.OutOfOrder with
            Order = order |> Seq.truncate MaxListed |> List.ofSeq }

    let private numbers (seqs: int64 list) =
        seqs |> List.map string |> String.concat ", "

    /// The finding as one line for a person.
    let describe (finding: Finding) =
        let place =
            match finding.Feed, finding.Seq, finding.AfterSeq with
            | ValueSome feed, ValueSome seq, _ -> $"{feed}:{seq}: "
            | ValueSome feed, ValueNone, _ -> $"{feed}: "
            | ValueNone, ValueSome seq, _ -> $"event {seq}: "
            | ValueNone, ValueNone, ValueSome after -> $"after event {after}: "
            | ValueNone, ValueNone, ValueNone -> ""

        let detail =
            [ if not finding.Missing.IsEmpty then
                  $" ({numbers finding.Missing})"
              if not finding.Order.IsEmpty then
                  $" ({numbers finding.Order})"
              if not finding.SignedEvents.IsEmpty then
                  let hashes = finding.SignedEvents |> List.map string |> String.concat " and "
                  $" ({hashes})" ]

        place + Problem.name finding.Problem + String.concat "" detail

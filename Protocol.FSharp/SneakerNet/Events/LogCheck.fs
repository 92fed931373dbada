namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel

/// The kind of a log file, which decides what it may hold.
type LogKind =
    /// A numbered log in `logs/`: one feed from its first event on, and where it is known, whose.
    | Numbered of owner: FeedId voption
    /// An export, or a log under another name: one feed after the other, each perhaps without its beginning, which the
    /// receiver may have already. An event that stands between two of another feed is foreign to it.
    | Collected

/// An event of a log file with the result of its check.
type CheckedEvent =
    {
        Feed: FeedId
        Seq: int64
        /// How it is linked to the event before it; none if that event is missing or is not the one named by `prev`,
        /// or if another event holds this one's place.
        ChainLink: ChainLink voption
        /// The problems and notes of the event.
        Findings: Finding list
    }

/// The result of the check of a log file.
type LogCheck =
    {
        /// One for each event, in the file's order.
        Events: CheckedEvent list
        /// All findings in the file's order, then those about whole feeds.
        Findings: Finding list
    }

    /// Whether all findings are notes.
    member this.Valid =
        this.Findings |> List.forall (fun finding -> Problem.isNote finding.Problem)

module LogKind =

    /// A numbered log is named by a number; everything else is a collection. The name decides, as it does for the
    /// original, which counts on one feed in each numbered log and takes any file of a stick.
    let ofFileName (name: string) owner =
        let stem =
            if name.EndsWith(".pcap", StringComparison.Ordinal) then
                name.Substring(0, name.Length - 5)
            else
                ""

        if stem <> "" && Seq.forall Char.IsAsciiDigit stem then
            Numbered owner
        else
            Collected

module CheckedEvent =

    /// The result in a few words: how the event is linked, and the names of its problems.
    let describe (verdict: CheckedEvent) =
        let link =
            match verdict.ChainLink with
            | ValueSome SignedOnly when verdict.Seq = 1L -> "first"
            | ValueSome Chained -> "chained"
            | ValueSome SignedOnly -> "signed only"
            | ValueNone -> "no predecessor"

        match verdict.Findings with
        | [] -> link
        | findings ->
            let names = findings |> List.map (fun finding -> Problem.name finding.Problem)
            link + ", " + String.concat ", " names

/// An event as the check keeps it: without its bytes, so that a long log needs little memory.
type private LogEntry =
    {
        Event: Event
        SignatureValid: bool
        /// Findings in the event's own bytes.
        Own: Finding list
    }

type private CheckStep =
    | Entered of LogEntry
    /// A finding at a place without an event.
    | Noted of Finding

/// The state of a check between two blocks.
type LogCheckState =
    private
        {
            Signatures: ISignatures
            /// Whether a block has been read.
            Begun: bool
            /// Newest first.
            Steps: CheckStep list
            LastSeq: int64
        }

module LogCheck =

    /// The state before the first block.
    let start signatures =
        { Signatures = signatures
          Begun = false
          Steps = []
          LastSeq = 0L }

    let private note finding state =
        { state with
            Steps = Noted finding :: state.Steps }

    let private own (event: Event) (verdict: Result<Verified, VerificationError>) damage rest =
        let valid = verdict <> Error SignatureInvalid
        let signed = Finding.signed event.Feed event.Seq valid

        [ match damage with
          | ValueSome TrailerMismatch -> Finding.ofBlock event.Seq Problem.BlockTrailerMismatch
          | ValueSome PacketExceedsBlock -> Finding.ofBlock event.Seq Problem.PacketLengthExceedsBlock
          | ValueNone -> ()

          match verdict with
          | Error error -> signed (Problem.NotVerified error)
          | Ok _ -> ()

          if event.Content.IsNone then
              signed Problem.ContentAbsent

          // With a packet length that is too long, the block's padding follows the event.
          if rest > 0 && damage <> ValueSome PacketExceedsBlock then
              signed Problem.TrailingBytes ]

    let private enter payload damage state =
        match Event.decodeFirst payload with
        | Error _ ->
            match damage with
            | ValueSome TrailerMismatch -> state |> note (Finding.after state.LastSeq Problem.BlockTrailerMismatch)
            | ValueSome PacketExceedsBlock ->
                state |> note (Finding.after state.LastSeq Problem.PacketLengthExceedsBlock)
            | ValueNone -> state
            |> note (Finding.after state.LastSeq Problem.UndecodableEvent)
        | Ok struct (event, rest) ->
            let verdict = Verified.verify state.Signatures event

            let entry =
                { Event =
                    { event with
                        Content = ValueNone
                        SignedBytes = ReadOnlyMemory.Empty
                        Signature = ReadOnlyMemory.Empty
                        Wire = ReadOnlyMemory.Empty }
                  SignatureValid = verdict <> Error SignatureInvalid
                  Own = own event verdict damage rest }

            { state with
                Steps = Entered entry :: state.Steps
                LastSeq = event.Seq }

    /// A file that has not begun with a section header has none.
    let private begin' headed state =
        if state.Begun || headed then
            { state with Begun = true }
        else
            { state with Begun = true } |> note (Finding.ofFile Problem.MissingHeader)

    /// Checks the next block of the file.
    let step state record =
        let state = begin' (record = Section) state

        match record with
        | Section
        | Foreign -> state
        | Torn -> state |> note (Finding.after state.LastSeq Problem.TruncatedBlock)
        | BadLength -> state |> note (Finding.after state.LastSeq Problem.BadBlockLength)
        | Packet(payload, damage) -> enter payload damage state

    /// The events that stand inside the span of another feed, from its first event to its last.
    let private interlopers (events: (int * FeedId) list) =
        let last = events |> List.map (fun (index, feed) -> feed, index) |> Map.ofList

        let add (span, found) (index, feed) =
            match span with
            | Some owner when index <= last[owner] && feed <> owner -> span, (index, feed) :: found
            | Some owner when index <= last[owner] -> span, found
            | Some _
            | None -> Some feed, found

        List.fold add (None, []) events |> snd

    let private foreigners kind (events: (int * FeedId) list) =
        match kind, events with
        | Collected, _ -> interlopers events
        | Numbered _, [] -> []
        | Numbered owner, (_, first) :: _ ->
            let owner = owner |> ValueOption.defaultValue first
            events |> List.filter (fun (_, feed) -> feed <> owner)

    /// Decides which event holds each number of a feed: the first one, but an event with a valid signature displaces
    /// one without. Returns the holders by number, and findings about the other events.
    let private settle (entries: (int * LogEntry) list) =
        let add (held, said) (index, entry) =
            let event = entry.Event

            match Map.tryFind event.Seq held with
            | None -> Map.add event.Seq (index, entry) held, said
            | Some(_, holder) when holder.Event.Hash = event.Hash ->
                held, Map.add index (Finding.ofEvent event.Feed event.Seq Problem.Duplicate) said
            | Some(_, holder) when holder.SignatureValid && entry.SignatureValid ->
                held, Map.add index (Finding.fork event.Feed event.Seq holder.Event.Hash event.Hash) said
            | Some(_, holder) when entry.SignatureValid && not holder.SignatureValid ->
                Map.add event.Seq (index, entry) held, said
            | Some _ -> held, said

        List.fold add (Map.empty, Map.empty) entries

    /// How each holder of a number is linked to the one before it.
    let private links (held: Map<int64, int * LogEntry>) =
        let check seq entry =
            match Map.tryFind (seq - 1L) held with
            | Some(_, before) -> Some(Head.check (ValueSome(Head.ofEvent before.Event)) entry.Event)
            | None when seq = 1L -> Some(Head.check ValueNone entry.Event)
            | None -> None

        held
        |> Map.toList
        |> List.choose (fun (seq, (index, entry)) -> check seq entry |> Option.map (fun link -> index, link))
        |> Map.ofList

    let private gap kind feed (held: Map<int64, int * LogEntry>) =
        let seqs = held |> Map.toSeq |> Seq.map fst

        let from =
            match kind with
            | Numbered _ -> 0L
            | Collected -> Seq.head seqs - 1L

        let missing =
            Seq.append [ from ] seqs
            |> Seq.pairwise
            |> Seq.collect (fun (before, next) -> seq { before + 1L .. next - 1L })

        if Seq.isEmpty missing then
            []
        else
            [ Finding.gap feed missing ]

    let private order feed (held: Map<int64, int * LogEntry>) =
        let seqs = held |> Map.toList |> List.sortBy (snd >> fst) |> List.map fst

        if List.pairwise seqs |> List.forall (fun (before, seq) -> before < seq) then
            []
        else
            [ Finding.outOfOrder feed seqs ]

    let private verdict entry link said =
        let event = entry.Event

        let mismatch =
            match link with
            // An invalid signature vouches for no `prev`.
            | Some(Error AppendError.PrevMismatch) when entry.SignatureValid ->
                [ Finding.signed event.Feed event.Seq true Problem.PrevMismatch ]
            | Some _
            | None -> []

        { Feed = event.Feed
          Seq = event.Seq
          ChainLink =
            match link with
            | Some(Ok link) when entry.SignatureValid -> ValueSome link
            | Some _
            | None -> ValueNone
          Findings = entry.Own @ mismatch @ Option.toList said }

    let private checkFeed kind (feed, entries) =
        let held, said = settle entries
        let links = links held

        let verdicts =
            entries
            |> List.map (fun (index, entry) -> index, verdict entry (Map.tryFind index links) (Map.tryFind index said))

        verdicts, order feed held @ gap kind feed held

    /// The result after the last block.
    let finish kind state =
        let steps = List.rev (begin' false state).Steps |> List.indexed

        let entries =
            steps
            |> List.choose (fun (index, step) ->
                match step with
                | Entered entry -> Some(index, entry)
                | Noted _ -> None)

        let foreign =
            entries
            |> List.map (fun (index, entry) -> index, entry.Event.Feed)
            |> foreigners kind
            |> List.map fst
            |> Set.ofList

        let foreignVerdict (index, entry) =
            let event = entry.Event
            index, verdict entry None (Some(Finding.ofEvent event.Feed event.Seq Problem.ForeignFeed))

        let strangers, own =
            entries |> List.partition (fun (index, _) -> Set.contains index foreign)

        let feeds =
            own |> List.groupBy (fun (_, entry) -> entry.Event.Feed) |> List.map (checkFeed kind)

        let verdicts =
            List.map foreignVerdict strangers @ List.collect fst feeds |> Map.ofList

        let found (index, step) =
            match step with
            | Noted finding -> [ finding ]
            | Entered _ -> verdicts[index].Findings

        { Events = verdicts |> Map.toList |> List.map snd
          Findings = List.collect found steps @ List.collect snd feeds }

    /// Checks a list of blocks.
    let ofRecords signatures kind (records: seq<LogRecord>) =
        records |> Seq.fold step (start signatures) |> finish kind

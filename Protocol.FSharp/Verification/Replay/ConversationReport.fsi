namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification.Exploring

/// A captured message in words.
[<RequireQualifiedAccess>]
type MessageRow =
    {
        Frame: int64

        /// Nanoseconds since 1970.
        Time: int64
        Sender: string
        Recipient: string
        Words: string

        /// What was wrong with its bytes; none for a message.
        Malformation: Malformation voption
    }

/// Whether a captured message came to its recipient.
[<RequireQualifiedAccess>]
type Arrival =
    | Heard

    /// The recipient had ended its connection before.
    | Lost

    /// The capture does not show it.
    | Unseen

/// A captured message with its bytes and their fields.
[<NoEquality; NoComparison>]
type SeenMessage =
    {
        Row: MessageRow

        /// The participants by their numbers; none for an endpoint of no participant.
        From: int voption
        To: int voption
        Arrival: Arrival

        /// None for the reset or the refusal of a connection.
        Bytes: ReadOnlyMemory<byte>

        /// What the bytes were read as.
        Fields: Lazy<FieldRow list>

        /// Reads other bytes in their place: the fields, or none for bytes that are no message. None for a message of a connection.
        Reread: (ReadOnlyMemory<byte> -> FieldRow list voption) voption
    }

/// A participant of a captured conversation, and what came of running it through its machine.
type ParticipantVerdict =
    {
        Peer: string
        Role: string
        Conformance: Conformance
    }

module ParticipantVerdict =

    /// Who it is: its role, and its name where that says more.
    val who: side: ParticipantVerdict -> string

    /// Who it is, and the verdict; what was left out later on lines of its own.
    val lines: side: ParticipantVerdict -> string list

    /// Who it is, and the verdict, on one line.
    val words: side: ParticipantVerdict -> string

/// A captured conversation, decoded and judged.
[<NoEquality; NoComparison>]
type ConversationReport =
    {
        /// Its messages in words, made once somebody asks.
        LazyRows: Lazy<MessageRow list>
        Verdicts: ParticipantVerdict list

        /// The messages as in the rows.
        Seen: Lazy<SeenMessage list>

        /// What is known of the state of each participant, by the frames after which it stood so.
        Known: Lazy<Map<int64, KnownState>> list

        /// What the verdicts assume, in words: a lost datagram leaves no trace, while TCP's numbers prove lost bytes.
        Assumes: string voption
        Title: string

        /// Made once somebody asks.
        Timeline: Lazy<Timeline>
    }

    /// Its messages, first to last; none where the capture lacks the bytes of all.
    member Rows: MessageRow list

    /// When the first message came, in nanoseconds since 1970; none where the capture has no message.
    member Start: int64 voption

[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module ConversationReport =

    /// Tells a decoded conversation in words, with what judging each participant of a roster came to.
    val ofResults:
        decoded: DecodedConversation<'about, 'message> ->
        roster: Roster<'message> ->
        results: ReplayResult list ->
            ConversationReport

    /// Judges a decoded conversation, and tells it in words.
    val create: decoded: DecodedConversation<'about, 'message> -> roster: Roster<'message> -> ConversationReport

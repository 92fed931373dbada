namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture

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

    /// A name for rows and lanes: of a key in it only the last letters, because the verdict tells it whole.
    val short: name: string -> string

    /// What to call the peers that have no name but an address: their role; where several play it, with their port.
    val names: sides: ParticipantVerdict list -> Map<string, string>

    /// Who it is, and the verdict; what was left out later on lines of its own.
    val lines: side: ParticipantVerdict -> string list

    /// Who it is, and the verdict, on one line.
    val words: side: ParticipantVerdict -> string

/// A captured conversation, decoded and judged.
[<NoEquality; NoComparison>]
type ConversationReport =
    {
        /// The time of its first event, in nanoseconds since 1970; 0 in a recording as text, which has no times.
        Start: int64

        /// Its messages in words, made once somebody asks.
        LazyRows: Lazy<MessageRow list>
        Verdicts: ParticipantVerdict list

        /// The messages as in the rows.
        Seen: Lazy<SeenMessage list>

        /// What is known of the state of each participant, by the frames after which it stood so.
        Known: Lazy<Map<int64, KnownState>> list

        /// The moment when the message of a frame was under way. The error says why the machines cannot go on from there.
        Cut: int64 -> Result<ICapturedCut, string>

        /// What the verdicts assume, in words: a lost datagram leaves no trace, while TCP's numbers prove lost bytes.
        Assumes: string voption
        Title: string

        /// Made once somebody asks.
        Timeline: Lazy<Timeline>
    }

    /// Its messages, first to last; none where the capture lacks the bytes of all.
    member Rows: MessageRow list

[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module ConversationReport =

    /// Tells a decoded conversation in words, with what judging each participant of a roster came to.
    val ofResults:
        decoded: DecodedConversation<'about, 'message> ->
        roster: Roster<'message> ->
        results: ReplayResult list ->
            ConversationReport

    /// How long after the first frame of the capture a time of the conversation is, in nanoseconds since 1970; after the begin of the conversation where
    /// no frame has a time.
    val sinceCaptureBegan: facts: CaptureFacts -> report: ConversationReport -> time: int64 -> TimeSpan

    /// Judges a decoded conversation, and tells it in words.
    val create: decoded: DecodedConversation<'about, 'message> -> roster: Roster<'message> -> ConversationReport

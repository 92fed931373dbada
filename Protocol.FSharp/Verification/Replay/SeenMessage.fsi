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

        /// Reads other bytes in their place: the fields, or none for bytes that are no message. None where messages are read in another way.
        Reread: (ReadOnlyMemory<byte> -> FieldRow list voption) voption
    }

module internal SeenMessages =

    val words:
        roster: Roster<'message> -> message: Result<'message, Malformation> -> bytes: ReadOnlyMemory<byte> -> string

    val problem: message: Result<'message, Malformation> -> Malformation voption

    val resetWords: connection: CapturedConnection<'message> -> string

    /// Whether the callee heard a message of the caller before it reset the connection.
    val isHeardByCallee: connection: CapturedConnection<'message> -> (StreamMessage<'message> -> bool)

    /// The participants that sent a datagram.
    val speakers: decoded: DecodedConversation<'about, 'message> -> roster: Roster<'message> -> Set<int>

    /// The messages of a conversation in the order of their frames, resets and refusals among them.
    val ofConversation: decoded: DecodedConversation<'about, 'message> -> roster: Roster<'message> -> SeenMessage list

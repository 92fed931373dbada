namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// What a capture shows at a flow of a participant: at an endpoint of datagrams, or at an end of a connection.
[<RequireQualifiedAccess; NoEquality; NoComparison>]
type Observation<'message> =
    | Message of Result<'message, Malformation> * bytes: ReadOnlyMemory<byte>

    /// A connection is asked for.
    | Connect

    /// A connection that was asked for is there.
    | Accept

    /// A connection is no more.
    | Close of CloseReason

    /// Something came in that the capture lacks, in words; where all before it were whole messages, it may be the end alone.
    | Lost of words: string * mayBeEnd: bool

/// An observation, with its place in the capture.
[<NoEquality; NoComparison>]
type ObservedEvent<'message> =
    {
        /// The number of its frame in the capture, from 1.
        Frame: int64

        /// Since the conversation began.
        At: TimeSpan

        /// The other end, as the machine names it; a connection that the participant opened has any number.
        Partner: Address
        Observation: Observation<'message>
    }

/// One flow between a participant and others, by an endpoint of datagrams or by an end of a connection.
[<NoEquality; NoComparison>]
type CapturedFlow<'message> =
    {
        /// What came in.
        Inputs: ObservedEvent<'message> array

        /// What the participant did.
        Outputs: ObservedEvent<'message> array

        /// Whether the other side reset the connection: then nothing shows that this side has closed it.
        WasReset: bool

        /// What the capture lacks of what the participant said after its last output, in words.
        LostOutput: string voption

        /// What the capture lacks where it does not show how this side ended its connection, in words.
        UnseenOwnEnd: string voption

        /// What the capture lacks where it does not show how the other side ended the connection, in words.
        UnseenOtherEnd: string voption
    }

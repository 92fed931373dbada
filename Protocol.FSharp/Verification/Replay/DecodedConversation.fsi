namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture

/// A conversation with its messages decoded.
[<NoEquality; NoComparison>]
type DecodedConversation<'about, 'message> =
    {
        About: 'about

        /// The time of its earliest event, in nanoseconds since 1970.
        Start: int64

        /// First to last.
        Datagrams: CapturedDatagram<'message> list

        /// In the order they began.
        Connections: CapturedConnection<'message> list

        /// The latest moment of which the capture would have shown something, since its start.
        Horizon: TimeSpan

        /// How the runtimes of its peers guard them against callers; none where they take no calls.
        Limits: StreamLimits voption

        /// Reads a message of a connection again, by the reader's name for the connection; none where it is read in another way.
        Reread: (Connection -> StreamDecoder<'message>) voption

        /// What the capture lacks, beside what its connections lack.
        Lacks: CaptureGap list

        /// Whether frames have no times.
        IsTimeless: bool

        /// Frames of datagrams that are there twice: the capture does not tell whether their senders repeated them.
        MayBeCopies: Set<int64>

        /// How it is judged.
        Judging: Judging
    }

module DecodedConversation =

    /// Decodes a conversation; `channel` tells by which of a peer's sockets a datagram came.
    val decode:
        wires: Wires<'message> ->
        channel: (Datagram -> PortRole) ->
        conversation: Conversation<'about> ->
            DecodedConversation<'about, 'message>

    /// Decodes a conversation of peers that have one socket for datagrams.
    val ofWires: wires: Wires<'a> -> conversation: Conversation<'b> -> DecodedConversation<'b, 'a>

    /// The first that `choose` takes of the messages from the endpoints that `owns` tells: those of datagrams, then those of
    /// connections.
    val tryPick:
        owns: (Endpoint -> bool) ->
        choose: ('message -> 'a option) ->
        decoded: DecodedConversation<'about, 'message> ->
            'a option

namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// The bytes of a system's messages, as its peers send them.
[<NoEquality; NoComparison>]
type MessageBytes<'message> =
    {
        /// Of a datagram; none where the system has none.
        Datagram: ('message -> ReadOnlyMemory<byte>) voption

        /// Of a message on a connection, by the peer that sends it; none where the system has none.
        Stream: (int -> 'message -> ReadOnlyMemory<byte>) voption

        /// The endpoint of a packet for one of the world: a capture may have to tell apart what a world need not.
        Endpoint: (Endpoint -> Endpoint)
    }

module TraceCapture =

    /// The capture file (pcapng, raw IP) of a run: every message as it was sent, on a network that acknowledges at once. The
    /// packets of a message that was lost or corrupted have a comment that says so and names the step. A peer whose host is a name gets an address of 10.0.0.0/8. The error is a step that cannot happen, or a
    /// message that makes no packet.
    val file:
        bytes: MessageBytes<'c> ->
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        trace: Trace<string> ->
            Result<byte array, string>
            when 'b: comparison

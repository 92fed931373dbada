namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// A captured datagram, decoded.
[<NoEquality; NoComparison>]
type CapturedDatagram<'message> =
    {
        /// The number of its frame in the capture, from 1.
        Frame: int64

        /// Since the conversation began.
        At: TimeSpan
        Source: Endpoint
        Destination: Endpoint
        Bytes: ReadOnlyMemory<byte>

        /// What the recipient's codec makes of the bytes.
        Message: Result<'message, Malformation>

        /// Reads other bytes in their place.
        Reread: ReadOnlyMemory<byte> -> Result<'message, Malformation>
    }

module CapturedDatagram =

    /// The flows of each participant, by its number; `owner` tells whose an endpoint is. One for each endpoint that it received
    /// at, then one for each that it sent from.
    val flows:
        owner: (Endpoint -> int voption) ->
        datagrams: CapturedDatagram<'message> list ->
            (int -> CapturedFlow<'message> list)

namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// What is under way on the wire of a frame, and its turn there: a connection begins before what is said on it. It has no number yet.
[<NoEquality; NoComparison>]
type internal Waiting<'message> =
    {
        OnFrame: int64
        Turn: int
        Envelope: Envelope<'message>
    }

module internal CapturedUnderWay =

    /// The datagrams that were sent and not taken. The error is one that was taken before it was sent, or that is no message.
    val datagrams:
        decoded: DecodedConversation<'about, 'message> ->
        roster: Roster<'message> ->
        standings: Map<int, Standing<'message>> ->
            Result<Waiting<'message> list, string>

    /// The ends of a connection that were open, under this number, and what was under way on it.
    val onLine:
        roster: Roster<'message> ->
        standings: Map<int, Standing<'message>> ->
        number: int ->
        connection: CapturedConnection<'message> ->
            struct (struct (struct (int * Address) * ConnectionSide) list * Waiting<'message> list)

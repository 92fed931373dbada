namespace PeerFunctional.Verification


/// A participant whose run is known, with the number of its flows of datagrams.
[<NoEquality; NoComparison>]
type internal Side<'message> =
    {
        Column: int
        Run: ExplainedRun<'message>
        Datagrams: int
        Traffic: ParticipantTraffic<'message>
    }

/// A side at a moment.
[<NoEquality; NoComparison>]
type internal Standing<'message> =
    {
        Side: Side<'message>
        Moment: ExplainedMoment<'message>
    }

module internal CapturedStanding =

    /// What a side had done by a flow, first to last.
    val doneBy: standing: Standing<'message> -> flow: int -> ObservedEvent<'message> seq

    /// What a side had taken by a flow, first to last.
    val takenBy: standing: Standing<'message> -> flow: int -> ObservedEvent<'message> seq

    /// Where the sender of a frame and all sides stood when its message was under way. The error says whose state is unknown, and why.
    val ofFrame:
        frame: int64 ->
        decoded: DecodedConversation<'about, 'message> ->
        roster: Roster<'message> ->
        results: ReplayResult list ->
            Result<struct (Standing<'message> * Standing<'message> list), string>

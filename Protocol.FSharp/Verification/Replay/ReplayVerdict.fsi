namespace PeerFunctional.Verification

/// Runs a participant of a captured conversation through a candidate's machine. A capture shows what was sent and in which order, but not
/// when a peer got round to reading, when its timers woke it, or when its disk was done. So a participant conforms if there is a
/// schedule within `ReplayWindow.tolerance` that explains everything it did: each of its flows is read in order, at most that late; a
/// timer fires at most the candidate's `TimerHaste` before its due time and at most that late; the store answers in order. On a
/// loaded machine all of this may be `mostLate`, and the order of what was done on two connections may differ as much.
module ReplayVerdict =

    /// Judges a participant by one candidate, and tells how much of what it did was explained; `column` is its number in the
    /// timeline.
    val judge:
        column: int ->
        window: ReplayWindow ->
        flows: CapturedFlow<'message> list ->
        candidate: Candidate<'a, 'b, 'message, 'c, 'd, 'e, 'f, 'g> ->
            struct (int * ReplayResult)
            when 'b: comparison

    /// The first of several results of a participant that conforms, made one after the other, or else the one that explained
    /// most.
    val firstOf: judges: (unit -> struct (int * ReplayResult)) list -> ReplayResult

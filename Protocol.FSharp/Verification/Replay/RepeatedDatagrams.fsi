namespace PeerFunctional.Verification

/// Datagrams that a capture shows twice, where it does not tell whether their senders repeated them.
module internal RepeatedDatagrams =

    /// Judges a participant that diverges once more without such datagrams, those nearest before the divergence first. One that
    /// diverges with them only is not judged.
    val judge:
        repeated: Set<int64> ->
        judge: (ParticipantTraffic<'a> -> ReplayResult) ->
        traffic: ParticipantTraffic<'a> ->
        found: ReplayResult ->
            ReplayResult

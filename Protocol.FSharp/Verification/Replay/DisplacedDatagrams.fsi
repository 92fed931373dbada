namespace PeerFunctional.Verification

/// Datagrams that a capture shows in another order than they were sent or read: networks and captures exchange those that lie close
/// together.
module internal DisplacedDatagrams =

    /// Judges a participant that diverges once more with neighbouring frames of one flow exchanged that lie within 20 ms, those nearest to the
    /// divergence first. One that diverges in the order of the capture only is not judged.
    val judge:
        judge: (ParticipantTraffic<'a> -> ReplayResult) ->
        traffic: ParticipantTraffic<'a> ->
        found: ReplayResult ->
            ReplayResult

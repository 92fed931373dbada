namespace PeerFunctional.Verification

/// A time of which a capture shows nothing, though several sides would have called then: it may lack whole connections, of which
/// nothing is left.
module CommonSilence =

    /// Judges no divergence since the first such time.
    val excuse: decoded: DecodedConversation<'about, 'message> -> results: ReplayResult list -> ReplayResult list

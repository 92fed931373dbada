namespace PeerFunctional.Verification

open PeerFunctional.Capture

/// A moment at which a capture lacks segments of several connections at once: it may lack whole connections of that moment, of
/// which nothing is left.
module CaptureHole =

    /// The earliest hole among the events of a conversation, as a gap of anything since then. The events are in the order of the
    /// capture.
    val find: events: CapturedEvent list -> CaptureGap voption

    /// The earliest connection whose beginning or end is missing, of programs whose connections are short and in turn: whole
    /// connections may be missing beside it.
    val ofShort: events: CapturedEvent list -> CaptureGap voption

namespace PeerFunctional.Verification

/// A timeline as lines of text.
module TimelineText =

    /// The lines: one a moment, and two for a long row of timers.
    val lines: timeline: Timeline -> string list

namespace PeerFunctional.Verification

open System

/// Answers that came later than on a loaded machine.
module internal LateAnswers =

    /// Whether a divergence is that rounds of a timer are missing which a loaded machine is not late by.
    val isMissingRound: conformance: Conformance -> bool

    /// Judges a participant that diverges by a late answer alone as one that may be as late as that; one that does not conform
    /// then diverges as before.
    val judge: judge: (TimeSpan -> ReplayResult) -> found: ReplayResult -> ReplayResult

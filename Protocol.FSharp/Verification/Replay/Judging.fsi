namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// How the conversations of a capture are judged.
[<NoEquality; NoComparison>]
type Judging =
    {
        /// Decodes the datagrams of a conversation, and judges its participants.
        SideBySide: ISideBySide

        /// Whether results hold what happened inside participants, for a timeline. Verdicts alone need less memory and time.
        KeepsStates: bool
    }

module Judging =

    /// One participant after the other, with all that a timeline tells.
    val standard: Judging

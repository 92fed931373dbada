namespace PeerFunctional.Verification.Exploring

/// A message that a peer sends to another one, both by their places.
type MissedMessage =
    {
        From: int
        Towards: int
        Words: string
    }

/// What a step keeps from happening.
module Consequence =

    /// Messages that the run to quiet sends from `before`, and that the one from `after`, one step on, never sends: the first three.
    /// None where a run does not end while `goesOn`.
    val missed: goesOn: (unit -> bool) -> before: Position -> after: Position -> MissedMessage list

    /// The same as a sentence, which goes on from that of the step: who needs the lost message for which other one.
    val sentence: goesOn: (unit -> bool) -> before: Position -> after: Position -> string voption

namespace PeerFunctional.Kernel

/// What was probably meant by a word that is not known.
module Suggestion =

    /// The known word that is nearest, whatever its dashes and capitals; none where all are too far.
    val closest: known: string list -> word: string -> string option

    /// `a, b or c`.
    val listed: words: string list -> string

    /// How a sentence about an unknown word ends: with the nearest known word, else with all.
    val among: known: string list -> word: string -> string

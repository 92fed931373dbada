namespace PeerFunctional.Verification

/// A stretch of a chronicle as a reader takes it in.
type RowGroup =
    | Single of Moment

    /// A run of like moments: lines that stand for it, the lanes it touches, and the moments themselves.
    | Alike of lines: string list * lanes: Set<int> * moments: Moment list

/// Folds runs of like moments, so that a chronicle of thousands stays readable. What is alike is told by the shape of the
/// words alone: the same text with other numbers and keys.
module Fold =

    /// Like moments from which on a run is folded.
    [<Literal>]
    val AtLeast: int = 6

    /// Words with their numbers and keys left out.
    val shape: words: string -> string

    /// Texts of one shape as one text.
    val summary: texts: string list -> string

    /// The chronicle's moments with every run of like ones in one stretch.
    val fold: chronicle: Chronicle -> RowGroup list

    /// The moments of stretches, as they were before folding.
    val unfold: stretches: RowGroup list -> Moment list

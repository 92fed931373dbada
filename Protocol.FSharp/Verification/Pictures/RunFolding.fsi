namespace PeerFunctional.Verification

/// A part of a timeline as a reader takes it in.
type RowGroup =
    | Single of TimedEvent

    /// A run of like events: lines that stand for it, the lanes it touches, and the events themselves.
    | Alike of lines: string list * lanes: Set<int> * events: TimedEvent list

/// Folds runs of like events, so that a timeline of thousands stays readable. What is alike is told by the shape of the
/// words alone: the same text with other numbers and keys.
module RunFolding =

    /// Like events from which on a run is folded.
    [<Literal>]
    val AtLeast: int = 6

    /// Words with their numbers and keys left out.
    val shape: words: string -> string

    /// Texts of one shape as one text.
    val summary: texts: string list -> string

    /// The timeline's events with every run of like ones in one group.
    val fold: timeline: Timeline -> RowGroup list

    /// The events of groups, as they were before folding.
    val unfold: groups: RowGroup list -> TimedEvent list

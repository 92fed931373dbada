namespace PeerFunctional.Verification

open System

/// How one copy of a message ends.
type DeliveryResult =
    | Reaches

    /// A copy of a message that had arrived before.
    | ReachesAgain
    | Vanishes
    | Spoils

/// A message from lane to lane; `Ends` has the row and fate of each copy, none above `Start`.
type Arrow =
    {
        From: int
        To: int
        Words: string
        Start: int
        Ends: struct (int * DeliveryResult) list
    }

/// What a note says in colour.
[<RequireQualifiedAccess>]
type Severity =
    | Calm
    | Clock
    | Good
    | Warning
    | Bad

    /// The peer diverges from its policy.
    | Divergence

    /// The peer crashed, came back, or is done.
    | Gone
    | Back
    | Over

/// What is drawn on a row.
type Mark =
    | Departure of arrow: int
    | Ending of arrow: int * DeliveryResult
    | Note of lane: int * Severity * words: string

    /// Across all lanes.
    | Banner of Severity * words: string

    /// Stands for the rows below that are `Within` it.
    | Bundle of lines: string list * lanes: Set<int>

type Row =
    {
        At: TimeSpan

        /// One; or a departure and the ending that follows it at once.
        Marks: Mark list

        /// The bundle it can be folded into, by its row.
        Within: int voption

        /// Peers whose state is known anew here.
        States: struct (int * string) list

        /// The steps of the run that it shows, from 1, or the frames of a capture: one, or two where a message was sent in one and arrives in another. Of a
        /// bundle the first and the last.
        Steps: int list

        /// The same of the second of two runs side by side, which counts its own steps.
        SecondSteps: int list
    }

/// A lane whose peer is not there: from the row where it crashes or is done to the one where it starts again, or the end.
type Outage = { Lane: int; First: int; Last: int }

/// A timeline laid out: lanes side by side, rows downwards in time, arrows between them. What it looks like is up to the
/// renderers.
type SequenceDiagram =
    {
        Title: string
        Lanes: string list
        Rows: Row array
        Arrows: Arrow array
        Outages: Outage list
        Conclusion: string list

        /// Of two runs side by side, the first lane of the second.
        SecondRun: int voption
        Numbering: Numbering
    }

module SequenceDiagram =

    /// Lays a timeline out, its runs of like events in bundles. This is the one way into every drawing: what is hidden in the
    /// timeline's texts is made visible here.
    val ofTimeline: timeline: Timeline -> SequenceDiagram

    val isBundle: row: Row -> bool

    /// What the rows' numbers count, in a word.
    val unit: diagram: SequenceDiagram -> string

    /// The row of the first thing that goes wrong: a divergence, or else a loss, a corruption or a crash, or else the last counted
    /// step, which a violation without a fault comes with; none of a recording where all is well.
    val fault: diagram: SequenceDiagram -> int voption

    /// The row that shows a row while the bundles are folded: itself, or its bundle.
    val shown: isOpen: (int -> bool) -> diagram: SequenceDiagram -> row: int -> int

    /// A row in a sentence, for those who do not see it.
    val sentence: diagram: SequenceDiagram -> row: int -> string

    /// An event in words, its message by its number where it is not sent just then.
    val words: lanes: string list -> event: TimelineEvent -> string

    /// Seconds since the beginning, as `12.345`.
    val time: at: TimeSpan -> string

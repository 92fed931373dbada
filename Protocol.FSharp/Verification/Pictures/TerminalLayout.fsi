namespace PeerFunctional.Verification

open System

/// How a diagram is to look in a terminal.
type TerminalStyle =
    {
        /// Columns, 40 at least.
        Width: int
        Color: bool
        Ascii: bool

        /// Every moment by itself, no runs folded.
        Unfolded: bool
    }

/// A message that is seen on several lines: its vertical stands in a column from one line to another.
type ArrowInFlight =
    {
        Arrow: int
        Column: int
        First: int
        Last: int
    }

type TerminalLayout =
    {
        Diagram: SequenceDiagram
        Style: TerminalStyle

        /// Columns of the lanes.
        Lanes: int array

        /// The first column right of the times and the steps.
        Left: int

        /// The columns of the times.
        Times: int

        /// Columns behind the width, for the steps of the second of two runs.
        Behind: int
        Flights: Map<int, ArrowInFlight>
        Shown: (int -> int)
    }

/// Where everything of a diagram is on a terminal: lanes and what is under way between them, in columns.
module TerminalLayout =

    [<Literal>]
    val MinWidth: int = 40

    /// Columns between the verticals of messages under way.
    [<Literal>]
    val SlotWidth: int = 2

    /// A pause this long is shown as one.
    val longPause: TimeSpan

    val place: width: int -> left: int -> count: int -> int array

    /// Finds each message that does not end where it starts a column of its own near its recipient, while it flies.
    val flights: diagram: SequenceDiagram -> lanes: int array -> shown: (int -> int) -> Map<int, ArrowInFlight>

    /// A line with the lanes and the verticals of what is under way between two rows.
    val lineOf: board: TerminalLayout -> above: int -> below: int -> Canvas

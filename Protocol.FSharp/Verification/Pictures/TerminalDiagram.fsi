namespace PeerFunctional.Verification

/// Draws a diagram as lines of text: a lane a peer, time downwards, words in or above the arrows.
module TerminalDiagram =

    /// The diagram as lines that each fit the width.
    val lines: style: TerminalStyle -> diagram: SequenceDiagram -> DrawnLine list

namespace PeerFunctional.Verification

/// Draws a diagram as SVG. Bundles are folded; the script of the HTML page unfolds them by moving what carries `data-row`,
/// `data-a` (a line's first row) and `data-b` (its last).
module SvgDiagram =

    /// The diagram as an SVG element with its style in it.
    val element: diagram: SequenceDiagram -> Markup

    /// A whole SVG file.
    val print: diagram: SequenceDiagram -> string

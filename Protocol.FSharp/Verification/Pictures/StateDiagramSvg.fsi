namespace PeerFunctional.Verification

/// Draws a state diagram as SVG: a card for each phase with what leads out of it, and an arrow from each such line to the
/// card it leads to.
module StateDiagramSvg =

    /// The diagram as an SVG element.
    val element: diagram: StateDiagram -> Markup

    val print: diagram: StateDiagram -> string

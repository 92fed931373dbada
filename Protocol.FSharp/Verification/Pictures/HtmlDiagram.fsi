namespace PeerFunctional.Verification

/// A page of one file that shows a diagram: bundles open and close, and what each peer knows is shown at the moment chosen.
/// Without a script it is the drawing alone.
module HtmlDiagram =

    /// A page that shows a drawing and does nothing.
    val still: title: string -> svg: Markup -> string

    /// The whole page of a diagram.
    val print: diagram: SequenceDiagram -> string

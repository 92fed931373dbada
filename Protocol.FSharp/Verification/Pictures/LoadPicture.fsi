namespace PeerFunctional.Verification

/// The curves of a run as SVG: panels one below the other, over one axis of time.
module LoadPicture =

    /// Without the title, for a page that shows it.
    val element: curves: LoadCurves -> Markup

    /// With the title.
    val print: curves: LoadCurves -> string

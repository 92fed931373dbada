namespace PeerFunctional.Verification

/// The curves of a run as SVG: panels one below the other, over one axis of time.
module LoadPicture =

    val element: curves: LoadCurves -> Markup

    val print: curves: LoadCurves -> string

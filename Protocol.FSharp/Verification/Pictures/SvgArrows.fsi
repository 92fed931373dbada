namespace PeerFunctional.Verification

/// The messages of a diagram as arrows on an SVG page.
module SvgArrows =

    val fateWords: fate: DeliveryResult -> string

    /// The part of its way that a lost message is drawn, so that its words have room.
    val lostAfter: page: SvgPage.Page -> arrow: Arrow -> float

    val arrows: page: SvgPage.Page -> Markup list

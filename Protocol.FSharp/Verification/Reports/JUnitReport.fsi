namespace PeerFunctional.Verification

/// Reports as JUnit XML, which build servers show: a suite a world, a case a property.
module JUnitReport =

    /// The file's text. A property of which nothing is known is an error, so that nobody takes it for passed.
    val print: worlds: WorldReport list -> string

namespace PeerFunctional.Kernel

/// How a peer behaves where the original program has defects.
type Policy =

    /// Exactly as the original does, its defects included.
    | AsPublished

    /// Mends them in ways the original accepts.
    | Recovering

module Policy =

    val all: Policy list

    /// As command line and files have it.
    val name: _arg1: Policy -> string

    /// As F# source has it.
    val source: _arg1: Policy -> string

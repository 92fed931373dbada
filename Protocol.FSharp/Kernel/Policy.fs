namespace PeerFunctional.Kernel

/// How a peer behaves where the original program has defects.
type Policy =
    /// Exactly as the original does, its defects included.
    | AsPublished
    /// Mends them in ways the original accepts.
    | Recovering

namespace PeerFunctional.Kernel

/// How a peer behaves where the original program has defects.
type Policy =
    /// Exactly as the original does, its defects included.
    | AsPublished
    /// Mends them in ways the original accepts.
    | Recovering

module Policy =

    /// As command line and files have it.
    let name =
        function
        | AsPublished -> "published"
        | Recovering -> "recovering"

    /// As F# source has it.
    let source =
        function
        | AsPublished -> "AsPublished"
        | Recovering -> "Policy.Recovering"

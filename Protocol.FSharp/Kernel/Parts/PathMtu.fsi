namespace PeerFunctional.Kernel

/// The size of the datagrams a path carries, found by sending data (as RFC 8899 finds it by probes): nothing tells of a
/// datagram that was too large but that it never arrives.
[<Struct>]
type PathMtu =
    {
        /// Datagrams of up to so many bytes are believed to arrive.
        Size: int

        /// The most bytes ever tried.
        Most: int

        /// The least size that never arrived; `Most + 1` while none is known.
        Failing: int

        /// Losses of larger datagrams than `Size` in a row.
        Tries: int

        /// Losses in a row of datagrams that `Size` allows, with nothing as large arriving between, and the least size of them.
        Losses: int
        Suspect: int

        /// Datagrams that arrived since the last larger one was tried.
        Steady: int
    }

module PathMtu =

    /// What almost every path carries (RFC 8899, 5.1.2).
    [<Literal>]
    val Base: int = 1200

    /// No smaller size is worth looking for.
    [<Literal>]
    val Least: int = 75

    /// Losses in a row that condemn a size: a path may lose a datagram for other reasons.
    [<Literal>]
    val MaxLosses: int = 3

    /// One datagram in so many tries a larger size, so a path that loses it loses little.
    [<Literal>]
    val MaxSteady: int = 16

    val initial: most: int -> PathMtu

    /// A larger size to try with the next datagram, if it is time to.
    val probe: mtu: PathMtu -> int voption

    /// A datagram larger than `Size` was sent.
    val tried: mtu: PathMtu -> PathMtu

    /// A datagram of so many bytes arrived.
    val deliver: bytes: int -> mtu: PathMtu -> PathMtu

    /// A datagram of so many bytes was lost. Small ones tell nothing: a large path loses them too.
    val lose: bytes: int -> mtu: PathMtu -> PathMtu

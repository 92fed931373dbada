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
    let Base = 1_200

    /// No smaller size is worth looking for.
    [<Literal>]
    let Least = 75

    /// Losses in a row that condemn a size: a path may lose a datagram for other reasons.
    [<Literal>]
    let MaxLosses = 3

    /// One datagram in so many tries a larger size, so a path that loses it loses little.
    [<Literal>]
    let MaxSteady = 16

    /// Sizes that differ by less are not told apart.
    [<Literal>]
    let private Grain = 40

    let initial most =
        { Size = min Base most
          Most = most
          Failing = most + 1
          Tries = 0
          Losses = 0
          Suspect = 0
          Steady = 0 }

    /// A larger size to try with the next datagram, if it is time to.
    let probe mtu =
        if mtu.Steady < MaxSteady || mtu.Size >= mtu.Most then
            ValueNone
        elif mtu.Failing > mtu.Most then
            ValueSome(min mtu.Most (mtu.Size * 2))
        elif mtu.Failing - mtu.Size > Grain then
            ValueSome((mtu.Size + mtu.Failing) / 2)
        else
            ValueNone

    /// A datagram larger than `Size` was sent.
    let tried mtu = { mtu with Steady = 0 }

    /// A datagram of so many bytes arrived.
    let deliver bytes mtu =
        if bytes > mtu.Size then
            { mtu with
                Size = min bytes mtu.Most
                Failing = if bytes >= mtu.Failing then mtu.Most + 1 else mtu.Failing
                Tries = 0
                Losses = 0 }
        elif bytes * 2 >= mtu.Size then
            { mtu with
                Losses = if bytes >= mtu.Suspect then 0 else mtu.Losses
                Steady = min MaxSteady (mtu.Steady + 1) }
        else
            mtu

    /// A datagram of so many bytes was lost. Small ones tell nothing: a large path loses them too.
    let lose bytes mtu =
        if bytes > mtu.Size then
            if mtu.Tries + 1 < MaxLosses then
                { mtu with Tries = mtu.Tries + 1 }
            else
                { mtu with
                    Failing = min mtu.Failing bytes
                    Tries = 0 }
        elif bytes * 2 >= mtu.Size then
            if mtu.Losses + 1 < MaxLosses then
                { mtu with
                    Losses = mtu.Losses + 1
                    Suspect = if mtu.Losses = 0 then bytes else min mtu.Suspect bytes }
            else
                { mtu with
                    Size = max Least (mtu.Size / 2)
                    Losses = 0
                    Tries = 0
                    Steady = 0 }
        else
            mtu

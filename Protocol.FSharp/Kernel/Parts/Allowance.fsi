namespace PeerFunctional.Kernel

/// How many items may be asked for and not be here yet (a congestion window, RFC 5681). It grows while all that is asked for
/// comes, and shrinks when something is lost.
[<Struct>]
type Allowance =
    {
        Size: int64

        /// Below it the size doubles each round; above it grows by `Step` a round.
        Threshold: int64

        /// Items that came since it last grew by a step.
        Credit: int64
    }

module Allowance =

    [<Literal>]
    val First: int64 = 16L

    [<Literal>]
    val Most: int64 = 512L

    val initial: Allowance

    /// An item came while as many were still asked for: an allowance that is not used does not grow.
    val deliver: outstanding: int64 -> allowance: Allowance -> Allowance

    /// Something was lost, and something came: half as much, `floor` at least.
    val shrink: floor: int64 -> allowance: Allowance -> Allowance

    /// Nothing came at all: as little as `floor` may be asked for, and half of before is reached again soon.
    val collapse: floor: int64 -> allowance: Allowance -> Allowance

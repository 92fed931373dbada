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
    let First = 16L

    [<Literal>]
    let Most = 512L

    [<Literal>]
    let private Step = 8L

    let initial =
        { Size = First
          Threshold = Most
          Credit = 0L }

    /// An item came while as many were still asked for: an allowance that is not used does not grow.
    let deliver outstanding allowance =
        if outstanding * 4L < allowance.Size || allowance.Size >= Most then
            allowance
        elif allowance.Size < allowance.Threshold then
            { allowance with
                Size = allowance.Size + 1L }
        elif allowance.Credit + 1L < allowance.Size then
            { allowance with
                Credit = allowance.Credit + 1L }
        else
            { allowance with
                Size = min Most (allowance.Size + Step)
                Credit = 0L }

    /// Something was lost, and something came: half as much, `floor` at least.
    let shrink floor allowance =
        let half = max floor (allowance.Size / 2L)

        { Size = min half allowance.Size
          Threshold = half
          Credit = 0L }

    /// Nothing came at all: as little as `floor` may be asked for, and half of before is reached again soon.
    let collapse floor allowance =
        { Size = min floor allowance.Size
          Threshold = max floor (allowance.Threshold / 2L)
          Credit = 0L }

namespace PeerFunctional.Kernel

[<Struct>]
type Allowance =
    { Size: int64
      Threshold: int64
      Credit: int64 }

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

    let shrink floor allowance =
        let half = max floor (allowance.Size / 2L)

        { Size = min half allowance.Size
          Threshold = half
          Credit = 0L }

    let collapse floor allowance =
        { Size = min floor allowance.Size
          Threshold = max floor (allowance.Threshold / 2L)
          Credit = 0L }

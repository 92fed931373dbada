namespace PeerFunctional.Kernel

[<Struct>]
type PathMtu =
    { Size: int
      Most: int
      Failing: int
      Tries: int
      Losses: int
      Suspect: int
      Steady: int }

module PathMtu =

    [<Literal>]
    let Base = 1_200

    [<Literal>]
    let Least = 75

    [<Literal>]
    let MaxLosses = 3

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

    let probe mtu =
        if mtu.Steady < MaxSteady || mtu.Size >= mtu.Most then
            ValueNone
        elif mtu.Failing > mtu.Most then
            ValueSome(min mtu.Most (mtu.Size * 2))
        elif mtu.Failing - mtu.Size > Grain then
            ValueSome((mtu.Size + mtu.Failing) / 2)
        else
            ValueNone

    let tried mtu = { mtu with Steady = 0 }

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

namespace PeerFunctional.Tracker

open PeerFunctional.Kernel

/// Which missing number a peer asks its neighbour for.
type Strategy =
    /// The nearest number below the dealt item, then from the top. If items are dealt in the order of the phrase, the
    /// neighbour always has the next.
    | Downwards
    /// The lowest number, as the original asks. All peers ask for the same item then, so it spreads fast.
    | Lowest
    /// One number after the other, so that no item waits behind a number that no peer has.
    | InTurn

/// How a peer chooses the next item: mostly by the strategy that brought the last one, at times by the others.
[<Struct>]
type ItemSelection =
    {
        /// The item the peer was dealt.
        Dealt: int
        /// The strategy that brought the last item.
        Strategy: Strategy
        /// Fruitless queries since then, 0 to `MaxFruitless - 1`, then from 0 again.
        Fruitless: int
        /// The number that was last asked for in turn.
        Turn: int
    }

module ItemSelection =

    /// After this many fruitless queries in a row, every strategy was tried six times.
    [<Literal>]
    let MaxFruitless = 24

    let start dealt =
        { Dealt = dealt
          Strategy = Downwards
          Fruitless = 0
          Turn = dealt }

    /// The strategy of the next query: twice the one that brought the last item, then each of the others.
    let private strategy selection =
        match selection.Fruitless % 4, selection.Strategy with
        | 2, Downwards
        | 3, InTurn -> Lowest
        | 2, Lowest
        | 3, Downwards -> InTurn
        | 2, InTurn
        | 3, Lowest -> Downwards
        | _ -> selection.Strategy

    /// The number to ask for; none if no item is missing.
    let next assembly selection =
        match strategy selection with
        | Downwards -> struct (Assembly.missingBelow selection.Dealt assembly, selection)
        | Lowest -> struct (Assembly.firstMissing assembly, selection)
        | InTurn ->
            let number = Assembly.nextMissing selection.Turn assembly

            struct (number,
                    { selection with
                        Turn = ValueOption.defaultValue selection.Turn number })

    /// A query brought an item: its strategy is preferred from here on.
    let succeed selection =
        { selection with
            Strategy = strategy selection
            Fruitless = 0 }

    /// A query was fruitless.
    let fail selection =
        { selection with
            Fruitless = (selection.Fruitless + 1) % MaxFruitless }

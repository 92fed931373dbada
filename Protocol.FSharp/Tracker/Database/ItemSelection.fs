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
        /// Fruitless queries since then, 0 to `Patience + MaxFruitless - 1`, then from 0 again.
        Fruitless: int
        /// So many fruitless queries in a row go by the strategy that brought the last item; then the others have turns.
        Patience: int
        /// The number that was last asked for in turn.
        Turn: int
    }

module ItemSelection =

    /// After this many fruitless queries in a row beyond its patience, every strategy was tried six times.
    [<Literal>]
    let MaxFruitless = 24

    let private start strategy patience dealt =
        { Dealt = dealt
          Strategy = strategy
          Fruitless = 0
          Patience = patience
          Turn = dealt }

    /// For a peer that asks for one item at a time.
    let startPlain dealt = start Downwards 0 dealt

    /// For a peer that gets further items from the likes of itself. From an original it asks what an original would ask, so a
    /// ring of both is never slower than one of originals. An item needs a query of each peer on its way, fewer than a ring
    /// that deals all of its items has items; a peer that waited for twice as many tries the other strategies.
    let startLowest size dealt = start Lowest (2 * min size 500) dealt

    /// The strategy of the next query: within its patience the one that brought the last item; then twice that, and once each
    /// of the others.
    let private strategy selection =
        match max 0 (selection.Fruitless - selection.Patience) % 4, selection.Strategy with
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
            Fruitless = (selection.Fruitless + 1) % (selection.Patience + MaxFruitless) }

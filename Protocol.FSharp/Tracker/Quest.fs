namespace PeerFunctional.Tracker

open PeerFunctional.Kernel

/// Which of its missing numbers a peer asks its neighbour for.
type Way =
    /// The nearest below the item it was dealt, round and round: where items are dealt in the order of the phrase, the
    /// neighbour always has the next.
    | Downwards
    /// The lowest, as the original asks: what everybody asks for travels fast.
    | Lowest
    /// One after the other: nothing waits behind a number that nobody has.
    | InTurn

/// How a peer chooses what to ask for: mostly the way that brought the last item, and the others in between.
[<Struct>]
type Quest =
    {
        /// The item the peer was dealt.
        Dealt: int
        /// The way that brought the last item.
        Way: Way
        /// Queries since then that brought nothing, 0 to `Quest.MaxVain - 1`, then from 0 again.
        Vain: int
        /// The number that was last asked for in turn.
        Turn: int
    }

module Quest =

    /// After so many queries in a row that brought nothing every way was tried six times.
    [<Literal>]
    let MaxVain = 24

    let start dealt =
        { Dealt = dealt
          Way = Downwards
          Vain = 0
          Turn = dealt }

    /// The way of the next query: twice the one that brought the last item, then each of the others.
    let private way quest =
        match quest.Vain % 4, quest.Way with
        | 2, Downwards
        | 3, InTurn -> Lowest
        | 2, Lowest
        | 3, Downwards -> InTurn
        | 2, InTurn
        | 3, Lowest -> Downwards
        | _ -> quest.Way

    /// The number to ask for; none when nothing is missing.
    let next assembly quest =
        match way quest with
        | Downwards -> struct (Assembly.missingBelow quest.Dealt assembly, quest)
        | Lowest -> struct (Assembly.firstMissing assembly, quest)
        | InTurn ->
            let number = Assembly.nextMissing quest.Turn assembly

            struct (number,
                    { quest with
                        Turn = ValueOption.defaultValue quest.Turn number })

    /// A query brought an item: its way is the first to try from here on.
    let succeed quest =
        { quest with Way = way quest; Vain = 0 }

    /// A query brought nothing.
    let fail quest =
        { quest with
            Vain = (quest.Vain + 1) % MaxVain }

namespace PeerFunctional.Verification

/// Items of which each is found once it is asked for.
[<NoEquality; NoComparison>]
type internal Later<'item> =
    | NoMore
    | Next of 'item * Lazy<Later<'item>>

module internal Later =

    val ofList: items: 'item list -> Later<'item>

    /// The items, and more behind them.
    val append: more: Lazy<Later<'item>> -> items: Later<'item> -> Later<'item>

    /// What is made of each item.
    val collect: choose: ('item -> 'other list) -> items: Later<'item> -> Later<'other>

    /// The first item that is it.
    val tryFind: isIt: ('item -> bool) -> items: Later<'item> -> 'item voption

namespace PeerFunctional.Verification

/// The steps of a checked world, taken one by one from whole states: what the search knows by tables, worked out anew. It shares the
/// machines, `Happened` and `Zone` with the search, and nothing else.
module PlainSteps =

    /// All peers have started, in their order, and nothing has arrived.
    val initial:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> assumptions: Assumptions -> CheckedState<'a, 'b, 'c, 'f, 'h>
            when 'b: comparison

    /// Every action that can happen in a state, no two of them with one key.
    val actions:
        time: TimeModel -> checkedState: CheckedState<'a, 'b, 'c, 'd, 'e> -> CheckedAction<'b, 'c> list
            when 'b: comparison

    /// What an action of a state leads to.
    val after:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        assumptions: Assumptions ->
        action: CheckedAction<'b, 'c> ->
        checkedState: CheckedState<'a, 'b, 'c, 'f, 'h> ->
            CheckedState<'a, 'b, 'c, 'f, 'h>
            when 'b: comparison

    /// Never 0. Actions of different states with one key are one step to fair scheduling.
    val key: taken: CheckedAction<'a, 'b> -> uint64

    /// Equal for states from which the same can happen.
    val fingerprint: checkedState: CheckedState<'a, 'b, 'c, 'd, 'e> -> uint64 when 'b: comparison

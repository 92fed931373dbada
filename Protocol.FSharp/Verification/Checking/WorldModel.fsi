namespace PeerFunctional.Verification

open System

/// What comes of an action.
type Happened<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    {
        Next: CheckedState<'state, 'timer, 'message, 'ask, 'store>

        /// The peers whose stores answered at once, in order.
        Answered: int list

        /// The clocks that started, with the time they have.
        Started: struct (Clock<'timer> * TimeSpan) list
    }

/// A world as a model: its peers, the envelopes under way and the faults that are left. All peers have started, and none is
/// told the time.
module WorldModel =

    /// What comes of an action that `create` offers in this state.
    val happen:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        assumptions: Assumptions ->
        taken: CheckedAction<'b, 'c> ->
        checkedState: CheckedState<'a, 'b, 'c, 'f, 'h> ->
            Happened<'a, 'b, 'c, 'f, 'h>
            when 'b: comparison

    /// The state before the first peer has started.
    val beforeStart:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> faults: FaultBudget -> CheckedState<'a, 'i, 'j, 'k, 'h>
            when 'b: comparison and 'i: comparison

    /// The actions by which all peers start.
    val starts:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> -> CheckedAction<'a, 'b> list
            when 'timer: comparison

    /// All peers have started, in their order, and nothing has arrived.
    val initial:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> assumptions: Assumptions -> CheckedState<'a, 'b, 'c, 'f, 'h>
            when 'b: comparison

    /// The world under these assumptions. Where stores take no time, they answer at once, but where a crash may still come between a
    /// question and its answer.
    val create:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        assumptions: Assumptions ->
        properties: Properties<WorldState<'a, 'b, 'f, 'h>> ->
            Model<CheckedState<'a, 'b, 'c, 'f, 'h>, CheckedAction<'b, 'c>>
            when 'b: comparison

    /// What a checkedState is made of, by name and digest: for a report on what makes states multiply.
    val components:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        assumptions: Assumptions ->
        checkedState: CheckedState<'a, 'b, 'c, 'd, 'e> ->
            struct (string * uint64) list
            when 'timer: comparison and 'b: comparison

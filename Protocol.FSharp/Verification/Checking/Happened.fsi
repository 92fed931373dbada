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

/// Actions in a checked world, one after another.
module Happened =

    /// The state before the first peer has started.
    val beforeStart:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> faults: FaultBudget -> CheckedState<'a, 'i, 'j, 'k, 'h>
            when 'b: comparison and 'i: comparison

    /// The actions by which all peers start.
    val starts:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> -> CheckedAction<'a, 'b> list
            when 'timer: comparison

    /// Whether stores answer before anything else happens: they take no time, and no crash can come between.
    val isStorePrompt: time: TimeModel -> left: FaultBudget -> bool

    /// The faults that are left after an action.
    val spend: taken: CheckedAction<'a, 'b> -> faults: FaultBudget -> FaultBudget

    /// The envelopes that can make a difference yet, of queues with all openings that are under way.
    val awaited:
        worldState: WorldState<'a, 'b, 'c, 'd> -> queues: EnvelopeQueue<'e> list -> EnvelopeQueue<'e> list
            when 'b: comparison

    /// Lets a peer's store answer until it was asked everything, but only so many times: a machine that asks after every answer would
    /// otherwise be answered without end.
    val answerAll:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        peer: int ->
        worldState: WorldState<'a, 'b, 'f, 'h> ->
            struct (WorldState<'a, 'b, 'f, 'h> * Emission<'c> list * int)
            when 'b: comparison

    /// The action with the envelope as this state numbers it.
    val inState:
        checkedState: CheckedState<'a, 'b, 'c, 'd, 'e> -> taken: CheckedAction<'b, 'c> -> CheckedAction<'b, 'c>
            when 'b: comparison

    /// What comes of an action that `WorldModel.create` offers in this state.
    val ofAction:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        assumptions: Assumptions ->
        taken: CheckedAction<'b, 'c> ->
        checkedState: CheckedState<'a, 'b, 'c, 'f, 'h> ->
            Happened<'a, 'b, 'c, 'f, 'h>
            when 'b: comparison

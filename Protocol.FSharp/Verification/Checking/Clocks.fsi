namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// The clocks of a checked world of `TimeModel.Latency`: when they start, when they stop, and what may happen next. The timed automaton
/// is closed and has no resets of running clocks from outside, so its zone graph reaches what it reaches and no more.
module internal Clocks =

    /// The zone in which a timer fires now; none if something else is always due before it. With `isLate`, whatever else is under
    /// way takes longer than its bound.
    val fire:
        isLate: bool -> clock: Clock<'timer> -> zone: Zone<Clock<'timer>> -> Zone<Clock<'timer>> voption
            when 'timer: equality

    /// The due time of a timer of which only that it runs is known.
    val noTime: TimeSpan

    /// A peer's node with its timers, but not their times; a timer of any moment has none.
    val withoutTimes:
        node: Node<'state, 'timer, 'ask, 'store> -> Node<'state, 'timer, 'ask, 'store> when 'timer: comparison

    /// Whether anything but timers is due within a bound.
    val isBounded: zone: Zone<Clock<'timer>> -> bool when 'timer: equality

    /// Brings the clocks up to date after an action, lets time pass, and takes the due times out of the peers, which the zone
    /// knows better; answers the clocks that started, with the time they have.
    val follow:
        time: TimeModel ->
        before: CheckedState<'state, 'timer, 'message, 'ask, 'store> ->
        taken: CheckedAction<'timer, 'message> ->
        after: CheckedState<'state, 'timer, 'message, 'ask, 'store> ->
            struct (CheckedState<'state, 'timer, 'message, 'ask, 'store> * struct (Clock<'timer> * TimeSpan) list)
            when 'timer: comparison

    /// Adds the clocks and their readings, in an order that does not depend on when they started.
    val digest:
        state: CheckedState<'state, 'timer, 'message, 'ask, 'store> -> digest: Digest -> Digest when 'timer: comparison

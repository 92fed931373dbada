namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// Clocks that run down together, with every reading they can have at this moment, as a difference-bound matrix (Dill 1989). A zone is
/// exact: it holds a reading if and only if some timing of the steps before leads to it.
[<NoComparison>]
type Zone<'clock when 'clock: equality>

module Zone =

    /// No clock runs.
    val none<'clock when 'clock: equality> : Zone<'clock> when 'clock: equality

    /// The clocks that run, in the order they were started.
    val clocks: zone: Zone<'clock> -> 'clock list when 'clock: equality

    /// Gives the clocks other names, no two of them the same.
    val rename: name: ('clock -> 'clock) -> zone: Zone<'clock> -> Zone<'clock> when 'clock: equality

    /// Starts a clock, anew if it runs: in every reading it has exactly this much time left. The time must not be negative.
    val start: clock: 'clock -> left: TimeSpan -> zone: Zone<'clock> -> Zone<'clock> when 'clock: equality

    /// Forgets the clocks that are not kept.
    val keep: isKept: ('clock -> bool) -> zone: Zone<'clock> -> Zone<'clock> when 'clock: equality

    /// Lets any time pass, but no more than the clock with the least time left allows.
    val pass: zone: Zone<'clock> -> Zone<'clock> when 'clock: equality

    /// The readings in which this clock has no time left; none if another clock always runs out before it, or if it does not run.
    val runOut: clock: 'clock -> zone: Zone<'clock> -> Zone<'clock> voption when 'clock: equality

    /// Adds the readings of these clocks, which are all that run, in an order that does not depend on when they started.
    val digest: order: 'clock list -> zone: Zone<'clock> -> digest: Digest -> Digest when 'clock: equality

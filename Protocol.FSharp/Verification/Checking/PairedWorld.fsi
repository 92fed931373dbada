namespace PeerFunctional.Verification

/// What came of a shared step.
type PairedOutcome<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    {
        Next: PairedState<'state, 'timer, 'message, 'ask, 'store>

        /// What each world did, its stores' answers among it.
        FirstTook: Action<int, 'timer> list
        SecondTook: Action<int, 'timer> list

        /// When.
        At: System.TimeSpan
        Differences: Difference list
    }

/// Two machines in one world each: messages, stores and restarts come before timers, and a timer fires when it is due.
[<NoEquality; NoComparison>]
type PairedWorld<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison> =
    {
        First: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>
        Second: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>
        Network: Network
    }

module PairedWorld =

    /// Nobody has started.
    val initial:
        pair: PairedWorld<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> faults: FaultBudget -> PairedState<'a, 'i, 'j, 'k, 'h>
            when 'b: comparison and 'i: comparison

    /// The steps that can come next.
    val steps:
        pair: PairedWorld<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        state: PairedState<'i, 'j, 'k, 'l, 'm> ->
            SharedStep<'j> list
            when 'b: comparison and 'j: comparison

    /// Takes one of these steps.
    val take:
        pair: PairedWorld<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        state: PairedState<'a, 'b, 'c, 'f, 'h> ->
        step: SharedStep<'b> ->
            PairedOutcome<'a, 'b, 'c, 'f, 'h>
            when 'b: comparison

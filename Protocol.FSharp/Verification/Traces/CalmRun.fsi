namespace PeerFunctional.Verification

/// A run that goes on without faults: stores and messages come before timers, the oldest first, and peers that are down start again.
type CalmRun<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    {
        Run: Run<'state, 'timer, 'message, 'ask, 'store>

        /// The numbers of the envelopes that have neither arrived nor been lost.
        UnderWay: Set<int>

        /// The last first.
        Steps: TraceStep<'timer> list
    }

module CalmRun =

    /// Steps after which a run that does not come to rest is given up.
    [<Literal>]
    val Most: int = 2_000

    /// The run before its first step.
    val initial:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> CalmRun<'a, 'i, 'j, 'k, 'h>
            when 'b: comparison and 'i: comparison

    /// Takes a step. The error is why it cannot happen.
    val take:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        at: System.TimeSpan ->
        action: Action<int, 'b> ->
        calm: CalmRun<'a, 'b, 'c, 'f, 'h> ->
            Result<CalmRun<'a, 'b, 'c, 'f, 'h>, string>
            when 'b: comparison

    /// What happens next, and when.
    val next: calm: CalmRun<'a, 'b, 'c, 'd, 'e> -> (System.TimeSpan * Action<int, 'b>) option when 'b: comparison

    /// Goes on until the goal is reached and nothing but timers is left, an invariant is violated, nothing can happen any more, a state comes
    /// again as a timer fires, or `Most` steps were taken.
    val toRest:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        properties: Properties<WorldState<'a, 'b, 'f, 'h>> ->
        calm: CalmRun<'a, 'b, 'c, 'f, 'h> ->
            struct (CalmRun<'a, 'b, 'c, 'f, 'h> * Ending)
            when 'b: comparison

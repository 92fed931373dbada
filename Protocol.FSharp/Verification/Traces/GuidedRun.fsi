namespace PeerFunctional.Verification

/// A message under way, as a schedule names it: the one at this place, from 0, of those that one peer has sent to another.
type MessageOnWay = { From: int; To: int; Place: int }

/// A move, and the earliest time of it. A timer goes by its words.
type GuidedMove = System.TimeSpan * Action<MessageOnWay, string>

/// Runs that follow a schedule as far as the machine lets them: a move that cannot happen is left out. So a schedule outlives a change of
/// the machine.
module GuidedRun =

    /// Every state while the moves happen in turn, and then without faults until nothing is left to happen, or for 10,000 steps.
    val states:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> moves: GuidedMove list -> WorldState<'a, 'b, 'f, 'h> seq
            when 'b: comparison

    /// Whether a state at the end of the moves or after them is the goal. The moves of `around` are repeated: where all of them happen
    /// and lead back to where they began, they can for ever.
    val reaches:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        goal: (WorldState<'a, 'b, 'f, 'h> -> bool) ->
        moves: GuidedMove list ->
        around: GuidedMove list ->
            bool
            when 'b: comparison

    /// The states of a run, from before its first step on, each with the messages under way in the order they were sent.
    val onWay:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        steps: TraceStep<'b> list ->
            (WorldState<'a, 'b, 'f, 'h> * Envelope<'c> list) list
            when 'b: comparison

    /// The moves of a run, and those of them at its end that lead back to where they began.
    val moves:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        steps: TraceStep<'b> list ->
            struct (GuidedMove list * GuidedMove list)
            when 'b: comparison

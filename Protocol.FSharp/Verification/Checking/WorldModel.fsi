namespace PeerFunctional.Verification

/// A world as a model: its peers, the envelopes under way and the faults that are left. All peers have started, and none is
/// told the time.
module WorldModel =

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
            Model<CollapsedState<'a, 'b, 'c, 'f, 'h>, CheckedAction<'b, 'c>>
            when 'b: comparison

    /// What a state is made of, by name and digest: for a report on what makes states multiply.
    val components:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        state: CollapsedState<'a, 'b, 'c, 'd, 'e> ->
            struct (string * uint64) list
            when 'timer: comparison and 'b: comparison

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

    /// What may arrive next, the first of each queue, with its place among the datagrams or of its queue among those of its group.
    val internal arriving:
        state: CollapsedState<'a, 'b, 'c, 'd, 'e> -> struct (QueuedEnvelope<'c> * int) list when 'b: comparison

    /// What the properties ask of the peers, wherever envelopes and faults are. `ofWorld` may look at what is asked of all peers together.
    val internal toCheck:
        ofWorld: (string -> (CollapsedState<'a, 'b, 'c, 'd, 'e> -> bool) -> CollapsedState<'a, 'b, 'c, 'd, 'e> -> bool) ->
        properties: Properties<WorldState<'a, 'b, 'd, 'e>> ->
            Property<CollapsedState<'a, 'b, 'c, 'd, 'e>> list
            when 'b: comparison

    /// The model of a world without a clock, with the parts of its states and its steps, which note who sends to whom where that is asked.
    val internal build:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        assumptions: Assumptions ->
        properties: Properties<WorldState<'a, 'b, 'f, 'h>> ->
        habits: Habits voption ->
            struct (
                Model<CollapsedState<'a, 'b, 'c, 'f, 'h>, CheckedAction<'b, 'c>> *
                StateParts<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> *
                StepTable<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h>
            )
            when 'b: comparison

namespace PeerFunctional.Verification.Exploring

open PeerFunctional.Verification

/// A scenario that is explored: what all of its positions share.
type internal Explored<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison> =
    {
        Subject: Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>
        Assumptions: Assumptions
        Model: Model<CollapsedState<'state, 'timer, 'message, 'ask, 'store>, CheckedAction<'timer, 'message>>
        /// Whether a search for fates goes on that took the steps of so many states; asked anew for each search.
        GoesOn: unit -> int -> bool
        Fates: Lazy<Fates<CollapsedState<'state, 'timer, 'message, 'ask, 'store>>>
        StateRows: 'state -> FieldRow list
        StoreRows: 'store -> FieldRow list
    }

/// A world under way: as the checker's model has it, and as a run.
type internal Place<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    {
        Depth: int

        /// The number of the trace step that leads here, and of the last one that happened with it, from 1.
        Number: int
        Traced: int
        Collapsed: CollapsedState<'state, 'timer, 'message, 'ask, 'store>
        Checked: CheckedState<'state, 'timer, 'message, 'ask, 'store>
        Run: Run<'state, 'timer, 'message, 'ask, 'store>

        /// Who sent each envelope, and at which depth.
        Senders: Map<int, struct (int voption * int)>

        /// Last first.
        Steps: TraceStep<'timer> list

        /// Where an invariant was first broken: its sentence, and the steps up to there.
        Broken: struct (string * int) voption
        Standing: ExploredProperty list
        Taken: ExploredStep
    }

module internal Place =

    /// A step of the model as a choice at a place.
    val choice:
        explored: Explored<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        place: Place<'state, 'timer, 'message, 'ask, 'store> ->
        taken: CheckedAction<'timer, 'message> ->
            Choice
            when 'timer: comparison

    /// The place after a step of the model, which leads to `collapsed`.
    val after:
        explored: Explored<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        place: Place<'state, 'timer, 'message, 'ask, 'store> ->
        taken: CheckedAction<'timer, 'message> ->
        collapsed: CollapsedState<'state, 'timer, 'message, 'ask, 'store> ->
            Place<'state, 'timer, 'message, 'ask, 'store>
            when 'timer: comparison

    /// All peers have started.
    val first:
        explored: Explored<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            Place<'state, 'timer, 'message, 'ask, 'store>
            when 'timer: comparison

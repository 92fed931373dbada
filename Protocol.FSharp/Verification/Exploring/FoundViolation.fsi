namespace PeerFunctional.Verification.Exploring

open PeerFunctional.Verification

/// Searches a model; so the core needs no search of its own.
type ISearch =

    abstract Run: model: Model<'state, 'action> -> CheckReport<'state, 'action>

/// What a search from a position found.
type FoundViolation =
    {
        Extent: SearchExtent
        Counts: StateCounts

        /// None where nothing is violated.
        Violation: ViolatedProperty voption
    }

/// The property that is violated, and the choices that lead there.
and ViolatedProperty =
    {
        /// Its place among the properties of a position.
        Property: int
        Choices: int list

        /// Where the choices end in a loop: how many of them come before it.
        Loop: int voption
    }

module internal FoundViolation =

    /// The choices of a path that a search found, from a state that may have more faults left than the path's first one.
    val choices: model: Model<'state, 'action> -> first: 'state -> path: Path<'state, 'action> -> int list

    /// Searches for the shortest violation of a property, by its place, or of any invariant: among the states that follow `fewer`, one after
    /// the other until one is found, and then among those that follow the state itself. Those differ from it in having fewer faults left.
    val search:
        model: Model<'state, 'action> ->
        state: 'state ->
        engine: ISearch ->
        only: int voption ->
        fewer: 'state list ->
            FoundViolation

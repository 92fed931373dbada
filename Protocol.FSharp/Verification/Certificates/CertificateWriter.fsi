namespace PeerFunctional.Verification

/// A state as a search lists it: parents come before children, and between a parent and its child come other descendants of the
/// parent only.
[<Struct>]
type ListedState<'action> =
    {
        /// The place of its parent in the list; -1 for the initial state.
        Parent: int

        /// From the parent; none for the initial state.
        Step: 'action voption
        Rank: int

        /// Of the state's steps the one that its rank does not keep; none at the goal, and where no goal is asked for.
        Helper: 'action voption
    }

module CertificateWriter =

    /// The entries of a list of states, taken as they are needed; the states on the way to the newest are kept.
    val entries:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        assumptions: Assumptions ->
        listed: ListedState<CheckedAction<'b, 'c>> seq ->
            CertificateEntry seq
            when 'b: comparison

    /// The entries of a way.
    val ofPath:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        assumptions: Assumptions ->
        path: Path<'i, CheckedAction<'b, 'c>> ->
            CertificateEntry seq
            when 'b: comparison

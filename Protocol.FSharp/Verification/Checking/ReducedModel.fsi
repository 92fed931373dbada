namespace PeerFunctional.Verification

/// A model whose search leaves out states that others answer for. Goals are not kept.
[<RequireQualifiedAccess>]
type ReducedModel<'state, 'action> =
    {
        Model: Model<'state, 'action>

        /// Why a reduction does not fit, as far as was seen until now: a search that met this ends early, and its verdicts are worth
        /// nothing.
        Problem: unit -> struct (Reduction * string) voption

        /// How much was learnt of which peers send to which. A search that learnt something is to be done again.
        Learnt: unit -> int64

        /// A path of the search with the steps that it left out.
        Whole: Path<'state, 'action> -> Path<'state, 'action>
    }

module ReducedModel =

    /// `WorldModel.create` with reductions. That they fit is found out by each step that is taken.
    val ofWorld:
        reductions: Reduction list ->
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        assumptions: Assumptions ->
        properties: Properties<WorldState<'a, 'b, 'f, 'h>> ->
            ReducedModel<CollapsedState<'a, 'b, 'c, 'f, 'h>, CheckedAction<'b, 'c>>
            when 'b: comparison

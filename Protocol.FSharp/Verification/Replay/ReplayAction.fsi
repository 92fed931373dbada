namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// What can happen next in a run.
[<NoEquality; NoComparison>]
type internal ReplayAction<'timer> =
    | Begin
    | Receive of flow: int
    | Fire of 'timer * due: TimeSpan
    | StoreAnswers
    | UserAsks of request: int

    /// The other side ends its connection, which the capture does not show.
    | PartnerEnds of flow: int * CloseReason

module internal ReplayAction =

    /// Lets an action happen. The error is where the participant did something else.
    val perform:
        problem: ReplayProblem<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        action: ReplayAction<'b> ->
        run: PartialRun<'a, 'b, 'c, 'f, 'h> ->
            Result<PartialRun<'a, 'b, 'c, 'f, 'h>, Divergence>
            when 'b: comparison

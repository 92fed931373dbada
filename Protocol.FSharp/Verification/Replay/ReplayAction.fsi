namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// When the other side ends its connection, where the capture does not show it.
[<RequireQualifiedAccess>]
type internal EndTime =
    | AtOnce

    /// Right before what the participant does next.
    | BeforeNext

    /// So long before the next call of the participant as it waits then.
    | BeforeNextCall

/// What can happen next in a run.
[<NoEquality; NoComparison>]
type internal ReplayAction<'timer> =
    | Begin
    | Receive of flow: int

    /// Bytes of a flow that the capture lacks come in, as one of the guesses at them.
    | Suppose of flow: int * guess: int
    | Fire of 'timer * due: TimeSpan
    | StoreAnswers
    | UserAsks of request: int

    /// The other side ends its connection, which the capture does not show.
    | PartnerEnds of flow: int * CloseReason * EndTime

module internal ReplayAction =

    /// Lets an action happen. The error is where the participant did something else.
    val perform:
        problem: ReplayProblem<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        action: ReplayAction<'b> ->
        run: PartialRun<'a, 'b, 'c, 'f, 'h> ->
            Result<PartialRun<'a, 'b, 'c, 'f, 'h>, RunFailure>
            when 'b: comparison

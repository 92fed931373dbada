namespace PeerFunctional.Verification

open System

/// How far the runs of a search came: the most that one explained, and the latest time of what one had to explain next.
[<Struct>]
type internal RunExtent = { Said: int; Next: TimeSpan }

/// The search for a schedule of a candidate that explains a participant, depth first.
module internal ReplaySearch =

    /// A search that found no such schedule.
    type FailedSearch<'run, 'timer>

    /// A run that explains everything the participant did.
    val run:
        problem: ReplayProblem<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
            Result<PartialRun<'a, 'b, 'c, 'f, 'h>, FailedSearch<PartialRun<'a, 'b, 'c, 'f, 'h>, 'b>>
            when 'b: comparison

    /// The divergence of the run that explained most, with how much that was.
    val found: failed: FailedSearch<'run, 'timer> -> (struct (int * Divergence)) voption

    /// The states of the run that explained most, by the frames after which they stood so.
    val known: failed: FailedSearch<'run, 'timer> -> Map<int64, KnownState>

    /// Whether every schedule was tried.
    val isExhausted: failed: FailedSearch<'run, 'timer> -> bool

    /// The same as `run`, after a search failed for a problem that was changed a little since: it begins where the change begins.
    /// `isUntouched` tells whether runs that came so far did not meet the change.
    val again:
        problem: ReplayProblem<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        isUntouched: (RunExtent -> bool) ->
        failed: FailedSearch<PartialRun<'a, 'b, 'c, 'f, 'h>, 'b> ->
            Result<PartialRun<'a, 'b, 'c, 'f, 'h>, FailedSearch<PartialRun<'a, 'b, 'c, 'f, 'h>, 'b>>
            when 'b: comparison

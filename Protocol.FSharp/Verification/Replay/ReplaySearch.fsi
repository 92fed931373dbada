namespace PeerFunctional.Verification

/// The search for a schedule of a candidate that explains a participant, depth first.
module internal ReplaySearch =

    /// A run that explains everything the participant did. The error is the divergence of the run that explained most, with how
    /// much that was, and whether every schedule was tried.
    val run:
        problem: ReplayProblem<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
            Result<PartialRun<'a, 'b, 'c, 'f, 'h>, (struct (int * Divergence)) voption * bool>
            when 'b: comparison

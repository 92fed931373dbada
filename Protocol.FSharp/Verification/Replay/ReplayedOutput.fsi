namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// Outputs of a candidate's machine, held against what the capture shows that the participant did.
module internal ReplayedOutput =

    /// Carries an output out: it takes what the capture shows of it, or tells why the capture need not show it. The error is where
    /// the participant did something else.
    val carryOut:
        problem: ReplayProblem<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        at: TimeSpan ->
        because: (unit -> string) ->
        output: Output<Address, 'i, 'c, 'f, 'g> ->
        run: PartialRun<'a, 'i, 'c, 'f, 'j> ->
            Result<PartialRun<'a, 'i, 'c, 'f, 'j>, RunFailure>
            when 'b: comparison and 'i: comparison

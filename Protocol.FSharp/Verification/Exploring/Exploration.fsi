namespace PeerFunctional.Verification.Exploring

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// Why a run from a position ended.
[<RequireQualifiedAccess>]
type Rest =

    /// Nothing but faults can happen.
    | End

    /// The goal holds, and nothing is under way.
    | Goal

    /// The same state came again.
    | Repeats

    /// It had as many steps as it may have.
    | Limit

/// A row of two explorations under one schedule: the places of the steps that belong together in each, from 0.
type ComparedRow =
    {
        Left: int voption
        Right: int voption

        /// Whether both sent messages of the same kinds, and broke the same invariants so far.
        IsSame: bool

        /// Why the step of the left one could not happen on the right.
        Skipped: string voption
    }

/// Two explorations under one schedule.
type Comparison =
    {
        /// The positions of the right one, the first included.
        Right: Position list
        Rows: ComparedRow list

        /// The first row that is not the same.
        FirstDifference: int voption
    }

/// Ways from one position to others. Every way is a list of the positions behind the one where it begins, in order.
module Exploration =

    /// The most steps of one way.
    [<Literal>]
    val MaxSteps: int = 10000

    /// The positions after these choices. The error says which choice there is not.
    val follow: choices: int list -> position: Position -> Result<Position list, Malformation>

    /// Choices by chance, the same for the same seed, faults among them. It ends at its limit once `goesOn` says so.
    val randomWalk:
        steps: int -> seed: uint64 -> goesOn: (unit -> bool) -> position: Position -> struct (Position list * Rest)

    /// What happens without another fault: messages arrive first, then stores answer and peers start again, then timers fire. It ends at its
    /// limit once `goesOn` says so.
    val runToQuiet: goesOn: (unit -> bool) -> position: Position -> struct (Position list * Rest)

    /// What is missing where `runToQuiet` ends, in the protocol's words; none where that is not found within 1,000 steps.
    val lackedInTheEnd: position: Position -> string voption

    /// A way, its first position included, beside the way under another policy: `right` is the same start with other machines. Where the right
    /// one does not offer a step, what is under way there arrives first, but no message for which the way has a fault ahead; a step that it does not offer then either is left out.
    val compare: left: Position list -> right: Position -> Comparison

    /// The start that a trace fits, and its way with the first position; `find` gives a scenario by its system, policy and world. The error
    /// names the step that cannot happen in the checker's model. The start may have a few faults more than the trace.
    val ofTrace:
        find: (string -> PeerPolicies voption -> string -> Result<IScenario, Malformation>) ->
        trace: Trace<string> ->
            Result<struct (ExplorationStart * Position list), Malformation>

namespace PeerFunctional.Verification

/// A kind of fault of a run, chosen by a simulator, a checker or a file.
[<RequireQualifiedAccess>]
type FaultKind =
    | Loss
    | Duplication
    | Corruption
    | Crash
    | DiskLoss

/// What a run shows of the defect that a mend answers.
[<RequireQualifiedAccess>]
type Evidence =

    /// The run's sentence has these words.
    | Said of words: string

    /// A peer sends a message with these words.
    | Sent of message: string

    /// More than one peer sends a message with these words.
    | SentByBoth of message: string

/// The runs that a mend answers.
type MendAnswer =
    {
        /// The sentence of the property that they violate.
        Property: string

        /// The kinds of faults that happen in them, any one; empty where none happens.
        Faults: FaultKind list

        /// What they show, any one; empty where the property and the faults say enough.
        Evidence: Evidence list
    }

/// A defect of an original program, and what the recovering machine does in its place.
type Mend =
    {
        /// A stable name in small letters and dashes.
        Name: string

        /// What the original does.
        Original: string

        /// What ours does.
        Rule: string

        /// The name of the test that shows the rule at work.
        Test: string

        /// The runs in which the original violates a property for want of it.
        Answers: MendAnswer list
    }

module FaultKind =

    /// The kinds of faults that happen in a run.
    val ofTrace: trace: Trace<'timer> -> Set<FaultKind>

module Mend =

    /// Runs that violate `property`, with any of `faults` and any of `evidence`.
    val answer: property: string -> faults: FaultKind list -> evidence: Evidence list -> MendAnswer

    /// The mends that answer a run which violates the property of this sentence.
    val answering: sentence: string -> told: ToldRun -> mends: Mend list -> Mend list

    /// A mend for a person: what ours does, and the test.
    val words: mend: Mend -> string list

    /// The lines of a Markdown table of mends.
    val table: mends: Mend list -> string list

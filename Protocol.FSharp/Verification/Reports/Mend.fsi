namespace PeerFunctional.Verification

/// A kind of fault of a run, chosen by a simulator, a checker or a file.
[<RequireQualifiedAccess>]
type FaultKind =
    | Loss
    | Duplication
    | Corruption
    | Crash
    | DiskLoss

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

        /// The properties that the original violates for want of it, by their sentences, each with the kinds of faults that it
        /// takes, any one of them; none where no fault is needed.
        Answers: (string * FaultKind list) list
    }

module FaultKind =

    /// The kinds of faults that happen in a run.
    val ofTrace: trace: Trace<'timer> -> Set<FaultKind>

module Mend =

    /// The mends that answer a run which violates a property.
    val answering: sentence: string -> trace: Trace<'timer> -> mends: Mend list -> Mend list

    /// A mend for a person: what ours does, and the test.
    val words: mend: Mend -> string list

    /// The lines of a Markdown table of mends.
    val table: mends: Mend list -> string list

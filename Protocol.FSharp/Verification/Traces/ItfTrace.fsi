namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// Traces in the Informal Trace Format of Apalache (ADR 015), which other tools for specifications read: a JSON object with a state before
/// the first step and one after each.
module ItfTrace =

    /// What every such file of ours starts with.
    val magic: byte array

    /// The trace of a scenario. A state has the step that leads to it, each peer in words, and the messages under way.
    val print: subject: Scenario<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> trace: Trace<'b> -> string when 'b: comparison

    /// Reads the trace back, however its whitespace is and its whole numbers are written. The error names what is wrong.
    val parse: text: string -> Result<Trace<string>, Malformation>

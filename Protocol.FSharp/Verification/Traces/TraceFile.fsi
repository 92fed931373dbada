namespace PeerFunctional.Verification

open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings

/// Traces as text, an object of JSON a line: a header, a fault a line, how it ended, a step a line.
module TraceFile =

    [<Literal>]
    val Version: int64 = 2L

    /// The longest file, in letters.
    [<Literal>]
    val MaxLength: int = 100000000

    /// What the first line of every such file starts with.
    val magic: byte array

    /// A step as the file has it, without its digest.
    val words: step: TraceStep<string> -> string

    /// The lines of the file: the header, a fault a line, how it ended, a step a line.
    val lines: trace: Trace<string> -> string seq

    /// The same as values: the header, the faults, how it ended, the steps.
    val values: trace: Trace<string> -> Json list

    /// Reads `values` back. The error names what is wrong.
    val ofValues: values: Json list -> Result<Trace<string>, Malformation>

    val print: trace: Trace<string> -> string

    /// Reads a file's text back. The error names what is wrong.
    val parse: text: string -> Result<Trace<string>, Malformation>

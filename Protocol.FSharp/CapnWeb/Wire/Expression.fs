namespace PeerFunctional.CapnWeb

/// One step of a path into a value.
[<RequireQualifiedAccess>]
type PathStep =
    | Name of string
    /// An index counts only where it is whole and not negative.
    | Index of float

/// The arguments of a call; none where a property is read.
type Arguments<'reference> = Value<'reference> list voption

/// What an expression can refer to. Numbers are told from the sender's side: `Import` and `Pipeline` name an entry of the
/// receiver's export table, the others one of the sender's.
[<RequireQualifiedAccess>]
type WireReference =
    /// A stub of the sender's object or function.
    | Export of id: int64
    /// A promise of the sender; its outcome follows without a pull.
    | Promise of id: int64
    | Writable of id: int64
    /// The reading end of a pipe that the sender opened.
    | Readable of pipe: int64
    /// A part of the receiver's own export, or a call on it: its stub.
    | Import of Place
    /// The same as a promise, whose outcome takes its place before delivery.
    | Pipeline of Place
    /// A program for each item of an array.
    | Remap of Remap

/// An export of the receiver, a path into it, and the arguments if it is called.
and Place =
    { Id: int64
      Path: PathStep list
      Arguments: Arguments<WireReference> }

and Remap =
    {
        Id: int64
        Path: PathStep list
        Captures: Capture list
        /// Instructions in order. In them 0 is the item, -1 the first capture, 1 the result of the first instruction.
        Program: Value<WireReference> list
    }

/// What a mapping program may use besides the item.
and [<RequireQualifiedAccess>] Capture =
    | Import of int64
    | Export of int64

type Expression = Value<WireReference>

/// One message of a session.
type Message =
    /// Evaluates; the result gets the sender's next positive number.
    | Push of Expression
    /// Asks for the outcome of an export.
    | Pull of id: int64
    | Resolve of id: int64 * Expression
    | Reject of id: int64 * Expression
    /// The sender gave up what was introduced to it `count` times.
    | Release of id: int64 * count: int64
    /// A push that is pulled and released by itself.
    | Stream of Expression
    /// Makes a pipe; its writing end gets the sender's next positive number.
    | Pipe
    /// Ends the session.
    | Abort of Expression

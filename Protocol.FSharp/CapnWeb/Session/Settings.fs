namespace PeerFunctional.CapnWeb

open System
open PeerFunctional.Kernel

/// What one session may cost its host, and what it tells its partner.
type SessionSettings =
    {
        /// Whom this end calls; none where it is called.
        Partner: Endpoint voption
        /// Entries of the export table, and of the import table.
        MaxEntries: int
        /// Calls that wait for the application, or for a promise among their arguments.
        MaxCalls: int
        /// Steps that one message may cause, such as the calls of a map.
        MaxWork: int
        /// Bytes of results and arguments that are held at a time.
        MaxHeld: int64
        /// How deep a value that is sent may be nested.
        MaxDepth: int
        /// The silence of a partner after which the session ends; zero: it may be silent for ever.
        Idle: TimeSpan
        /// Whether errors are sent with their stacks.
        SendsStacks: bool
    }

module SessionSettings =

    let standard =
        { Partner = ValueNone
          MaxEntries = 100_000
          MaxCalls = 10_000
          MaxWork = 100_000
          MaxHeld = 134_217_728L
          MaxDepth = 255
          Idle = TimeSpan.Zero
          SendsStacks = false }

type Timer =
    /// The partner was silent for too long.
    | Silence

/// What a session wants of an object of the application.
[<RequireQualifiedAccess>]
type Member =
    | Get of name: string
    | Call of name: string * arguments: Held list
    /// The target is a function.
    | Apply of arguments: Held list

/// A program that a mapping runs for each item, with the captured stubs that it uses.
type Mapping =
    { Captures: Hook list
      Program: Expression list }

/// What the local application wants.
[<RequireQualifiedAccess>]
type UserCommand =
    /// Calls a target, or reads a property where there are no arguments; `outcome` is a new positive number.
    | Call of outcome: int64 * target: Hook * path: PathStep list * arguments: Held list voption
    /// Calls a method of a stream, which the partner answers and releases by itself.
    | Write of outcome: int64 * stream: Hook * name: string * arguments: Held list
    | Map of outcome: int64 * target: Hook * path: PathStep list * Mapping
    /// Wants the outcome told, once.
    | Await of Hook
    /// Does not want the outcome any more.
    | Forget of Hook
    /// Makes a promise of the application; `outcome` is a new positive number.
    | Promise of outcome: int64
    | Settle of outcome: int64 * Result<Held, Held>
    | Retain of Hook
    /// Gives up one reference. Without the partner's main object the session ends.
    | Drop of Hook
    /// Ends the session and tells the partner why.
    | Fail of Held
    /// The transport ended, and this is what is known of why.
    | Lose of Held

/// What the application answers.
[<RequireQualifiedAccess>]
type Answer =
    /// The result of a call that the session delivered.
    | Returned of call: int64 * Result<Held, Held>

/// What a session asks of its application.
[<RequireQualifiedAccess>]
type Ask =
    /// Answered by `Returned`. The references in the arguments are the application's until then.
    | Invoke of call: int64 * target: int64 * Member
    /// What was awaited has an outcome. The references in it are the application's.
    | Outcome of Hook * Result<Held, Held>
    /// Nothing refers to a target any more.
    | Dispose of target: int64
    /// The partner opened a pipe: the new target takes `write`, `close` and `abort`.
    | OpenPipe of target: int64
    /// A stream was sent: what the target gives is to be written to an import, which then is to be dropped.
    | Pump of target: int64 * stream: Hook
    /// The session is over.
    | Ended of failure: Held

/// What a session tells its user.
type Notice =
    | SessionOpened
    | SessionEnded of reason: string

module Notice =

    let line notice =
        match notice with
        | SessionOpened -> "the session is open"
        | SessionEnded reason -> $"the session ended: {reason}"

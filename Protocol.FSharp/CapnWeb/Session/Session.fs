namespace PeerFunctional.CapnWeb

open System
open PeerFunctional.Kernel

/// A call on its way to what it is for.
type Invocation =
    {
        /// From where the call was made, for its error.
        Path: PathStep list
        /// What is left of the path.
        Rest: PathStep list
        Arguments: Held list voption
        IsStream: bool
    }

module Invocation =

    /// What reads the end of a path.
    let reading path =
        { Path = path
          Rest = path
          Arguments = ValueNone
          IsStream = false }

    let calling path arguments =
        { reading path with
            Arguments = ValueSome arguments }

/// What goes on when a promise has an outcome.
[<RequireQualifiedAccess>]
type Waiter =
    /// A call; its own result becomes the outcome of a promise of this end.
    | Call of Invocation * promise: int64
    | Map of Mapping * promise: int64
    /// The partner pulled an export, or was promised its outcome.
    | Answer of export: int64
    /// A value waits for this promise in it.
    | Complete of incomplete: int64

/// Those who wait, last first, each with the hook by which it waits and owns a reference of.
type Waiters = (Waiter * Hook) list

[<RequireQualifiedAccess>]
type Outcome =
    /// Somebody on this side brings it: the application, or a call that waits.
    | Pending of Waiters
    /// The partner brings it, for an entry of the import table.
    | Remote of import: int64 * Waiters
    /// It is that of another hook.
    | Linked of Hook
    | Settled of Result<Held, Held>

/// A promise, and how many refer to it.
type Cell = { References: int; Outcome: Outcome }

/// How the partner brings the outcome of a promise.
[<RequireQualifiedAccess>]
type PromiseSource =
    /// Unasked.
    | Given
    /// As the result of a call, when it is pulled.
    | Result of isPulled: bool
    /// As the result of a call on a stream: unasked, and it releases the entry by itself.
    | Streamed

/// An entry of the import table that has an outcome to come, for a promise of this end.
type ImportedPromise =
    {
        Promise: int64
        /// How often the partner introduced it.
        Introduced: int64
        Source: PromiseSource
        /// Whether calls went through it.
        IsUsed: bool
    }

[<RequireQualifiedAccess>]
type Import =
    /// An object, how many refer to it here, and how often the partner introduced it.
    | Stub of references: int * introduced: int64
    | Promise of ImportedPromise

[<RequireQualifiedAccess>]
type Demand =
    | NotPulled
    | Pulled
    /// Answered unasked, then gone.
    | Streamed

type Export =
    {
        Hook: Hook
        /// How often the partner holds it.
        Count: int64
        Demand: Demand
        /// Whether it is a pipe whose reading end is still there.
        IsUnreadPipe: bool
    }

/// A call that the application works on.
type Delivery =
    { Promise: int64; Arguments: Held list }

[<RequireQualifiedAccess>]
type CompletionPurpose =
    | Invoke of target: int64 * name: string voption * promise: int64
    | Tell of awaited: Hook * await: int64

/// Values that wait for the promises in them.
type IncompleteValues =
    { Values: Held list
      Missing: int
      Purpose: CompletionPurpose }

/// Work that is left to do in the same step.
[<RequireQualifiedAccess>]
type Job =
    | Resume of Waiter * Hook
    /// Nobody refers to a value any more.
    | Discard of Held

[<RequireQualifiedAccess>]
type SessionPhase =
    | Connecting
    | Open
    | Ended of failure: Held

/// One end of a session.
type Session =
    {
        Settings: SessionSettings
        Phase: SessionPhase
        Connection: Connection voption
        Exports: Table<Export>
        Imports: Table<Import>
        Promises: Table<Cell>
        /// The application's objects, and how many refer to each.
        Targets: Table<int>
        Deliveries: Table<Delivery>
        Incomplete: Table<IncompleteValues>
        /// What the application waits for, with the numbers of the values that are incomplete until then.
        Awaited: Map<Hook, Set<int64>>
        /// How many these are in all.
        Awaits: int
        /// Messages for a connection that is not open yet, last first.
        Unsent: Message list
        /// Pushes, streams and pipes of the partner, and of this end.
        Received: int64
        Sent: int64
        /// Objects and promises that this end exported by itself.
        Exported: int64
        /// Promises, calls and incomplete values that this end has numbered.
        Numbered: int64
        Jobs: Job list
        /// Jobs that the jobs under way have brought, last first.
        NewJobs: Job list
        /// Jobs since the last input.
        Work: int
        /// About how many bytes the values take that came and are still held: results, arguments, and programs that wait.
        HeldBytes: int64
    }

type SessionInput = Input<Address, Timer, Message, UserCommand, Answer>

type SessionOutput = Output<Address, Timer, Message, Ask, Notice>

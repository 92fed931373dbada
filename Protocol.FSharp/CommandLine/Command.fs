namespace PeerFunctional

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// How much of the story a command prints on standard output.
type Verbosity =
    /// What was asked for and errors, no story.
    | Quiet
    | Normal
    | Verbose

/// What `peer replicate` was asked for. Without a partner it is the responder.
type ReplicateOptions =
    {
        Dir: string
        Partner: Endpoint option
        /// UDP port, 1 to 65535: the responder's own, or the partner's where HOST names none.
        Port: int
        /// How long nothing new may come before a session ends.
        Silence: TimeSpan
        Policy: Policy
        /// The responder ends after its first session.
        Once: bool
        /// A pcapng file to be written.
        Record: string option
        /// A journal to be written.
        Journal: string option
        /// The address to listen on; without it the responder takes loopback only.
        Bind: string option
    }

type DemoOptions =
    {
        /// Where the two peers' folders stay; without it they are removed.
        Keep: string option
    }

type ReplayOptions =
    {
        /// A capture, a journal or a trace.
        File: string
        /// The system to look for in a capture; without it every one.
        As: string option
        /// How long its peers waited for news before they ended a session.
        Silence: TimeSpan
    }

type ExplainOptions =
    {
        /// A capture, a journal, a trace or a system's name.
        Subject: string
        /// A picture to be written, .svg or .html; without it the explanation is printed.
        Out: string option
        /// Columns; without it as wide as the terminal.
        Width: int option
        /// Whose state diagram is drawn.
        Policy: Policy
    }

/// What `peer check` was asked for.
type CheckOptions =
    {
        Policy: Policy
        /// The name of a world; without it the smallest.
        World: string option
        Network: Network
        Faults: FaultBudget
        /// Different states after which the search is cut.
        MaxStates: int64 option
        /// In bytes.
        MaxMemory: int64 option
        MaxTime: TimeSpan option
        /// Threads; without, one a core.
        Workers: int option
        /// A file for the counterexample: a picture (.html, .svg) or else a trace to be replayed.
        Trace: string option
        /// An F# file for the counterexample, as a test.
        EmitTest: string option
        /// Whether to tell which parts of the state make states multiply.
        Growth: bool
    }

/// What `peer simulate` was asked for.
type SimulateOptions =
    {
        System: string
        Policy: Policy
        /// How many seeds, from `Seed` on.
        Runs: int
        Seed: uint64
        /// How many peers, and how many events each has of its own or items their database has.
        Nodes: int
        Things: int
        Faults: Verification.Options
        /// A file for the first failure's trace.
        Trace: string option
        /// A file for the first failure as an F# test.
        EmitTest: string option
    }

/// Where a tracker's database is from.
type PhraseSource =
    /// The words of a text.
    | Words of Tracker.Phrase
    /// A file with an item a line, in the order of the phrase.
    | Lines of file: string

/// How programs of the tracker ring speak: which field orders, and which pickle protocol.
type RingSpeech =
    { Policy: Policy
      Dialect: Tracker.Dialect
      Protocol: Encoding.PickleProtocol }

/// What `peer tracker serve` was asked for.
type TrackerOptions =
    {
        /// The address to listen on; port 0 lets the system choose.
        Bind: Endpoint
        /// Without one, the phrase that the file of `State` keeps, else the original's.
        Phrase: PhraseSource option
        /// From the end of one round of PING to the next.
        Ping: TimeSpan
        /// Whether it gives every item to everyone, as in part 1 of the assignment; otherwise there is a ring.
        IsPartOne: bool
        Speech: RingSpeech
        /// The file in which the ring outlives the tracker.
        State: string option
        /// A pcapng file to be written.
        Record: string option
        /// A journal to be written.
        Journal: string option
    }

/// What `peer tracker join` was asked for.
type JoinOptions =
    {
        Tracker: Endpoint
        Handle: string
        /// Where it answers queries; port 0 lets the system choose. Without it, on loopback.
        Listen: Endpoint option
        /// From one query to the next.
        Pace: TimeSpan
        /// Whether it goes on serving once it has everything.
        Stay: bool
        Speech: RingSpeech
        /// A pcapng file to be written.
        Record: string option
        /// A journal to be written.
        Journal: string option
    }

/// What the user asked for.
type Command =
    | FeedInit of dir: string * name: string option
    | FeedWrite of dir: string * text: string
    | FeedUsers of dir: string
    | FeedRead of dir: string
    | FeedDump of path: string
    | FeedVerify of path: string
    | FeedExport of dir: string * target: string
    | FeedImport of dir: string * source: string
    | Replicate of ReplicateOptions
    | Demo of DemoOptions
    | DemoTracker
    | TrackerServe of TrackerOptions
    | TrackerJoin of JoinOptions
    | TrackerEcho of tracker: Endpoint * handle: string * journal: string option
    | TrackerCollect of tracker: Endpoint * journal: string option
    | Replay of ReplayOptions
    | Simulate of SimulateOptions
    /// Lists what can be checked.
    | CheckList
    | Check of system: string * options: CheckOptions
    | Explain of ExplainOptions

/// A command, and how its output is to look.
type Invocation =
    { Command: Command
      Json: bool
      Verbosity: Verbosity }

/// Arguments that are no command.
type Usage =
    /// `--help` was asked for: the text for standard output.
    | Help of text: string
    /// One line for standard error: what is wrong, where, and what to do.
    | Misuse of line: string

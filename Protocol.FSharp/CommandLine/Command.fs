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

type ReplayOptions =
    {
        /// A capture, a recording, a journal or a trace.
        File: string
        /// The system to look for in a capture; without it every one.
        As: string option
        /// How long its peers waited for news before they ended a session.
        Silence: TimeSpan
        /// TLS secrets of QUIC sessions, beside those in the capture.
        KeyLog: string option
    }

type ExplainOptions =
    {
        /// A capture, a recording, a journal, a trace or a system's name.
        Subject: string
        /// A picture to be written, .svg or .html; without it the explanation is printed.
        Out: string option
        /// Columns; without it as wide as the terminal.
        Width: int option
        /// Whose state diagram is drawn.
        Policy: Policy
        /// How long the peers of a capture waited for news before they ended a session.
        Silence: TimeSpan
        /// TLS secrets of QUIC sessions, beside those in the capture.
        KeyLog: string option
    }

/// What `peer explore` was asked for.
type ExploreOptions =
    {
        /// A system's name, a link, or the file of a trace or a capture.
        Subject: string option
        World: string option
        Policy: PeerPolicies option
        /// The TCP port on loopback; 0 lets the system choose one.
        Port: int
        /// How long the peers of a capture waited for news before they ended a session.
        Silence: TimeSpan
        /// TLS secrets that open the QUIC sessions of a capture.
        KeyLog: string option
    }

/// What `peer grade` was asked for.
type GradeOptions =
    {
        System: string
        /// The law's text; without it the words of the system are listed.
        Law: string option
        /// Whether to say the next step too.
        Hint: bool
        /// Different states after which the search of a world is cut.
        MaxStates: int64
    }

/// Files for what was found of each property.
type ReportOptions =
    {
        /// JUnit XML.
        JUnit: string option
        /// SARIF 2.1.0.
        Sarif: string option
    }

/// In which order the states of a checked world are visited.
[<RequireQualifiedAccess>]
type SearchOrder =
    | BreadthFirst
    | DepthFirst
    | RandomWalk of walks: int * seed: int

/// What `peer check` was asked for.
type CheckOptions =
    {
        /// Each is checked by itself.
        Policies: PeerPolicies list
        Assumptions: Assumptions
        Search: SearchOrder
        /// Whether goals are not asked for.
        IsSafety: bool
        /// What the search leaves out; only where goals are not asked for.
        Reductions: Reduction list
        Fairness: Fairness
        /// A file that keeps a search that is stopped, to go on with it.
        Resume: string option
        /// Different states after which the search is cut.
        MaxStates: int64 option
        /// In bytes.
        MaxMemory: int64 option
        MaxTime: TimeSpan option
        /// Threads; without, one a core.
        Workers: int option
        /// A file for the counterexample: a picture (.html, .svg) or else a trace to be replayed.
        Trace: string option
        /// A file for the counterexample in the Informal Trace Format.
        SpecTrace: string option
        /// An F# file for the counterexample, as a test.
        EmitTest: string option
        /// A file for what the verdicts rest on.
        Certificate: string option
        /// A capture file for the counterexample.
        Pcap: string option
        Reports: ReportOptions
        /// Whether to tell which parts of the state make states multiply.
        Growth: bool
        /// Whether to tell what never happens.
        Coverage: bool
        /// Whether to measure what the goal costs.
        Cost: bool
    }

/// What `peer simulate` was asked for.
type SimulateOptions =
    {
        System: string
        /// Each is simulated by itself.
        Policies: PeerPolicies list
        /// How many seeds, from `Seed` on.
        Runs: int
        Seed: uint64
        /// The world, if it is named.
        World: string option
        /// Else how many peers, and how many events each has of its own or items their database has.
        Nodes: int
        Things: int
        Faults: Verification.FaultOptions
        /// A file for the trace of each property's first failure.
        Trace: string option
        /// A file for each property's first failure as an F# test.
        EmitTest: string option
        /// A capture file for each property's first failure.
        Pcap: string option
        Reports: ReportOptions
        /// A picture's file for the curves of the first seed's run.
        Out: string option
        /// Whether to tell what never happens.
        Coverage: bool
    }

module SimulateOptions =

    /// The command that runs one seed of the options again.
    let command (options: SimulateOptions) policies (seed: uint64) =
        let probability name value =
            value |> ValueOption.map (sprintf "--%s %g" name) |> ValueOption.toList

        [ $"peer simulate {options.System}"
          if policies <> PeerPolicies.recovering then
              $"--policy {PeerPolicies.name policies}"
          match options.World with
          | Some world -> $"--world {world}"
          | None -> $"--nodes {options.Nodes} --events {options.Things}"
          yield! probability "loss" options.Faults.Loss
          yield! probability "duplicate" options.Faults.Duplication
          yield! probability "corrupt" options.Faults.Corruption
          if options.Faults.Reordering <> ValueNone then
              "--reorder"
          yield! probability "crash" options.Faults.Crashing
          yield! probability "lose-disk" options.Faults.DiskLoss
          $"--seed {seed} --runs 1" ]
        |> String.concat " "

/// What `peer whatif` was asked for.
type WhatIfOptions =
    {
        /// A trace or a capture.
        File: string
        /// A step of a trace, or a frame of a capture, from 1; none for each of them in turn.
        At: int voption
        Change: WhatIfChange
        /// How long the peers of a capture waited for news before they ended a session.
        Silence: TimeSpan
        /// TLS secrets that open the QUIC sessions of a capture.
        KeyLog: string option
        /// A picture to be written, .svg or .html.
        Out: string option
        /// Columns; without it as wide as the terminal.
        Width: int option
    }

/// What `peer diff` was asked for.
type DiffOptions =
    {
        System: string
        World: string
        First: PeerPolicies
        Second: PeerPolicies
        Network: Network
        Faults: FaultBudget
        /// Pairs of states after which the search is cut.
        MaxStates: int
        /// A picture for each difference, .svg or .html.
        Out: string option
        /// Columns; without it as wide as the terminal.
        Width: int option
    }

/// What the user asked for.
type Command =
    | SneakerNet of SneakerNetCommand
    | Tracker of TrackerCommand
    | Link of LinkCommand
    | Rpc of RpcCommand
    | Libp2p of Libp2pCommand
    | Replay of ReplayOptions
    | Simulate of SimulateOptions
    /// Lists what can be checked.
    | CheckList
    /// The worlds, each with its system, in this order.
    | Check of worlds: (string * string) list * options: CheckOptions
    /// Holds a certificate against the machine.
    | Verify of file: string
    | Explain of ExplainOptions
    | WhatIf of WhatIfOptions
    | Diff of DiffOptions
    | Grade of GradeOptions
    | Explore of ExploreOptions
    | Version
    /// The manual as a man page.
    | Manual
    | Completion of Shell

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

namespace PeerFunctional.Verification.Exploring

open PeerFunctional.Verification

/// Something that can happen at a position.
type Choice =
    {
        /// Envelopes go by their numbers in the run, timers by their words.
        Action: Action<int, string>

        /// Whether it need not happen.
        IsFault: bool

        /// The peer that it happens to, or for that an envelope was meant.
        Peer: int

        /// What happens, in a sentence.
        Sentence: string
    }

/// A step of an exploration, as a tree or a diagram shows it.
type ExploredStep =
    {
        /// None for the position where all peers have started.
        Choice: Choice voption
        Events: TimelineEvent list

        /// The peers whose states read otherwise now.
        States: struct (int * string) list
    }

module Choice =

    /// Whether a user gives a command.
    val isCommand: choice: Choice -> bool

    /// A stable name: deliver, corrupt, duplicate, drop, timer, command, store, crash, lose-disk, start or restart.
    val kind: choice: Choice -> string

    /// The number of the envelope that it is about.
    val message: choice: Choice -> int voption

namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// How far a journal was run again.
type ReplayedJournal =
    {
        /// The steps that gave the live digest, and the time of the last; none where not even the settings could be read.
        Reached: struct (int64 * TimeSpan) voption

        /// Why it ended before the journal did.
        Problem: Malformation voption
    }

/// Reads the journals of one role, whose types do not show. `entries` are the values of a journal's entries from its settings on.
[<RequireQualifiedAccess; NoEquality; NoComparison>]
type JournalReader =
    {
        Scenario: JournalSubject
        Replay: (Result<ReadOnlyMemory<byte>, Malformation> seq -> ReplayedJournal)

        /// The timeline, by its title, and why it ends before the journal does.
        Timeline: (string -> Result<ReadOnlyMemory<byte>, Malformation> seq -> struct (Timeline * Malformation voption))
    }

module JournalReader =

    val ofRole:
        role: MachineRole<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice> -> JournalReader

    /// The reader of a journal by the value of its first entry.
    val find: readers: JournalReader list -> entry: ReadOnlyMemory<byte> -> Result<JournalReader, Malformation>

namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings

/// What a journal is of.
[<RequireQualifiedAccess>]
type JournalSubject = { System: string; Role: string }

/// An input at its time since the machine started, and the digest of the state after its step.
[<RequireQualifiedAccess>]
type JournalEntry<'timer, 'message, 'command, 'answer> =
    {
        At: TimeSpan
        Digest: Digest
        Input: Input<Address, 'timer, 'message, 'command, 'answer>
    }

/// A journal being written: the bytes of the next input, from its time and the state after its step, and the journal after it.
[<NoEquality; NoComparison>]
type JournalWriter<'input, 'state> =
    {
        Write: (struct (TimeSpan * 'input * 'state) -> struct (byte array * JournalWriter<'input, 'state>))
    }

/// A journal being run again: the machine after so many steps.
[<RequireQualifiedAccess; NoEquality; NoComparison>]
type RecordedRun<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice> =
    {
        Settings: 'settings
        State: 'state
        Steps: int64

        /// The time of the last input, since the machine started.
        At: TimeSpan

        /// What went in and came out last.
        Last:
            struct (
                Input<Address, 'timer, 'message, 'command, 'answer> *
                Output<Address, 'timer, 'message, 'ask, 'notice> list
            ) voption
    }

    /// Whether the machine has finished.
    member IsOver: bool

/// How the journals of a role are written and read. It is made once: it follows from the types, which takes its time.
[<RequireQualifiedAccess; NoEquality; NoComparison>]
type JournalForm<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice> =
    internal
        {
            Role: MachineRole<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice>
            Settings: ValueCodec<'settings>
            Entries: ValueCodec<JournalEntry<'timer, 'message, 'command, 'answer>>
        }

module JournalForm =

    val ofRole:
        role: MachineRole<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice> ->
            JournalForm<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice>

/// The inputs of a live machine in order, each with its time and the digest of the state after its step. A journal begins with
/// `magic`. Entries follow: the system and the role, the settings, then one an input. An entry is its length, a check sum that
/// covers all entries up to it, and a value in CBOR.
module InputJournal =

    val magic: byte array

    /// The most bytes of an entry's value: the largest answer of a store, and some.
    [<Literal>]
    val MaxEntry: int = 134217728

    /// The bytes of a length.
    [<Literal>]
    val LengthBytes: int = 4

    /// The bytes of a check sum.
    [<Literal>]
    val SumBytes: int = 8

    /// The check sum before the first entry.
    val firstSum: Digest

    /// The length of an entry's check sum and value, of which `left` bytes are there; none where that cannot be.
    val entryLength: length: ReadOnlySpan<byte> -> left: int64 -> int voption

    /// The value of an entry, and its check sum, from its check sum and value after an entry with another sum.
    val unseal:
        before: Digest -> entry: ReadOnlyMemory<byte> -> Result<struct (ReadOnlyMemory<byte> * Digest), Malformation>

    /// Reads what a journal is of from its first entry.
    val readSubject: value: ReadOnlyMemory<byte> -> Result<JournalSubject, Malformation>

    /// The bytes that a journal begins with, and the journal behind them.
    val start:
        form: JournalForm<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice> ->
        settings: 'settings ->
            struct (byte array * JournalWriter<Input<Address, 'timer, 'message, 'command, 'answer>, 'state>)

    /// Runs a journal again: folds the runs before its first step and after every step. `entries` are the values of its entries
    /// from the settings on. It ends with a problem at an entry that cannot be had or read, or whose digest differs.
    val fold:
        folder:
            ('folded -> RecordedRun<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice> -> 'folded) ->
        folded: 'folded ->
        form: JournalForm<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice> ->
        entries: Result<ReadOnlyMemory<byte>, Malformation> seq ->
            struct ('folded * Malformation voption)

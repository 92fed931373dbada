namespace PeerFunctional.Verification

open System
open System.Buffers.Binary
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings

/// What a journal is of.
[<RequireQualifiedAccess>]
type JournalSubject = { System: string; Role: string }

/// An input at its time since the machine started, and the digest of the state after its step.
[<RequireQualifiedAccess>]
type JournalEntry<'timer, 'message, 'command, 'answer> =
    { At: TimeSpan
      Digest: Digest
      Input: Input<Address, 'timer, 'message, 'command, 'answer> }

/// A journal being written: the bytes of the next input, and the journal after it.
[<NoEquality; NoComparison>]
type JournalWriter<'input, 'state> =
    { Write: TimeSpan -> 'input -> 'state -> struct (byte array * JournalWriter<'input, 'state>) }

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
            (struct (
                Input<Address, 'timer, 'message, 'command, 'answer> *
                Output<Address, 'timer, 'message, 'ask, 'notice> list
            )) voption
    }

    /// Whether the machine has finished.
    member run.IsOver =
        match run.Last with
        | ValueSome struct (_, outputs) -> outputs |> List.exists _.IsFinish
        | ValueNone -> false

/// How the journals of a role are written and read. It is made once: it follows from the types, which takes its time.
[<RequireQualifiedAccess; NoEquality; NoComparison>]
type JournalForm<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice> =
    internal
        { Role: MachineRole<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice>
          Settings: ValueCodec<'settings>
          Entries: ValueCodec<JournalEntry<'timer, 'message, 'command, 'answer>> }

module JournalForm =

    let ofRole
        (role: MachineRole<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice>)
        : JournalForm<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice> =
        { Role = role
          Settings = ValueCodec.create role.Conversions
          Entries = ValueCodec.create role.Conversions }

/// The inputs of a live machine in order, each with its time and the digest of the state after its step. A journal begins with
/// `magic`. Entries follow: the system and the role, the settings, then one an input. An entry is its length, a check sum that
/// covers all entries up to it, and a value in CBOR.
module InputJournal =

    let magic = "peer journal 3\n"B

    /// The most bytes of an entry's value: the largest answer of a store, and some.
    [<Literal>]
    let MaxEntry = 134_217_728

    /// The bytes of a length.
    [<Literal>]
    let LengthBytes = 4

    /// The bytes of a check sum.
    [<Literal>]
    let SumBytes = 8

    /// The check sum before the first entry.
    let firstSum = Digest.addBytes (ReadOnlySpan magic) Digest.empty

    /// The length of an entry's check sum and value, of which `left` bytes are there; none where that cannot be.
    let entryLength (length: ReadOnlySpan<byte>) (left: int64) =
        let length = BinaryPrimitives.ReadInt32BigEndian length

        if length >= SumBytes && length <= SumBytes + MaxEntry && int64 length <= left then
            ValueSome length
        else
            ValueNone

    /// The value of an entry, and its check sum, from its check sum and value after an entry with another sum.
    let unseal (before: Digest) (entry: ReadOnlyMemory<byte>) =
        let value = entry.Slice SumBytes
        let sum = Digest.addBytes value.Span before

        if Digest.value sum = BinaryPrimitives.ReadUInt64BigEndian entry.Span then
            Ok(struct (value, sum))
        else
            Malformation.error "damaged-entry" "the check sum of an entry is wrong"

    let private seal before (value: byte array) =
        let sum = Digest.addBytes (ReadOnlySpan value) before
        let entry = Array.zeroCreate<byte>(LengthBytes + SumBytes + value.Length)
        BinaryPrimitives.WriteInt32BigEndian(Span(entry, 0, LengthBytes), SumBytes + value.Length)
        BinaryPrimitives.WriteUInt64BigEndian(Span(entry, LengthBytes, SumBytes), Digest.value sum)
        value.CopyTo(entry, LengthBytes + SumBytes)
        struct (entry, sum)

    let private subject = ValueCodec.create<JournalSubject> []

    /// Reads what a journal is of from its first entry.
    let readSubject value = subject.Decode value

    /// The bytes that a journal begins with, and the journal behind them.
    let start
        (form: JournalForm<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice>)
        settings
        : struct (byte array * JournalWriter<Input<Address, 'timer, 'message, 'command, 'answer>, 'state>) =
        let rec writer sum =
            { Write =
                fun at input state ->
                    let entry: JournalEntry<'timer, 'message, 'command, 'answer> =
                        { At = at
                          Digest = ValueDigest.ofValue state
                          Input = input }

                    let struct (bytes, sum) = entry |> form.Entries.Encode |> seal sum
                    struct (bytes, writer sum) }

        let struct (first, sum) =
            subject.Encode
                { System = form.Role.System
                  Role = form.Role.Name }
            |> seal firstSum

        let struct (second, sum) = form.Settings.Encode settings |> seal sum
        struct (Array.concat [ magic; first; second ], writer sum)

    let private begun
        (role: MachineRole<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice>)
        settings
        : RecordedRun<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice> =
        { Settings = settings
          State = (role.Machine settings).Initial
          Steps = 0L
          At = TimeSpan.Zero
          Last = ValueNone }

    let private stepped
        (machine: Machine<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice>)
        (run: RecordedRun<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice>)
        (entry: JournalEntry<'timer, 'message, 'command, 'answer>)
        =
        let struct (state, outputs) = machine.Step entry.At run.State entry.Input
        let digest = ValueDigest.ofValue state

        if digest = entry.Digest then
            Ok
                { run with
                    State = state
                    Steps = run.Steps + 1L
                    At = entry.At
                    Last = ValueSome struct (entry.Input, outputs) }
        else
            Malformation.error
                "digest-differs"
                $"step {run.Steps + 1L}: the live state had digest {entry.Digest}, this one has {digest}"

    /// Runs a journal again: folds the runs before its first step and after every step. `entries` are the values of its entries
    /// from the settings on. It ends with a problem at an entry that cannot be had or read, or whose digest differs.
    let fold
        (folder:
            'folded -> RecordedRun<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice> -> 'folded)
        folded
        (form: JournalForm<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice>)
        (entries: Result<ReadOnlyMemory<byte>, Malformation> seq)
        : struct ('folded * Malformation voption) =
        let role = form.Role
        use entries = entries.GetEnumerator()

        let after (run: RecordedRun<_, _, _, _, _, _, _, _>) problem =
            { problem with
                Detail = $"{problem.Detail}, after step {run.Steps}" }

        let rec next folded machine run =
            if entries.MoveNext() then
                let entry =
                    entries.Current |> Result.bind form.Entries.Decode |> Result.mapError (after run)

                match entry |> Result.bind (stepped machine run) with
                | Ok run -> next (folder folded run) machine run
                | Error problem -> struct (folded, ValueSome problem)
            else
                struct (folded, ValueNone)

        if entries.MoveNext() then
            match entries.Current |> Result.bind form.Settings.Decode with
            | Ok settings ->
                let run = begun role settings
                next (folder folded run) (role.Machine settings) run
            | Error problem -> struct (folded, ValueSome problem)
        else
            struct (folded, ValueSome(Malformation.create "truncated-entry" "the file ends before its settings"))

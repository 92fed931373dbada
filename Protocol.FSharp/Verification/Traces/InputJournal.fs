namespace PeerFunctional.Verification

open System
open System.Buffers.Binary
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings

[<RequireQualifiedAccess>]
type JournalSubject = { System: string; Role: string }

[<RequireQualifiedAccess>]
type JournalEntry<'timer, 'message, 'command, 'answer> =
    { At: TimeSpan
      Digest: Digest
      Input: Input<Address, 'timer, 'message, 'command, 'answer> }

[<NoEquality; NoComparison>]
type JournalWriter<'input, 'state> =
    { Write: struct (TimeSpan * 'input * 'state) -> struct (byte array * JournalWriter<'input, 'state>) }

[<RequireQualifiedAccess; NoEquality; NoComparison>]
type RecordedRun<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice> =
    { Settings: 'settings
      State: 'state
      Steps: int64
      At: TimeSpan
      Last:
          (struct (
              Input<Address, 'timer, 'message, 'command, 'answer> *
              Output<Address, 'timer, 'message, 'ask, 'notice> list
          )) voption }

    member run.IsOver =
        match run.Last with
        | ValueSome struct (_, outputs) -> outputs |> List.exists _.IsFinish
        | ValueNone -> false

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

module InputJournal =

    let magic = "peer journal 3\n"B

    [<Literal>]
    let MaxEntry = 134_217_728

    [<Literal>]
    let LengthBytes = 4

    [<Literal>]
    let SumBytes = 8

    let firstSum = Digest.addBytes (ReadOnlySpan magic) Digest.empty

    let entryLength (length: ReadOnlySpan<byte>) (left: int64) =
        let length = BinaryPrimitives.ReadInt32BigEndian length

        if length >= SumBytes && length <= SumBytes + MaxEntry && int64 length <= left then
            ValueSome length
        else
            ValueNone

    let unseal (before: Digest) (entry: ReadOnlyMemory<byte>) =
        let value = entry.Slice SumBytes
        let sum = Digest.addBytes value.Span before

        if Digest.value sum = BinaryPrimitives.ReadUInt64BigEndian entry.Span then
            Ok(struct (value, sum))
        else
            Malformation.error "damaged-entry" "the checksum of an entry is wrong"

    let private seal before (value: byte array) =
        let sum = Digest.addBytes (ReadOnlySpan value) before
        let entry = Array.zeroCreate<byte>(LengthBytes + SumBytes + value.Length)
        BinaryPrimitives.WriteInt32BigEndian(Span(entry, 0, LengthBytes), SumBytes + value.Length)
        BinaryPrimitives.WriteUInt64BigEndian(Span(entry, LengthBytes, SumBytes), Digest.value sum)
        value.CopyTo(entry, LengthBytes + SumBytes)
        struct (entry, sum)

    let private subject = ValueCodec.create<JournalSubject> []

    let readSubject value = subject.Decode value

    let start
        (form: JournalForm<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice>)
        settings
        : struct (byte array * JournalWriter<Input<Address, 'timer, 'message, 'command, 'answer>, 'state>) =
        let rec writer sum =
            { Write =
                fun (struct (at, input, state)) ->
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
                $"step {run.Steps + 1L}: the journal has digest {entry.Digest}, this run has {digest}"

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

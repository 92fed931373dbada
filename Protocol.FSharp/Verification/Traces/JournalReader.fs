namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// How far a journal was run again.
type ReplayedJournal =
    {
        /// The steps that gave the live digest, and the time of the last; none where not even the settings could be read.
        Reached: (struct (int64 * TimeSpan)) voption
        /// Why it ended before the journal did.
        Problem: Malformation voption
    }

/// Reads the journals of one role, whose types do not show. `entries` are the values of a journal's entries from its settings on.
[<RequireQualifiedAccess; NoEquality; NoComparison>]
type JournalReader =
    {
        Subject: JournalSubject
        Replay: Result<ReadOnlyMemory<byte>, Malformation> seq -> ReplayedJournal
        /// The chronicle, by its title, and why it ends before the journal does.
        Timeline: string -> Result<ReadOnlyMemory<byte>, Malformation> seq -> struct (Chronicle * Malformation voption)
    }

module JournalReader =

    let ofRole
        (role: MachineRole<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice>)
        : JournalReader =
        let form = lazy JournalForm.ofRole role

        { Subject =
            { System = role.System
              Role = role.Name }
          Replay =
            fun entries ->
                let struct (reached, problem) =
                    InputJournal.fold (fun _ run -> ValueSome struct (run.Steps, run.At)) ValueNone form.Value entries

                { Reached = reached; Problem = problem }
          Timeline =
            fun title entries ->
                let struct (runs, problem) =
                    InputJournal.fold (fun runs run -> run :: runs) [] form.Value entries

                struct (JournalTimeline.ofRuns title role (List.rev runs), problem) }

    /// The reader of a journal by the value of its first entry.
    let find (readers: JournalReader list) entry =
        InputJournal.readSubject entry
        |> Result.bind (fun subject ->
            match readers |> List.tryFind (fun reader -> reader.Subject = subject) with
            | Some reader -> Ok reader
            | None ->
                Malformation.error
                    "unknown-role"
                    $"it is a journal of '{subject.Role}' of '{subject.System}', which this version does not know")

namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

type ReplayedJournal =
    { Reached: (struct (int64 * TimeSpan)) voption
      Problem: Malformation voption }

[<RequireQualifiedAccess; NoEquality; NoComparison>]
type JournalReader =
    { Scenario: JournalSubject
      Replay: Result<ReadOnlyMemory<byte>, Malformation> seq -> ReplayedJournal
      Timeline: string -> Result<ReadOnlyMemory<byte>, Malformation> seq -> struct (Timeline * Malformation voption) }

module JournalReader =

    let ofRole
        (role: MachineRole<'settings, 'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice>)
        : JournalReader =
        let form = lazy JournalForm.ofRole role

        { Scenario =
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

    let find (readers: JournalReader list) entry =
        InputJournal.readSubject entry
        |> Result.bind (fun subject ->
            match readers |> List.tryFind (fun reader -> reader.Scenario = subject) with
            | Some reader -> Ok reader
            | None ->
                Malformation.error
                    "unknown-role"
                    $"the journal is of the role '{subject.Role}' of the system '{subject.System}', which this version does not know")

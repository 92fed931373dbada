namespace PeerFunctional.Verification

open System.Collections.Concurrent
open PeerFunctional.Kernel

[<Sealed>]
type Coverage internal (kinds: string list) =

    let seen = ConcurrentDictionary<string, unit>()

    member internal _.Note kind = seen.TryAdd(kind, ()) |> ignore

    member internal _.Missing = kinds |> List.filter (seen.ContainsKey >> not)

module Coverage =

    let private opened = "connection opens"
    let private malformed = "receives bytes that are not a message"

    let private closed (reason: CloseReason) =
        $"connection ends: {CloseReason.words reason}"

    /// What can happen besides, in a world with connections and without.
    let private others hasConnections =
        [ malformed
          if hasConnections then
              opened

              for reason in
                  [ CloseReason.ClosedByPartner
                    CloseReason.Refused
                    CloseReason.Reset
                    CloseReason.TimedOut ] do
                  closed reason ]

    let private watched (subject: Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) =
        let struct (messages, receives) = Kinds.told<'message> "receives"
        let struct (sent, sends) = Kinds.told<'message> "sends"
        let struct (timers, fires) = Kinds.told<'timer> "timer"
        let struct (commands, commanded) = Kinds.told<'command> "command"
        let struct (questions, asks) = Kinds.told<'ask> "asks"
        let struct (answers, answered) = Kinds.told<'answer> "answer"
        let struct (notices, tells) = Kinds.told<'notice> "tells"

        let coverage =
            Coverage(
                List.concat
                    [ others subject.World.Streams.IsSome
                      messages
                      sent
                      timers
                      commands
                      questions
                      answers
                      notices ]
            )

        let input (input: Input<Address, 'timer, 'message, 'command, 'answer>) =
            match input with
            | Started -> ()
            | Opened _ -> coverage.Note opened
            | Received(_, message) -> coverage.Note(receives message)
            | Malformed _ -> coverage.Note malformed
            | Closed(_, reason) -> coverage.Note(closed reason)
            | TimerFired timer -> coverage.Note(fires timer)
            | Commanded command -> coverage.Note(commanded command)
            | Input.Answered answer -> coverage.Note(answered answer)

        let output (output: Output<Address, 'timer, 'message, 'ask, 'notice>) =
            match output with
            | Send(_, message) -> coverage.Note(sends message)
            | Ask question -> coverage.Note(asks question)
            | Tell notice -> coverage.Note(tells notice)
            | Open _
            | HalfClose _
            | Close _
            | SetTimer _
            | CancelTimer _
            | Finish -> ()

        let step now state given =
            input given
            let struct (_, outputs) as stepped = subject.World.Step now state given
            List.iter output outputs
            stepped

        struct (Scenario.hide
                    { subject with
                        World = { subject.World with Step = step } },
                coverage)

    let watch (subject: IScenario) =
        subject.Accept
            { new IScenarioVisitor<struct (IScenario * Coverage)> with
                member _.Visit subject = watched subject }

    let missing (coverage: Coverage) = coverage.Missing

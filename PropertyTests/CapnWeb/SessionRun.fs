namespace PeerFunctional.Tests.CapnWeb

open System
open PeerFunctional.Kernel
open PeerFunctional.CapnWeb

/// An application as a value: its state, and what it does when its session asks something.
type Application<'state> =
    { State: 'state
      Hear: 'state -> Ask -> 'state * SessionInput list }

/// One end of a session with its application, and what came out, last first.
type SessionRun<'state> =
    { Session: Session
      Application: Application<'state>
      Asked: Ask list
      Sent: Message list
      IsClosed: bool }

module SessionRun =

    let private endpoint port = Endpoint.create "127.0.0.1" port

    let address = Address.Stream(Accepted(endpoint 1001, endpoint 1002))

    let rec input (run: SessionRun<'state>) (input: SessionInput) : SessionRun<'state> =
        let struct (session, outputs) = SessionMachine.step TimeSpan.Zero run.Session input

        ({ run with Session = session }, outputs) ||> List.fold take

    and private take run output =
        match output with
        | Send(_, message) -> { run with Sent = message :: run.Sent }
        | Close _ -> { run with IsClosed = true }
        | Ask question ->
            let state, inputs = run.Application.Hear run.Application.State question

            ({ run with
                Asked = question :: run.Asked
                Application = { run.Application with State = state } },
             inputs)
            ||> List.fold input
        | Open _
        | HalfClose _
        | SetTimer _
        | CancelTimer _
        | Tell _
        | Finish -> run

    let receive message run = input run (Received(address, message))

    let command command run = input run (Commanded command)

    let start settings application =
        ({ Session = (SessionMachine.machine settings).Initial
           Application = application
           Asked = []
           Sent = []
           IsClosed = false },
         [ Started; Opened address ])
        ||> List.fold input

    /// What is held for the partner, and of it, besides the two main objects.
    let held run =
        {| Exports = run.Session.Exports.Count - 1
           Imports = run.Session.Imports.Count - 1
           Promises = run.Session.Promises.Count
           Targets = run.Session.Targets.Count - 1
           Waiting = run.Session.Deliveries.Count + run.Session.Incomplete.Count |}

namespace PeerFunctional.CapnWeb

open System
open PeerFunctional.Kernel

/// What belongs to one of a program's sessions, which are numbered in the order in which they begin.
type OfSession<'value> = { Session: int64; Value: 'value }

/// What a program wants of a session.
[<RequireQualifiedAccess>]
type SessionOrder =
    | Begin of SessionSettings
    | Command of UserCommand

type ProgramInput = Input<Address, OfSession<Timer>, Message, OfSession<SessionOrder>, OfSession<Answer>>

/// The sessions of a program as one machine: what a journal of the program is of.
type RpcSessions =
    {
        /// The sessions that have begun; those that are over, too.
        [<Undigested("a step changes one session, the last one; the digests before tell the others")>]
        Sessions: Map<int64, Session>
        /// The session of the last step.
        Last: (struct (int64 * Session)) voption
    }

module RpcSessions =

    let initial =
        { Sessions = Map.empty
          Last = ValueNone }

    /// One of the sessions is in this state now.
    let put number session sessions =
        { Sessions = Map.add number session sessions.Sessions
          Last = ValueSome struct (number, session) }

    let private outside number address =
        match address with
        | Address.Stream connection -> Address.Substream(connection, number)
        | Address.Datagram _
        | Address.Substream _ -> address

    let private inside address =
        match address with
        | Address.Substream(connection, number) -> ValueSome struct (number, Address.Stream connection)
        | Address.Datagram _
        | Address.Stream _ -> ValueNone

    /// An input of one session as the program's.
    let ofSession number (input: SessionInput) : ProgramInput =
        let own value = { Session = number; Value = value }
        let address = outside number

        match input with
        | Started -> Started
        | Opened from -> Opened(address from)
        | Received(from, message) -> Received(address from, message)
        | Malformed(from, problem) -> Malformed(address from, problem)
        | Closed(from, reason) -> Closed(address from, reason)
        | TimerFired timer -> TimerFired(own timer)
        | Commanded command -> Commanded(own (SessionOrder.Command command))
        | Answered answer -> Answered(own answer)

    let private stepOne number input (sessions: RpcSessions) =
        let session =
            Map.tryFind number sessions.Sessions
            |> Option.defaultWith (fun () -> SessionState.initial SessionSettings.standard)

        let struct (session, outputs) = SessionMachine.step TimeSpan.Zero session input

        struct (put number session sessions,
                outputs |> List.map (Output.map (outside number) (fun timer -> { Session = number; Value = timer })))

    let private at address (toInput: Address -> SessionInput) sessions =
        match inside address with
        | ValueSome struct (number, address) -> sessions |> stepOne number (toInput address)
        | ValueNone -> struct (sessions, [])

    let step (_: TimeSpan) (sessions: RpcSessions) (input: ProgramInput) =
        match input with
        | Started -> struct (sessions, [])
        | Opened address -> sessions |> at address Opened
        | Received(address, message) -> sessions |> at address (fun address -> Received(address, message))
        | Malformed(address, problem) -> sessions |> at address (fun address -> Malformed(address, problem))
        | Closed(address, reason) -> sessions |> at address (fun address -> Closed(address, reason))
        | TimerFired timer -> sessions |> stepOne timer.Session (TimerFired timer.Value)
        | Answered answer -> sessions |> stepOne answer.Session (Answered answer.Value)
        | Commanded { Session = number
                      Value = SessionOrder.Begin settings } ->
            struct (sessions |> put number (SessionState.initial settings), [])
        | Commanded { Session = number
                      Value = SessionOrder.Command command } -> sessions |> stepOne number (Commanded command)

    let machine
        : Machine<RpcSessions, OfSession<Timer>, Message, OfSession<SessionOrder>, OfSession<Answer>, Ask, Notice> =
        { Initial = initial; Step = step }

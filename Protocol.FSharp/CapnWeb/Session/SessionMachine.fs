namespace PeerFunctional.CapnWeb

open System
open PeerFunctional.Kernel
open PeerFunctional.CapnWeb.SessionState

/// One end of a session: client and server at once.
module SessionMachine =

    let private restartSilence (flow: Flow) : Flow =
        let idle = flow.State.Settings.Idle

        if idle > TimeSpan.Zero then
            flow |> Step.emit (SetTimer(Silence, idle))
        else
            flow

    let private answered id result (flow: Flow) : Flow =
        match Table.tryFind id flow.State.Exports with
        | None -> flow
        | Some entry ->
            let flow = flow |> Outgoing.answer id result

            match entry.Demand with
            | Demand.Streamed -> flow |> removeExport id |> release entry.Hook
            | Demand.NotPulled
            | Demand.Pulled -> flow

    /// A call on the partner's promise need not wait for it.
    let private isCallable hook (session: Session) =
        match locate hook session with
        | Location.Waiting _ -> false
        | Location.Local _
        | Location.Remote _
        | Location.Known _ -> true

    let private resume waiter hook (flow: Flow) : Flow =
        let flow = flow |> hold -(HeldSize.ofWaiter waiter)

        match outcomeOf hook flow.State, waiter with
        | _, Waiter.Call(invocation, promise) when isCallable hook flow.State ->
            let struct (result, flow) = flow |> Calling.call hook invocation
            flow |> settleAs promise result |> release hook
        | ValueNone, _
        | _, Waiter.Call _ -> flow |> await hook waiter
        | ValueSome result, Waiter.Map(mapping, promise) ->
            flow |> Evaluation.runMapping mapping promise result |> release hook
        | ValueSome result, Waiter.Answer id -> flow |> answered id result |> release hook
        | ValueSome result, Waiter.Complete id -> flow |> Completion.resume id result |> release hook

    let private perform job (flow: Flow) : Flow =
        match job with
        | Job.Resume(waiter, hook) -> flow |> resume waiter hook
        | Job.Discard value -> flow |> releaseAll value

    let private tooMuch = Held.error "The message causes too much work."

    /// What the partner has this end hold, or gave it, beyond what is allowed.
    let private excess (session: Session) =
        let most = session.Settings.MaxEntries

        if session.Exports.Count > most then
            ValueSome $"More than {most} results and objects are held for this peer."
        elif session.Imports.Count > most then
            ValueSome $"This peer gave more than {most} objects."
        elif session.HeldBytes > session.Settings.MaxHeld then
            ValueSome $"More than {session.Settings.MaxHeld} bytes are held for this peer."
        else
            ValueNone

    /// Does what is left to do, first things first.
    let rec private run mostWork (flow: Flow) : Flow =
        match flow.State.Jobs, flow.State.NewJobs, excess flow.State with
        | _, _, ValueSome problem -> flow |> Ending.abort (Held.error problem)
        | [], [], ValueNone -> flow
        | _ when flow.State.Work > mostWork -> flow |> Ending.abort tooMuch
        | [], [ job ], ValueNone ->
            flow
            |> Step.update (fun session ->
                { session with
                    NewJobs = []
                    Work = session.Work + 1 })
            |> perform job
            |> run mostWork
        | [], jobs, ValueNone ->
            flow
            |> Step.update (fun session ->
                { session with
                    Jobs = List.rev jobs
                    NewJobs = [] })
            |> run mostWork
        | job :: rest, _, ValueNone ->
            flow
            |> Step.update (fun session ->
                { session with
                    Jobs = rest
                    Work = session.Work + 1 })
            |> perform job
            |> run mostWork

    let private opened connection (flow: Flow) : Flow =
        let unsent = List.rev flow.State.Unsent

        let flow =
            flow
            |> Step.update (fun session ->
                { session with
                    Phase = SessionPhase.Open
                    Connection = ValueSome connection
                    Unsent = [] })
            |> Step.emit (Tell SessionOpened)
            |> restartSilence

        (flow, unsent) ||> List.fold (fun flow message -> flow |> send message)

    let private failureOf (problem: Malformation) : Held =
        Value.Error(WireProblem.failure problem)

    let private started (flow: Flow) : Flow =
        match flow.State.Settings.Partner with
        | ValueSome endpoint -> flow |> Step.emit (Open(Address.Stream(Dialled(endpoint, 1))))
        | ValueNone -> flow

    let private taken (input: SessionInput) (flow: Flow) : Flow =
        match input with
        | Started -> flow |> started
        | Opened(Address.Stream connection) -> flow |> opened connection
        | Received(Address.Stream _, message) ->
            flow |> restartSilence |> Receiving.message message |> run flow.State.Settings.MaxWork
        | Malformed(Address.Stream _, problem) -> flow |> Ending.abort (failureOf problem)
        | Closed(Address.Stream _, reason) ->
            flow
            |> Step.update (fun session -> { session with Connection = ValueNone })
            |> Ending.finish (Held.error $"The connection ended: {CloseReason.words reason}.")
        | TimerFired Silence -> flow |> Ending.abort (Held.error "The partner was silent for too long.")
        | Commanded command -> flow |> Commands.obey command
        | Answered(Answer.Returned(call, result)) -> flow |> Commands.returned call result
        | Opened(Address.Datagram _ | Address.Substream _)
        | Received((Address.Datagram _ | Address.Substream _), _)
        | Malformed((Address.Datagram _ | Address.Substream _), _)
        | Closed((Address.Datagram _ | Address.Substream _), _) -> flow

    let step (_: TimeSpan) (session: Session) (input: SessionInput) =
        let flow: Flow =
            Step.start (
                if session.Work = 0 then
                    session
                else
                    { session with Work = 0 }
            )

        match session.Phase with
        | SessionPhase.Ended failure -> flow |> Commands.afterEnd failure input
        | SessionPhase.Connecting
        | SessionPhase.Open -> flow |> taken input
        |> run Int32.MaxValue
        |> Step.finish

    let machine settings : Machine<Session, Timer, Message, UserCommand, Answer, Ask, Notice> =
        { Initial = initial settings
          Step = step }

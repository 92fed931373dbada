namespace PeerFunctional.Tracker

open PeerFunctional.Kernel

/// The result of an exchange.
type ExchangeResult<'message> =
    | Pending
    | Answer of 'message
    | Failure of reason: string

/// One request to one partner and its answer, on a connection of their own.
type Exchange<'message> =
    { Partner: Endpoint
      Request: 'message
      Outcome: ExchangeResult<'message> }

/// The machine of an exchange. It ends with `Answer` or `Failure`.
module Exchange =

    let create partner request =
        { Partner = partner
          Request = request
          Outcome = Pending }

    let private call exchange = Dialled(exchange.Partner, 0)

    let private over outcome (step: Step<Exchange<'message>, Output<Connection, Timer, 'message, Question, Notice>>) =
        step |> Step.update (fun exchange -> { exchange with Outcome = outcome }) |> Step.emit Finish

    let private hangUp exchange =
        Step.emitAll [ CancelTimer(Deadline(call exchange)); Close(call exchange) ]

    let private proceed exchange input =
        let flow = Step.start exchange
        let call = call exchange

        match input with
        | Started -> flow |> Step.emitAll [ Open call; SetTimer(Deadline call, Limits.connect) ]
        | Opened connection when connection = call ->
            flow |> Step.emitAll [ Send(call, exchange.Request); SetTimer(Deadline call, Limits.answer) ]
        | Received(sender, message) when sender = call -> flow |> hangUp exchange |> over (Answer message)
        | Malformed(sender, problem) when sender = call ->
            flow |> hangUp exchange |> over (Failure $"{problem.Problem}: {problem.Detail}")
        | Closed(connection, reason) when connection = call ->
            flow |> Step.emit (CancelTimer(Deadline call)) |> over (Failure(CloseReason.words reason))
        | TimerFired(Deadline connection) when connection = call ->
            flow |> Step.emit (Close call) |> over (Failure "no answer in time")
        | Commanded Stop -> flow |> hangUp exchange |> over (Failure "it was stopped")
        | Opened _
        | Received _
        | Malformed _
        | Closed _
        | TimerFired _
        | Answered(Remembered | RememberFailed _ | TimeIs _) -> flow

    let step (exchange: Exchange<'message>) (input: Input<Connection, Timer, 'message, UserCommand, Answer>) =
        match exchange.Outcome with
        | Pending -> proceed exchange input |> Step.finish
        | Answer _
        | Failure _ -> struct (exchange, [])

    let machine partner request : Machine<Exchange<'message>, Timer, 'message, UserCommand, Answer, Question, Notice> =
        { Initial = create partner request
          Step = Machine.overStreams (fun _ -> step) }

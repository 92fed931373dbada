namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

type CallerWait =
    | Request
    | Answer
    | LastAnswer

type Guarded<'state> =
    { Inner: 'state
      Limits: StreamLimits voption
      Callers: Map<Address, CallerWait> }

type GuardedTimer<'timer> =
    | Own of 'timer
    | Patience of Address

module Guard =

    let initial limits state =
        { Inner = state
          Limits = limits
          Callers = Map.empty }

    let private isCaller name =
        match name with
        | Address.Stream(Accepted _) -> true
        | Address.Stream(Dialled _)
        | Address.Substream _
        | Address.Datagram _ -> false

    let private expect what caller guarded =
        { guarded with
            Callers = Map.add caller what guarded.Callers }

    let private forget caller guarded =
        { guarded with
            Callers = Map.remove caller guarded.Callers }

    let private isWaiting what caller guarded =
        Map.tryFind caller guarded.Callers = Some what

    /// What an output means to a caller.
    let private watch guarded output =
        match output with
        | Send(name, _) when isWaiting Answer name guarded -> forget name guarded
        | Close name -> forget name guarded
        | Send _
        | Open _
        | HalfClose _
        | SetTimer _
        | CancelTimer _
        | Ask _
        | Tell _
        | Finish -> guarded

    /// Gives the machine an input, after outputs of the guard's own. A caller that the machine closes has no time left to run.
    let private pass step now input own guarded =
        let struct (state, outputs) = step now guarded.Inner input
        let after = List.fold watch { guarded with Inner = state } outputs

        let closed =
            [ for output in outputs do
                  match output with
                  | Close name ->
                      match Map.tryFind name guarded.Callers with
                      | Some(Request | LastAnswer) -> CancelTimer(Patience name)
                      | Some Answer
                      | None -> ()
                  | Send _
                  | Open _
                  | HalfClose _
                  | SetTimer _
                  | CancelTimer _
                  | Ask _
                  | Tell _
                  | Finish -> () ]

        struct (after, own @ List.map (Output.map id Own) outputs @ closed)

    /// What the guard has no part in.
    let private unwatched step now guarded input =
        match input with
        | TimerFired(Patience _) -> struct (guarded, [])
        | TimerFired(Own timer) -> pass step now (TimerFired timer) [] guarded
        | Started -> pass step now Started [] guarded
        | Opened name -> pass step now (Opened name) [] guarded
        | Received(name, message) -> pass step now (Received(name, message)) [] guarded
        | Malformed(name, problem) -> pass step now (Malformed(name, problem)) [] guarded
        | Closed(name, reason) -> pass step now (Closed(name, reason)) [] guarded
        | Commanded command -> pass step now (Commanded command) [] guarded
        | Input.Answered answer -> pass step now (Input.Answered answer) [] guarded

    /// A machine's step under limits.
    let private underLimits (limits: StreamLimits) step now guarded input =
        match input with
        | TimerFired(Patience caller) ->
            guarded |> forget caller |> pass step now (Closed(caller, CloseReason.TimedOut)) [ Close caller ]
        | Opened name when isCaller name ->
            guarded
            |> expect Request name
            |> pass step now (Opened name) [ SetTimer(Patience name, limits.Request) ]
        | Received(name, message) when isWaiting Request name guarded ->
            guarded
            |> expect Answer name
            |> pass step now (Received(name, message)) [ CancelTimer(Patience name) ]
        | Malformed(name, problem) when isWaiting Request name guarded ->
            guarded
            |> expect Answer name
            |> pass step now (Malformed(name, problem)) [ CancelTimer(Patience name) ]
        | Closed(name, CloseReason.ClosedByPartner) when limits.Answer > TimeSpan.Zero && isWaiting Answer name guarded ->
            struct (expect LastAnswer name guarded, [ SetTimer(Patience name, limits.Answer) ])
        | Closed(name, reason) when isCaller name ->
            guarded |> forget name |> pass step now (Closed(name, reason)) [ CancelTimer(Patience name) ]
        | _ -> unwatched step now guarded input

    let private limited step now guarded input =
        match guarded.Limits with
        | ValueSome limits -> underLimits limits step now guarded input
        | ValueNone -> unwatched step now guarded input

    let world
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        : World<Guarded<'state>, GuardedTimer<'timer>, 'message, 'command, 'answer, 'ask, 'notice, 'store> =
        let limitsOf peer =
            world.Streams |> ValueOption.bind (fun network -> network.LimitsOf peer)

        world
        |> World.withMachine
            { Start = fun peer store -> initial (limitsOf peer) (world.Start peer store)
              Step = limited world.Step
              AtOnce = world.AtOnce
              Answer = world.Answer
              TimerWords =
                fun timer ->
                    match timer with
                    | Own timer -> world.TimerWords timer
                    | Patience caller -> $"{Address.words caller} takes too long"
              StateWords = fun guarded -> world.StateWords guarded.Inner }

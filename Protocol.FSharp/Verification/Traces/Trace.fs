namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
// `Action` is this one, not System's.
open PeerFunctional.Verification

type TraceStep<'timer> =
    { At: TimeSpan
      Action: Action<int, 'timer>
      Digest: Digest }

type TraceOrigin =
    | Simulated of FaultOptions * FaultSchedule
    | Searched

type Trace<'timer> =
    { System: string
      World: string
      Policy: PeerPolicies voption
      Origin: TraceOrigin
      Ending: Ending
      Steps: TraceStep<'timer> list }

module TraceStep =

    let after (worldState: WorldState<'state, 'timer, 'ask, 'store>) action : TraceStep<'timer> =
        { At = worldState.Now
          Action = action
          Digest = WorldState.digest worldState Digest.empty }

module Trace =

    let faults trace =
        match trace.Origin with
        | Simulated(_, schedule) -> schedule.Faults
        | Searched -> []

    let private ofSubject (subject: Scenario<_, _, _, _, _, _, _, _>) origin ending steps =
        { System = subject.System
          World = subject.Name
          Policy = subject.Policy
          Origin = origin
          Ending = ending
          Steps = steps }

    let ofSchedule (subject: Scenario<_, _, _, _, _, _, _, _>) options schedule =
        let steps = Collections.Generic.List<TraceStep<_>>()

        let outcome =
            Simulator.follow subject.World subject.Properties options schedule (fun action worldState ->
                steps.Add(TraceStep.after worldState (Action.byNumber action)))

        ofSubject subject (Simulated(options, outcome.Schedule)) outcome.Ending (List.ofSeq steps)

    let ofSteps subject ending steps = ofSubject subject Searched ending steps

    let inWords
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (trace: Trace<'timer>)
        =
        { System = trace.System
          World = trace.World
          Policy = trace.Policy
          Origin = trace.Origin
          Ending = trace.Ending
          Steps =
            trace.Steps
            |> List.map (fun step ->
                { At = step.At
                  Action = Action.map id world.TimerWords step.Action
                  Digest = step.Digest }) }

    /// Lets the actions happen again, as far as they can.
    let private again
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (steps: TraceStep<string> list)
        =
        let rec go run taken (steps: TraceStep<string> list) =
            match steps with
            | [] -> taken
            | step :: rest ->
                let applied =
                    Action.tryMap Ok (Run.timerNamed world run) step.Action
                    |> Result.bind (fun action ->
                        Run.apply world step.At action run
                        |> Result.map (fun (struct (run, _)) -> struct (run, TraceStep.after run.WorldState action)))

                match applied with
                | Ok(struct (run, step)) -> go run (step :: taken) rest
                | Error _ -> taken

        go (Run.initial world) [] steps |> List.rev

    let replay (subject: Scenario<_, _, _, _, _, _, _, _>) (trace: Trace<string>) =
        match trace.Origin with
        | Simulated(options, schedule) -> ofSchedule subject options schedule
        | Searched -> again subject.World trace.Steps |> ofSteps subject trace.Ending

    /// The first thing that went wrong, with its step counted from 1, and the world state at the end.
    let private cause (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) steps =
        let name peer = List.item peer world.Peers

        let happened (run: Run<'state, 'timer, 'message, 'ask, 'store>, found: string voption) timed =
            let place, (step: TraceStep<'timer>) = timed

            let envelope number said =
                match Map.tryFind number run.Envelopes with
                | Some envelope ->
                    let words = Payload.words world.MessageWords envelope.Payload
                    ValueSome $"{words} to {name envelope.Recipient} {said} in step {place}"
                | None -> ValueNone

            let cause =
                match step.Action with
                | _ when found.IsSome -> found
                | Drop number -> envelope number "was lost"
                | DeliverCorrupted number ->
                    match Map.tryFind number run.Envelopes with
                    | Some { Connection = ValueSome _ } -> envelope number "arrived in pieces"
                    | Some { Connection = ValueNone }
                    | None -> envelope number "arrived corrupted"
                | Crash peer -> ValueSome $"{name peer} crashed in step {place}"
                | CrashLosingDisk peer -> ValueSome $"{name peer} crashed and lost its disk in step {place}"
                | Start _
                | Deliver _
                | Duplicate _
                | FireTimer _
                | AnswerStore _
                | Restart _ -> ValueNone

            match Run.apply world step.At step.Action run with
            | Ok struct (run, _) -> run, cause
            | Error _ -> run, cause

        let run, cause =
            steps
            |> List.mapi (fun index step -> index + 1, step)
            |> List.fold happened (Run.initial world, ValueNone)

        struct (run.WorldState, cause)

    let sentence (subject: Scenario<_, _, _, _, _, _, _, _>) trace =
        let struct (worldState, cause) = cause subject.World trace.Steps

        let cause =
            cause |> ValueOption.map (fun cause -> $": {cause}") |> ValueOption.defaultValue ""

        match trace.Ending with
        | Passed -> "every property holds"
        | Broken invariant -> $"step {trace.Steps.Length} violates this property: {invariant}{cause}"
        | Missed invariant ->
            match subject.Missing worldState with
            | ValueSome missing -> missing + cause
            | ValueNone -> $"the goal is never reached: {invariant}{cause}"

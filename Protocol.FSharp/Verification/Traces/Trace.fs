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
      Assumptions: Assumptions voption
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
          Assumptions = ValueNone
          Ending = ending
          Steps = steps }

    let ofSchedule (subject: Scenario<_, _, _, _, _, _, _, _>) options schedule =
        let steps = Collections.Generic.List<TraceStep<_>>()

        let outcome =
            Simulator.follow subject.World subject.Properties options schedule (fun action worldState ->
                steps.Add(TraceStep.after worldState (Action.byNumber action)))

        ofSubject subject (Simulated(options, outcome.Schedule)) outcome.Ending (List.ofSeq steps)

    let ofSteps subject ending steps = ofSubject subject Searched ending steps

    let under assumptions (trace: Trace<_>) =
        { trace with
            Assumptions = ValueSome assumptions }

    let inWords
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (trace: Trace<'timer>)
        =
        { System = trace.System
          World = trace.World
          Policy = trace.Policy
          Origin = trace.Origin
          Assumptions = trace.Assumptions
          Ending = trace.Ending
          Steps =
            trace.Steps
            |> List.map (fun step ->
                { At = step.At
                  Action = Action.map id world.TimerWords step.Action
                  Digest = step.Digest }) }

    let timerOf
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        run
        (step: TraceStep<string>)
        peer
        words
        =
        let leads timer =
            match Run.apply world step.At (FireTimer(peer, timer)) run with
            | Ok(struct (run, _)) -> WorldState.digest run.WorldState Digest.empty = step.Digest
            | Error _ -> false

        match Run.timersNamed world run peer words with
        | [] -> Error $"peer {peer} has no timer '{words}'"
        | [ timer ] -> Ok timer
        | first :: _ as timers -> timers |> List.tryFind leads |> Option.defaultValue first |> Ok

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
                    Action.tryMap Ok (timerOf world run step) step.Action
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
        | Searched ->
            { (again subject.World trace.Steps |> ofSteps subject trace.Ending) with
                Assumptions = trace.Assumptions }

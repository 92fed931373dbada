namespace PeerFunctional.Verification

open System
open System.Collections.Generic

/// How many faults may still happen.
type private Budget = { mutable Left: int }

module private Budget =

    let create most = { Left = most }

    /// A fault while the budget lasts.
    let spend budget (fault: Fault voption) =
        if budget.Left = 0 || fault.IsNone then
            ValueNone
        else
            budget.Left <- budget.Left - 1
            fault

module Simulator =

    /// Runs a world until the goal is reached after the fault phase, an invariant is broken, or time or moves are over.
    let private play run (options: FaultOptions) (properties: Properties<_>) (schedule: FaultSchedule) =
        let deadline = (schedule.HealedAt + options.LivenessTimeout).Ticks
        let healedAt = schedule.HealedAt.Ticks

        let watch =
            InvariantWatch.create schedule.Starts.Length properties (SimulatedWorld.worldState run)

        let rec go isFirst =
            let time = (SimulatedWorld.nextTime run).Ticks

            let isOver = time > deadline || SimulatedWorld.taken run >= options.MaxActions

            if time >= healedAt && InvariantWatch.isReached isOver (SimulatedWorld.worldState run) watch then
                match InvariantWatch.broken (SimulatedWorld.worldState run) watch with
                | Some invariant -> Broken invariant.Sentence
                | None -> Passed
            elif isOver then
                Missed properties.Liveness.Sentence
            else
                match SimulatedWorld.advance run with
                | ValueNone -> Missed properties.Liveness.Sentence
                | ValueSome peer ->
                    let worldState = SimulatedWorld.worldState run

                    let broken =
                        InvariantWatch.afterStep peer worldState watch
                        |> Option.orElse (
                            if isFirst then
                                InvariantWatch.broken worldState watch
                            else
                                None
                        )

                    match broken with
                    | Some invariant -> Broken invariant.Sentence
                    | None -> go false

        go true

    let private finish options properties (schedule: FaultSchedule) run =
        let ending = play run options properties schedule

        { Ending = ending
          Schedule =
            { schedule with
                Faults = SimulatedWorld.faults run }
          Moves = SimulatedWorld.taken run
          Ended = (SimulatedWorld.worldState run).Now }

    let listen world properties (options: FaultOptions) (schedule: FaultSchedule) watch =
        SimulatedWorld.start world schedule watch |> finish options properties schedule

    let follow world properties options schedule watch =
        listen world properties options schedule (fun action worldState _ -> watch action worldState)

    let watch
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        properties
        (options: FaultOptions)
        seed
        watch
        =
        let profile = FaultProfile.draw world.Peers.Length options seed
        let faults = Budget.create options.MaxFaults
        let crashes = Budget.create options.MaxCrashes

        let source =
            { OfEnvelope = fun place number -> FaultProfile.forEnvelope place number profile |> Budget.spend faults
              OfPeer = fun peer steps -> FaultProfile.forPeer peer steps profile |> Budget.spend crashes }

        SimulatedWorld.create world profile.Schedule source (fun action worldState _ -> watch action worldState)
        |> finish options properties profile.Schedule

    let run world properties options seed =
        watch world properties options seed (fun _ _ -> ())

    /// Intervals of a run that curves tell apart.
    [<Literal>]
    let private Intervals = 60.0

    let measure
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        properties
        (options: FaultOptions)
        title
        seed
        =
        let meter =
            LoadMeter.create (options.FaultPhase / Intervals) world.Peers.Length properties (WorldState.initial world)

        let outcome =
            watch world properties options seed (fun action worldState -> LoadMeter.note action worldState meter)

        struct (outcome, LoadMeter.curves title meter)

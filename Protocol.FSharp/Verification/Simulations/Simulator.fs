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

    /// Runs a world until the goal is reached after the storm, a law is broken, or time or moves are over.
    let private play run (options: Options) (laws: Laws<_>) (schedule: Schedule) =
        let deadline = schedule.Calm + options.Patience
        let watch = LawWatch.create schedule.Starts.Length laws (SimulatedWorld.scene run)

        let rec go isFirst =
            let time = SimulatedWorld.nextTime run

            let isOver = time > deadline || SimulatedWorld.taken run >= options.MaxMoves

            if time >= schedule.Calm && LawWatch.isReached isOver (SimulatedWorld.scene run) watch then
                match LawWatch.broken (SimulatedWorld.scene run) watch with
                | Some law -> Broken law.Sentence
                | None -> Passed
            elif isOver then
                Missed laws.Goal.Sentence
            else
                match SimulatedWorld.advance run with
                | ValueNone -> Missed laws.Goal.Sentence
                | ValueSome peer ->
                    let scene = SimulatedWorld.scene run

                    let broken =
                        LawWatch.afterStep peer scene watch
                        |> Option.orElse (if isFirst then LawWatch.broken scene watch else None)

                    match broken with
                    | Some law -> Broken law.Sentence
                    | None -> go false

        go true

    let private finish options laws (schedule: Schedule) run =
        let ending = play run options laws schedule

        { Ending = ending
          Schedule =
            { schedule with
                Faults = SimulatedWorld.faults run }
          Moves = SimulatedWorld.taken run
          Ended = (SimulatedWorld.scene run).Now }

    let follow world laws (options: Options) (schedule: Schedule) watch =
        SimulatedWorld.start world schedule (fun action scene _ -> watch action scene)
        |> finish options laws schedule

    let watch
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        laws
        (options: Options)
        seed
        watch
        =
        let weather = Weather.draw world.Peers.Length options seed
        let faults = Budget.create options.MaxFaults
        let crashes = Budget.create options.MaxCrashes

        let source =
            { OfLetter = fun place number -> Weather.ofLetter place number weather |> Budget.spend faults
              OfPeer = fun peer steps -> Weather.ofPeer peer steps weather |> Budget.spend crashes }

        SimulatedWorld.create world weather.Schedule source (fun action scene _ -> watch action scene)
        |> finish options laws weather.Schedule

    let run world laws options seed =
        watch world laws options seed (fun _ _ -> ())

    /// Stretches of a storm that curves tell apart.
    [<Literal>]
    let private Stretches = 60.0

    let measure
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        laws
        (options: Options)
        title
        seed
        =
        let meter =
            LoadMeter.create (options.Storm / Stretches) world.Peers.Length laws (Scene.initial world)

        let outcome =
            watch world laws options seed (fun action scene -> LoadMeter.note action scene meter)

        struct (outcome, LoadMeter.curves title meter)

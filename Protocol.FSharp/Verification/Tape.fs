namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// A step of a run as a file keeps it: timers by their words, and the digest of the scene after it.
type TapeStep =
    { At: TimeSpan
      Move: Move<string>
      Digest: Digest }

/// A run as a file keeps it: enough to run it again, and to see that it is the same.
type Tape =
    {
        System: string
        /// The world by its name in that system.
        World: string
        Policy: Policy
        Options: Options
        Schedule: Schedule
        Ending: Ending
        Steps: TapeStep list
    }

module Tape =

    let digest world scene = Scene.digest world scene Digest.empty

    /// Runs a schedule and keeps every step of it.
    let record
        system
        name
        policy
        (world: World<'state, 'address, 'timer, 'message, 'request, 'effect, 'store>)
        laws
        options
        schedule
        =
        let steps = Collections.Generic.List<TapeStep>()

        let watch (timed: TimedMove<'timer>) scene =
            let step: TapeStep =
                { At = timed.At
                  Move = Move.map world.TimerWords timed.Move
                  Digest = digest world scene }

            steps.Add step

        let outcome = Simulator.follow world laws options schedule watch

        { System = system
          World = name
          Policy = policy
          Options = options
          Schedule = outcome.Schedule
          Ending = outcome.Ending
          Steps = List.ofSeq steps }

    /// The run again by its schedule: the same tape, if the machine is the same.
    let rerun world laws tape =
        record tape.System tape.World tape.Policy world laws tape.Options tape.Schedule

    /// The run in the protocol's words.
    let tell (world: World<'state, 'address, 'timer, 'message, 'request, 'effect, 'store>) laws title conclusion tape =
        let struct (outcome, moves) = Simulator.moves world laws tape.Options tape.Schedule

        Retelling.tell world title conclusion outcome.Schedule.Faults moves

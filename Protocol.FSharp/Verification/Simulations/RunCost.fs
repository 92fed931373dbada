namespace PeerFunctional.Verification

open System

[<Struct>]
type RunCost = { Messages: int; Time: TimeSpan }

type CostBound =
    { World: string
      Faultless: RunCost
      PerLoss: RunCost }

module CostBound =

    let create world faultless perLoss =
        { World = world
          Faultless = faultless
          PerLoss = perLoss }

module RunCost =

    let create messages seconds =
        { Messages = messages
          Time = TimeSpan.FromSeconds(seconds: float) }

    let add first second =
        { Messages = first.Messages + second.Messages
          Time = first.Time + second.Time }

    let most first second =
        { Messages = max first.Messages second.Messages
          Time = max first.Time second.Time }

    let isWithin bound cost =
        cost.Messages <= bound.Messages && cost.Time <= bound.Time

    let private milliseconds (count: float) = TimeSpan.FromMilliseconds count

    let calm peers healedAt lost seed =
        { Seed = seed
          Starts = [ for peer in 0 .. peers - 1 -> milliseconds (10.0 * float peer) ]
          Network =
            { Least = milliseconds 1.0
              Spread = milliseconds 4.0 }
          Disk =
            { Least = milliseconds 1.0
              Spread = TimeSpan.Zero }
          HealedAt = healedAt
          Faults = List.map Fault.Drop lost }

    let measure
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (properties: Properties<WorldState<'state, 'timer, 'ask, 'store>>)
        schedule
        =
        let started = List.max schedule.Starts
        let mutable reached = ValueNone

        let look _ (worldState: WorldState<'state, 'timer, 'ask, 'store>) =
            if not (properties.Liveness.Holds worldState) then
                reached <- ValueNone
            elif reached.IsNone then
                reached <-
                    ValueSome
                        { Messages = worldState.Sent
                          Time = max TimeSpan.Zero (worldState.Now - started) }

        match (Simulator.follow world properties FaultOptions.standard schedule look).Ending with
        | Passed -> reached
        | Broken _
        | Missed _ -> ValueNone

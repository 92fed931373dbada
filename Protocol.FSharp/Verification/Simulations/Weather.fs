namespace PeerFunctional.Verification

open System

type Options =
    { Loss: float voption
      Duplication: float voption
      Garbling: float voption
      Reordering: float voption
      Crashing: float voption
      Wiping: float voption
      Cutting: bool voption
      Storm: TimeSpan
      Patience: TimeSpan
      MaxFaults: int
      MaxCrashes: int
      MaxMoves: int }

type Weather =
    { Loss: float
      Duplication: float
      Garbling: float
      Reordering: float
      LongestDelay: TimeSpan
      Crashing: float
      Wiping: float
      LongestDown: TimeSpan
      Chance: Chance
      Options: Options
      Schedule: Schedule }

module Options =

    let standard =
        { Loss = ValueNone
          Duplication = ValueNone
          Garbling = ValueNone
          Reordering = ValueNone
          Crashing = ValueNone
          Wiping = ValueNone
          Cutting = ValueNone
          Storm = TimeSpan.FromSeconds 2.0
          Patience = TimeSpan.FromMinutes 2.0
          MaxFaults = 64
          MaxCrashes = 2
          MaxMoves = 100_000 }

    let fair =
        { standard with
            Loss = ValueSome 0.0
            Duplication = ValueSome 0.0
            Garbling = ValueSome 0.0
            Reordering = ValueSome 0.0
            Crashing = ValueSome 0.0
            Wiping = ValueSome 0.0
            Cutting = ValueSome false }

module Weather =

    let private milliseconds (number: float) = TimeSpan.FromMilliseconds number

    /// A fault is off in half of the seeds.
    let private strength given least most chance =
        match given with
        | ValueSome probability -> probability
        | ValueNone when Chance.happens 0.5 (Chance.at 0 chance) -> 0.0
        | ValueNone -> Chance.between least most (Chance.at 1 chance)

    let private cuts peers calm (options: Options) chance =
        let count =
            match options.Cutting with
            | ValueSome false -> 0
            | ValueSome true -> 1 + Chance.below 2 (Chance.at 0 chance)
            | ValueNone -> max 0 (Chance.below 5 (Chance.at 0 chance) - 2)

        List.init (if peers < 2 then 0 else count) (fun index ->
            let chance = Chance.at (index + 1) chance
            let from = Chance.below peers (Chance.at 0 chance)
            let towards = (from + 1 + Chance.below (peers - 1) (Chance.at 1 chance)) % peers
            let since = Chance.time TimeSpan.Zero calm (Chance.at 2 chance)
            let until = Chance.time since calm (Chance.at 3 chance)
            Fault.Cut(from, towards, Chance.happens 0.5 (Chance.at 4 chance), since, until))

    let draw peers (options: Options) seed =
        let chance = Chance.ofSeed seed
        let place index = Chance.at index chance

        let calm = Chance.time (options.Storm / 10.0) options.Storm (place 0)

        let starts =
            let late =
                if Chance.happens 0.5 (place 1) then
                    TimeSpan.Zero
                else
                    min calm (milliseconds 300.0)

            List.init peers (fun peer -> Chance.time TimeSpan.Zero late (Chance.at peer (place 2)))

        { Loss = strength options.Loss 0.02 0.5 (place 3)
          Duplication = strength options.Duplication 0.02 0.3 (place 4)
          Garbling = strength options.Garbling 0.02 0.2 (place 5)
          Reordering = strength options.Reordering 0.02 0.3 (place 6)
          LongestDelay = Chance.oneOf [ milliseconds 10.0; milliseconds 100.0; options.Storm ] (place 7)
          Crashing = strength options.Crashing 0.002 0.05 (place 8)
          Wiping = strength options.Wiping 0.1 1.0 (place 15)
          LongestDown = Chance.oneOf [ milliseconds 10.0; milliseconds 300.0; options.Storm ] (place 9)
          Chance = place 10
          Options = options
          Schedule =
            { Seed = seed
              Starts = starts
              Network =
                { Least = Chance.time (milliseconds 0.1) (milliseconds 30.0) (place 11)
                  Spread =
                    Chance.oneOf [ TimeSpan.Zero; milliseconds 1.0; milliseconds 20.0; milliseconds 150.0 ] (place 12) }
              Disk =
                { Least = milliseconds 0.05
                  Spread = Chance.oneOf [ TimeSpan.Zero; milliseconds 5.0; milliseconds 100.0 ] (place 13) }
              Calm = calm
              Faults = cuts peers calm options (place 14) } }

    let ofLetter place letter (weather: Weather) =
        let chance = Chance.at place weather.Chance
        let drawn = Chance.fraction chance
        let garbled = weather.Loss + weather.Garbling
        let duplicated = garbled + weather.Duplication

        if drawn < weather.Loss then
            ValueSome(Fault.Drop letter)
        elif drawn < garbled then
            ValueSome(Fault.Garble letter)
        elif drawn < duplicated then
            ValueSome(Fault.Duplicate letter)
        elif drawn < duplicated + weather.Reordering then
            ValueSome(Fault.Delay(letter, Chance.time TimeSpan.Zero weather.LongestDelay (Chance.at 0 chance)))
        else
            ValueNone

    let ofPeer peer steps (weather: Weather) =
        // Letters' places count up from 0, peers' down from -1.
        let chance = Chance.at steps (Chance.at (-1 - peer) weather.Chance)

        if weather.Crashing > 0.0 && Chance.happens weather.Crashing chance then
            let down = Chance.time TimeSpan.Zero weather.LongestDown (Chance.at 0 chance)

            if Chance.happens weather.Wiping (Chance.at 1 chance) then
                ValueSome(Fault.Wipe(peer, steps, down))
            else
                ValueSome(Fault.Crash(peer, steps, down))
        else
            ValueNone

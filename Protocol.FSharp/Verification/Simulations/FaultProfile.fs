namespace PeerFunctional.Verification

open System

type FaultOptions =
    { Loss: float voption
      Duplication: float voption
      Corruption: float voption
      Reordering: float voption
      Crashing: float voption
      DiskLoss: float voption
      Partitions: bool voption
      FaultPhase: TimeSpan
      LivenessTimeout: TimeSpan
      MaxFaults: int
      MaxCrashes: int
      MaxActions: int }

type FaultProfile =
    { Loss: float
      Duplication: float
      Corruption: float
      Reordering: float
      LongestDelay: TimeSpan
      Crashing: float
      DiskLoss: float
      LongestOutage: TimeSpan
      Prng: Prng
      Options: FaultOptions
      Schedule: FaultSchedule }

module FaultOptions =

    let standard =
        { Loss = ValueNone
          Duplication = ValueNone
          Corruption = ValueNone
          Reordering = ValueNone
          Crashing = ValueNone
          DiskLoss = ValueNone
          Partitions = ValueNone
          FaultPhase = TimeSpan.FromSeconds 2.0
          LivenessTimeout = TimeSpan.FromMinutes 2.0
          MaxFaults = 64
          MaxCrashes = 2
          MaxActions = 100_000 }

    let none =
        { standard with
            Loss = ValueSome 0.0
            Duplication = ValueSome 0.0
            Corruption = ValueSome 0.0
            Reordering = ValueSome 0.0
            Crashing = ValueSome 0.0
            DiskLoss = ValueSome 0.0
            Partitions = ValueSome false }

module FaultProfile =

    let private milliseconds (number: float) = TimeSpan.FromMilliseconds number

    /// A fault is off in half of the seeds.
    let private strength given least most chance =
        match given with
        | ValueSome probability -> probability
        | ValueNone when Prng.bernoulli 0.5 (Prng.split 0 chance) -> 0.0
        | ValueNone -> Prng.uniform least most (Prng.split 1 chance)

    let private cuts peers calm (options: FaultOptions) chance =
        let count =
            match options.Partitions with
            | ValueSome false -> 0
            | ValueSome true -> 1 + Prng.below 2 (Prng.split 0 chance)
            | ValueNone -> max 0 (Prng.below 5 (Prng.split 0 chance) - 2)

        List.init (if peers < 2 then 0 else count) (fun index ->
            let chance = Prng.split (index + 1) chance
            let from = Prng.below peers (Prng.split 0 chance)
            let towards = (from + 1 + Prng.below (peers - 1) (Prng.split 1 chance)) % peers
            let since = Prng.time TimeSpan.Zero calm (Prng.split 2 chance)
            let until = Prng.time since calm (Prng.split 3 chance)
            Fault.Partition(from, towards, Prng.bernoulli 0.5 (Prng.split 4 chance), since, until))

    let draw peers (options: FaultOptions) seed =
        let chance = Prng.ofSeed seed
        let place index = Prng.split index chance

        let calm = Prng.time (options.FaultPhase / 10.0) options.FaultPhase (place 0)

        let starts =
            let late =
                if Prng.bernoulli 0.5 (place 1) then
                    TimeSpan.Zero
                else
                    min calm (milliseconds 300.0)

            List.init peers (fun peer -> Prng.time TimeSpan.Zero late (Prng.split peer (place 2)))

        { Loss = strength options.Loss 0.02 0.5 (place 3)
          Duplication = strength options.Duplication 0.02 0.3 (place 4)
          Corruption = strength options.Corruption 0.02 0.2 (place 5)
          Reordering = strength options.Reordering 0.02 0.3 (place 6)
          LongestDelay = Prng.oneOf [ milliseconds 10.0; milliseconds 100.0; options.FaultPhase ] (place 7)
          Crashing = strength options.Crashing 0.002 0.05 (place 8)
          DiskLoss = strength options.DiskLoss 0.1 1.0 (place 15)
          LongestOutage = Prng.oneOf [ milliseconds 10.0; milliseconds 300.0; options.FaultPhase ] (place 9)
          Prng = place 10
          Options = options
          Schedule =
            { Seed = seed
              Starts = starts
              Network =
                { Least = Prng.time (milliseconds 0.1) (milliseconds 30.0) (place 11)
                  Spread =
                    Prng.oneOf [ TimeSpan.Zero; milliseconds 1.0; milliseconds 20.0; milliseconds 150.0 ] (place 12) }
              Disk =
                { Least = milliseconds 0.05
                  Spread = Prng.oneOf [ TimeSpan.Zero; milliseconds 5.0; milliseconds 100.0 ] (place 13) }
              HealedAt = calm
              Faults = cuts peers calm options (place 14) } }

    let forEnvelope place envelope (profile: FaultProfile) =
        let chance = Prng.split place profile.Prng
        let drawn = Prng.fraction chance
        let garbled = profile.Loss + profile.Corruption
        let duplicated = garbled + profile.Duplication

        if drawn < profile.Loss then
            ValueSome(Fault.Drop envelope)
        elif drawn < garbled then
            ValueSome(Fault.Corrupt envelope)
        elif drawn < duplicated then
            ValueSome(Fault.Duplicate envelope)
        elif drawn < duplicated + profile.Reordering then
            ValueSome(Fault.Delay(envelope, Prng.time TimeSpan.Zero profile.LongestDelay (Prng.split 0 chance)))
        else
            ValueNone

    let forPeer peer steps (profile: FaultProfile) =
        // Envelopes' places count up from 0, peers' down from -1.
        let chance = Prng.split steps (Prng.split (-1 - peer) profile.Prng)

        if profile.Crashing > 0.0 && Prng.bernoulli profile.Crashing chance then
            let down = Prng.time TimeSpan.Zero profile.LongestOutage (Prng.split 0 chance)

            if Prng.bernoulli profile.DiskLoss (Prng.split 1 chance) then
                ValueSome(Fault.CrashLosingDisk(peer, steps, down))
            else
                ValueSome(Fault.Crash(peer, steps, down))
        else
            ValueNone

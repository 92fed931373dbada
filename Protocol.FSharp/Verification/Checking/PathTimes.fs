namespace PeerFunctional.Verification

open System

type internal ClockStep<'timer> =
    { Fired: Clock<'timer> voption
      Bounding: Clock<'timer> list
      Started: struct (Clock<'timer> * TimeSpan) list }

module internal PathTimes =

    /// The step `Later` comes at least `Least` ticks after the step `Earlier`; negative for at most.
    [<Struct>]
    type private Constraint =
        { Earlier: int
          Later: int
          Least: int64 }

    /// What a step adds to the constraints, and when the clocks started that run after it.
    let private constrain (since, constraints) (place, step) =
        let startOf clock = Map.tryFind clock since

        let bounds =
            [ if place > 0 then
                  { Earlier = place - 1
                    Later = place
                    Least = 0L }

              for clock in step.Bounding do
                  match startOf clock with
                  | Some struct (started, left: TimeSpan) ->
                      { Earlier = place
                        Later = started
                        Least = -left.Ticks }

                      if step.Fired = ValueSome clock then
                          { Earlier = started
                            Later = place
                            Least = left.Ticks }
                  | None -> () ]

        let since =
            (since, step.Started)
            ||> List.fold (fun since (struct (clock, left)) -> Map.add clock (struct (place, left)) since)

        since, bounds @ constraints

    let earliest steps =
        // In the order of the steps, so that few rounds are enough.
        let constraints =
            List.fold constrain (Map.empty, []) (List.indexed steps) |> snd |> List.rev

        let times = Array.zeroCreate<int64> steps.Length

        /// Moves what is too early; answers whether anything was.
        let relax () =
            (false, constraints)
            ||> List.fold (fun changed rule ->
                let least = times[rule.Earlier] + rule.Least

                if times[rule.Later] < least then
                    times[rule.Later] <- least
                    true
                else
                    changed)

        // Without a solution the rounds would never end (Bellman, Ford).
        let rec settle rounds =
            if rounds > 0 && relax () then
                settle (rounds - 1)

        settle (steps.Length + 1)
        [ for ticks in times -> TimeSpan ticks ]

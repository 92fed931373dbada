namespace PeerFunctional.Verification

type WorldCost =
    { Faultless: RunCost voption
      OneLost: RunCost voption }

module WorldCost =

    /// The most of all costs; none where a run has none.
    let private most costs =
        (ValueSome(RunCost.create 0 0.0), costs)
        ||> Seq.fold (fun most cost -> ValueOption.map2 RunCost.most most cost)

    let private runs healedAt (world: World<_, _, _, _, _, _, _, _>) properties schedules =
        schedules
        |> Seq.map (fun struct (lost, seed) ->
            RunCost.calm world.Peers.Length healedAt lost seed |> RunCost.measure world properties)
        |> most

    let measure healedAt (subject: IScenario) =
        subject.Accept
            { new IScenarioVisitor<WorldCost> with
                member _.Visit subject =
                    let runs = runs healedAt subject.World subject.Properties
                    let faultless = runs (seq { for seed in 0UL .. 9UL -> struct ([], seed) })

                    { Faultless = faultless
                      OneLost =
                        faultless
                        |> ValueOption.bind (fun cost ->
                            runs (seq { for envelope in 0 .. cost.Messages - 1 -> struct ([ envelope ], 0UL) })) } }

    let isWithin (bound: CostBound) cost =
        match cost.Faultless, cost.OneLost with
        | ValueSome faultless, ValueSome lossy ->
            RunCost.isWithin bound.Faultless faultless
            && RunCost.isWithin (RunCost.add bound.Faultless bound.PerLoss) lossy
        | ValueNone, _
        | _, ValueNone -> false

    let private amount (cost: RunCost) =
        $"{cost.Messages} messages and {cost.Time.TotalSeconds:F1} s"

    let sentence (bound: CostBound) =
        $"the goal takes at most {amount bound.Faultless}, and {amount (RunCost.add bound.Faultless bound.PerLoss)} if one is lost"

    let words cost =
        match cost.Faultless, cost.OneLost with
        | ValueSome faultless, ValueSome lossy -> $"{amount faultless}, and at most {amount lossy} if one is lost"
        | ValueSome faultless, ValueNone -> $"{amount faultless}, and a run that loses one violates a property"
        | ValueNone, _ -> "a run without faults violates a property"

namespace PeerFunctional.Verification

open System.Collections.Generic

type FoundDifference<'timer> =
    { Difference: Difference
      Schedule: SharedStep<'timer> list
      First: struct (System.TimeSpan * Action<int, 'timer> list) list
      Second: struct (System.TimeSpan * Action<int, 'timer> list) list }

type ToldDifference =
    { Sentence: string
      Steps: int
      Timeline: Timeline }

type DifferenceReport =
    { Differences: ToldDifference list
      Seen: int
      IsWhole: bool }

module PolicyDiff =

    /// A pair of states, and the steps to it with what came of them, last first.
    type private Reached<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
        { State: PairedState<'state, 'timer, 'message, 'ask, 'store>
          Way:
              struct (
                  SharedStep<'timer> *
                  struct (System.TimeSpan * Action<int, 'timer> list) *
                  struct (System.TimeSpan * Action<int, 'timer> list)
              ) list }

    let private found difference way =
        let way = List.rev way

        { Difference = difference
          Schedule = way |> List.map (fun struct (step, _, _) -> step)
          First = way |> List.map (fun struct (_, first, _) -> first)
          Second = way |> List.map (fun struct (_, _, second) -> second) }

    let search pair faults most =
        let seen = HashSet<uint64>()
        let waiting = Queue<Reached<_, _, _, _, _>>()
        let kinds = Dictionary<Difference, FoundDifference<_>>()
        let order = List<Difference>()
        let mutable isCut = false

        let reach state way =
            let fingerprint = PairedState.fingerprint state

            if not (seen.Contains fingerprint) then
                if seen.Count < most then
                    seen.Add fingerprint |> ignore
                    waiting.Enqueue { State = state; Way = way }
                else
                    isCut <- true

        reach (PairedWorld.initial pair faults) []

        while waiting.Count > 0 do
            let reached = waiting.Dequeue()

            for step in PairedWorld.steps pair reached.State do
                let outcome = PairedWorld.take pair reached.State step

                let way =
                    struct (step, struct (outcome.At, outcome.FirstTook), struct (outcome.At, outcome.SecondTook))
                    :: reached.Way

                for difference in outcome.Differences do
                    if kinds.TryAdd(difference, found difference way) then
                        order.Add difference

                reach outcome.Next way

        struct ([ for difference in order -> kinds[difference] ], seen.Count, not isCut)

    /// One side's run, its steps numbered as the shared ones.
    let private timeline (subject: Scenario<_, _, _, _, _, _, _, _>) took =
        let numbers =
            took
            |> List.mapi (fun index (struct (_, actions: Action<int, _> list)) ->
                actions |> List.map (fun _ -> index + 1))
            |> List.concat
            |> Array.ofList

        let calm =
            (CalmRun.initial subject.World, took)
            ||> List.fold (fun calm (struct (at, actions)) ->
                (calm, actions)
                ||> List.fold (fun calm action ->
                    match CalmRun.take subject.World at action calm with
                    | Ok calm -> calm
                    | Error _ -> calm))

        let told =
            Trace.ofSteps subject Passed (List.rev calm.Steps) |> TraceTimeline.timeline subject.World "" ""

        { told with
            Conclusion = []
            Events =
                told.Events
                |> List.map (fun timed ->
                    { timed with
                        Step = timed.Step |> ValueOption.map (fun step -> numbers[step - 1]) }) }

    let private tell firstName (first: Scenario<_, _, _, _, _, _, _, _>) secondName second found =
        let sentence = Difference.words firstName secondName found.Difference

        let beside =
            Timeline.beside
                $"{first.System}, {first.Name}: {firstName} and {secondName} under one schedule"
                (firstName, timeline first found.First)
                (secondName, timeline second found.Second)

        { Sentence = sentence
          Steps = found.Schedule.Length
          Timeline =
            { beside with
                Conclusion = [ sentence ] } }

    let private compare (first: Scenario<_, _, _, _, _, _, _, _>, firstName) (second, secondName) network faults most =
        let first, second = Scenario.timeless first, Scenario.timeless second

        let struct (found, seen, isWhole) =
            search
                { First = first.World
                  Second = second.World
                  Network = network }
                faults
                most

        { Differences = found |> List.map (tell firstName first secondName second)
          Seen = seen
          IsWhole = isWhole }

    let ofScenarios (firstName, first: IScenario) (secondName, second: IScenario) network faults most =
        first.Accept
            { new IScenarioVisitor<Result<DifferenceReport, string>> with
                member _.Visit<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store
                    when 'timer: comparison>
                    (first: Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
                    =
                    second.Accept
                        { new IScenarioVisitor<Result<DifferenceReport, string>> with
                            member _.Visit second =
                                match box second with
                                | :? Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> as second ->
                                    Ok(compare (first, firstName) (second, secondName) network faults most)
                                | _ -> Error $"the machines of {firstName} and {secondName} are of different kinds" } }

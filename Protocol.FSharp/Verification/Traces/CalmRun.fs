namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
// `Action` is this one, not System's.
open PeerFunctional.Verification

type CalmRun<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    { Run: Run<'state, 'timer, 'message, 'ask, 'store>
      UnderWay: Set<int>
      Steps: TraceStep<'timer> list }

module CalmRun =

    [<Literal>]
    let Most = 2_000

    let initial world =
        { Run = Run.initial world
          UnderWay = Set.empty
          Steps = [] }

    let take world at action calm =
        Run.apply world at action calm.Run
        |> Result.map (fun (struct (run, emissions)) ->
            let left =
                match Action.takenAway action with
                | ValueSome number -> Set.remove number calm.UnderWay
                | ValueNone -> calm.UnderWay

            let sent =
                emissions
                |> List.choose (function
                    | Emission.Sent envelope -> Some envelope.Number
                    | Emission.Undeliverable _
                    | Emission.Noticed _ -> None)

            { Run = run
              UnderWay = Set.union left (set sent)
              Steps = TraceStep.after run.WorldState action :: calm.Steps })

    /// What happens next, and when.
    let next calm =
        let worldState = calm.Run.WorldState
        let nodes = Seq.indexed worldState.Nodes

        let asking =
            nodes
            |> Seq.tryFind (fun (_, node) -> node.Status = NodeStatus.Running && not node.Questions.IsEmpty)

        let arriving =
            calm.UnderWay
            |> Seq.tryFind (fun number -> WorldState.isAwaited true calm.Run.Envelopes[number] worldState)

        let down = nodes |> Seq.tryFind (fun (_, node) -> node.Status = NodeStatus.Crashed)

        match asking, arriving, down with
        | Some(peer, _), _, _ -> Some(worldState.Now, AnswerStore peer)
        | None, Some number, _ -> Some(worldState.Now, Deliver number)
        | None, None, Some(peer, _) -> Some(worldState.Now, Restart peer)
        | None, None, None ->
            match WorldState.nextTimers worldState with
            | struct (peer, timer, due) :: _ -> Some(due, FireTimer(peer, timer))
            | [] -> None

    let toRest world properties calm =
        let violated worldState =
            properties.Invariants |> List.tryFind (fun invariant -> not (invariant.Holds worldState))

        let rec go left seen calm =
            let worldState = calm.Run.WorldState
            let isReached = properties.Liveness.Holds worldState
            let missed = struct (calm, Missed properties.Liveness.Sentence)

            let takeNext seen at action =
                match take world at action calm with
                | Ok calm -> go (left - 1) seen calm
                | Error _ -> missed

            match violated worldState, next calm with
            | Some invariant, _ -> struct (calm, Broken invariant.Sentence)
            | None, (None | Some(_, FireTimer _)) when isReached -> struct (calm, Passed)
            | None, Some _ when left = 0 -> missed
            | None, Some(at, (FireTimer _ as action)) ->
                // Nothing is under way, so the digest stands for the whole state: the run goes round.
                let digest = WorldState.digest worldState Digest.empty

                if Set.contains digest seen then
                    missed
                else
                    takeNext (Set.add digest seen) at action
            | None, Some(at, action) -> takeNext seen at action
            | None, None -> missed

        go Most Set.empty calm

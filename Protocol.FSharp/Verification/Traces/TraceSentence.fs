namespace PeerFunctional.Verification

open System
// `Action` is this one, not System's.
open PeerFunctional.Verification

module TraceSentence =

    /// What went wrong in the steps so far.
    type private Causes<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
        {
            Run: Run<'state, 'timer, 'message, 'ask, 'store>

            /// Envelopes that have neither arrived nor been lost.
            UnderWay: Set<int>

            /// Last first.
            Faults: string list

            /// The first timer that fired before another one that was due earlier.
            Early: string voption

            /// The first timer that fired while something was under way.
            Overtaking: string voption
        }

    /// A fault of the network or of a peer, in words; a datagram to a peer that does not run is lost without one.
    let private fault
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (run: Run<'state, 'timer, 'message, 'ask, 'store>)
        (action: Action<int, 'timer>)
        =
        let name peer = List.item peer world.Peers

        let envelope number said =
            match Map.tryFind number run.Envelopes with
            | Some envelope ->
                let words = Payload.words world.MessageWords envelope.Payload
                ValueSome $"{words} to {name envelope.Recipient} {said}"
            | None -> ValueNone

        let isHeard number =
            match Map.tryFind number run.Envelopes with
            | Some({ Connection = ValueNone } as envelope) ->
                run.WorldState.Nodes[envelope.Recipient].Status = NodeStatus.Running
            | Some { Connection = ValueSome _ }
            | None -> true

        match action with
        | Drop number when isHeard number -> envelope number "was lost"
        | DeliverCorrupted number ->
            match Map.tryFind number run.Envelopes with
            | Some { Connection = ValueSome _ } -> envelope number "arrived in pieces"
            | Some { Connection = ValueNone }
            | None -> envelope number "arrived corrupted"
        | Duplicate number -> envelope number "was repeated"
        | Crash peer -> ValueSome $"{name peer} crashed"
        | CrashLosingDisk peer -> ValueSome $"{name peer} crashed and lost its disk"
        | Drop _
        | Start _
        | Deliver _
        | FireTimer _
        | AnswerStore _
        | Restart _ -> ValueNone

    /// A timer that fires before one that is due earlier, in words.
    let private early
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (run: Run<'state, 'timer, 'message, 'ask, 'store>)
        (action: Action<int, 'timer>)
        =
        match action with
        | FireTimer(peer, timer) ->
            let due =
                Timers.tryFind timer run.WorldState.Nodes[peer].Timers |> Option.defaultValue TimeSpan.Zero

            WorldState.nextTimers run.WorldState
            |> List.tryPick (fun (struct (other, earlier, time)) ->
                if due <> Timers.anyMoment && time < due then
                    Some $"before {List.item other world.Peers}: {world.TimerWords earlier}, which was due earlier"
                else
                    None)
            |> ValueOption.ofOption
        | Start _
        | Deliver _
        | DeliverCorrupted _
        | Duplicate _
        | Drop _
        | AnswerStore _
        | Crash _
        | CrashLosingDisk _
        | Restart _ -> ValueNone

    /// What is under way as a timer fires, in words: the oldest message, or else a store at work.
    let private overtaken
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        causes
        (action: Action<int, 'timer>)
        =
        let worldState = causes.Run.WorldState

        let onItsWay number =
            let envelope = causes.Run.Envelopes[number]

            let words =
                match envelope.Payload with
                | Payload.Message message -> Some(world.MessageWords message)
                | Payload.Connect _ -> Some "a call"
                | Payload.Accept -> Some "the acceptance of a call"
                | Payload.Close _ -> None

            match words with
            | Some words when WorldState.isAwaited true envelope worldState ->
                Some $"while {words} to {List.item envelope.Recipient world.Peers} was under way"
            | Some _
            | None -> None

        let store (peer, node: Node<_, _, _, _>) =
            if node.Status = NodeStatus.Running && not node.Questions.IsEmpty then
                Some $"while the store of {List.item peer world.Peers} was at work"
            else
                None

        if action.IsFireTimer then
            Seq.tryPick onItsWay causes.UnderWay
            |> Option.orElseWith (fun () -> Seq.tryPick store (Seq.indexed worldState.Nodes))
            |> ValueOption.ofOption
        else
            ValueNone

    let private underWay action emissions numbers =
        let left =
            match action with
            | Deliver number
            | DeliverCorrupted number
            | Drop number -> Set.remove number numbers
            | Start _
            | Duplicate _
            | FireTimer _
            | AnswerStore _
            | Crash _
            | CrashLosingDisk _
            | Restart _ -> numbers

        (left, emissions)
        ||> List.fold (fun numbers emission ->
            match emission with
            | Emission.Sent envelope -> Set.add envelope.Number numbers
            | Emission.Undeliverable _
            | Emission.Noticed _ -> numbers)

    let private note
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        causes
        (place: int, step: TraceStep<'timer>)
        =
        let timer said =
            match step.Action with
            | FireTimer(peer, timer) ->
                ValueSome $"{List.item peer world.Peers}: {world.TimerWords timer} in step {place} {said}"
            | _ -> ValueNone

        match Run.apply world step.At step.Action causes.Run with
        | Error _ -> causes
        | Ok struct (run, emissions) ->
            let firstOf known find =
                known |> ValueOption.orElseWith (fun () -> find causes step.Action |> ValueOption.bind timer)

            { Run = run
              UnderWay = underWay step.Action emissions causes.UnderWay
              Faults =
                match fault world causes.Run step.Action with
                | ValueSome words -> $"{words} in step {place}" :: causes.Faults
                | ValueNone -> causes.Faults
              Early = firstOf causes.Early (fun causes -> early world causes.Run)
              Overtaking = firstOf causes.Overtaking (overtaken world) }

    /// The most faults that a sentence names.
    [<Literal>]
    let private MaxNamed = 3

    /// The faults, and in a search the timers out of order. A timer that overtakes a message is named where nothing else went
    /// wrong, because messages take time.
    let private causeWords origin causes =
        let timers =
            match origin with
            | Simulated _ -> []
            | Searched when causes.Faults.IsEmpty ->
                causes.Early |> ValueOption.orElse causes.Overtaking |> ValueOption.toList
            | Searched -> ValueOption.toList causes.Early

        let all = List.rev causes.Faults @ timers
        let more = all.Length - MaxNamed

        match List.truncate MaxNamed all @ (if more > 0 then [ $"{more} more" ] else []) with
        | [] -> ""
        | [ cause ] -> $": {cause}"
        | named ->
            let first, last = List.splitAt (named.Length - 1) named
            $""": {String.concat ", " first}, and {List.head last}"""

    let ofTrace (subject: Scenario<_, _, _, _, _, _, _, _>) trace =
        let causes =
            (({ Run = Run.initial subject.World
                UnderWay = Set.empty
                Faults = []
                Early = ValueNone
                Overtaking = ValueNone },
              trace.Steps |> List.mapi (fun index step -> index + 1, step)))
            ||> List.fold (note subject.World)

        let cause = causeWords trace.Origin causes

        let isGoal =
            trace.Origin.IsSimulated || subject.Properties.Liveness.Holds causes.Run.WorldState

        match trace.Ending with
        | Passed when isGoal -> "every property holds"
        | Passed -> "no property is violated in these steps, and the goal is not reached yet"
        | Broken invariant -> $"step {trace.Steps.Length} violates this property: {invariant}{cause}"
        | Missed invariant ->
            match subject.Missing causes.Run.WorldState with
            | ValueSome missing -> missing + cause
            | ValueNone -> $"the goal is never reached: {invariant}{cause}"

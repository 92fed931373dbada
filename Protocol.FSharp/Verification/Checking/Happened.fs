namespace PeerFunctional.Verification

open System

type Happened<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    { Next: CheckedState<'state, 'timer, 'message, 'ask, 'store>
      Answered: int list
      Started: struct (Clock<'timer> * TimeSpan) list }

module Happened =

    [<Literal>]
    let private MaxAtOnce = 64

    let beforeStart world faults =
        { WorldState = WorldState.initial world
          InFlight = []
          Left = faults
          Clocks = Zone.none }

    let starts (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) =
        world.Peers |> List.mapi (fun peer _ -> { Action = Start peer; IsFault = false })

    let isStorePrompt time left =
        TimeModel.isStorePrompt time && not (FaultBudget.canCrash left)

    let spend (taken: CheckedAction<_, _>) faults =
        match taken.Action with
        | Drop _ -> { faults with Drops = faults.Drops - 1 }
        | Duplicate _ ->
            { faults with
                Duplicates = faults.Duplicates - 1 }
        | DeliverCorrupted _ ->
            { faults with
                Corruptions = faults.Corruptions - 1 }
        | Crash _ ->
            { faults with
                Crashes = faults.Crashes - 1 }
        | CrashLosingDisk _ ->
            { faults with
                DiskLosses = faults.DiskLosses - 1 }
        | FireTimer _ when taken.IsFault ->
            { faults with
                Delays = faults.Delays - 1 }
        | Deliver _
        | FireTimer _
        | AnswerStore _
        | Start _
        | Restart _ -> faults

    let awaited worldState queues =
        let openings = InFlight.openings queues

        let isAwaited envelope =
            WorldState.isAwaited (List.contains (InFlight.line envelope) openings) envelope worldState

        queues
        |> List.choose (fun queue ->
            match List.filter isAwaited queue.Envelopes with
            | [] -> None
            | envelopes when envelopes.Length = queue.Envelopes.Length -> Some queue
            | envelopes -> Some { queue with Envelopes = envelopes })

    let answerAll world peer worldState =
        let rec answer times (worldState: WorldState<_, _, _, _>) emissions =
            let node = worldState.Nodes[peer]

            if times < MaxAtOnce && node.Status = NodeStatus.Running && not node.Questions.IsEmpty then
                let struct (worldState, more) = Action.apply world (AnswerStore peer) worldState
                answer (times + 1) worldState (emissions @ more)
            else
                struct (worldState, emissions, times)

        answer 0 worldState []

    /// Lets every store answer; answers their peers, last first.
    let private answerEach world (worldState: WorldState<_, _, _, _>) emissions =
        let answer (struct (worldState, emissions, answered)) peer =
            let struct (worldState, more, times) = answerAll world peer worldState
            struct (worldState, emissions @ more, List.replicate times peer @ answered)

        (struct (worldState, emissions, []), [ 0 .. worldState.Nodes.Count - 1 ]) ||> List.fold answer

    let private post network checkedState emissions =
        let queues =
            (checkedState.InFlight, emissions)
            ||> List.fold (fun queues emission ->
                match emission with
                | Emission.Sent envelope -> InFlight.add network queues envelope
                | Emission.Undeliverable _
                | Emission.Noticed _ -> queues)

        { checkedState with
            InFlight = awaited checkedState.WorldState queues }

    /// The clocks at the moment of the action: a timer fires when its time is up.
    let private clocksAt (taken: CheckedAction<_, _>) clocks =
        match taken.Action with
        | FireTimer(peer, timer) ->
            Clocks.fire taken.IsFault (Clock.Timer(peer, timer)) clocks |> ValueOption.defaultValue clocks
        | Deliver _
        | DeliverCorrupted _
        | Duplicate _
        | Drop _
        | AnswerStore _
        | Start _
        | Crash _
        | CrashLosingDisk _
        | Restart _ -> clocks

    let inState (checkedState: CheckedState<_, 'timer, _, _, _>) (taken: CheckedAction<'timer, _>) =
        { taken with
            Action = Action.map (InFlight.next checkedState.InFlight) id taken.Action }

    let ofAction world assumptions (taken: CheckedAction<_, _>) checkedState =
        let action = Action.map _.Envelope id taken.Action

        let inFlight =
            match Action.takenAway taken.Action with
            | ValueSome next -> InFlight.remove next.Queue checkedState.InFlight
            | ValueNone -> checkedState.InFlight

        let left = spend taken checkedState.Left

        let struct (worldState, emissions) =
            Action.apply world action checkedState.WorldState

        let struct (worldState, emissions, answered) =
            if isStorePrompt assumptions.Time left then
                answerEach world worldState emissions
            else
                struct (worldState, emissions, [])

        let next =
            post
                assumptions.Network
                { WorldState = worldState
                  InFlight = inFlight
                  Left = left
                  Clocks = clocksAt taken checkedState.Clocks }
                emissions

        let struct (next, started) = Clocks.follow assumptions.Time checkedState taken next

        { Next = next
          Answered = List.rev answered
          Started = started }

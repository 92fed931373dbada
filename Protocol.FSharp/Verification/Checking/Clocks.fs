namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

module internal Clocks =

    let noTime = TimeSpan.MinValue

    let private isTimer =
        function
        | Clock.Timer _ -> true
        | Clock.Arrival _
        | Clock.Answer _
        | Clock.Restart _ -> false

    let isBounded zone =
        not (List.forall isTimer (Zone.clocks zone))

    let fire isLate clock zone =
        // Without their bounds, more time can pass.
        (if isLate then
             zone |> Zone.keep isTimer |> Zone.pass
         else
             zone)
        |> Zone.runOut clock

    let private peers (state: CheckedState<_, _, _, _, _>) =
        List.indexed (List.ofSeq state.WorldState.Nodes)

    let private timers state =
        [ for peer, node: Node<_, _, _, _> in peers state do
              for KeyValue(timer, due) in Timers.all node.Timers do
                  if due <> Timers.anyMoment then
                      struct (Clock.Timer(peer, timer), due) ]

    let private arrivals (state: CheckedState<_, _, _, _, _>) =
        [ for queue in state.InFlight do
              for envelope in queue.Envelopes -> Clock.Arrival envelope.Number ]

    let private answers state =
        [ for peer, node: Node<_, _, _, _> in peers state do
              if node.Status = NodeStatus.Running && not node.Questions.IsEmpty then
                  Clock.Answer peer ]

    let private restarts state =
        [ for peer, node: Node<_, _, _, _> in peers state do
              if node.Status = NodeStatus.Crashed then
                  Clock.Restart peer ]

    /// The envelopes that were sent by an action. What waits behind an overdue envelope is overdue too.
    let private newArrivals before (after: CheckedState<_, _, _, _, _>) =
        let known = set (arrivals before)
        let bounded = set (Zone.clocks after.Clocks)

        [ for queue in after.InFlight do
              let clocks =
                  queue.Envelopes |> List.map (fun envelope -> Clock.Arrival envelope.Number)

              let isOverdue clock =
                  known.Contains clock && not (bounded.Contains clock)

              if not (List.exists isOverdue clocks) then
                  yield! clocks |> List.filter (known.Contains >> not) ]

    /// The clocks that start as an action makes the state after from the state before.
    let private started bounds before (taken: CheckedAction<'timer, 'message>) (after: CheckedState<_, _, _, _, _>) =
        let newIn ofState =
            ofState after |> List.except (ofState before)

        let nextAnswer =
            match taken.Action with
            | AnswerStore peer -> answers after |> List.filter ((=) (Clock.Answer peer))
            | _ -> []

        let within bound clocks =
            clocks |> List.map (fun clock -> struct (clock, bound))

        [ for struct (clock, due) in timers after do
              if due <> noTime then
                  struct (clock, max TimeSpan.Zero (due - after.WorldState.Now))
          yield! newArrivals before after |> within bounds.Latency
          yield! List.distinct (newIn answers @ nextAnswer) |> within bounds.StoreDelay
          yield! newIn restarts |> within bounds.Outage ]

    let withoutTimes (node: Node<_, _, _, _>) =
        let forget timers timer due =
            if due = noTime || due = Timers.anyMoment then
                timers
            else
                Timers.set timer noTime timers

        { node with
            Timers = (node.Timers, Timers.all node.Timers) ||> Map.fold forget }

    /// The state with no due times in its peers.
    let private withoutDues (state: CheckedState<_, _, _, _, _>) =
        { state with
            WorldState =
                { state.WorldState with
                    Now = TimeSpan.Zero
                    Nodes = state.WorldState.Nodes |> Seq.map withoutTimes |> PerPeer.ofSeq } }

    /// All peers start at one moment: no time passes before the last has started.
    let private pass taken (state: CheckedState<_, _, _, _, _>) zone =
        match taken.Action with
        | Start peer when peer < state.WorldState.Nodes.Count - 1 -> zone
        | Start _
        | Deliver _
        | DeliverCorrupted _
        | Duplicate _
        | Drop _
        | FireTimer _
        | AnswerStore _
        | Crash _
        | CrashLosingDisk _
        | Restart _ -> Zone.pass zone

    /// The clocks that can run, in an order that does not depend on when they started.
    let private running state =
        [ for struct (clock, _) in timers state do
              clock
          yield! arrivals state
          yield! answers state
          yield! restarts state ]

    let follow
        time
        (before: CheckedState<'state, 'timer, 'message, 'ask, 'store>)
        (taken: CheckedAction<'timer, 'message>)
        (after: CheckedState<'state, 'timer, 'message, 'ask, 'store>)
        =
        match time with
        | TimeModel.Ordered -> struct (after, [])
        | TimeModel.Any -> struct (withoutDues after, [])
        | TimeModel.Latency bounds ->
            let runs = set (running after)

            let started = started bounds before taken after

            let clocks =
                (after.Clocks |> Zone.keep runs.Contains, started)
                ||> List.fold (fun zone (struct (clock, left)) -> Zone.start clock left zone)
                |> pass taken after

            struct ({ withoutDues after with
                        Clocks = clocks },
                    started)

    let digest state digest =
        let isBounded = (set (Zone.clocks state.Clocks)).Contains

        let digest =
            (digest, running state) ||> List.fold (fun digest clock -> Digest.addBool (isBounded clock) digest)

        Zone.digest (running state |> List.filter isBounded) state.Clocks digest

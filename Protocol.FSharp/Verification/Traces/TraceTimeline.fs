namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

module TraceTimeline =

    /// An action that shows only in what it causes, in words for where it causes nothing.
    let private quiet (run: Run<'state, 'timer, 'message, 'ask, 'store>) action =
        match action with
        | Start peer -> [ Remarked(ValueSome peer, "starts") ]
        | AnswerStore peer -> [ Remarked(ValueSome peer, "its store answers") ]
        | Deliver number
        | Duplicate number ->
            let envelope = run.Envelopes[number]

            match envelope.Payload with
            | Payload.Message _ -> []
            | Payload.Connect _ -> [ Remarked(ValueSome envelope.Recipient, "is called") ]
            | Payload.Accept -> [ Remarked(ValueSome envelope.Recipient, "its call is taken") ]
            | Payload.Close reason -> [ Remarked(ValueSome envelope.Recipient, CloseReason.words reason) ]
        | DeliverCorrupted _
        | Drop _
        | FireTimer _
        | Crash _
        | CrashLosingDisk _
        | Restart _ -> []

    /// What an action did to a peer, in the words of a timeline. A store's answers show only in what they cause.
    let private happened
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (run: Run<'state, 'timer, 'message, 'ask, 'store>)
        action
        =
        let payload envelope = run.Envelopes[envelope].Payload
        let lane envelope = run.Envelopes[envelope].Recipient

        match action with
        | Start _
        | AnswerStore _ -> []
        | Deliver envelope
        | Duplicate envelope ->
            match payload envelope with
            | Payload.Message _ -> [ Delivered envelope ]
            // Calls and orderly ends go without saying: what is said on a connection shows them.
            | Payload.Connect _
            | Payload.Accept
            | Payload.Close CloseReason.ClosedByPartner -> []
            | Payload.Close reason -> [ Remarked(ValueSome(lane envelope), CloseReason.words reason) ]
        | DeliverCorrupted envelope ->
            match Map.tryFind envelope run.Envelopes with
            | Some { Connection = ValueSome _ } ->
                [ Delivered envelope
                  Remarked(ValueSome(lane envelope), "receives it in pieces") ]
            | Some { Connection = ValueNone }
            | None -> [ Corrupted envelope; Garbled(lane envelope, "bytes that are not a message") ]
        | Drop envelope ->
            match payload envelope with
            | Payload.Message _ -> [ Dropped envelope ]
            | Payload.Connect _
            | Payload.Accept
            | Payload.Close _ ->
                let words = Payload.words world.MessageWords (payload envelope)

                [ Remarked(
                      ValueNone,
                      $"{words} to {List.item (lane envelope) world.Peers} is lost, and their connection breaks"
                  ) ]
        | CrashLosingDisk peer -> [ Crashed peer; Remarked(ValueSome peer, "loses its disk") ]
        | FireTimer(peer, timer) ->
            let words = world.TimerWords timer

            [ if Users.isCommand words then
                  Remarked(ValueSome peer, words)
              else
                  TimelineEvent.TimerFired(peer, words) ]
        | Crash peer -> [ Crashed peer ]
        | Restart peer -> [ Restarted peer ]

    let private sent (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) peer emission =
        match emission with
        | Emission.Sent envelope ->
            match envelope.Payload with
            | Payload.Message message -> [ Sent(envelope.Number, peer, envelope.Recipient, world.MessageWords message) ]
            | Payload.Connect _
            | Payload.Accept
            | Payload.Close _ -> []
        | Emission.Undeliverable message ->
            [ Remarked(ValueSome peer, $"sends to an address without a peer: {world.MessageWords message}") ]
        | Emission.Noticed words -> [ Noticed(peer, words ()) ]

    let step
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (run: Run<'state, 'timer, 'message, 'ask, 'store>)
        (number: int)
        isShown
        (step: TraceStep<'timer>)
        (struct (after: Run<'state, 'timer, 'message, 'ask, 'store>, emissions))
        =
        let node peer (run: Run<'state, 'timer, 'message, 'ask, 'store>) = run.WorldState.Nodes[peer]

        let events, state =
            match Action.peer (fun envelope -> run.Envelopes[envelope].Recipient) step.Action with
            | ValueNone -> happened world run step.Action, ValueNone
            | ValueSome peer ->
                let finished =
                    if
                        (node peer after).Status = NodeStatus.Stopped && (node peer run).Status <> NodeStatus.Stopped
                    then
                        [ Finished peer ]
                    else
                        []

                let shown =
                    match happened world run step.Action with
                    // A reader looks for the step that breaks a property.
                    | [] when isShown -> quiet run step.Action
                    | shown -> shown

                shown @ List.collect (sent world peer) emissions @ finished,
                ValueSome(world.StateWords (node peer after).State)

        events
        |> List.map (fun event ->
            { At = step.At
              Event = event
              State = state
              Step = ValueSome number })

    /// The cuts of a schedule as moments.
    let private cuts name faults =
        faults
        |> List.collect (fun fault ->
            match fault with
            | Fault.Partition(from, towards, bothWays, since, until) ->
                let words =
                    if bothWays then
                        $"between {name from} and {name towards}"
                    else
                        $"from {name from} to {name towards}"

                [ { At = since
                    Event = Partitioned $"a partition begins {words}"
                    State = ValueNone
                    Step = ValueNone }
                  { At = until
                    Event = Healed $"the partition ends {words}"
                    State = ValueNone
                    Step = ValueNone } ]
            | Fault.Drop _
            | Fault.Duplicate _
            | Fault.Corrupt _
            | Fault.Delay _
            | Fault.Crash _
            | Fault.CrashLosingDisk _ -> [])

    let timeline
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        title
        conclusion
        (trace: Trace<'timer>)
        =
        let last = trace.Steps.Length

        let tellStep (run, told) (number, traced: TraceStep<'timer>) =
            match Run.apply world traced.At traced.Action run with
            | Ok after ->
                let struct (next, _) = after
                next, List.rev (step world run number (number = last) traced after) @ told
            | Error problem ->
                let remark =
                    { At = traced.At
                      Event = Remarked(ValueNone, $"this step is impossible: {problem}")
                      State = ValueNone
                      Step = ValueSome number }

                run, remark :: told

        let _, told =
            trace.Steps
            |> Seq.mapi (fun index step -> index + 1, step)
            |> Seq.fold tellStep (Run.initial world, [])

        let name peer = List.item peer world.Peers

        { Title = title
          Lanes = world.Peers
          Events = cuts name (Trace.faults trace) @ List.rev told |> List.sortBy _.At
          Conclusion = [ conclusion ]
          SecondRun = ValueNone
          Numbering = Numbering.Steps }

namespace PeerFunctional.Verification

open PeerFunctional.Kernel

type internal StepOutcome<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    { Changed: struct (int * CollapsedNode<'state, 'timer, 'ask, 'store>) voption
      Reached: int array
      Lines: Part<Lines<'message>> array
      Posted: Part<QueuedEnvelope<'message>> array
      Timing: struct (int * int64) array
      Sent: struct (int * bool) array }

module internal StepOutcome =

    let nothing<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison>
        : StepOutcome<'state, 'timer, 'message, 'ask, 'store> =
        { Changed = ValueNone
          Reached = [||]
          Lines = [||]
          Posted = [||]
          Timing = [||]
          Sent = [||] }

    let isWithin name output =
        match output with
        | Send(Address.Datagram _, _)
        | SetTimer _
        | CancelTimer _
        | Ask _
        | Tell _ -> true
        | Send(other, _)
        | HalfClose other
        | Close other -> name = ValueSome other
        | Open _
        | Finish -> false

    let timing (before: CollapsedNode<_, _, _, _>) (after: Node<_, _, _, _>) =
        [| for KeyValue(timer, due) in Timers.all after.Timers do
               if due = Clocks.noTime then
                   struct (System.Array.IndexOf(before.Timers, timer), 0L)
               else
                   struct (-1, due.Ticks) |]

    let without (action: Action<QueuedEnvelope<'message>, _>) (lines: Lines<'message>) =
        match Action.takenAway action with
        | ValueSome next when next.Envelope.Connection.IsSome ->
            { lines with
                Queues = InFlight.remove next.Queue lines.Queues }
        | ValueSome _
        | ValueNone -> lines

    let nodes outcome (before: CollapsedNode<_, _, _, _> array) =
        match outcome.Changed with
        | ValueSome(struct (peer, node)) when not (obj.ReferenceEquals(before[peer], node)) ->
            let after = Array.copy before
            after[peer] <- node
            after
        | ValueSome _
        | ValueNone -> before

    let lines outcome (before: Part<Lines<_>> array) =
        let isSame =
            (outcome.Reached, outcome.Lines)
            ||> Array.forall2 (fun group lines -> obj.ReferenceEquals(before[group], lines))

        if isSame then
            before
        else
            let after = Array.copy before
            Array.iter2 (fun group lines -> after[group] <- lines) outcome.Reached outcome.Lines
            after

    let inFlight
        (nodes: CollapsedNode<'state, 'timer, 'ask, 'store> array)
        (before: Part<QueuedEnvelope<'message>> array)
        removed
        (outcome: StepOutcome<'state, 'timer, 'message, 'ask, 'store>)
        =
        let isAwaited (datagram: Part<QueuedEnvelope<_>>) =
            nodes[datagram.Value.Envelope.Recipient].Node.Status <> NodeStatus.Stopped

        let after = Array.zeroCreate (before.Length + outcome.Posted.Length)
        let mutable count = 0

        for place in 0 .. before.Length - 1 do
            if place <> removed && isAwaited before[place] then
                after[count] <- before[place]
                count <- count + 1

        for datagram in outcome.Posted do
            if isAwaited datagram then
                let mutable place = count

                while place > 0 && after[place - 1].Value.Queue > datagram.Value.Queue do
                    after[place] <- after[place - 1]
                    place <- place - 1

                after[place] <- datagram
                count <- count + 1

        if count = after.Length then
            after
        else
            Array.sub after 0 count

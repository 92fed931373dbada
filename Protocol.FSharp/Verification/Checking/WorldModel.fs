namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
// `Progress` is this one, not System's.
open PeerFunctional.Verification

type Happened<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    { Next: CheckedState<'state, 'timer, 'message, 'ask, 'store>
      Answered: int list
      Started: struct (Clock<'timer> * TimeSpan) list }

module WorldModel =

    /// A store whose every answer makes a machine ask again would otherwise answer forever.
    [<Literal>]
    let private MaxAtOnce = 64

    let private running node = node.Status = NodeStatus.Running

    let private line (envelope: Envelope<_>) =
        envelope.Connection |> ValueOption.map _.Number

    /// The numbers of the connections and streams whose opening is under way.
    let private calls queues =
        [ for queue in queues do
              for envelope in queue.Envelopes do
                  if Payload.isConnect envelope.Payload then
                      line envelope ]

    /// A queue without the envelopes that can make no difference any more, if any is left.
    let private awaited calls worldState queue =
        let isAwaited envelope =
            WorldState.isAwaited (List.contains (line envelope) calls) envelope worldState

        match List.filter isAwaited queue.Envelopes with
        | [] -> None
        | envelopes -> Some { queue with Envelopes = envelopes }

    let private post network checkedState emissions =
        let queues =
            (checkedState.InFlight, emissions)
            ||> List.fold (fun queues emission ->
                match emission with
                | Emission.Sent envelope -> InFlight.add network queues envelope
                | Emission.Undeliverable _
                | Emission.Noticed _ -> queues)

        { checkedState with
            InFlight = queues |> List.choose (awaited (calls queues) checkedState.WorldState) }

    /// Lets every store answer that answers at once, because no crash can come between; `answered` are their peers, last first.
    let private answerAll world time left worldState emissions =
        let rec answer times peer (struct (worldState, emissions, answered)) =
            let node: Node<_, _, _, _> = worldState.Nodes[peer]

            if times < MaxAtOnce && running node && not node.Questions.IsEmpty then
                let struct (worldState, more) = Action.apply world (AnswerStore peer) worldState
                answer (times + 1) peer (struct (worldState, emissions @ more, peer :: answered))
            else
                struct (worldState, emissions, answered)

        if FaultBudget.canCrash left || not (TimeModel.isStorePrompt time) then
            struct (worldState, emissions, [])
        else
            (struct (worldState, emissions, []), [ 0 .. worldState.Nodes.Count - 1 ])
            ||> List.fold (fun answered peer -> answer 0 peer answered)

    /// The faults that are left after an action.
    let private spend (taken: CheckedAction<_, _>) faults =
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

    let happen world assumptions (taken: CheckedAction<_, _>) checkedState =
        let network = assumptions.Network
        let letterOf next = next.Envelope
        let action = Action.map letterOf id taken.Action

        let inFlight =
            match taken.Action with
            | Deliver next
            | DeliverCorrupted next
            | Drop next -> InFlight.remove next.Queue checkedState.InFlight
            | Duplicate _
            | FireTimer _
            | AnswerStore _
            | Start _
            | Crash _
            | CrashLosingDisk _
            | Restart _ -> checkedState.InFlight

        let left = spend taken checkedState.Left

        let struct (worldState, emissions) =
            Action.apply world action checkedState.WorldState

        let struct (worldState, emissions, answered) =
            answerAll world assumptions.Time left worldState emissions

        let next =
            post
                network
                { WorldState = worldState
                  InFlight = inFlight
                  Left = left
                  Clocks = clocksAt taken checkedState.Clocks }
                emissions

        let struct (next, started) = Clocks.follow assumptions.Time checkedState taken next

        { Next = next
          Answered = List.rev answered
          Started = started }

    /// The timers that may fire, each with whether something takes longer than it may as it fires.
    let private timers time isPending checkedState =
        let canBeLate = checkedState.Left.Delays > 0

        let fires isLate peer timer =
            { Action = FireTimer(peer, timer)
              IsFault = isLate }

        match time with
        | TimeModel.Ordered when isPending && not canBeLate -> []
        | TimeModel.Ordered ->
            [ for struct (peer, timer, _) in WorldState.nextTimers checkedState.WorldState -> fires isPending peer timer ]
        | TimeModel.Any ->
            [ for peer, node: Node<_, _, _, _> in List.indexed (List.ofSeq checkedState.WorldState.Nodes) do
                  for KeyValue(timer, _) in Timers.all node.Timers -> fires false peer timer ]
        | TimeModel.Latency _ ->
            let late =
                [ if canBeLate && Clocks.isBounded checkedState.Clocks then
                      true ]

            [ for clock in Zone.clocks checkedState.Clocks do
                  match clock with
                  | Clock.Timer(peer, timer) ->
                      for isLate in false :: late do
                          match Clocks.fire isLate clock checkedState.Clocks with
                          | ValueSome _ -> fires isLate peer timer
                          | ValueNone -> ()
                  | Clock.Arrival _
                  | Clock.Answer _
                  | Clock.Restart _ -> () ]

    let private actions time checkedState =
        let left = checkedState.Left

        let opening = calls checkedState.InFlight

        // What is said on a stream waits for its opening, which comes in the order of its connection.
        let envelopes =
            [ for queue in checkedState.InFlight do
                  let first = queue.Envelopes.Head

                  if Payload.isConnect first.Payload || not (List.contains (line first) opening) then
                      { Queue = queue.Key; Envelope = first } ]

        let datagrams = envelopes |> List.filter _.Envelope.Connection.IsNone

        let messages =
            envelopes |> List.filter (fun next -> Payload.message next.Envelope.Payload |> ValueOption.isSome)

        let nodes = List.indexed (List.ofSeq checkedState.WorldState.Nodes)
        let onlyIf possible actions = if possible then actions else []

        let isPending =
            let isBusy (_, node) =
                node.Status = NodeStatus.Crashed || running node && not node.Questions.IsEmpty

            not envelopes.IsEmpty || List.exists isBusy nodes

        let ofPeers fits action =
            nodes |> List.filter (snd >> fits) |> List.map (fst >> action)

        let must action = { Action = action; IsFault = false }
        let may action = { Action = action; IsFault = true }

        [ yield! List.map (Deliver >> must) envelopes
          yield! ofPeers (fun node -> running node && not node.Questions.IsEmpty) (AnswerStore >> must)
          yield! timers time isPending checkedState
          yield! ofPeers (fun node -> node.Status = NodeStatus.Crashed) (Restart >> must)
          yield! List.map (Drop >> may) envelopes |> onlyIf (left.Drops > 0)
          yield! List.map (Duplicate >> may) datagrams |> onlyIf (left.Duplicates > 0)
          yield! List.map (DeliverCorrupted >> may) messages |> onlyIf (left.Corruptions > 0)
          yield! ofPeers running (Crash >> may) |> onlyIf (left.Crashes > 0)
          yield! ofPeers running (CrashLosingDisk >> may) |> onlyIf (left.DiskLosses > 0) ]

    let private fairness (taken: CheckedAction<_, _>) =
        let ofQueue kind next =
            Digest.empty |> Digest.addInt kind |> Digest.addUInt64 next.Queue

        let ofPeer kind (peer: int) =
            Digest.empty |> Digest.addInt kind |> Digest.addInt peer

        match taken.Action with
        | Deliver next -> ofQueue 0 next
        | Drop next -> ofQueue 1 next
        | Duplicate next -> ofQueue 2 next
        | DeliverCorrupted next -> ofQueue 3 next
        | FireTimer(peer, timer) -> ofPeer 4 peer |> ValueDigest.add timer
        | AnswerStore peer -> ofPeer 5 peer
        | Crash peer -> ofPeer 6 peer
        | Restart peer -> ofPeer 7 peer
        | CrashLosingDisk peer -> ofPeer 8 peer
        | Start peer -> ofPeer 9 peer
        |> Digest.value

    let private actionWords
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (taken: CheckedAction<'timer, 'message>)
        =
        let name peer = List.item peer world.Peers

        let words next =
            Payload.words world.MessageWords next.Envelope.Payload

        let envelopeWords next =
            $"{words next} to {name next.Envelope.Recipient}"

        match taken.Action with
        | Deliver next -> $"{name next.Envelope.Recipient} receives {words next}"
        | Drop next -> $"{envelopeWords next} is lost"
        | Duplicate next -> $"{envelopeWords next} arrives, and a copy stays in flight"
        | DeliverCorrupted next -> $"{envelopeWords next} arrives corrupted"
        | FireTimer(peer, timer) -> $"{name peer}: {world.TimerWords timer}"
        | AnswerStore peer -> $"{name peer}'s store answers"
        | Crash peer -> $"{name peer} crashes"
        | CrashLosingDisk peer -> $"{name peer} crashes and loses its disk"
        | Start peer -> $"{name peer} starts"
        | Restart peer -> $"{name peer} starts again"

    let private stateWords
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        checkedState
        =
        let nodes =
            List.map2
                (fun name (node: Node<_, _, _, _>) -> $"{name}: {world.StateWords node.State}")
                world.Peers
                (List.ofSeq checkedState.WorldState.Nodes)

        let envelopes =
            checkedState.InFlight
            |> List.collect _.Envelopes
            |> List.map (fun envelope ->
                $"{Payload.words world.MessageWords envelope.Payload} to {List.item envelope.Recipient world.Peers}")

        String.concat "; " nodes
        + (if envelopes.IsEmpty then
               ""
           else
               "; in flight: " + String.concat ", " envelopes)

    let beforeStart world faults =
        { WorldState = WorldState.initial world
          InFlight = []
          Left = faults
          Clocks = Zone.none }

    let starts (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) =
        world.Peers |> List.mapi (fun peer _ -> { Action = Start peer; IsFault = false })

    let initial world assumptions =
        (beforeStart world assumptions.Budget, starts world)
        ||> List.fold (fun checkedState action -> (happen world assumptions action checkedState).Next)

    let private digest network checkedState =
        Digest.empty
        |> WorldState.digest checkedState.WorldState
        |> InFlight.digest network checkedState.InFlight
        |> ValueDigest.add checkedState.Left
        |> Clocks.digest checkedState
        |> Digest.value

    /// What the properties ask of the peers, wherever envelopes and faults are.
    let private toCheck (properties: Properties<_>) =
        let onState (invariant: Invariant<_>) checkedState = invariant.Holds checkedState.WorldState

        [ yield! properties.Invariants |> List.map (fun invariant -> Always(invariant.Sentence, onState invariant))
          yield! properties.Reachable |> List.map (fun invariant -> Sometimes(invariant.Sentence, onState invariant))
          Progress(properties.Liveness.Sentence, onState properties.Liveness) ]

    let create world assumptions properties =
        let world = World.timeless world

        let successors checkedState =
            actions assumptions.Time checkedState
            |> List.map (fun action -> struct (action, (happen world assumptions action checkedState).Next))

        { Initial = [ initial world assumptions ]
          Successors = successors
          Fingerprint = digest assumptions.Network
          SymmetryFingerprint = ValueNone
          PersistentSet = ValueNone
          IsFault = _.IsFault
          FairnessKey = fairness
          ActionWords = actionWords world
          StateWords = stateWords world
          Properties = toCheck properties }

    let components
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        assumptions
        checkedState
        =
        let part name add =
            struct (name, Digest.value (add Digest.empty))

        let ofNode name (node: Node<_, _, _, _>) =
            [ part $"{name}'s state" (ValueDigest.add node.State)
              part $"{name}'s timers" (Node.digestTimers checkedState.WorldState.Now node)
              part $"{name}'s questions to the store" (ValueDigest.add node.Questions)
              part $"{name}'s store" (ValueDigest.add node.Store) ]

        [ yield! List.map2 ofNode world.Peers (List.ofSeq checkedState.WorldState.Nodes) |> List.concat
          part "connections" (ValueDigest.add checkedState.WorldState.Connections)
          part "messages in flight" (InFlight.digest assumptions.Network checkedState.InFlight)
          part "clocks" (Clocks.digest checkedState)
          part "remaining faults" (ValueDigest.add checkedState.Left) ]

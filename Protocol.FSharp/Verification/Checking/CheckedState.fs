namespace PeerFunctional.Verification

open PeerFunctional.Kernel

[<RequireQualifiedAccess>]
type Network =
    | Unordered
    | Ordered

module Network =

    let name network =
        match network with
        | Network.Unordered -> "bag"
        | Network.Ordered -> "queues"

type FaultBudget =
    { Drops: int
      Duplicates: int
      Corruptions: int
      Crashes: int
      DiskLosses: int
      Delays: int }

module FaultBudget =

    let none =
        { Drops = 0
          Duplicates = 0
          Corruptions = 0
          Crashes = 0
          DiskLosses = 0
          Delays = 0 }

    let canCrash faults =
        faults.Crashes > 0 || faults.DiskLosses > 0

type Assumptions =
    { Network: Network
      Time: TimeModel
      Budget: FaultBudget }

module Assumptions =

    let ordered network budget =
        { Network = network
          Time = TimeModel.Ordered
          Budget = budget }

    let private faults budget =
        let atMost count one many =
            match count with
            | 0 -> None
            | 1 -> Some $"at most 1 {one}"
            | count -> Some $"at most {count} {many}"

        let clauses =
            List.choose
                id
                [ atMost budget.Drops "lost message" "lost messages"
                  atMost budget.Duplicates "repeated message" "repeated messages"
                  atMost budget.Corruptions "corrupted message" "corrupted messages"
                  atMost budget.Crashes "crash" "crashes"
                  atMost budget.DiskLosses "lost disk" "lost disks" ]

        if clauses.IsEmpty then [ "no faults" ] else clauses

    let private network =
        function
        | Network.Unordered -> "datagrams may overtake each other"
        | Network.Ordered -> "messages of a link in order"

    /// What the delays of the budget are exceptions to.
    let private delays assumptions =
        match assumptions.Budget.Delays, assumptions.Time with
        | 0, _
        | _, TimeModel.Any -> []
        | 1, TimeModel.Ordered -> [ "but at most 1 timer may fire while one of them is overdue" ]
        | count, TimeModel.Ordered -> [ $"but at most {count} timers may fire while one of them is overdue" ]
        | 1, TimeModel.Latency _ -> [ "but at most 1 time everything under way becomes overdue" ]
        | count, TimeModel.Latency _ -> [ $"but at most {count} times everything under way becomes overdue" ]

    let words assumptions =
        let canCrash = FaultBudget.canCrash assumptions.Budget

        faults assumptions.Budget
        @ network assumptions.Network :: TimeModel.assumptions canCrash assumptions.Time
        @ delays assumptions

type EnvelopeQueue<'message> =
    { Key: uint64
      Envelopes: Envelope<'message> list }

[<RequireQualifiedAccess>]
type Clock<'timer> =
    | Timer of peer: int * timer: 'timer
    | Arrival of number: int
    | Answer of peer: int
    | Restart of peer: int

type QueuedEnvelope<'message> =
    { Queue: uint64
      Envelope: Envelope<'message> }

type CheckedAction<'timer, 'message> =
    { Action: Action<QueuedEnvelope<'message>, 'timer>
      IsFault: bool }

type CheckedState<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    { WorldState: WorldState<'state, 'timer, 'ask, 'store>
      InFlight: EnvelopeQueue<'message> list
      Left: FaultBudget
      Clocks: Zone<Clock<'timer>> }

module InFlight =

    /// A connection's envelopes stay in order in every network.
    let private strength network envelope =
        if envelope.Connection.IsSome then
            Network.Ordered
        else
            network

    let key network envelope =
        match strength network envelope with
        | Network.Unordered -> ValueDigest.ofValue envelope
        | Network.Ordered -> ValueDigest.ofValue struct (Envelope.route envelope, envelope.Recipient)
        |> Digest.value

    let add network queues envelope =
        let key = key network envelope

        let rec insert queues =
            match queues with
            | queue :: rest when queue.Key < key -> queue :: insert rest
            | queue :: rest when queue.Key = key ->
                { queue with
                    Envelopes = queue.Envelopes @ [ envelope ] }
                :: rest
            | queues -> { Key = key; Envelopes = [ envelope ] } :: queues

        insert queues

    let remove key queues =
        queues
        |> List.choose (fun queue ->
            match queue.Envelopes with
            | _ :: [] when queue.Key = key -> None
            | _ :: rest when queue.Key = key -> Some { queue with Envelopes = rest }
            | _ -> Some queue)

    let next queues queued =
        match queues |> List.tryFind (fun queue -> queue.Key = queued.Queue) with
        | Some queue ->
            { queued with
                Envelope = queue.Envelopes.Head }
        | None -> queued

    let line (envelope: Envelope<_>) =
        envelope.Connection |> ValueOption.map _.Number

    let sender (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) envelope =
        match envelope.Connection with
        | ValueSome { From = struct (sender, _) } -> sender
        | ValueNone -> world.Owner(Address.partner envelope.Sender) |> ValueOption.defaultValue -1

    let openings (queues: EnvelopeQueue<_> list) =
        [ for queue in queues do
              for envelope in queue.Envelopes do
                  if Payload.isConnect envelope.Payload then
                      line envelope ]

    let digest queues digest =
        let addQueue queue digest =
            digest |> Digest.addUInt64 queue.Key |> ValueDigest.add queue.Envelopes

        Digest.addSeq addQueue queues digest

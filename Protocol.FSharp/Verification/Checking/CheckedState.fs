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
                  atMost budget.DiskLosses "lost disk" "lost disks"
                  atMost budget.Delays "message, store or restart beyond its time" "times beyond a bound of time" ]

        if clauses.IsEmpty then [ "no faults" ] else clauses

    let private network =
        function
        | Network.Unordered -> "datagrams may overtake each other"
        | Network.Ordered -> "messages of a link in order"

    let words assumptions =
        faults assumptions.Budget @ network assumptions.Network :: TimeModel.assumptions assumptions.Time

type Flow<'message> =
    { Key: uint64
      Envelopes: Envelope<'message> list }

[<RequireQualifiedAccess>]
type Clock<'timer> =
    | Timer of peer: int * timer: 'timer
    | Arrival of number: int
    | Answer of peer: int
    | Restart of peer: int

type FlowEnvelope<'message> =
    { Flow: uint64
      Envelope: Envelope<'message> }

type CheckedAction<'timer, 'message> =
    { Action: Action<FlowEnvelope<'message>, 'timer>
      IsFault: bool }

type CheckedState<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    { WorldState: WorldState<'state, 'timer, 'ask, 'store>
      InFlight: Flow<'message> list
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

    let add network flows envelope =
        let key = key network envelope

        let rec insert flows =
            match flows with
            | flow :: rest when flow.Key < key -> flow :: insert rest
            | flow :: rest when flow.Key = key ->
                { flow with
                    Envelopes = flow.Envelopes @ [ envelope ] }
                :: rest
            | flows -> { Key = key; Envelopes = [ envelope ] } :: flows

        insert flows

    let remove key flows =
        flows
        |> List.choose (fun flow ->
            match flow.Envelopes with
            | _ :: [] when flow.Key = key -> None
            | _ :: rest when flow.Key = key -> Some { flow with Envelopes = rest }
            | _ -> Some flow)

    let digest network flows digest =
        let addFlow flow digest =
            match strength network flow.Envelopes.Head with
            | Network.Unordered -> digest |> Digest.addUInt64 flow.Key |> Digest.addInt flow.Envelopes.Length
            | Network.Ordered -> digest |> Digest.addUInt64 flow.Key |> ValueDigest.add flow.Envelopes

        Digest.addSeq addFlow flows digest

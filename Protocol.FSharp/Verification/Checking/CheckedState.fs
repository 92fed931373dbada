namespace PeerFunctional.Verification

open PeerFunctional.Kernel

[<RequireQualifiedAccess>]
type Network =
    | UnorderedDuplicating
    | UnorderedNonDuplicating
    | Ordered

type FaultBudget =
    { Drops: int
      Duplicates: int
      Corruptions: int
      Crashes: int
      DiskLosses: int
      Delays: int voption }

module FaultBudget =

    let none =
        { Drops = 0
          Duplicates = 0
          Corruptions = 0
          Crashes = 0
          DiskLosses = 0
          Delays = ValueNone }

    let canCrash faults =
        faults.Crashes > 0 || faults.DiskLosses > 0

type Flow<'message> =
    { Key: uint64
      Envelopes: Envelope<'message> list }

type FlowEnvelope<'message> =
    { Flow: uint64
      Envelope: Envelope<'message> }

type CheckedAction<'timer, 'message> =
    { Action: Action<FlowEnvelope<'message>, 'timer>
      IsFault: bool }

type CheckedState<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    { WorldState: WorldState<'state, 'timer, 'ask, 'store>
      InFlight: Flow<'message> list
      Left: FaultBudget }

module InFlight =

    /// A connection's envelopes stay in order in every network.
    let private strength network envelope =
        if envelope.Connection.IsSome then
            Network.Ordered
        else
            network

    let key network envelope =
        match strength network envelope with
        | Network.UnorderedDuplicating
        | Network.UnorderedNonDuplicating -> ValueDigest.ofValue envelope
        | Network.Ordered -> ValueDigest.ofValue struct (Envelope.route envelope, envelope.Recipient)
        |> Digest.value

    let add network flows envelope =
        let key = key network envelope

        let rec insert flows =
            match flows with
            | flow :: rest when flow.Key < key -> flow :: insert rest
            | flow :: rest when flow.Key = key ->
                match strength network envelope with
                | Network.UnorderedDuplicating -> flows
                | Network.UnorderedNonDuplicating
                | Network.Ordered ->
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
            | Network.UnorderedDuplicating -> Digest.addUInt64 flow.Key digest
            | Network.UnorderedNonDuplicating ->
                digest |> Digest.addUInt64 flow.Key |> Digest.addInt flow.Envelopes.Length
            | Network.Ordered -> digest |> Digest.addUInt64 flow.Key |> ValueDigest.add flow.Envelopes

        Digest.addSeq addFlow flows digest

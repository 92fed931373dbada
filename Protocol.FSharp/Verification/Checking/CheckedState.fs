namespace PeerFunctional.Verification

open PeerFunctional.Kernel

[<RequireQualifiedAccess>]
type Network =
    | Set
    | Bag
    | Queues

type FaultBudget =
    { Drops: int
      Duplicates: int
      Garbles: int
      Crashes: int
      Wipes: int
      Delays: int voption }

module FaultBudget =

    let none =
        { Drops = 0
          Duplicates = 0
          Garbles = 0
          Crashes = 0
          Wipes = 0
          Delays = ValueNone }

    let canCrash faults = faults.Crashes > 0 || faults.Wipes > 0

type Flow<'message> =
    { Key: uint64
      Letters: Letter<'message> list }

type FlowLetter<'message> =
    { Flow: uint64
      Letter: Letter<'message> }

type CheckedAction<'timer, 'message> =
    { Action: Action<FlowLetter<'message>, 'timer>
      IsFault: bool }

type CheckedState<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    { Scene: Scene<'state, 'timer, 'ask, 'store>
      UnderWay: Flow<'message> list
      Left: FaultBudget }

module UnderWay =

    /// A connection's letters stay in order in every network.
    let private strength network letter =
        if letter.Line.IsSome then Network.Queues else network

    let key network letter =
        match strength network letter with
        | Network.Set
        | Network.Bag -> ValueDigest.ofValue letter
        | Network.Queues -> ValueDigest.ofValue struct (letter.Sender, letter.Recipient)
        |> Digest.value

    let add network flows letter =
        let key = key network letter

        let rec insert flows =
            match flows with
            | flow :: rest when flow.Key < key -> flow :: insert rest
            | flow :: rest when flow.Key = key ->
                match strength network letter with
                | Network.Set -> flows
                | Network.Bag
                | Network.Queues ->
                    { flow with
                        Letters = flow.Letters @ [ letter ] }
                    :: rest
            | flows -> { Key = key; Letters = [ letter ] } :: flows

        insert flows

    let remove key flows =
        flows
        |> List.choose (fun flow ->
            match flow.Letters with
            | _ :: [] when flow.Key = key -> None
            | _ :: rest when flow.Key = key -> Some { flow with Letters = rest }
            | _ -> Some flow)

    let digest network flows digest =
        let addFlow flow digest =
            match strength network flow.Letters.Head with
            | Network.Set -> Digest.addUInt64 flow.Key digest
            | Network.Bag -> digest |> Digest.addUInt64 flow.Key |> Digest.addInt flow.Letters.Length
            | Network.Queues -> digest |> Digest.addUInt64 flow.Key |> ValueDigest.add flow.Letters

        Digest.addSeq addFlow flows digest

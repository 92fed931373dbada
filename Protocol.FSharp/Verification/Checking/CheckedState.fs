namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// How much a checked network remembers. The weaker, the fewer states: the first that can show the question is the best.
[<RequireQualifiedAccess>]
type Network =
    /// Equal letters under way are one; any may arrive next.
    | Set
    /// Every letter counts; any may arrive next.
    | Bag
    /// In order between each sender's address and each recipient; connections always are.
    | Queues

/// Faults that may still happen, and how often.
type FaultBudget =
    {
        Drops: int
        /// A letter arrives, and a copy of it stays under way.
        Duplicates: int
        /// Letters that arrive as what is no message.
        Garbles: int
        /// Crashes that keep the disk; who crashed starts again in the end.
        Crashes: int
        /// Crashes that take the disk with them.
        Wipes: int
        /// Timers that fire while a letter is under way, a store at work or a peer down. Without a number it is no fault:
        /// everything takes any time.
        Delays: int voption
    }

module FaultBudget =

    let none =
        { Drops = 0
          Duplicates = 0
          Garbles = 0
          Crashes = 0
          Wipes = 0
          Delays = ValueNone }

    /// Whether a peer may still crash, with or without its disk.
    let canCrash faults = faults.Crashes > 0 || faults.Wipes > 0

/// Letters of which one may arrive next, the first; never empty.
type Flow<'message> =
    { Key: uint64
      Letters: Letter<'message> list }

/// A letter as a checker names it: the next one of a flow.
type FlowLetter<'message> =
    { Flow: uint64
      Letter: Letter<'message> }

/// An action in a checked world.
type CheckedAction<'timer, 'message> =
    {
        Action: Action<FlowLetter<'message>, 'timer>
        /// Whether it need not happen. A timer's is a fault where it fires while a letter is under way, a store at work or a
        /// peer down, if the budget of faults counts that.
        IsFault: bool
    }

/// A whole world at one moment, as it is checked.
type CheckedState<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    {
        Scene: Scene<'state, 'timer, 'ask, 'store>
        /// In the order of their keys.
        UnderWay: Flow<'message> list
        Left: FaultBudget
    }

/// Letters under way, by the strength of the network.
module UnderWay =

    /// A connection's letters stay in order in every network.
    let private strength network letter =
        if letter.Line.IsSome then Network.Queues else network

    /// Which flow a letter belongs to.
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

    /// Takes away the next letter of the flow.
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

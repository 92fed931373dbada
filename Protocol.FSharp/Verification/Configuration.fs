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
type Pile<'message> =
    { Key: uint64
      Letters: Letter<'message> list }

/// A whole world at one moment, as it is checked.
type Configuration<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    {
        Scene: Scene<'state, 'timer, 'ask, 'store>
        /// In the order of their keys.
        UnderWay: Pile<'message> list
        Left: FaultBudget
    }

/// What can happen next.
type Occurrence<'timer, 'message> =
    /// A letter's occurrences name its pile.
    | Delivered of pile: uint64 * Letter<'message>
    | Dropped of pile: uint64 * Letter<'message>
    | Duplicated of pile: uint64 * Letter<'message>
    | Spoiled of pile: uint64 * Letter<'message>
    /// `early`: while a letter is under way, a store at work or a peer down, where that is a fault.
    | Fired of peer: int * timer: 'timer * early: bool
    /// The peer's store works its next question.
    | Worked of peer: int
    | Broke of peer: int
    | Wiped of peer: int
    | Recovered of peer: int

/// Letters under way, by the strength of the network.
module UnderWay =

    /// A connection's letters stay in order in every network.
    let private strength network letter =
        if letter.Line.IsSome then Network.Queues else network

    /// Which pile a letter belongs to.
    let key network letter =
        match strength network letter with
        | Network.Set
        | Network.Bag -> ValueDigest.ofValue letter
        | Network.Queues -> ValueDigest.ofValue struct (letter.Sender, letter.Recipient)
        |> Digest.value

    let add network piles letter =
        let key = key network letter

        let rec insert piles =
            match piles with
            | pile :: rest when pile.Key < key -> pile :: insert rest
            | pile :: rest when pile.Key = key ->
                match strength network letter with
                | Network.Set -> piles
                | Network.Bag
                | Network.Queues ->
                    { pile with
                        Letters = pile.Letters @ [ letter ] }
                    :: rest
            | piles -> { Key = key; Letters = [ letter ] } :: piles

        insert piles

    /// Takes away the next letter of the pile.
    let remove key piles =
        piles
        |> List.choose (fun pile ->
            match pile.Letters with
            | _ :: [] when pile.Key = key -> None
            | _ :: rest when pile.Key = key -> Some { pile with Letters = rest }
            | _ -> Some pile)

    let digest network piles digest =
        let addPile pile digest =
            match strength network pile.Letters.Head with
            | Network.Set -> Digest.addUInt64 pile.Key digest
            | Network.Bag -> digest |> Digest.addUInt64 pile.Key |> Digest.addInt pile.Letters.Length
            | Network.Queues -> digest |> Digest.addUInt64 pile.Key |> ValueDigest.add pile.Letters

        Digest.addSeq addPile piles digest

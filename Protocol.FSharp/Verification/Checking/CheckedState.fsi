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

    val none: FaultBudget

    /// Whether a peer may still crash, with or without its disk.
    val canCrash: faults: FaultBudget -> bool

/// Letters of which one may arrive next, the first; never empty.
type Flow<'message> =
    {
        Key: uint64
        Letters: Letter<'message> list
    }

/// A letter as a checker names it: the next one of a flow.
type FlowLetter<'message> =
    {
        Flow: uint64
        Letter: Letter<'message>
    }

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

    /// Which flow a letter belongs to.
    val key: network: Network -> letter: Letter<'a> -> uint64

    val add: network: Network -> flows: Flow<'a> list -> letter: Letter<'a> -> Flow<'a> list

    /// Takes away the next letter of the flow.
    val remove: key: uint64 -> flows: Flow<'a> list -> Flow<'a> list

    val digest: network: Network -> flows: Flow<'a> seq -> digest: Digest -> Digest

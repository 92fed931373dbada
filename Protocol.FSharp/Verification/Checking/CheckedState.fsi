namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// How much a checked network remembers. The weaker, the fewer states: the first that can show the question is the best.
[<RequireQualifiedAccess>]
type Network =

    /// Equal envelopes under way are one; any may arrive next.
    | UnorderedDuplicating

    /// Every envelope counts; any may arrive next.
    | UnorderedNonDuplicating

    /// In order between each sender's address and each recipient; connections always are.
    | Ordered

/// Faults that may still happen, and how often.
type FaultBudget =
    {
        Drops: int

        /// An envelope arrives, and a copy of it stays under way.
        Duplicates: int

        /// Envelopes that arrive as what is no message.
        Corruptions: int

        /// Crashes that keep the disk; who crashed starts again in the end.
        Crashes: int

        /// Crashes that take the disk with them.
        DiskLosses: int

        /// Timers that fire while an envelope is under way, a store at work or a peer down. Without a number it is no fault:
        /// everything takes any time.
        Delays: int voption
    }

module FaultBudget =

    val none: FaultBudget

    /// Whether a peer may still crash, with or without its disk.
    val canCrash: faults: FaultBudget -> bool

/// Envelopes of which one may arrive next, the first; never empty.
type Flow<'message> =
    {
        Key: uint64
        Envelopes: Envelope<'message> list
    }

/// An envelope as a checker names it: the next one of a flow.
type FlowEnvelope<'message> =
    {
        Flow: uint64
        Envelope: Envelope<'message>
    }

/// An action in a checked world.
type CheckedAction<'timer, 'message> =
    {
        Action: Action<FlowEnvelope<'message>, 'timer>

        /// Whether it need not happen. A timer's is a fault where it fires while an envelope is under way, a store at work or a
        /// peer down, if the budget of faults counts that.
        IsFault: bool
    }

/// A whole world at one moment, as it is checked.
type CheckedState<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    {
        WorldState: WorldState<'state, 'timer, 'ask, 'store>

        /// In the order of their keys.
        InFlight: Flow<'message> list
        Left: FaultBudget
    }

/// Envelopes under way, by the strength of the network.
module InFlight =

    /// Which flow an envelope belongs to.
    val key: network: Network -> envelope: Envelope<'a> -> uint64

    val add: network: Network -> flows: Flow<'a> list -> envelope: Envelope<'a> -> Flow<'a> list

    /// Takes away the next envelope of the flow.
    val remove: key: uint64 -> flows: Flow<'a> list -> Flow<'a> list

    val digest: network: Network -> flows: Flow<'a> seq -> digest: Digest -> Digest

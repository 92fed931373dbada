namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// The order in which envelopes may arrive in a checked world.
[<RequireQualifiedAccess>]
type Network =

    /// Any datagram may arrive next.
    | Unordered

    /// In order between each sender's address and each recipient; connections always are.
    | Ordered

module Network =

    /// Its word on the command line and in JSON.
    val name: network: Network -> string

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

        /// With `TimeModel.Ordered`: timers that fire although an envelope is under way, a store at work or a peer down. With
        /// `TimeModel.Latency`: moments at which all of these become overdue, and from which none of them has a bound. With
        /// `TimeModel.Any` it says nothing, because nothing is bounded there.
        Delays: int
    }

/// What a verdict on a world rests on, beside the world itself.
type Assumptions =
    {
        Network: Network
        Time: TimeModel

        /// The most faults that happen.
        Budget: FaultBudget
    }

module FaultBudget =

    val none: FaultBudget

    /// Whether a peer may still crash, with or without its disk.
    val canCrash: faults: FaultBudget -> bool

module Assumptions =

    /// A world of `TimeModel.Ordered`.
    val ordered: network: Network -> budget: FaultBudget -> Assumptions

    /// A clause for each assumption that a reader must know: faults, network, time.
    val words: assumptions: Assumptions -> string list

/// Envelopes of which one may arrive next, the first; never empty.
type EnvelopeQueue<'message> =
    {
        Key: uint64
        Envelopes: Envelope<'message> list
    }

/// What runs while time passes in a checked world of `TimeModel.Latency`.
[<RequireQualifiedAccess>]
type Clock<'timer> =

    /// Until a peer's timer fires.
    | Timer of peer: int * timer: 'timer

    /// Until the envelope of this number arrives at the latest.
    | Arrival of number: int

    /// Until a peer's store answers at the latest.
    | Answer of peer: int

    /// Until a peer starts again at the latest.
    | Restart of peer: int

/// An envelope as a checker names it: the next one of a queue.
type QueuedEnvelope<'message> =
    {
        Queue: uint64
        Envelope: Envelope<'message>
    }

/// An action in a checked world.
type CheckedAction<'timer, 'message> =
    {
        Action: Action<QueuedEnvelope<'message>, 'timer>

        /// Whether it need not happen. A timer's is a fault where it fires although something takes longer than it may.
        IsFault: bool
    }

/// A whole world at one moment, as it is checked.
type CheckedState<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    {
        WorldState: WorldState<'state, 'timer, 'ask, 'store>

        /// In the order of their keys.
        InFlight: EnvelopeQueue<'message> list
        Left: FaultBudget

        /// Of `TimeModel.Latency` only.
        Clocks: Zone<Clock<'timer>>
    }

/// Envelopes under way, in the order that the network keeps.
module InFlight =

    /// Which queue an envelope belongs to.
    val key: network: Network -> envelope: Envelope<'a> -> uint64

    val add: network: Network -> queues: EnvelopeQueue<'a> list -> envelope: Envelope<'a> -> EnvelopeQueue<'a> list

    /// Takes away the next envelope of the queue.
    val remove: key: uint64 -> queues: EnvelopeQueue<'a> list -> EnvelopeQueue<'a> list

    /// The next envelope of the queue, as these queues number it; itself where none of them is its queue.
    val next: queues: EnvelopeQueue<'a> list -> queued: QueuedEnvelope<'a> -> QueuedEnvelope<'a>

    /// The number of the connection or stream that an envelope travels on.
    val line: envelope: Envelope<'a> -> int voption

    /// The peer that sent it; -1 where its address is no peer's.
    val sender:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        envelope: Envelope<'a> ->
            int
            when 'timer: comparison

    /// The numbers of the connections and streams whose opening is under way.
    val openings: queues: EnvelopeQueue<'a> list -> int voption list

    val digest: queues: EnvelopeQueue<'a> seq -> digest: Digest -> Digest

namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// A part of states, with its digest. Equal parts of one model are one object.
[<ReferenceEquality>]
type Part<'value> = { Value: 'value; Digest: uint64 }

/// A peer's node at one moment, with the timers that run but not their times. Equal ones of one model are one object.
[<ReferenceEquality>]
type CollapsedNode<'state, 'timer, 'ask, 'store when 'timer: comparison> =
    {
        Node: Node<'state, 'timer, 'ask, 'store>
        Digest: uint64

        /// Whether its store has a question to answer.
        IsAsking: bool

        /// The timers that run, in their order.
        Timers: 'timer array

        /// A bit for each property, by its place: whether the peer fulfils its part of it.
        Fulfilled: uint32
    }

/// A checked state as the search keeps it: the parts it is made of, which many states share (SPIN's collapse, Holzmann 1997).
type CollapsedState<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    {
        Left: FaultBudget
        Clocks: Part<Zone<Clock<'timer>>>

        /// By group.
        Lines: Part<Lines<'message>> array

        Nodes: CollapsedNode<'state, 'timer, 'ask, 'store> array

        /// For each peer, after how many ticks each of its timers is due; none where time is not `TimeModel.Ordered`.
        Dues: Part<int64 array> array

        /// Under way, in the order of their queues' keys and of each queue.
        Datagrams: Part<QueuedEnvelope<'message>> array
    }

module CollapsedState =

    /// What a fingerprint begins with: the faults that are left, and the clocks. The lines follow, the nodes, their dues and the datagrams.
    val internal start: state: CollapsedState<'state, 'timer, 'message, 'ask, 'store> -> Digest when 'timer: comparison

    val fingerprint: state: CollapsedState<'state, 'timer, 'message, 'ask, 'store> -> uint64 when 'timer: comparison

    /// The peers with these connections, and nothing sent yet.
    val worldState:
        nodes: CollapsedNode<'state, 'timer, 'ask, 'store> array ->
        connections: Connections ->
            WorldState<'state, 'timer, 'ask, 'store>
            when 'timer: comparison

    /// All lines of the state.
    val lines: state: CollapsedState<'state, 'timer, 'message, 'ask, 'store> -> Lines<'message> when 'timer: comparison

    /// The state with its envelopes numbered from 0 in the order of their queues.
    val expand:
        state: CollapsedState<'state, 'timer, 'message, 'ask, 'store> ->
            CheckedState<'state, 'timer, 'message, 'ask, 'store>
            when 'timer: comparison

namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// What comes of one peer's action, whatever the others are.
type internal StepOutcome<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    {
        /// The peer that acted, if one did, and what became of it.
        Changed: struct (int * CollapsedNode<'state, 'timer, 'ask, 'store>) voption

        /// The groups of lines that the action reached, and what became of them.
        Reached: int array
        Lines: Part<Lines<'message>> array

        /// The datagrams that were sent, in order.
        Posted: Part<QueuedEnvelope<'message>> array

        /// For each timer that runs now, its place among those that ran before and 0, or -1 and the ticks after which it is due.
        Timing: struct (int * int64) array

        /// The recipient of each envelope that was sent, -1 where its address is not the sender's, and whether it can arrive whatever waits
        /// already, as datagrams and calls can.
        Sent: struct (int * bool) array
    }

module internal StepOutcome =

    /// Of a datagram that is lost.
    val nothing<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> :
        StepOutcome<'state, 'timer, 'message, 'ask, 'store> when 'timer: comparison

    /// Whether an output concerns no line but that of this name.
    val isWithin: name: Address voption -> output: Output<Address, 'timer, 'message, 'ask, 'notice> -> bool

    /// The times of a node's timers after a step. A timer that runs without a time was set before the step.
    val timing:
        before: CollapsedNode<'a, 'timer, 'b, 'c> -> after: Node<'d, 'timer, 'e, 'f> -> struct (int * int64) array
            when 'timer: comparison

    /// The lines without the envelope that the action takes off them.
    val without: action: Action<QueuedEnvelope<'message>, 'timer> -> lines: Lines<'message> -> Lines<'message>

    /// The nodes after the step.
    val nodes:
        outcome: StepOutcome<'state, 'timer, 'message, 'ask, 'store> ->
        before: CollapsedNode<'state, 'timer, 'ask, 'store> array ->
            CollapsedNode<'state, 'timer, 'ask, 'store> array
            when 'timer: comparison

    /// The lines of all groups after the step.
    val lines:
        outcome: StepOutcome<'state, 'timer, 'message, 'ask, 'store> ->
        before: Part<Lines<'message>> array ->
            Part<Lines<'message>> array
            when 'timer: comparison

    /// The datagrams under way, but for the one at the place `removed`, with those that were posted, each behind the others of its queue.
    /// Those to a peer that stopped are forgotten.
    val inFlight:
        nodes: CollapsedNode<'state, 'timer, 'ask, 'store> array ->
        before: Part<QueuedEnvelope<'message>> array ->
        removed: int ->
        outcome: StepOutcome<'state, 'timer, 'message, 'ask, 'store> ->
            Part<QueuedEnvelope<'message>> array
            when 'timer: comparison

namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// What a caller's connection waits for; nothing more once something was answered.
type CallerWait =

    /// The caller's request.
    | Request

    /// The machine's answer.
    | Answer

    /// The machine's answer, for a caller that has ended its side.
    | LastAnswer

/// A machine's state, with the callers that its transport watches.
type Guarded<'state> =
    {
        Inner: 'state

        /// The limits of its transport; none where a caller may take any time.
        Limits: StreamLimits voption
        Callers: Map<Address, CallerWait>
    }

/// A timer of the machine, or of its transport.
type GuardedTimer<'timer> =
    | Own of 'timer

    /// The caller has had its time.
    | Patience of Address

/// Limits callers of a world's peers as the live transport does: a caller has so much time for its request, and one that ends
/// its side before it was answered is answered all the same.
module Guard =

    val initial: limits: StreamLimits voption -> state: 'a -> Guarded<'a>

    /// The world with its peers guarded by the limits of its connections.
    val world:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            World<Guarded<'state>, GuardedTimer<'timer>, 'message, 'command, 'answer, 'ask, 'notice, 'store>
            when 'timer: comparison

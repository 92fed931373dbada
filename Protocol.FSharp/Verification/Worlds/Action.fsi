namespace PeerFunctional.Verification

/// One thing that happens in a world, whoever chose it: a simulator, a checker or a file. 'envelope is what envelopes are named
/// by: their number in a run, their flow in a checker.
type Action<'envelope, 'timer> =
    | Start of peer: int

    /// The envelope arrives.
    | Deliver of 'envelope

    /// It arrives as bytes that are no message; on a stream it comes in pieces.
    | DeliverCorrupted of 'envelope

    /// It arrives, and a copy of it stays under way.
    | Duplicate of 'envelope

    /// The network loses the envelope; a stream breaks with it.
    | Drop of 'envelope
    | FireTimer of peer: int * timer: 'timer

    /// The store answers the peer's next question.
    | AnswerStore of peer: int
    | Crash of peer: int

    /// A crash that takes the disk with it.
    | CrashLosingDisk of peer: int

    /// A peer that is down starts again from its disk.
    | Restart of peer: int

module Action =

    /// The action with envelopes and timers named in another way; `ofTimer` sees the timer's peer. The error is the first name
    /// that has no other.
    val tryMap:
        ofEnvelope: ('a -> Result<'b, 'c>) ->
        ofTimer: (int -> 'd -> Result<'e, 'c>) ->
        action: Action<'a, 'd> ->
            Result<Action<'b, 'e>, 'c>

    val map: ofEnvelope: ('a -> 'b) -> ofTimer: ('c -> 'd) -> action: Action<'a, 'c> -> Action<'b, 'd>

    /// The envelope as a run names it.
    val byNumber: action: Action<Envelope<'a>, 'b> -> Action<int, 'b>

    /// The peer whose step it is; none where no machine takes one.
    val peer: recipientOf: ('a -> int) -> action: Action<'a, 'b> -> int voption

    /// The envelope that is under way no more after the action.
    val takenAway: action: Action<'envelope, 'timer> -> 'envelope voption

    /// Lets an action happen; answers the world state and what was sent and said, in order.
    val apply:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        action: Action<Envelope<'message>, 'timer> ->
        worldState: WorldState<'state, 'timer, 'ask, 'store> ->
            struct (WorldState<'state, 'timer, 'ask, 'store> * Emission<'message> list)
            when 'timer: comparison

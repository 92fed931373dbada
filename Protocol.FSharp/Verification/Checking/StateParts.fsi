namespace PeerFunctional.Verification

/// The different parts of a model's states, each once. Several workers may ask at once. The parts belong to one model: peers of other
/// settings can have equal digests and behave otherwise.
[<Sealed>]
type internal StateParts<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison> =

    /// `fulfilled` answers a bit for each property whose part for a peer its node fulfils.
    new:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> *
        assumptions: Assumptions *
        fulfilled: (int -> Node<'state, 'timer, 'ask, 'store> -> uint32) ->
            StateParts<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>

    member Groups: LineGroups

    /// A group without connections and envelopes.
    member NoLines: Part<Lines<'message>>

    /// A peer's node, whatever the times of its timers.
    member OfNode: peer: int * node: Node<'state, 'timer, 'ask, 'store> -> CollapsedNode<'state, 'timer, 'ask, 'store>

    /// Ticks until each timer of a peer is due.
    member OfDues: value: int64 array -> Part<int64 array>

    member OfDatagram: envelope: Envelope<'message> -> Part<QueuedEnvelope<'message>>

    /// The lines of some groups as one.
    member Join: all: Part<Lines<'message>> array * groups: int array -> Lines<'message>

    /// The lines of one group as a part of all, where they were `before`.
    member OfGroup: group: int * before: Part<Lines<'message>> * all: Lines<'message> -> Part<Lines<'message>>

    /// The parts of a state.
    member Collapse:
        checkedState: CheckedState<'state, 'timer, 'message, 'ask, 'store> ->
            CollapsedState<'state, 'timer, 'message, 'ask, 'store>

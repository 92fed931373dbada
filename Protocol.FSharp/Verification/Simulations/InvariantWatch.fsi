namespace PeerFunctional.Verification

/// The properties of a run under way, looked at so that a step costs as much among many peers as among few: what each peer fulfils
/// by itself after every step of that peer; what takes a look at all peers after every step among few peers, and among many
/// once in so many steps that a look costs each of them less than a look at one peer.
type internal InvariantWatch<'world> =
    {
        Properties: Properties<'world>

        /// Steps between two looks at all peers.
        Every: int

        /// The peers that do not fulfil their part of the goal.
        Unmet: bool array
        mutable UnmetCount: int
        mutable SinceLaws: int
        mutable SinceGoal: int
    }

module internal InvariantWatch =

    val create: peers: int -> properties: Properties<'a> -> worldState: 'a -> InvariantWatch<'a>

    /// How many peers fulfil their part of the goal.
    val met: watch: InvariantWatch<'a> -> int

    /// Looks at a peer's part of the goal again.
    val look: peer: int -> worldState: 'a -> watch: InvariantWatch<'a> -> unit

    /// The first invariant that a step of a peer broke.
    val afterStep: peer: int -> worldState: 'a -> watch: InvariantWatch<'a> -> Invariant<'a> option

    /// The first invariant that does not hold, looked at with all peers.
    val broken: worldState: 'a -> watch: InvariantWatch<'a> -> Invariant<'a> option

    /// Whether the goal is reached; where `isLast`, nothing more will happen.
    val isReached: isLast: bool -> worldState: 'a -> watch: InvariantWatch<'a> -> bool

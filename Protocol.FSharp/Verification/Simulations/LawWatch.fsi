namespace PeerFunctional.Verification

/// The laws of a run under way, looked at so that a step costs as much among many peers as among few: what each peer fulfils
/// by itself after every step of that peer; what takes a look at all peers after every step among few peers, and among many
/// once in so many steps that a look costs each of them less than a look at one peer.
type internal LawWatch<'scene> =
    {
        Laws: Laws<'scene>

        /// Steps between two looks at all peers.
        Every: int

        /// The peers that do not fulfil their part of the goal.
        Unmet: bool array
        mutable UnmetCount: int
        mutable SinceLaws: int
        mutable SinceGoal: int
    }

module internal LawWatch =

    val create: peers: int -> laws: Laws<'a> -> scene: 'a -> LawWatch<'a>

    /// How many peers fulfil their part of the goal.
    val met: watch: LawWatch<'a> -> int

    /// Looks at a peer's part of the goal again.
    val look: peer: int -> scene: 'a -> watch: LawWatch<'a> -> unit

    /// The first law that a step of a peer broke.
    val afterStep: peer: int -> scene: 'a -> watch: LawWatch<'a> -> Law<'a> option

    /// The first law that does not hold, looked at with all peers.
    val broken: scene: 'a -> watch: LawWatch<'a> -> Law<'a> option

    /// Whether the goal is reached; where `isLast`, nothing more will happen.
    val isReached: isLast: bool -> scene: 'a -> watch: LawWatch<'a> -> bool

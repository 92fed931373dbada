namespace PeerFunctional.Verification

open System

/// What a user asks of the faults. What is left open is drawn anew for each seed: whether a fault is on at all, and how
/// strong, so that seeds differ in kind (swarm testing).
type Options =
    {
        /// Probabilities, 0 to 1, for each letter.
        Loss: float voption
        Duplication: float voption
        Garbling: float voption
        Reordering: float voption

        /// For each step of a peer.
        Crashing: float voption

        /// The part of the crashes that take the disk with them.
        Wiping: float voption

        /// Whether links are cut for a while.
        Cutting: bool voption

        /// The longest time things go wrong.
        Storm: TimeSpan

        /// How long the goal may take from there.
        Patience: TimeSpan

        /// Budgets of one run.
        MaxFaults: int
        MaxCrashes: int
        MaxMoves: int
    }

/// The odds of one run, drawn from its seed.
type Weather =
    {
        Loss: float
        Duplication: float
        Garbling: float
        Reordering: float
        LongestDelay: TimeSpan
        Crashing: float
        Wiping: float
        LongestDown: TimeSpan
        Chance: Chance
        Options: Options

        /// The run before anything went wrong, but for its cuts.
        Schedule: Schedule
    }

module Options =

    val standard: Options

    /// Nothing goes wrong, but for what the caller adds.
    val fair: Options

module Weather =

    /// The weather of a seed for so many peers.
    val draw: peers: int -> options: Options -> seed: uint64 -> Weather

    /// What befalls a letter as it is sent: drawn by its place among all that are given to the network.
    val ofLetter: place: int -> letter: int -> weather: Weather -> Fault voption

    /// What befalls a peer after so many steps of its own.
    val ofPeer: peer: int -> steps: int -> weather: Weather -> Fault voption

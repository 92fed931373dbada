namespace PeerFunctional.Verification

open System

/// What a user asks of the faults. What is left open is drawn anew for each seed: whether a fault is on at all, and how
/// strong, so that seeds differ in kind (swarm testing).
type FaultOptions =
    {
        /// Probabilities, 0 to 1, for each envelope.
        Loss: float voption
        Duplication: float voption
        Corruption: float voption
        Reordering: float voption

        /// For each step of a peer.
        Crashing: float voption

        /// The part of the crashes that take the disk with them.
        DiskLoss: float voption

        /// Whether links are cut for a while.
        Partitions: bool voption

        /// The longest time things go wrong.
        FaultPhase: TimeSpan

        /// How long the goal may take from there.
        LivenessTimeout: TimeSpan

        /// Budgets of one run.
        MaxFaults: int
        MaxCrashes: int
        MaxActions: int
    }

/// The odds of one run, drawn from its seed.
type FaultProfile =
    {
        Loss: float
        Duplication: float
        Corruption: float
        Reordering: float
        LongestDelay: TimeSpan
        Crashing: float
        DiskLoss: float
        LongestOutage: TimeSpan
        Prng: Prng
        Options: FaultOptions

        /// The run before anything went wrong, but for its cuts.
        Schedule: FaultSchedule
    }

module FaultOptions =

    val standard: FaultOptions

    /// Nothing goes wrong, but for what the caller adds.
    val none: FaultOptions

module FaultProfile =

    /// The profile of a seed for so many peers.
    val draw: peers: int -> options: FaultOptions -> seed: uint64 -> FaultProfile

    /// What befalls an envelope as it is sent: drawn by its place among all that are given to the network.
    val forEnvelope: place: int -> envelope: int -> profile: FaultProfile -> Fault voption

    /// What befalls a peer after so many steps of its own.
    val forPeer: peer: int -> steps: int -> profile: FaultProfile -> Fault voption

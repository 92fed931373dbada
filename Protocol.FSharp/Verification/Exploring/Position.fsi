namespace PeerFunctional.Verification.Exploring

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// A world under way, with its types hidden: what can happen is what the checker's model offers, and every step is one of its machine.
[<NoEquality; NoComparison>]
type Position =
    {
        Peers: string list

        /// Choices since all peers started.
        Depth: int

        /// The number of the step here in a trace, where each start counts, and each answer of a store; the last start's at first.
        Number: int

        /// Of everything that can make a difference later, as the checker tells states apart: peers, connections, what is under way, and
        /// the faults that are left.
        Digest: Digest

        /// Of the peers and their connections alone, as the steps of a trace have it.
        TraceDigest: Digest
        Step: ExploredStep

        /// The place of the choice that leads here, among those of the position before; 0 where all peers have started.
        Place: int

        /// In the model's order, which is always the same.
        Choices: Lazy<Choice list>
        Nodes: Lazy<ExploredPeer list>
        InFlight: Lazy<ExploredEnvelope list>

        /// Invariants, what must be reachable, and the goal.
        Properties: Lazy<ExploredProperty list>

        /// What can still become of each property. This sees many states that can follow, so it takes a while.
        Fates: Lazy<ExploredFate list>

        /// What the position lacks to be good, in the protocol's words.
        Missing: Lazy<string voption>
        FaultsLeft: FaultBudget

        /// The position after a choice; none where there is no such choice.
        Take: int -> Position voption

        /// Searches for a violation of a property, or of any invariant, from here: the shortest with no fault or one, or else the shortest.
        Search: ISearch -> int voption -> FoundViolation

        /// The way here as a run. It ends with the step that violates an invariant, where there is one, if it is cut.
        Told: bool -> ToldRun
    }

module Position =

    /// A scenario with all peers started. A search for what can become of properties asks `goesOn` for a test, and ends where that says so of
    /// the number of states whose steps it took.
    val startWhile: goesOn: (unit -> int -> bool) -> subject: IScenario -> assumptions: Assumptions -> Position

    /// A scenario with all peers started. A search for what can become of properties ends at its bound of states only.
    val start: subject: IScenario -> assumptions: Assumptions -> Position

    /// Whether nothing but faults and commands of users can happen.
    val isEnd: position: Position -> bool

    /// Whether the goal holds.
    val isGood: position: Position -> bool

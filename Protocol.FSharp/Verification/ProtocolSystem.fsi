namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification.Laws

/// What a capture is read with.
type CaptureOptions =
    {
        /// Verifies what the captured peers signed.
        Signatures: ISignatures

        /// How long the captured peers waited for news before they ended a session.
        Silence: TimeSpan
    }

/// A system with its types hidden, so commands check, simulate and draw every system alike.
type ProtocolSystem =
    {
        /// As the command line has it.
        Name: string

        /// The policies of its machines; none where it has one machine, whose outputs name no policy.
        Policies: Policy list

        /// The worlds to check, smallest first: each by its name, with what it shows in a sentence.
        Worlds: (string * string) list

        /// A world under a policy by its name, of `Worlds` or as `Crowd` names it. One machine is meant by every policy.
        Scenario: (PeerPolicies -> string -> IScenario voption)

        /// The name of a world of so many peers and things (events, items) for the simulator.
        Crowd: (int -> int -> string)
        MostPeers: int
        LeastThings: int
        MostThings: int

        /// How long things go wrong in a simulation, and how long the goal may take from there.
        FaultPhase: TimeSpan
        LivenessTimeout: TimeSpan

        /// The most that its recovering machine's worlds may cost.
        Costs: CostBound list

        /// What its recovering machine mends of the original; none where there is no original.
        Mends: Mend list

        /// Lessons on its protocol, the easiest first.
        Lessons: Lesson list

        /// What laws on its protocol are graded by; none where there is no exercise.
        Laws: LawExercise voption

        /// The state diagram of its machine.
        Diagram: (Policy -> StateDiagram)

        /// Who listens to a capture for its conversations.
        Analyzer: (CaptureOptions -> CaptureAnalyzer list)

        /// The conversations in the lines of a text that is a recording of the system, judged, in the order they end; none where it
        /// is none.
        Recordings: (Judging -> string seq -> ConversationReport seq)

        /// Who reads the journals of its machines.
        Journals: (ISignatures -> JournalReader list)
    }

module ProtocolSystem =

    /// Things (events, items, calls) of all peers together in a world that a file or a link names, at most; a peer counts as ten at least.
    [<Literal>]
    val MostNamed: int = 1_000

    /// A system whose worlds differ in how many peers they have, 2 to `most`, and in nothing else.
    val ofPeers:
        most: int ->
        subject: (PeerPolicies -> int -> Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) ->
            ProtocolSystem
            when 'timer: comparison

    /// A scenario by the name of its world: one in other surroundings, each of which has a name and a sentence and takes both, or else one
    /// of the system's setups.
    val scenario:
        surrounded: (string * string * (string -> string -> PeerPolicies -> IScenario)) list ->
        ofSetup: (PeerPolicies -> string -> IScenario option) ->
        policies: PeerPolicies ->
        name: string ->
            IScenario voption

    /// The sentences of a subject's properties: the goal comes last.
    val sentences: subject: IScenario -> string list

    /// What a subject's world shows, in a sentence.
    val about: subject: IScenario -> string

    /// A scenario of the system, to be simulated under options of faults.
    val simulation: system: ProtocolSystem -> options: FaultOptions -> subject: IScenario -> Simulation

    /// Whether it has one machine, and so no policies.
    val hasOneMachine: system: ProtocolSystem -> bool

    /// A world of one of the systems, for a file or a link that names it. Files and links come from others: a world of more than
    /// `MostNamed` things is refused by name, as 'oversize-world'.
    val find:
        systems: ProtocolSystem list ->
        system: string ->
        policy: PeerPolicies voption ->
        world: string ->
            Result<IScenario, Malformation>

namespace PeerFunctional.Verification.Laws

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// A world that a machine is judged in, with the faults that may happen there.
type LawRun = { World: string; Budget: FaultBudget }

/// A machine that laws are judged by.
type JudgedMachine =
    {
        /// One word.
        Name: string

        /// What it does, or what is wrong with it, in one sentence.
        About: string

        /// None where the system has one machine.
        Policy: PeerPolicies voption
        Runs: LawRun list
    }

/// What leads a person to a clause that a machine breaks.
type LawHint =
    {
        /// A question in one sentence.
        Clue: string

        /// What the clause begins with.
        Kind: LawKind

        /// The words that it needs, in the order in which a reader is told.
        Words: string list
    }

/// A machine with a planted bug.
type BuggyMachine =
    {
        Machine: JudgedMachine
        Hint: LawHint
    }

/// What laws of a system are graded by.
type LawExercise =
    {
        Vocabulary: LawVocabulary

        /// Correct machines, which differ.
        Good: JudgedMachine list
        Bugs: BuggyMachine list

        /// A law to begin with, which says too little.
        Beginning: string

        /// A law that every good machine keeps and every bug breaks.
        Answer: string

        /// A world under a policy by its name, with the properties that a law says; none where there is no such world.
        Scenario: Law -> PeerPolicies voption -> string -> IScenario voption
    }

/// A bug planted in a system's machines. The checker must find it, and laws are graded by it.
type PlantedBug<'world> =
    {
        /// One word.
        Name: string

        /// A machine with it, and what is wrong, in one sentence.
        About: string

        /// The smallest world that shows it over an ordered network, and the faults that it needs there.
        World: string
        Faults: FaultBudget
        Hint: LawHint
        Plant: 'world -> 'world
    }

/// A machine that is another variant of a system's, by its name. Its worlds are named by a world, `+` and the variant.
type MachineVariant<'world> =
    {
        /// One word.
        Name: string

        /// What it does, or what is wrong with it, in one sentence.
        About: string
        Change: 'world -> 'world
    }

module LawHint =

    val create: kind: LawKind -> words: string list -> clue: string -> LawHint

module MachineVariant =

    /// The world's name without a variant, and the variant that it names; none where it names one that is not among these.
    val split:
        variants: MachineVariant<'world> list -> name: string -> (string * MachineVariant<'world> voption) voption

    /// The world's name without a variant.
    val world: name: string -> string

    /// The name of a world of a variant.
    val worldName: world: string -> variant: string -> string

    /// Changes the outputs of each step, given the state before and the input.
    val outputs:
        change:
            ('state
                -> Input<Address, 'timer, 'message, 'command, 'answer>
                -> Output<Address, 'timer, 'message, 'ask, 'notice> list
                -> Output<Address, 'timer, 'message, 'ask, 'notice> list) ->
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>

    /// Leaves out the outputs that a test of the input and the output picks.
    val without:
        isWrong:
            (Input<Address, 'timer, 'message, 'command, 'answer>
                -> Output<Address, 'timer, 'message, 'ask, 'notice>
                -> bool) ->
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>

    /// Changes the input of each step, given the state before.
    val inputs:
        change:
            ('state
                -> Input<Address, 'timer, 'message, 'command, 'answer>
                -> Input<Address, 'timer, 'message, 'command, 'answer>) ->
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>

    /// Changes the state after each step, given the input.
    val states:
        change: (Input<Address, 'timer, 'message, 'command, 'answer> -> 'state -> 'state) ->
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>

    /// Leaves a machine as it is at inputs that a test picks.
    val ignoring:
        isIgnored: (Input<Address, 'timer, 'message, 'command, 'answer> -> bool) ->
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>

module PlantedBug =

    val create:
        name: string ->
        about: string ->
        world: string ->
        faults: FaultBudget ->
        hint: LawHint ->
        plant: ('world -> 'world) ->
            PlantedBug<'world>

    /// The machine with the bug, as worlds name it.
    val variant: bug: PlantedBug<'world> -> MachineVariant<'world>

    /// The machine with the bug under a policy, as laws are graded by it.
    val judged: policy: PeerPolicies voption -> bug: PlantedBug<'world> -> BuggyMachine

module JudgedMachine =

    /// A machine as it runs, and its variants. `worlds` gives their runs by how each of them names a world.
    val correct:
        name: string ->
        about: string ->
        policy: PeerPolicies voption ->
        worlds: ((string -> string) -> LawRun list) ->
        variants: MachineVariant<'world> list ->
            JudgedMachine list

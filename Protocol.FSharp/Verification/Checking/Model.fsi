namespace PeerFunctional.Verification

/// What is asked of a model, each as a sentence that a student can read.
type Property<'state> =

    /// Safety: true in every reachable state.
    | Always of sentence: string * holds: ('state -> bool)

    /// True in one reachable state at least, so that nothing else holds for want of anything happening.
    | Sometimes of sentence: string * witness: ('state -> bool)

    /// From every reachable state the goal is reached by steps that are no faults, under fair scheduling: a step that
    /// stays possible is taken in the end.
    | Progress of sentence: string * goal: ('state -> bool)

/// What can be checked: states, and the steps between them.
type Model<'state, 'action> =
    {
        Initial: 'state list

        /// Every possible step, always in the same order. A state without any is an end.
        Successors: ('state -> struct ('action * 'state) list)

        /// Equal for equal states, and else different: the search keeps fingerprints, never states.
        Fingerprint: ('state -> uint64)

        /// Equal for states that differ in the names of interchangeable peers only. Used where no progress is asked for.
        SymmetryFingerprint: ('state -> uint64) voption

        /// Names enough of a state's steps: every other step commutes with all that can happen before one of these, and
        /// none of these changes what a property says. `ValueNone`: all are needed. Used where no progress is asked for.
        PersistentSet: ('state -> ('action -> bool) voption) voption

        /// Steps that need not happen: losses, crashes.
        IsFault: ('action -> bool)

        /// Steps with equal keys are the same step to fair scheduling.
        FairnessKey: ('action -> uint64)
        ActionWords: ('action -> string)
        StateWords: ('state -> string)
        Properties: Property<'state> list
    }

/// Which steps a run cannot refuse for ever.
[<RequireQualifiedAccess>]
type Fairness =

    /// Those that stay possible.
    | Weak

    /// Those that are possible again and again, and so those that stay possible too.
    | Strong

/// A way from an initial state. Where it ends in a loop, the steps from number `Loop` on (counted from 0) repeat forever.
type Path<'state, 'action> =
    {
        First: 'state
        Steps: struct ('action * 'state) list
        Loop: int voption
    }

/// The answer to one property.
type Verdict<'state, 'action> =

    /// In all states of the model.
    | Holds

    /// The shortest way to a state that shows it.
    | Witnessed of Path<'state, 'action>

    /// A way to a state that breaks it, and breadth first the shortest; for progress an end that is no goal, or a loop.
    | Violated of Path<'state, 'action>

    /// Nothing shows it in all states of the model.
    | NeverWitnessed

    /// The search was cut before it could tell.
    | Unknown

/// What cut a search.
[<RequireQualifiedAccess>]
type SearchLimit =
    | States
    | Memory
    | Time
    | Interruption

    /// A random walk never sees all states.
    | Chance

type SearchExtent =

    /// Every reachable state was seen.
    | Exhaustive

    /// Every property was decided before that.
    | Decided
    | CutBy of SearchLimit

/// How large a search was.
type StateCounts =
    {
        /// Steps taken, and the initial states: as TLC counts.
        Generated: int64

        /// Different states.
        Unique: int64

        /// Steps to the state that is farthest from an initial one.
        Depth: int

        /// The most bytes of memory in use.
        Bytes: int64
    }

type CheckReport<'state, 'action> =
    {
        Extent: SearchExtent
        Counts: StateCounts

        /// In the order of the model's properties.
        Verdicts: struct (Property<'state> * Verdict<'state, 'action>) list
    }

module StateCounts =

    /// The chance, at most, that two of the states have one fingerprint, so that the search took one for the other: from 0 to 1.
    val chanceOfMissed: counts: StateCounts -> float

module Property =

    val sentence: _arg1: Property<'a> -> string

    val isProgress: _arg1: Property<'a> -> bool

module Fairness =

    /// Its word on the command line and in JSON.
    val name: fairness: Fairness -> string

module Model =

    /// The model without its reductions: every step, every state.
    val plain: model: Model<'a, 'b> -> Model<'a, 'b>

    /// The model as it is searched: symmetry and commuting steps do not keep fairness, so progress goes without them.
    val searched: model: Model<'a, 'b> -> Model<'a, 'b>

    /// The model without its goals. Each property that is left is decided by one state.
    val safety: model: Model<'a, 'b> -> Model<'a, 'b>

    /// A model of nothing but states and steps: no fault, no reduction, every action its own words.
    val create:
        initial: 'a list ->
        successors: ('a -> struct ('action * 'a) list) ->
        fingerprint: ('a -> uint64) ->
        fairness: ('action -> uint64) ->
        properties: Property<'a> list ->
            Model<'a, 'action>

module CheckReport =

    val failures: report: CheckReport<'a, 'b> -> struct (Property<'a> * Verdict<'a, 'b>) list

    /// Nothing failed, and nothing was left open.
    val passed: report: CheckReport<'a, 'b> -> bool

namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// A run in words and as files have it.
type ToldRun =
    {
        Trace: Trace<string>

        /// What it came to, in a sentence of the protocol's words.
        Sentence: string
        Timeline: Timeline

        /// Where it stands towards the goal; none where no search was asked.
        Fates: RunFates voption

        /// It as an F# test, in a module of this name.
        Test: (string -> string)

        /// It in the Informal Trace Format.
        Itf: (unit -> string)
    }

/// A subject to be simulated, as a command sees it: no type of the protocol's shows.
type Simulation =
    {
        System: string
        World: string

        /// The sentences of what a run can violate; the goal comes last.
        Properties: string list
        Peers: string list
        Run: (uint64 -> Outcome)

        /// The run with its curves.
        Measure: (uint64 -> struct (Outcome * LoadCurves))
        Shrink: (Outcome -> Outcome)
        Tell: (Outcome -> ToldRun)
    }

/// A trace run again.
type ReplayedRun =
    {
        Trace: Trace<string>
        Timeline: Timeline

        /// The run told with its fates, which takes a search.
        Fated: unit -> ToldRun

        /// The first step, from 0, that is another one now, or has another digest.
        Divergence: int voption

        /// How the run differs now, in words; none if it is the same.
        Difference: string voption
    }

module Simulation =

    /// A trace told.
    val told:
        subject: Scenario<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> title: string -> trace: Trace<'b> -> ToldRun
            when 'b: comparison

    /// The run with its fates, and with the step after which nothing can bring about the goal in its timeline; a sentence that says what is
    /// missed, or that a checker's run goes on, says that too.
    val fated: fates: RunFates -> told: ToldRun -> ToldRun

    /// The first step, from 1, after which no way leads to the goal; none where there is none, or no search was asked.
    val noReturn: told: ToldRun -> int voption

    /// A subject under options of faults.
    val create: subject: IScenario -> options: FaultOptions -> Simulation

    /// How a run differs from the trace that it runs again, in words; none if it is the same.
    val difference: trace: Trace<string> -> again: Trace<string> -> string voption

    /// Runs the trace of a file again; `find` gives a subject by its system, policy and world. The error names what is
    /// wrong with it.
    val replay:
        find: (string -> PeerPolicies voption -> string -> Result<IScenario, Malformation>) ->
        trace: Result<Trace<string>, Malformation> ->
            Result<ReplayedRun, Malformation>

namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// What is to happen instead of what happened.
[<RequireQualifiedAccess>]
type WhatIfChange =

    /// The message is lost.
    | Drop

    /// The message arrives.
    | Deliver

    /// The message arrives, and a copy of it stays under way.
    | Duplicate

    /// The peer crashes behind the step, and keeps its disk.
    | Crash

/// A run as it went, and the same run with a change: both up to where nothing but timers is left.
type Futures =
    {
        AsItWas: ToldRun
        Changed: ToldRun

        /// Both, the lanes of one beside those of the other.
        Timeline: Timeline

        /// How the run differs from the trace of its file, in words; none if it is the same.
        Difference: string voption
    }

/// What a change comes to.
[<RequireQualifiedAccess>]
type ChangeOutcome =

    /// The run reaches its goal, or each side ends as it would have without the change; in a sentence.
    | Mended of sentence: string

    /// The run violates a property, or a side ends otherwise; in a sentence.
    | Harmed of sentence: string

    /// The machines cannot go on from there, or not to the end; the reason.
    | Untold of reason: string

/// A change at one place of a run.
type ChangedStep =
    {
        /// The step of a trace, or the frame of a capture, from 1.
        At: int64

        /// The change, in words.
        Words: string
        Outcome: ChangeOutcome
    }

module WhatIfChange =

    val all: WhatIfChange list

    /// Its word on the command line.
    val name: change: WhatIfChange -> string

module WhatIf =

    /// Both futures of a run from step `at` on, counted from 1. The error says what can be done there.
    val futures:
        subject: Scenario<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        trace: Trace<'b> ->
        at: int ->
        change: WhatIfChange ->
            Result<Futures, string>
            when 'b: comparison

    /// Both futures of the run of a trace file; `find` gives a subject by its system, policy and world.
    val ofTrace:
        find: (string -> PeerPolicies voption -> string -> Result<IScenario, Malformation>) ->
        trace: Result<Trace<string>, Malformation> ->
        at: int ->
        change: WhatIfChange ->
            Result<Futures, Malformation>

    /// What the change comes to at each step of the run of a trace file where it can be made. A message is changed where it would arrive.
    val eachOfTrace:
        find: (string -> PeerPolicies voption -> string -> Result<IScenario, Malformation>) ->
        trace: Result<Trace<string>, Malformation> ->
        change: WhatIfChange ->
            Result<ChangedStep list, Malformation>

    /// How a future ends, in a sentence.
    val verdict: future: ToldRun -> string

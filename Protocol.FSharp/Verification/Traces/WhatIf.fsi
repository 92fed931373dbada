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

    /// How a future ends, in a sentence.
    val verdict: future: ToldRun -> string

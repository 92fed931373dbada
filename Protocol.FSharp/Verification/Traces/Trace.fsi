namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// An action of a run at its time since the beginning, and the digest of the world state after it. Envelopes go by their numbers.
type TraceStep<'timer> =
    {
        At: System.TimeSpan
        Action: Action<int, 'timer>
        Digest: Digest
    }

/// Who made a run.
type TraceOrigin =

    /// The simulator: its schedule gives every action.
    | Simulated of FaultOptions * FaultSchedule

    /// The checker: the actions are all there is.
    | Searched

/// A run of a simulator or a checker, with all that is needed to print it, to write it to a file, to run it again and to
/// compare the runs. A file names timers by their words.
type Trace<'timer> =
    {
        System: string

        /// The world by its name in that system.
        World: string

        /// None where the system has one machine.
        Policy: PeerPolicies voption
        Origin: TraceOrigin

        /// What its world assumes where a search made it; none in a file that does not say.
        Assumptions: Assumptions voption
        Ending: Ending
        Steps: TraceStep<'timer> list
    }

module TraceStep =

    /// An action that led to this world state.
    val after:
        worldState: WorldState<'state, 'timer, 'ask, 'store> -> action: Action<int, 'timer> -> TraceStep<'timer>
            when 'timer: comparison

module Trace =

    /// The faults of its schedule; a checker's are among its steps.
    val faults: trace: Trace<'a> -> Fault list

    /// Runs a schedule and keeps every step of it.
    val ofSchedule:
        subject: Scenario<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        options: FaultOptions ->
        schedule: FaultSchedule ->
            Trace<'b>
            when 'b: comparison

    /// A path that a search found.
    val ofSteps:
        subject: Scenario<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> ending: Ending -> steps: TraceStep<'i> list -> Trace<'i>
            when 'b: comparison

    /// The trace as a path through a world of these assumptions.
    val under: assumptions: Assumptions -> trace: Trace<'a> -> Trace<'a>

    /// The trace with its timers by their words.
    val inWords:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        trace: Trace<'timer> ->
            Trace<string>
            when 'timer: comparison

    /// The timer of a peer that a step names by its words. Of several that go by the same words, it is the one that leads to the step's
    /// digest.
    val timerOf:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        run: Run<'state, 'timer, 'message, 'ask, 'store> ->
        step: TraceStep<string> ->
        peer: int ->
        words: string ->
            Result<'timer, string>
            when 'timer: comparison

    /// The run of a file again: the same trace, if the machine is the same.
    val replay:
        subject: Scenario<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> trace: Trace<string> -> Trace<'b> when 'b: comparison

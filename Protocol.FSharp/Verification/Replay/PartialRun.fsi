namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// One schedule of a candidate, as far as it was tried.
[<NoEquality; NoComparison>]
type internal PartialRun<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    {
        State: 'state
        Store: 'store
        Timers: Map<'timer, TimeSpan>

        /// The timers, those due first at the front.
        Due: Set<struct (TimeSpan * 'timer)>

        /// What each timer was set for last.
        Rounds: Map<'timer, TimeSpan>

        /// Questions to the store that it has not answered yet.
        Questions: PendingQuestions<'ask>
        Now: TimeSpan

        /// What was taken of what came in.
        Received: FlowCursors<'message>

        /// What was explained of what the participant did.
        Done: FlowCursors<'message>

        /// The flows of the connections that the machine has, by its names.
        Flows: Map<Address, int>

        /// The names the machine gave to connections it opened, by their flows.
        Names: Map<int, Address>
        Over: bool

        /// What the capture lacks that this run makes use of, in words, last first.
        Gaps: string list

        /// The longest delay so far of what was read, sent or woken.
        Late: TimeSpan

        /// Something came in that the capture lacks: whatever comes behind it is unknown.
        IsLost: bool

        /// Last first; worded only if this run is the one that explains the participant.
        Events: (unit -> TimedEvent) list

        /// The state after each frame sent or taken.
        States: struct (int64 * 'state) list

        /// The run one step before, where it is kept.
        Before: PartialRun<'state, 'timer, 'message, 'ask, 'store> voption
    }

/// Where the participant did something else than a run. Most failures are of schedules that another one surpasses, so their words are made late.
[<NoEquality; NoComparison>]
type internal RunFailure =
    {
        /// Whether the machine would have sent or ended something.
        HasExpected: bool
        Tell: unit -> Divergence

        /// The states up to there.
        Known: unit -> Map<int64, KnownState>
    }

module internal RunFailure =

    val map: change: (Divergence -> Divergence) -> failure: RunFailure -> RunFailure

/// One schedule as it stands, and what the capture shows next.
module internal PartialRun =

    /// What the capture shows, in words.
    val observationWords:
        problem: ReplayProblem<'a, 'b, 'message, 'd, 'e, 'f, 'g, 'h> -> observed: ObservedEvent<'message> -> string
            when 'b: comparison

    val callWords: partner: Address -> string

    val endWords: partner: Address -> string

    /// The next thing that the capture shows the participant did.
    val nextDone: run: PartialRun<'a, 'b, 'message, 'c, 'd> -> ObservedEvent<'message> voption when 'b: comparison

    /// Whether everything that is not explained was done so shortly before the capture ends that its cause may come later:
    /// nothing came in after it.
    val isAtEnd:
        problem: ReplayProblem<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> run: PartialRun<'i, 'j, 'k, 'l, 'm> -> bool
            when 'b: comparison and 'j: comparison

    val setTimer:
        timer: 'b -> due: TimeSpan -> run: PartialRun<'a, 'b, 'c, 'd, 'e> -> PartialRun<'a, 'b, 'c, 'd, 'e>
            when 'b: comparison

    val cancelTimer:
        timer: 'b -> run: PartialRun<'a, 'b, 'c, 'd, 'e> -> PartialRun<'a, 'b, 'c, 'd, 'e> when 'b: comparison

    val explained: run: PartialRun<'a, 'b, 'c, 'd, 'e> -> int when 'b: comparison

    val diverge:
        problem: ReplayProblem<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        run: PartialRun<'a, 'j, 'c, 'k, 'l> ->
        at: TimeSpan ->
        because: (unit -> string) ->
        expected: (unit -> string) voption ->
            RunFailure
            when 'b: comparison and 'j: comparison

    /// How the machine names the other end of a flow.
    val nameOf:
        run: PartialRun<'a, 'b, 'c, 'd, 'e> -> flow: int -> observed: ObservedEvent<'message> -> Address
            when 'b: comparison

    /// The run, later by so much than its clock says at some time.
    val delayed:
        late: TimeSpan ->
        run: PartialRun<'state, 'timer, 'message, 'ask, 'store> ->
            PartialRun<'state, 'timer, 'message, 'ask, 'store>
            when 'timer: comparison

    /// A connection is none of the machine's any more.
    val leave:
        name: Address -> flow: int -> run: PartialRun<'a, 'b, 'c, 'd, 'e> -> PartialRun<'a, 'b, 'c, 'd, 'e>
            when 'b: comparison

    /// Keeps the state after a frame was sent or taken.
    val showing:
        problem: ReplayProblem<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        frame: int64 ->
        run: PartialRun<'state, 'j, 'k, 'l, 'm> ->
            PartialRun<'state, 'j, 'k, 'l, 'm>
            when 'b: comparison and 'j: comparison

    /// The states that were kept, by the frames after which they stood so.
    val known:
        problem: ReplayProblem<'state, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        run: PartialRun<'state, 'j, 'k, 'l, 'm> ->
            Map<int64, KnownState>
            when 'b: comparison and 'j: comparison

    /// Adds what happened inside the participant.
    val note:
        problem: ReplayProblem<'state, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        at: TimeSpan ->
        event: (unit -> TimelineEvent) ->
        run: PartialRun<'state, 'j, 'k, 'l, 'm> ->
            PartialRun<'state, 'j, 'k, 'l, 'm>
            when 'b: comparison and 'j: comparison

    val start:
        problem: ReplayProblem<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> PartialRun<'a, 'i, 'c, 'j, 'h>
            when 'b: comparison and 'i: comparison

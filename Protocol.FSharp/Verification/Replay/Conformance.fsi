namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification.Exploring

/// What a machine would have done where a participant diverges.
[<RequireQualifiedAccess>]
type ExpectedStep =
    | Nothing
    | Message

    /// A message of another kind than the one that was sent.
    | OtherMessage
    | Call of Address

    /// The end of a connection.
    | End

/// How late a participant did what its machine would have done.
[<Struct>]
type Lateness =
    {
        /// When its machine would have done it.
        DueAt: TimeSpan
        By: TimeSpan

        /// The time that its timer was set for, where a timer makes it do that.
        Round: TimeSpan voption
    }

/// Where a participant did something else than its machine.
type Divergence =
    {
        /// The frame that should have been another one; none where nothing was sent.
        Frame: int64 voption
        At: TimeSpan

        /// What we would have sent; none where we would have sent nothing.
        Expected: string voption

        /// What was sent; none where nothing was.
        Actual: string voption

        /// What made us, in words.
        Reason: string

        /// What tells the expected message from the seen one where both have the same words, such as their times.
        Apart: string voption

        /// How late it did what was expected, where nothing else is wrong.
        Late: Lateness voption

        ExpectedStep: ExpectedStep
    }

[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Divergence =

    /// What we would have sent, told apart from what was seen.
    val expected: divergence: Divergence -> string voption

    /// What the machine of a policy, or a system's one machine, would have sent, and what was seen.
    val words: policy: string voption -> divergence: Divergence -> string

type Conformance =

    /// Every message is one the machine of this policy, or the system's one machine, sends, in this order, for what came in; `late` is the longest delay
    /// of what was read, sent or woken, if it is longer than a peer on an idle machine takes, and else zero.
    | Conforms of policy: string voption * late: TimeSpan

    /// The first message that no schedule of the machine's timers and store explains; and, taking what was left out
    /// as sent, what was left out after it.
    | Diverges of policy: string voption * first: Divergence * later: Divergence list
    | NotJudged of reason: string

    /// It is no participant of the system.
    | TakesNoPart of reason: string

    /// It sent nothing: there is nothing to judge.
    | Absent

module Conformance =

    /// A verdict for a person; what was left out later is told on lines of its own.
    val lines: conformance: Conformance -> string list

    /// A verdict on one line.
    val words: conformance: Conformance -> string

/// A participant's state at some place of a capture, as the run that explains the participant has it.
[<NoEquality; NoComparison>]
type KnownState =
    {
        Words: string

        /// What the state is made of.
        Fields: Lazy<FieldRow list>
    }

/// What a participant's replay came to, and what happened inside it on the way, in words once somebody asks.
[<NoEquality; NoComparison>]
type ReplayResult =
    {
        Conformance: Conformance

        /// What was left out after the first divergence. To find it, the participant is replayed again.
        Later: Lazy<Divergence list>

        /// Whether the search tried every schedule, or found one.
        IsSearched: bool

        /// Whether the machine that explains the participant waits for a timer where the capture, or its work, ends.
        AwaitsTimer: bool

        /// Whether the participant may have made calls that the capture does not show.
        IsInPart: bool
        Events: Lazy<TimedEvent list>

        /// The state, in words, once the message of a frame was sent or taken; only of a participant that conforms.
        States: Lazy<Map<int64, string>>

        /// The state once the message of a frame was sent or taken; of a participant that diverges, as far as the run that
        /// explained most explains it.
        Known: Lazy<Map<int64, KnownState>>

        /// The run that explains a participant that conforms.
        Run: IExplainedRun voption
    }

module ReplayResult =

    /// A verdict of which nothing more is told.
    val without: conformance: Conformance -> ReplayResult

    /// The result with what was left out later among its verdict.
    val whole: result: ReplayResult -> ReplayResult

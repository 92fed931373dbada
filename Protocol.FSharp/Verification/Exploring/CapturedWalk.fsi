namespace PeerFunctional.Verification.Exploring

open System
open PeerFunctional.Capture
open PeerFunctional.Verification

/// What a walk knows of a participant's state at a step.
[<RequireQualifiedAccess; NoEquality; NoComparison>]
type WalkedState =

    /// The state, and the frame after which it stood so.
    | Known of state: KnownState * since: int64

    /// Why the state is unknown, in words.
    | Unknown of reason: string

/// One thing that a captured conversation shows, or that the explanation of a participant adds.
[<NoEquality; NoComparison>]
type WalkedStep =
    {
        /// The frame up to which the capture is seen here.
        Frame: int64

        /// Since the first frame of the capture.
        At: TimeSpan
        Lane: int voption
        Words: string

        /// None for a timer that fired.
        Message: SeenMessage voption
    }

/// A captured conversation, step by step.
[<NoEquality; NoComparison>]
type CapturedWalk =
    {
        Report: ConversationReport
        Steps: WalkedStep array

        /// Messages behind the last step, which the walk leaves out.
        LeftOut: int
    }

module CapturedWalk =

    /// The most messages of a walk.
    [<Literal>]
    val MaxMessages: int = 10000

    /// The walk through a conversation of a capture of which these facts are known: its messages by their frames, with the timers that explain them.
    val ofReport: facts: CaptureFacts -> report: ConversationReport -> CapturedWalk

    /// The states of all participants once a step has happened, by its place from 0; none where there is no such step.
    val states: place: int -> walk: CapturedWalk -> WalkedState list voption

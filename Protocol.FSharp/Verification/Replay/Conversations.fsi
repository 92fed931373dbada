namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture

/// Captured events of participants that belong together, without a long pause.
[<NoEquality; NoComparison>]
type Conversation<'about> =
    {
        About: 'about

        /// Last first.
        Events: CapturedEvent list
        Count: int
        Bytes: int64

        /// The time of its last event, in nanoseconds since 1970.
        Last: int64

        /// Once it is over: up to when the capture would have shown more of it.
        Until: int64

        /// The endpoints that were its own at some time.
        Endpoints: Set<Endpoint>

        /// Its connections that are not over, by their numbers.
        Connections: Set<int64>

        /// What the capture tells of itself.
        Facts: CaptureFacts

        /// How it is judged.
        Judging: Judging
    }

/// The conversations of a capture that are under way, while it is read.
[<NoEquality; NoComparison>]
type Conversations<'about>

module Conversations =

    /// Undecided connections at a time; the oldest makes room.
    [<Literal>]
    val MostPending: int = 4096

    /// Bytes of a caller after which an undecided connection is foreign.
    [<Literal>]
    val MostUndecided: int = 16384

    val empty: Conversations<'a>

    /// Takes the next event of a capture; answers the conversations that are over by it, and whether its connection may still
    /// be of interest.
    val add:
        recognizer: Recognizer<'a> ->
        captured: CapturedEvent ->
        conversations: Conversations<'a> ->
            struct (Conversations<'a> * Conversation<'a> list * bool)

    /// The conversations still under way when the capture ends, first to last; `until` is the time of its last packet.
    val finish: until: int64 -> conversations: Conversations<'a> -> Conversation<'a> list

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

        /// Once it is over: the others that were under way then.
        Beside: Lazy<Conversation<'about> list>

        /// What the capture tells of itself.
        Facts: CaptureFacts

        /// How it is judged.
        Judging: Judging
    }

/// The conversations of a capture that are under way, while it is read.
[<NoEquality; NoComparison>]
type Conversations<'about> =
    internal
        {
            Open: Map<int64, Conversation<'about>>
            OpenCount: int

            /// Of the open conversations.
            Silences: Silences

            /// The latest event of an open conversation, or a later one.
            Latest: int64

            /// Which conversation an endpoint belongs to.
            Owners: Map<Endpoint, int64>

            /// Which conversation a connection belongs to.
            Joined: Map<int64, int64>

            /// What came of connections that are undecided, last first.
            Pending: Map<int64, CapturedEvent list>
            PendingCount: int

            /// Datagrams of no conversation yet.
            Waiting: WaitingDatagrams

            /// Connections of which the capture lacks the beginning, and whose caller is the other end than it seemed.
            Turned: Set<int64>
            Next: int64
        }

module internal OpenConversations =

    val empty<'about> : Conversations<'about>

    /// Puts a conversation, by its number.
    val put: number: int64 -> conversation: Conversation<'a> -> conversations: Conversations<'a> -> Conversations<'a>

    /// Takes a conversation out, which ends at a time.
    val close:
        until: int64 ->
        number: int64 ->
        conversations: Conversations<'a> ->
            struct (Conversations<'a> * Conversation<'a>)

    /// All conversations, first to last, which end at a time.
    val atEnd: until: int64 -> conversations: Conversations<'a> -> Conversation<'a> list

    /// Closes what is over by a time, or what was silent longest where too many are open.
    val expire:
        recognizer: Recognizer<'a> ->
        time: int64 ->
        conversations: Conversations<'a> ->
            struct (Conversations<'a> * Conversation<'a> list)

    /// A conversation has endpoints from here on.
    val own: number: int64 -> endpoints: Endpoint list -> conversations: Conversations<'a> -> Conversations<'a>

    /// A conversation with the events of those that have some of the endpoints, where they are one.
    val unite:
        recognizer: Recognizer<'a> ->
        number: int64 ->
        endpoints: Endpoint list ->
        conversations: Conversations<'a> ->
            Conversations<'a>

namespace PeerFunctional.Verification

module Conversations =

    /// Undecided connections at a time; the oldest makes room.
    [<Literal>]
    val MostPending: int = 4096

    /// Bytes of a caller after which an undecided connection is foreign.
    [<Literal>]
    val MostUndecided: int = 16384

    val empty<'about> : Conversations<'about>

    /// Takes the next event of a capture; answers the conversations that are over by it, and whether its connection may still
    /// be of interest.
    val add:
        recognizer: Recognizer<'a> ->
        captured: CapturedEvent ->
        conversations: Conversations<'a> ->
            struct (Conversations<'a> * Conversation<'a> list * bool)

    /// The conversations still under way when the capture ends, first to last; `until` is the time of its last packet.
    val finish: recognizer: Recognizer<'a> -> until: int64 -> conversations: Conversations<'a> -> Conversation<'a> list

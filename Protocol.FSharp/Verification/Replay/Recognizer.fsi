namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture

/// What a system makes of the first bytes of a flow that belongs to no conversation yet.
[<NoEquality; NoComparison>]
type Recognition<'about> =
    | Foreign

    /// More bytes tell.
    | Undecided

    /// A conversation of the system, what is known of it, and the endpoints of its participants.
    | Recognized of 'about * Endpoint list

/// What an event adds to a conversation.
[<NoEquality; NoComparison>]
type Learned<'about> =
    {
        About: 'about

        /// Endpoints of its participants from here on.
        Owns: Endpoint list

        /// Endpoints of its participants unless another conversation has them.
        Mentions: Endpoint list
    }

/// How a system finds its conversations in a capture. `'about` is what it learns of one while it is read.
[<NoEquality; NoComparison>]
type Recognizer<'about> =
    {
        /// Whether a datagram between strangers begins a conversation; one that is `Undecided` waits 20 ms for another that tells.
        Datagram: (Datagram -> Recognition<'about>)

        /// Whether a datagram that waited in vain begins a conversation; `Undecided` counts as `Foreign`.
        Late: (Datagram -> Recognition<'about>)

        /// Whether a connection begins one, by its caller, its callee and what the caller said so far, at first nothing.
        Request: (Endpoint -> Endpoint -> ReadOnlyMemory<byte> -> Recognition<'about>)

        /// Whether a connection begins one on which the callee speaks first, by its callee and what it said; `Undecided` counts as
        /// `Foreign`.
        Answer: (Endpoint -> ReadOnlyMemory<byte> -> Recognition<'about>)

        /// What is known of two conversations together; none where they are two.
        Join: ('about -> 'about -> 'about voption)

        /// What is known of two conversations under way, once an endpoint turns out to be of both; none where they stay two.
        Unite: ('about -> 'about -> 'about voption)
        Learn: (CapturedEvent -> 'about -> Learned<'about>)

        /// Nanoseconds of silence after which a conversation is over.
        Pause: int64

        /// Conversations under way at a time; the one that was silent longest makes room.
        MostOpen: int

        /// Events and bytes of a conversation; a longer one is cut there.
        MostEvents: int
        MostBytes: int64
    }

module Recognizer =

    /// A recognizer of a system whose conversations are apart wherever their endpoints are.
    val create:
        datagram: (Datagram -> Recognition<'a>) ->
        request: (Endpoint -> Endpoint -> ReadOnlyMemory<byte> -> Recognition<'a>) ->
            Recognizer<'a>

    /// A recognizer of a system whose conversations begin with a datagram; `owned` tells the endpoints of participants that a
    /// datagram of a conversation shows.
    val ofDatagrams: datagram: (Datagram -> Recognition<'a>) -> owned: (Datagram -> Endpoint list) -> Recognizer<'a>

namespace PeerFunctional.Verification

/// What happens to both of two machines at once.
[<RequireQualifiedAccess>]
type SharedStep<'timer> =
    | Starts of peer: int

    /// The message at this place among those under way.
    | Arrives of place: int

    /// It arrives, and a copy of it stays under way.
    | Doubles of place: int
    | Vanishes of place: int

    /// With the machines that have the timer set for that time.
    | Fires of peer: int * timer: 'timer * at: System.TimeSpan
    | Crashes of peer: int
    | Restarts of peer: int

/// What one machine sends that the other neither sends in the same step nor has sent before it.
type Difference =
    {
        /// Who sends.
        Peer: string

        /// The kinds of the messages, the first words they are told by; none where the machine sends nothing instead.
        First: string voption
        Second: string voption
    }

/// A message under way in either world, or in one of them.
[<RequireQualifiedAccess>]
type SharedLetter<'message> =
    | Both of first: Envelope<'message> * second: Envelope<'message>
    | First of Envelope<'message>
    | Second of Envelope<'message>

/// Two worlds of one system under one schedule.
type PairedState<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    {
        /// The peers that have not started yet; they start before anything else happens.
        ToStart: int list
        First: WorldState<'state, 'timer, 'ask, 'store>
        Second: WorldState<'state, 'timer, 'ask, 'store>

        /// In the order they were sent; each message as either machine sent it, or one of them alone.
        InFlight: SharedLetter<'message> list

        /// By sender, recipient and kind: how many more messages the first world has sent, at most 2 either way.
        Ahead: Map<struct (int * int * string), int>
        Left: FaultBudget
    }

module Difference =

    /// Whether both send a message of the kind, of other contents.
    val isOfContents: difference: Difference -> bool

    /// 'Bob sends WANT with published, and nothing with recovering'.
    val words: first: string -> second: string -> difference: Difference -> string

module SharedLetter =

    /// The envelope in the first world, if it is under way there, and in the second.
    val first: letter: SharedLetter<'message> -> Envelope<'message> voption
    val second: letter: SharedLetter<'message> -> Envelope<'message> voption

    /// The envelope of a world that has it, of the first if both do.
    val either: letter: SharedLetter<'message> -> Envelope<'message>

module PairedState =

    /// Equal for states that no step tells apart.
    val fingerprint: state: PairedState<'a, 'b, 'c, 'd, 'e> -> uint64 when 'b: comparison

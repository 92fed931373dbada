namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel

/// The timers of tracker and peer.
type Timer =
    /// The tracker: the next round of PING.
    | Round
    /// The peer: its next query or registration.
    | Turn
    /// The peer: no PING has come for so long that the tracker may have lost it.
    | Silence
    /// The time limit of a connection: to open, then to answer, then to close.
    | Deadline of Connection

/// A question of tracker or peer to its host.
type Question =
    /// Append changes, at least one, to the tracker's journal. Once all are durable, and at once where no journal is kept,
    /// it is answered by `Remembered`, or by `RememberFailed`. A tracker asks once at a time.
    | Remember of RingChange list
    /// The time as text for people, for a round of PING; answered by `TimeIs`.
    | ClockTime

/// The host's answer.
type Answer =
    | Remembered
    /// The journal could not be written, for example on a full disk; the tracker ends.
    | RememberFailed of reason: string
    | TimeIs of text: string

/// Commands of the local user to tracker or peer.
type UserCommand =
    /// The machine ends.
    | Stop

type RingInput = Input<Connection, Timer, Message, UserCommand, Answer>
type RingOutput = Output<Connection, Timer, Message, Question, Notice>

/// The settings of a tracker.
type TrackerSettings =
    {
        Policy: Policy
        /// The tracker's name in the ring.
        Handle: string
        Phrase: Phrase
        /// Whether it sends the original's fields alone.
        Plain: bool
        /// From the end of one round of PING to the next.
        PingEvery: TimeSpan
        /// The addresses of its machine, where it listens at all of them.
        Hosts: Set<string>
        /// The ring from its journal.
        [<Undigested("read once, as the tracker starts")>]
        Ring: Ring
    }

/// The settings of a peer.
type CollectorSettings =
    {
        Policy: Policy
        Handle: string
        /// Where it answers queries; the port is what it registers.
        Listen: Endpoint
        Tracker: Endpoint
        /// Whether it sends the original's fields alone: it asks for one item at a time, and answers with one.
        Plain: bool
        /// From one query to the next, while there is news.
        Pace: TimeSpan
        /// Whether the peer serves on when it is complete. Otherwise it leaves when others do not need it.
        Stay: bool
        /// How often it tries its first registration before it gives up.
        Tries: int
    }

/// Figures of the original programs, and our bounds.
module Limits =

    /// The tracker's port.
    [<Literal>]
    let DefaultPort = 7777

    /// The most members of a ring.
    [<Literal>]
    let MaxMembers = 1_000_000

    /// The most changes of a ring that wait for the tracker's journal.
    [<Literal>]
    let MaxUnsaved = 200_000

    /// The most calls of a tracker at one time for PING, and as many for UPDATE_NBR.
    [<Literal>]
    let MaxCalls = 64

    let pingEvery = TimeSpan.FromSeconds 20.0

    /// From one query of a peer to the next, and before the first.
    let pace = TimeSpan.FromSeconds 2.0

    /// From the start of the original peer's server to its registration.
    let settling = TimeSpan.FromSeconds 3.0

    /// The time to connect for an UPDATE_NBR, a query or a registration.
    let connect = TimeSpan.FromSeconds 2.0

    /// The time to connect for a PING, and for any answer.
    let answer = TimeSpan.FromSeconds 5.0

    /// The runtime's limit for the request of a caller.
    let request = TimeSpan.FromSeconds 10.0

    /// The time for the answer to REGISTER. After another registration the original tracker first calls every peer of
    /// its ring.
    let registration = TimeSpan.FromSeconds 10.0

    /// A peer without a PING for this time registers again, because the tracker may have lost it.
    let silence = TimeSpan.FromSeconds 65.0

    /// A peer leaves after so many paces without a caller: the first figure if others have fetched its items, the
    /// second if not. The second is longer than a round of PING, after which a ring that lost a peer is complete
    /// again.
    let fetchedPaces = 5.0

    let unfetchedPaces = 15.0

    /// The longest stay of a peer that wants to leave.
    let stayOn = TimeSpan.FromMinutes 5.0

    /// The time for a registered peer to close. No UPDATE_NBR is sent before, so none overtakes the answer.
    let linger = TimeSpan.FromSeconds 2.0

/// How many requests were refused, by reason.
type Refusals = Map<string, int64>

module Refusals =

    let add reason (refusals: Refusals) : Refusals =
        refusals |> Map.change reason (fun count -> Some(1L + Option.defaultValue 0L count))

module TrackerSettings =

    /// A tracker without members, as the original is set up.
    let create policy phrase =
        { Policy = policy
          Handle = "tracker"
          Phrase = phrase
          Plain = false
          PingEvery = Limits.pingEvery
          Hosts = Set.empty
          Ring = Ring.empty (Phrase.size phrase) }

module CollectorSettings =

    /// A peer that stays, as the original is set up.
    let create policy handle listen tracker =
        { Policy = policy
          Handle = handle
          Listen = listen
          Tracker = tracker
          Plain = false
          Pace = Limits.pace
          Stay = true
          Tries = 10 }

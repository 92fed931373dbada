namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel

/// What a machine of the ring waits for.
type Timer =
    /// The tracker: the next round of PING.
    | Round
    /// The peer: its next query or registration.
    | Turn
    /// The peer: no PING has come for so long that the tracker may not know it any more.
    | Silence
    /// What a connection may take: to open, then to answer, then to be closed.
    | Deadline of Connection

/// What a machine of the ring asks of what is outside it.
type Question =
    /// Append a change to the tracker's journal. Once it is durable, and at once where no journal is kept, it is answered
    /// by `Remembered` if somebody waits for it, or by `RememberFailed`.
    | Remember of Change * asker: Connection voption
    /// The time as text for people, for a round of PING; answered by `TimeIs`.
    | ClockTime

/// What it is answered.
type Answer =
    | Remembered of asker: Connection
    /// The journal could not be written, such as on a full disk; the tracker ends.
    | RememberFailed of reason: string
    | TimeIs of text: string

/// What the local user can want of a machine of the ring.
type UserCommand =
    /// The end of its work.
    | Stop

type RingInput = Input<Connection, Timer, Message, UserCommand, Answer>
type RingOutput = Output<Connection, Timer, Message, Question, Notice>

/// How a tracker is set up.
type TrackerSettings =
    {
        Policy: Policy
        /// The name it stands in the ring by.
        Handle: string
        Phrase: Phrase
        /// From the end of one round of PING to the next.
        PingEvery: TimeSpan
        /// The addresses of its machine, where it listens at all of them.
        Hosts: Set<string>
        /// The ring as its journal has it.
        [<Undigested("read once, as the tracker starts")>]
        Ring: Ring
    }

/// How a peer is set up.
type CollectorSettings =
    {
        Policy: Policy
        Handle: string
        /// Where it answers queries; the port is what it registers.
        Listen: Endpoint
        Tracker: Endpoint
        /// From one query to the next, while there is news.
        Pace: TimeSpan
        /// Whether it goes on serving once it has everything; otherwise it finishes when others can do without it.
        Stay: bool
        /// How often it tries to register at first before it gives up.
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

    /// Connections a tracker calls by at one time for PING, and as many for UPDATE_NBR.
    [<Literal>]
    let MaxCalls = 64

    let pingEvery = TimeSpan.FromSeconds 20.0

    /// From one query of a peer to the next, and before the first.
    let pace = TimeSpan.FromSeconds 2.0

    /// From the start of the original peer's server to its registration.
    let settling = TimeSpan.FromSeconds 3.0

    /// For an UPDATE_NBR, a query and a registration to be connected.
    let connect = TimeSpan.FromSeconds 2.0

    /// For a PING to be connected, and for any answer.
    let answer = TimeSpan.FromSeconds 5.0

    /// For the request of a caller: the runtime's limit.
    let request = TimeSpan.FromSeconds 10.0

    /// For the answer to REGISTER: the original tracker calls every peer of its ring first if another one has registered.
    let registration = TimeSpan.FromSeconds 10.0

    /// How long a peer waits for a PING before it registers again: the tracker may have forgotten it, or taken it for gone.
    let silence = TimeSpan.FromSeconds 65.0

    /// A peer that leaves has answered nobody for so many paces before, if others have fetched its items, and if they have not:
    /// that is longer than a round of PING, after which a ring that lost a peer is whole again.
    let fetchedPaces = 5.0

    let unfetchedPaces = 15.0

    /// How long a peer that wants to leave stays at most.
    let stayOn = TimeSpan.FromMinutes 5.0

    /// How long a peer that was given its neighbour may take to close: no UPDATE_NBR overtakes what it has not read.
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
          Pace = Limits.pace
          Stay = true
          Tries = 10 }

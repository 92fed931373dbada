namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel

type Role =
    | Initiator of contact: Endpoint
    /// `once`: the work is over when the first session is.
    | Responder of port: int * once: bool

/// What a replica is told before it starts.
type Settings =
    {
        Policy: Policy
        Role: Role
        /// The UDP port of our push socket, announced by PORT.
        PushPort: int
        /// The feed of `MyFeedID.json`: nobody else may extend it.
        Own: FeedId voption
        /// How long nothing new may come before a session ends.
        Silence: TimeSpan
        /// The heads of the feeds the store holds.
        [<Undigested("read once, as the replica starts: its feeds follow from them")>]
        Heads: (struct (FeedId * Head)) list
        /// What strangers have to say back.
        Tokens: Tokens
    }

type Timer =
    /// Initiator: HELO again.
    | Contact
    /// A session has been silent for long enough.
    | Silent of partner: Endpoint
    /// What may have been lost is asked for and announced again.
    | Retry of partner: Endpoint
    /// More of a long announcement.
    | Announce of partner: Endpoint
    /// `AsPublished` only: the original waits a tenth of a second for a datagram, then takes its next turn.
    | Turn

/// What the local user can want of a replica.
type UserCommand =
    /// The end of its work.
    | Stop

/// What a run came to.
type Tally =
    {
        /// Events stored that we did not have.
        Received: int64
        /// Events pushed, those pushed again included.
        Sent: int64
        /// Events and datagrams not taken, by reason.
        Refused: Map<string, int64>
        /// Whether every session ended with nothing known to be lacking on either side.
        Complete: bool
    }

type ReplicaInput = Input<Endpoint, Timer, Message, UserCommand, Answer>
type ReplicaOutput = Output<Endpoint, Timer, Message, Question, Notice>

module Tally =

    let empty =
        { Received = 0L
          Sent = 0L
          Refused = Map.empty
          Complete = true }

    let refuse reason tally =
        let count = tally.Refused |> Map.tryFind reason |> Option.defaultValue 0L

        { tally with
            Refused = Map.add reason (count + 1L) tally.Refused }

module Session =

    /// The original tries ten times, once a second.
    [<Literal>]
    let MaxContacts = 10

    let contactInterval = TimeSpan.FromSeconds 1.0

    let claim (struct (feed, seq)) : Claim = { Name = Feed feed; Seq = seq }

    let demand feed from count : Demand =
        { Name = Feed feed
          From = from
          Count = count }

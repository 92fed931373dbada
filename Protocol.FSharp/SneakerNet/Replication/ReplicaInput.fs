namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel

type Timer =
    /// Initiator: HELO again.
    | Contact
    /// No news came from the partner for the time of its silence.
    | Silent of partner: Endpoint
    /// The replica requests and announces again, because datagrams may have been lost.
    | Retry of partner: Endpoint
    /// More of a long announcement.
    | Announce of partner: Endpoint
    /// `AsPublished` only: the original waits a tenth of a second for a datagram, then takes its next turn.
    | Turn

/// Commands of the local user to a replica.
type UserCommand =
    /// The replica says goodbye and ends.
    | Stop
    /// The user wrote to the replica's own feed. The events are durable, and `Head` is the last of them.
    | Grew of FeedId * Head

type ReplicaInput = Input<Endpoint, Timer, Message, UserCommand, StoreAnswer>
type ReplicaOutput = Output<Endpoint, Timer, Message, StoreQuestion, Notice>

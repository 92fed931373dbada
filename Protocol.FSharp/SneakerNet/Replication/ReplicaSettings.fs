namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel

type Role =
    | Initiator of contact: Endpoint
    /// `once`: the replica ends after its first session.
    | Responder of port: int * once: bool

/// The settings of a replica.
type ReplicaSettings =
    {
        Policy: Policy
        Role: Role
        /// The UDP port of our push socket, announced by PORT.
        PushPort: int
        /// The replica's own feed (`MyFeedID.json`). Events of it are not taken from partners.
        Own: FeedId voption
        /// A session ends after this time without news.
        Silence: TimeSpan
        /// The heads of the feeds the store holds.
        [<Undigested("read once, as the replica starts: its feeds follow from them")>]
        Heads: (struct (FeedId * Head)) list
        /// Tokens that strangers must say back.
        Tokens: Tokens
        /// The most sessions at one time.
        MaxPartners: int
    }

module ReplicaSettings =

    /// The silence unless the user sets another. The original ends a session five seconds after its last received push
    /// (`interop-fixtures/sneakernet/README.md`).
    let defaultSilence = TimeSpan.FromSeconds 5.0

    /// The most sessions at one time of every replica but those of small worlds.
    [<Literal>]
    let MaxPartners = 256

    /// The original tries ten times, once a second.
    [<Literal>]
    let MaxContacts = 10

    let contactInterval = TimeSpan.FromSeconds 1.0

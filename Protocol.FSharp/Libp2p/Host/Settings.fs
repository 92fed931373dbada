namespace PeerFunctional.Libp2p

open System
open PeerFunctional.Kernel

/// How a peer judges whether a partner speaks its protocol.
type Compatibility =
    /// The partner names the request protocol among its own.
    | SharedProtocol
    /// The partner's agent is ours: the seed's rule.
    | EqualAgent
    /// Every partner is kept.
    | EveryPeer

/// Who is dialed.
type DialTarget =
    {
        /// As the user gave it.
        Address: Multiaddr
        /// Where the runtime found it.
        Endpoint: Endpoint
        /// The id that the other end must prove.
        Peer: PeerId voption
    }

/// Requests to every peer that was dialed, at once and again after each pause.
type Greeting =
    {
        Every: TimeSpan
        /// So many requests, after which a peer that only dials ends; none: it goes on.
        Count: int voption
        /// What the requests say; none: `Hello from` and our own address.
        Text: string voption
    }

/// What a peer is set up with.
type HostSettings =
    {
        Key: PublicKey
        Agent: string
        ProtocolVersion: string
        /// The name of the request protocol.
        Exchange: ProtocolName
        Compatibility: Compatibility
        /// Where it listens, one address an interface; empty for a peer that only dials.
        ListenAddresses: Multiaddr list
        /// Whom it dials as it starts.
        Dials: DialTarget list
        Greeting: Greeting voption
        /// Connections at a time; a further caller is closed.
        MaxConnections: int
    }

type Timer =
    | Greet
    /// A stream must be done by now.
    | Patience of Connection * stream: int64
    /// A connection had no stream for long.
    | Idle of Connection
    /// A partner that does not speak our protocol is closed, whether it asked who we are or not.
    | Parting of Connection

/// What the local user wants of a peer.
[<RequireQualifiedAccess>]
type UserCommand =
    | Dial of DialTarget
    /// Send a request.
    | Ask of PeerId * text: string
    | Ping of PeerId
    | Disconnect of PeerId
    | Stop

module HostSettings =

    /// The seed's agent.
    [<Literal>]
    let DefaultAgent = "peer/0.0.1"

    /// What the seed's identify calls its protocol version; nothing is judged by it.
    [<Literal>]
    let ProtocolVersion = "/foo/bar/1"

    let create key =
        { Key = key
          Agent = DefaultAgent
          ProtocolVersion = ProtocolVersion
          Exchange = ProtocolName.foo
          Compatibility = SharedProtocol
          ListenAddresses = []
          Dials = []
          Greeting = ValueNone
          MaxConnections = 1_000 }

    let id settings = PeerId.ofKey settings.Key

    /// The protocols that it has, as identify tells them.
    let protocols settings =
        ProtocolKind.standard settings.Exchange |> Map.keys |> List.ofSeq

/// Times and counts of a connection, those of the seed's library.
module HostLimits =

    /// Requests open at once on a connection, both directions together.
    [<Literal>]
    let MaxExchanges = 10

    /// Streams that a partner has open at once.
    [<Literal>]
    let MaxStreams = 256

    /// How long a stream may take for its work.
    let stream = TimeSpan.FromSeconds 10.0

    /// How long a connection stays without a stream.
    let idle = TimeSpan.FromSeconds 60.0

    /// How long a partner that does not speak our protocol may take to ask who we are.
    let parting = TimeSpan.FromSeconds 5.0

    /// The longest pause between requests or pings that keep a connection from being idle.
    let pause = TimeSpan.FromSeconds 50.0

    /// The seed's pause between greetings.
    let greeting = TimeSpan.FromSeconds 10.0

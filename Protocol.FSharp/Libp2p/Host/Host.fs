namespace PeerFunctional.Libp2p

open System
open PeerFunctional.Kernel

/// What we opened a stream for.
[<RequireQualifiedAccess>]
type StreamPurpose =
    | Identify
    | Ping of since: TimeSpan
    | Request of text: string

/// A stream of a connection, while it is open.
[<RequireQualifiedAccess>]
type HostStream =
    /// Ours: the partner has not agreed to the protocol yet.
    | Proposed of StreamPurpose
    /// Ours: the partner's answer is awaited.
    | Awaiting of StreamPurpose
    /// The partner's: it has not proposed a protocol that we have.
    | Choosing
    /// The partner's: what it sends by this protocol is awaited.
    | Serving of ProtocolKind

/// What identify has shown of a partner.
type Judgement =
    | Unjudged
    | Compatible
    /// It is closed once it was told who we are.
    | Foreign

/// A connection whose handshake is over, or whom we dial.
type HostConnection =
    {
        /// Its number among all of this run, from 1.
        Number: int
        /// Whom we dialed; none for a caller.
        Target: DialTarget voption
        /// Proved by the partner's certificate; nothing is said to a partner before.
        Peer: PeerId voption
        /// What the partner told of itself.
        Known: Identify voption
        /// Whether we answered who we are.
        HasTold: bool
        Judgement: Judgement
        /// The next stream that we open.
        NextStream: int64
        Streams: Map<int64, HostStream>
    }

/// A peer: its connections, their streams, and what it knows of itself.
type Host =
    {
        Settings: HostSettings
        Connections: Map<Connection, HostConnection>
        /// The number of the last connection.
        LastNumber: int
        /// Where others see us; empty until somebody told.
        External: Multiaddr
        /// Requests of greetings that were asked, and how many of them got a response, or none.
        Asked: int
        Answered: int
        Failed: int
        HasEnded: bool
    }

type HostInput = Input<Address, Timer, Message, UserCommand, unit>
type HostOutput = Output<Address, Timer, Message, unit, Notice>

module Host =

    let create settings =
        { Settings = settings
          Connections = Map.empty
          LastNumber = 0
          External = Multiaddr.empty
          Asked = 0
          Answered = 0
          Failed = 0
          HasEnded = false }

    /// How QUIC numbers the streams that an end opens: a dialer's are 0, 4, 8, a listener's 1, 5, 9.
    let private firstStream name =
        match name with
        | Dialled _ -> 0L
        | Accepted _ -> 1L

    let connection name number target =
        { Number = number
          Target = target
          Peer = ValueNone
          Known = ValueNone
          HasTold = false
          Judgement = Unjudged
          NextStream = firstStream name
          Streams = Map.empty }

    /// The multiaddr of who is at the other end.
    let partnerAddress name =
        Connection.partner name |> QuicAddress.ofEndpoint |> QuicAddress.multiaddr

    /// The requests that are open on a connection, in both directions.
    let exchanges connection =
        connection.Streams.Values
        |> Seq.filter (fun stream ->
            match stream with
            | HostStream.Proposed(StreamPurpose.Request _)
            | HostStream.Awaiting(StreamPurpose.Request _)
            | HostStream.Serving ProtocolKind.Exchange -> true
            | HostStream.Proposed(StreamPurpose.Identify | StreamPurpose.Ping _)
            | HostStream.Awaiting(StreamPurpose.Identify | StreamPurpose.Ping _)
            | HostStream.Choosing
            | HostStream.Serving(ProtocolKind.Identify | ProtocolKind.Push | ProtocolKind.Ping) -> false)
        |> Seq.length

    /// The connections whose partner is known.
    let connected host =
        [ for KeyValue(name, connection) in host.Connections do
              match connection.Peer with
              | ValueSome peer -> struct (name, peer, connection)
              | ValueNone -> () ]

    /// Our address as requests and responses name it: where others see us, or else the last that we listen on.
    let ownAddress host =
        if host.External <> Multiaddr.empty then
            host.External
        else
            host.Settings.ListenAddresses |> List.tryLast |> Option.defaultValue Multiaddr.empty

    /// What we tell of ourselves on a connection.
    let identify name host =
        let settings = host.Settings

        { Identify.empty with
            ProtocolVersion = ValueSome settings.ProtocolVersion
            AgentVersion = ValueSome settings.Agent
            PublicKey = ValueSome settings.Key
            ListenAddresses = settings.ListenAddresses
            ObservedAddress = ValueSome(partnerAddress name)
            Protocols = HostSettings.protocols settings }

    let judge settings (told: Identify) =
        let isCompatible =
            match settings.Compatibility with
            | SharedProtocol -> List.contains settings.Exchange told.Protocols
            | EqualAgent -> told.AgentVersion = ValueSome settings.Agent
            | EveryPeer -> true

        if isCompatible then Compatible else Foreign

namespace PeerFunctional.Libp2p

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// An end of a connection, by who dialed.
type HostEnd =
    | Dialer
    | Listener

/// What an end does with a stream.
[<RequireQualifiedAccess; NoEquality; NoComparison>]
type StreamDeed =
    | Opens
    | Says of ReadOnlyMemory<byte>
    /// Nothing more comes in its direction.
    | Ends
    /// Gives its own direction up.
    | Resets of code: int64
    /// Wants nothing more of the other direction.
    | Stops of code: int64

/// An event of a stream, in the order in which a recording shows it.
[<NoEquality; NoComparison>]
type StreamEvent =
    {
        Place: CapturePoint
        From: HostEnd
        /// As QUIC numbers it: 0, 4, 8 are the dialer's, 1, 5, 9 the listener's.
        Stream: int64
        Deed: StreamDeed
    }

/// What may be missing where a recording lacks something.
[<RequireQualifiedAccess>]
type GapKind =
    /// Any events.
    | Events
    /// Packets. Bytes of a stream have offsets, so a stream that is shown from its first byte to both its ends lacks none; only its
    /// order may be another one.
    | Packets

/// Something that a recording lacks. What was under way then cannot be judged from there on, unless nothing of it can be missing.
type SessionGap =
    {
        Kind: GapKind
        /// The first frame that may depend on what is lacking.
        Since: int64
        /// The stream that lacks it; none where it may be any.
        Stream: int64 voption
        Words: string
    }

/// What is known of an end beside its streams.
type HostIdentity =
    {
        Endpoint: Endpoint
        /// The key that its certificate proves.
        Key: PublicKey voption
        /// Where it listens, if the recording tells.
        ListenAddresses: Multiaddr list voption
        /// Where the other end sees it, if the recording tells.
        SeenAt: Multiaddr voption
        /// Whether the other end may see it at another port, because packets are translated on the way.
        MayBeTranslated: bool
    }

/// A recorded connection: what both ends did on each stream, in the clear.
[<NoEquality; NoComparison>]
type HostSession =
    {
        Title: string
        /// The time of its begin, in nanoseconds since 1970.
        Start: int64
        Dialer: HostIdentity
        Listener: HostIdentity
        /// First to last.
        Events: StreamEvent list
        /// The closes of the connection itself.
        Closings: struct (CapturePoint * HostEnd * int64) list
        Gaps: SessionGap list
    }

module HostEnd =

    let other side =
        match side with
        | Dialer -> Listener
        | Listener -> Dialer

    let name side =
        match side with
        | Dialer -> "dialer"
        | Listener -> "listener"

    /// Who opens a stream of this number.
    let opener number =
        if number % 2L = 0L then Dialer else Listener

module HostSession =

    let identity side session =
        match side with
        | Dialer -> session.Dialer
        | Listener -> session.Listener

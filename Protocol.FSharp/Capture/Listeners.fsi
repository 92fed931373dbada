namespace PeerFunctional.Capture

open PeerFunctional.Kernel

/// Endpoints that were called, as the opening segments of a capture's TCP connections tell.
type Listeners

module Listeners =

    /// Endpoints that are known; further ones are passed over.
    [<Literal>]
    val MaxKnown: int = 16384

    val none: Listeners

    val contains: endpoint: Endpoint -> listeners: Listeners -> bool

    /// Takes the next packet of a capture.
    val addPacket: packet: IpPacket -> listeners: Listeners -> Listeners

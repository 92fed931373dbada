namespace PeerFunctional.Libp2p

open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings

/// What a dialer or listener needs of a multiaddr: where, at which UDP port, and who has to be there.
type QuicAddress =
    {
        Host: QuicHost
        Port: int
        /// The id that the other end has to prove.
        Peer: PeerId voption
    }

and [<RequireQualifiedAccess>] QuicHost =
    /// A literal address.
    | Literal of string
    /// A name for the runtime to look up: for addresses of any family, or of one.
    | Named of family: NameKind * name: string

module QuicAddress =

    let private wrong detail = Malformation.error "not-quic" detail

    let private host part =
        match part with
        | AddressPart.Ip4 text
        | AddressPart.Ip6 text -> Ok(QuicHost.Literal text)
        | AddressPart.Name(NameKind.Dnsaddr, _) -> wrong "dnsaddr names a list of addresses; give one of them"
        | AddressPart.Name(family, name) -> Ok(QuicHost.Named(family, name))
        | AddressPart.Tcp _
        | AddressPart.Udp _
        | AddressPart.Quic
        | AddressPart.QuicV1
        | AddressPart.P2p _
        | AddressPart.Unknown _ -> wrong "an address begins with ip4, ip6, dns, dns4 or dns6"

    /// The address of a QUIC v1 endpoint. Port 0 and unspecified addresses are for listeners.
    let ofMultiaddr (address: Multiaddr) =
        let create first port peer =
            host first
            |> Result.map (fun host ->
                { Host = host
                  Port = port
                  Peer = peer })

        match address.Parts with
        | [ first; AddressPart.Udp port; AddressPart.QuicV1 ] -> create first port ValueNone
        | [ first; AddressPart.Udp port; AddressPart.QuicV1; AddressPart.P2p peer ] ->
            create first port (ValueSome peer)
        | _ -> wrong "an address has the form /ip4/127.0.0.1/udp/4001/quic-v1, with or without /p2p/ID"

    /// The address of a QUIC v1 endpoint that can be dialed.
    let forDialing address =
        match ofMultiaddr address with
        | Ok { Port = 0 } -> wrong "port 0 cannot be dialed"
        | Ok { Host = QuicHost.Literal("0.0.0.0" | "::") } -> wrong "the unspecified address cannot be dialed"
        | other -> other

    let multiaddr address =
        let first =
            match address.Host with
            | QuicHost.Named(family, name) -> AddressPart.Name(family, name)
            | QuicHost.Literal text when text.Contains ':' -> AddressPart.Ip6 text
            | QuicHost.Literal text -> AddressPart.Ip4 text

        Multiaddr.ofParts
            [ first
              AddressPart.Udp address.Port
              AddressPart.QuicV1
              match address.Peer with
              | ValueSome peer -> AddressPart.P2p peer
              | ValueNone -> () ]

    /// The address of an endpoint, without a peer's id. Endpoints of simulated worlds have names.
    let ofEndpoint (endpoint: Endpoint) =
        let host =
            match IpAddress.parse endpoint.Host with
            | Some bytes -> QuicHost.Literal(IpAddress.print (System.ReadOnlySpan bytes))
            | None -> QuicHost.Named(NameKind.Dns, endpoint.Host)

        { Host = host
          Port = endpoint.Port
          Peer = ValueNone }

namespace PeerFunctional.Libp2p

open System
open System.Text
open PeerFunctional.Kernel

/// A peer's addresses under its signature: the envelope that js-libp2p puts into identify.
type SignedPeerRecord =
    {
        Peer: PeerId
        /// Grows with each record of the peer; milliseconds since 1970 in js-libp2p.
        Sequence: uint64
        /// Those that can be read.
        Addresses: Multiaddr list
        /// Holds if the peer made the record.
        Signature: RequiredSignature
    }

module SignedPeerRecord =

    /// `libp2p-peer-record` as a codec.
    let private payloadType = [| 0x03uy; 0x01uy |]

    let private wrong detail =
        Malformation.error "bad-peer-record" detail

    let private signedText (payload: ReadOnlyMemory<byte>) =
        Array.concat
            [ Varint.prefixed (Encoding.ASCII.GetBytes "libp2p-peer-record")
              Varint.prefixed payloadType
              Varint.prefixed (payload.ToArray()) ]

    let private address (bytes: ReadOnlyMemory<byte>) =
        match Protobuf.read bytes with
        | Error _ -> None
        | Ok fields ->
            match Protobuf.tryBytes 1 fields |> Option.map Multiaddr.ofBytes with
            | Some(Ok address) -> Some address
            | Some(Error _)
            | None -> None

    let private ofPayload (key: PublicKey) signature payload =
        match Protobuf.read payload with
        | Error problem -> Error problem
        | Ok fields ->
            match Protobuf.tryBytes 1 fields |> Option.map PeerId.ofMultihash with
            | Some(Ok peer) when peer = PeerId.ofKey key ->
                Ok
                    { Peer = peer
                      Sequence = Protobuf.tryNumber 2 fields |> Option.defaultValue 0UL
                      Addresses = Protobuf.all 3 fields |> List.choose address
                      Signature = RequiredSignature.byHost key { Bytes = ReadOnlyMemory(signedText payload) } signature }
            | Some(Ok _) -> wrong "the envelope's key is another peer's"
            | Some(Error problem) -> Error problem
            | None -> wrong "a peer record names its peer"

    /// Reads an envelope. What it says holds if its signature does.
    let read envelope =
        match Protobuf.read envelope with
        | Error problem -> Error problem
        | Ok fields ->
            match
                Protobuf.tryBytes 1 fields,
                Protobuf.tryBytes 2 fields,
                Protobuf.tryBytes 3 fields,
                Protobuf.tryBytes 5 fields
            with
            | Some key, Some kind, Some payload, Some signature ->
                if not (MemoryExtensions.SequenceEqual(kind.Span, ReadOnlySpan payloadType)) then
                    wrong "the envelope holds something else"
                else
                    PublicKey.read key |> Result.bind (fun key -> ofPayload key { Bytes = signature } payload)
            | _ -> wrong "an envelope has a key, a type, a payload and a signature"

namespace PeerFunctional.Libp2p

open System
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings

/// How journals write the values that only their own functions make.
module WireConversions =

    let all =
        [ Conversion.create PeerId.text PeerId.parse
          Conversion.create ProtocolName.text ProtocolName.create
          Conversion.create Multiaddr.bytes (fun bytes -> Multiaddr.ofBytes (ReadOnlyMemory bytes))
          Conversion.create PublicKey.write (fun bytes -> PublicKey.read (ReadOnlyMemory bytes))
          Conversion.create (fun (content: ByteString) -> content.Bytes) (fun bytes -> Ok { Bytes = bytes }) ]

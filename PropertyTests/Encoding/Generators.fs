namespace PeerFunctional.Tests.Encoding

open System
open FsCheck
open FsCheck.FSharp
open PeerFunctional.Capture
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Kernel

module Generators =

    let bytes length =
        Gen.choose (0, 255) |> Gen.map byte |> Gen.arrayOfLength length

    let address4 = bytes 4

    /// With runs of zeros, as real ones have, and addresses of IPv4 in IPv6 clothes.
    let address6 =
        Gen.frequency
            [ 5,
              Gen.arrayOfLength 8 (Gen.frequency [ 1, Gen.constant 0; 1, Gen.choose (0, 65_535) ])
              |> Gen.map (Array.collect (fun group -> [| byte (group >>> 8); byte group |]))
              1,
              address4
              |> Gen.map (Array.append [| 0uy; 0uy; 0uy; 0uy; 0uy; 0uy; 0uy; 0uy; 0uy; 0uy; 255uy; 255uy |]) ]

    let isMapped (address: byte[]) =
        address.Length = 16 && Array.forall ((=) 0uy) address[..9] && address[10..11] = [| 255uy; 255uy |]

    let private print (address: byte[]) = IpAddress.print (ReadOnlySpan address)

    let private payloadLength =
        Gen.frequency
            [ 8, Gen.choose (0, 1_500)
              1, Gen.elements [ 0; 1; 65_506; Packet.MaxPayload4 ] ]

    let datagram =
        gen {
            let! address = Gen.elements [ address4; address6 |> Gen.filter (isMapped >> not) ]
            let! source = address
            let! destination = address
            let! sourcePort = Gen.choose (0, 65_535)
            let! destinationPort = Gen.choose (0, 65_535)
            let! payload = payloadLength |> Gen.bind bytes

            return
                { Source = Endpoint.create (print source) sourcePort
                  Destination = Endpoint.create (print destination) destinationPort
                  Payload = ReadOnlyMemory payload }
        }

type Arbitraries =
    static member Datagram() = Arb.fromGen Generators.datagram

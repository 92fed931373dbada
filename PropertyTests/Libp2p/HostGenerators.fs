namespace PeerFunctional.Tests.Libp2p

open System
open FsCheck
open FsCheck.FSharp
open PeerFunctional.Kernel
open PeerFunctional.Libp2p
open PeerFunctional.Tests.Libp2p.HostRecordings

/// Keys, addresses and messages of libp2p hosts.
module HostGenerators =

    let bytes length =
        Gen.choose (0, 255) |> Gen.map byte |> Gen.arrayOfLength length |> Gen.map ReadOnlyMemory

    let anyBytes most = Gen.choose (0, most) |> Gen.bind bytes

    let byteString most =
        anyBytes most |> Gen.map (fun bytes -> { Bytes = bytes })

    let anyText =
        Gen.elements [ "a"; "Zoë"; " "; "漢字"; "👩"; "\n"; "\u0000"; "/"; "%" ]
        |> Gen.listOf
        |> Gen.map (String.concat "")

    /// Of the types whose bytes are free; RSA and ECDSA keys are in recordings.
    let publicKey =
        Gen.oneof
            [ bytes 32 |> Gen.map (PublicKey.create KeyType.Ed25519 >> get)
              bytes 32
              |> Gen.map (fun x ->
                  PublicKey.create KeyType.Secp256k1 (ReadOnlyMemory(Array.append [| 2uy |] (x.ToArray()))) |> get) ]

    let peer =
        Gen.oneof
            [ Gen.map PeerId.ofKey publicKey
              bytes 32
              |> Gen.map (fun hash ->
                  PeerId.ofMultihash (ReadOnlyMemory(Array.append [| 0x12uy; 32uy |] (hash.ToArray()))) |> get) ]

    let private part =
        let port = Gen.choose (0, 65_535)

        Gen.oneof
            [ bytes 4 |> Gen.map (fun bytes -> Array.append [| 4uy |] (bytes.ToArray()))
              bytes 16 |> Gen.map (fun bytes -> Array.append [| 41uy |] (bytes.ToArray()))
              port |> Gen.map (fun port -> [| 6uy; byte (port >>> 8); byte port |])
              port |> Gen.map (fun port -> [| 0x91uy; 2uy; byte (port >>> 8); byte port |])
              Gen.constant [| 0xcduy; 3uy |]
              Gen.constant [| 0xccuy; 3uy |]
              peer
              |> Gen.map (fun peer ->
                  let id = PeerId.bytes peer
                  Array.concat [ [| 0xa5uy; 3uy; byte id.Length |]; id ])
              Gen.map2
                  (fun kind (name: string) ->
                      Array.concat [ [| kind; byte name.Length |]; Text.Encoding.ASCII.GetBytes name ])
                  (Gen.elements [ 53uy; 54uy; 55uy; 56uy ])
                  (Gen.elements [ "localhost"; "a.example"; "x" ]) ]

    /// What may stand at the end: a protocol that is not known here, with anything behind it.
    let private ending =
        Gen.oneof
            [ Gen.constant [||]
              anyBytes 20 |> Gen.map (fun bytes -> Array.append [| 0xdduy; 3uy |] (bytes.ToArray())) ]

    let multiaddr =
        Gen.map2
            (fun parts ending -> Multiaddr.ofBytes (ReadOnlyMemory(Array.append (Array.concat parts) ending)) |> get)
            (Gen.choose (0, 6) |> Gen.bind (fun count -> Gen.listOfLength count part))
            ending

    let protocolName =
        Gen.oneof
            [ Gen.elements [ "/foo/1"; "/ipfs/id/1.0.0"; "/a"; "no slash"; "/é/漢字" ]
              Gen.choose (1, ProtocolName.MaxBytes) |> Gen.map (fun length -> String('/', length)) ]
        |> Gen.map (ProtocolName.create >> get)

    let line =
        Gen.oneof
            [ Gen.elements
                  [ MultistreamLine.Header
                    MultistreamLine.NotAvailable
                    MultistreamLine.ListProtocols ]
              Gen.map MultistreamLine.Protocol protocolName
              Gen.elements [ [ "/foo/1"; "/ipfs/id/1.0.0" ]; []; [ String('/', 46) ]; [ "a"; "b"; "c" ] ]
              |> Gen.map (List.map (ProtocolName.create >> get) >> MultistreamLine.Protocols) ]

    let private optional item =
        Gen.oneof [ Gen.constant ValueNone; Gen.map ValueSome item ]

    let private few item =
        Gen.choose (0, 4) |> Gen.bind (fun count -> Gen.listOfLength count item)

    let identify =
        gen {
            let! protocolVersion = optional anyText
            let! agentVersion = optional anyText
            let! publicKey = optional publicKey
            let! listenAddresses = few multiaddr
            let! observedAddress = optional multiaddr

            let! protocols =
                few (Gen.elements [ ProtocolName.identify; ProtocolName.foo; ProtocolName.ping ])

            let! signedPeerRecord = optional (byteString 100)

            return
                { ProtocolVersion = protocolVersion
                  AgentVersion = agentVersion
                  PublicKey = publicKey
                  ListenAddresses = listenAddresses
                  ObservedAddress = observedAddress
                  Protocols = protocols
                  SignedPeerRecord = signedPeerRecord }
        }

    let request: Gen<Request> = anyText |> Gen.map (fun text -> { Message = text })

    let response =
        Gen.map2 (fun message address -> { Message = message; Address = address }) anyText multiaddr

    /// Lines that agree on nothing, then a protocol and what the one or the other side says by it.
    let direction =
        let lines =
            few (
                Gen.elements
                    [ MultistreamLine.Header
                      MultistreamLine.NotAvailable
                      MultistreamLine.ListProtocols
                      MultistreamLine.Protocol(ProtocolName.create "/other/1" |> get) ]
            )

        let withKey =
            Gen.map2
                (fun identify key ->
                    { identify with
                        PublicKey = ValueSome key })
                identify
                publicKey

        let ping =
            bytes Message.PingBytes |> Gen.map (fun bytes -> Message.Ping { Bytes = bytes })

        let ends messages = messages @ [ Message.End ]

        let said =
            Gen.oneof
                [ withKey |> Gen.map (fun identify -> ProtocolName.identify, true, ends [ Message.Identify identify ])
                  Gen.constant (ProtocolName.identify, false, ends [])
                  identify |> Gen.map (fun identify -> ProtocolName.push, false, ends [ Message.Push identify ])
                  Gen.constant (ProtocolName.push, true, ends [])
                  Gen.map2
                      (fun isOurs pings -> ProtocolName.ping, isOurs, ends pings)
                      (Gen.elements [ true; false ])
                      (few ping)
                  request |> Gen.map (fun request -> ProtocolName.foo, false, [ Message.Request request ])
                  response |> Gen.map (fun response -> ProtocolName.foo, true, [ Message.Response response ]) ]

        Gen.map2
            (fun lines (protocol, isOurs, said) ->
                struct (isOurs,
                        List.map Message.Line lines @ [ Message.Line(MultistreamLine.Protocol protocol) ] @ said))
            lines
            said

    /// The bytes in pieces of these lengths, used in turn.
    let cut (lengths: int list) (bytes: ReadOnlyMemory<byte>) =
        let lengths =
            match lengths |> List.map (fun length -> 1 + abs (length % 100)) with
            | [] -> [ 1 ]
            | lengths -> lengths

        let rec pieces (rest: ReadOnlyMemory<byte>) turn found =
            if rest.IsEmpty then
                List.rev found
            else
                let length = min rest.Length lengths[turn % lengths.Length]
                pieces (rest.Slice length) (turn + 1) (rest.Slice(0, length) :: found)

        pieces bytes 0 []

    let join (parts: ReadOnlyMemory<byte> list) =
        ReadOnlyMemory(parts |> List.map _.ToArray() |> Array.concat)

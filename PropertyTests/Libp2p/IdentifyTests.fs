namespace PeerFunctional.Tests.Libp2p

open System
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Libp2p
open PeerFunctional.Runtime.Crypto
open PeerFunctional.Tests
open PeerFunctional.Tests.Libp2p.HostRecordings
open PeerFunctional.Tests.Libp2p.HostGenerators

/// What hosts tell of themselves.
module IdentifyTests =

    /// What was told in each recorded answer and push, and by whom.
    let private told =
        [ for direction in directions do
              for message in read direction.IsReadersOwn direction.IsEnded [ direction.Bytes ] do
                  match message with
                  | Ok(Message.Identify identify) -> direction, identify, false
                  | Ok(Message.Push identify) -> direction, identify, true
                  | _ -> () ]

    [<Fact>]
    let ``Each recorded answer names the key of its teller, and a push of js-libp2p leaves it out`` () : unit =
        told |> List.length |> Expect.isGreaterThan 30

        for direction, identify, isPush in told do
            match identify.PublicKey with
            | ValueSome key ->
                PeerId.ofKey key |> string |> Expect.equal (text "peerId" (speaker direction))
                ValueOption.isSome identify.ObservedAddress |> Expect.isTrue
            | ValueNone -> isPush |> Expect.isTrue

            identify.ProtocolVersion |> Expect.equal (ValueSome "/foo/bar/1")
            identify.Protocols |> Expect.contains ProtocolName.foo

    [<Fact>]
    let ``Every recorded peer record is its teller's, and its signature holds`` () : unit =
        let records =
            [ for direction, identify, _ in told do
                  match identify.SignedPeerRecord with
                  | ValueSome envelope -> direction, SignedPeerRecord.read envelope.Bytes |> get
                  | ValueNone -> () ]

        records |> List.length |> Expect.isGreaterThan 10

        for direction, record in records do
            string record.Peer |> Expect.equal (text "peerId" (speaker direction))
            record.Addresses.IsEmpty |> Expect.equal (direction.From = "dialer")
            PeerSignatures.Verify record.Signature |> Expect.isTrue

            PeerSignatures.Verify
                { record.Signature with
                    Text = { Bytes = ReadOnlyMemory [| 0uy |] } }
            |> Expect.isFalse

    [<Property>]
    let ``A message reads as it was written`` () =
        identify |> Arb.fromGen |> Prop.forAll
        <| fun identify -> Identify.read (ReadOnlyMemory(Identify.write identify)) = Ok identify

    [<Property>]
    let ``The fields of a message may come in any order`` () =
        identify |> Arb.fromGen |> Prop.forAll
        <| fun identify ->
            let empty = Identify.empty

            let parts =
                [ { empty with
                      SignedPeerRecord = identify.SignedPeerRecord }
                  { empty with
                      Protocols = identify.Protocols }
                  { empty with
                      PublicKey = identify.PublicKey }
                  { empty with
                      AgentVersion = identify.AgentVersion }
                  { empty with
                      ObservedAddress = identify.ObservedAddress }
                  { empty with
                      ListenAddresses = identify.ListenAddresses }
                  { empty with
                      ProtocolVersion = identify.ProtocolVersion } ]

            let bytes = parts |> List.map Identify.write |> Array.concat
            Identify.read (ReadOnlyMemory bytes) = Ok identify

    [<Fact>]
    let ``Unknown fields, addresses that cannot be read and names that are not names are passed over`` () : unit =
        // 4: cut short. 2: cut short, then good. 3: the word `na`, then /a. 9: a number, 10: four bytes, 11: eight, 12: bytes.
        let identify =
            "220104"
            + "120104"
            + "1205047f000001"
            + "1a026e61"
            + "1a022f61"
            + "4807"
            + "5501020304"
            + "590102030405060708"
            + "620100"
            |> hex
            |> Identify.read
            |> get

        identify
        |> Expect.equal
            { Identify.empty with
                ListenAddresses = [ Multiaddr.parse "/ip4/127.0.0.1" |> get ]
                Protocols = [ ProtocolName.create "/a" |> get ] }

    [<Fact>]
    let ``A push changes what it holds and nothing else`` () : unit =
        let known =
            { Identify.empty with
                AgentVersion = ValueSome "peer/0.0.1"
                Protocols = [ ProtocolName.foo ]
                ListenAddresses = [ Multiaddr.parse "/ip4/127.0.0.1/udp/1/quic-v1" |> get ] }

        Identify.push known Identify.empty |> Expect.equal known

        let pushed =
            { Identify.empty with
                Protocols = [ ProtocolName.ping ] }

        Identify.push known pushed
        |> Expect.equal
            { known with
                Protocols = [ ProtocolName.ping ] }

    [<Theory>]
    [<InlineData("0a0108", "bad-protobuf")>]
    [<InlineData("0a00", "bad-key")>]
    [<InlineData("2a02fffe", "bad-text")>]
    [<InlineData("3202fffe", "bad-text")>]
    [<InlineData("2a05", "bad-protobuf")>]
    [<InlineData("2b", "bad-protobuf")>]
    let ``A message that is wrong is refused`` (bytes: string, problem: string) : unit =
        match Identify.read (hex bytes) with
        | Error found -> found.Problem |> Expect.equal problem
        | Ok identify -> failwith $"{identify}"

    [<Property>]
    let ``Any bytes are a message or a peer record, or are refused`` () =
        anyBytes 100 |> Arb.fromGen |> Prop.forAll
        <| fun bytes ->
            let isRefused =
                match Identify.read bytes with
                | Ok identify -> Identify.read (ReadOnlyMemory(Identify.write identify)) = Ok identify
                | Error _ -> true

            isRefused && Result.isError (SignedPeerRecord.read bytes)

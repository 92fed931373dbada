namespace PeerFunctional.Tests.Libp2p

open System
open System.Security.Cryptography
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Libp2p
open PeerFunctional.Tests
open PeerFunctional.Tests.Libp2p.HostRecordings

/// Keys of hosts, and the ids that follow from them.
module PeerIdTests =

    let private toHex (bytes: byte array) = Convert.ToHexStringLower bytes

    [<Fact>]
    let ``Every recorded key has its peer id, in base58 and as a CID`` () : unit =
        for sample in document "peer-ids.json" |> items "keys" do
            let key = PublicKey.read (hex (text "publicKeyProtobuf" sample)) |> get
            let id = PeerId.ofKey key
            PeerId.text id |> Expect.equal (text "peerId" sample)
            PeerId.cid id |> Expect.equal (text "peerIdAsCid" sample)
            toHex (PeerId.bytes id) |> Expect.equal (text "peerIdBytes" sample)
            PeerId.parse (text "peerId" sample) |> Expect.equal (Ok id)
            PeerId.parse (text "peerIdAsCid" sample) |> Expect.equal (Ok id)

    [<Fact>]
    let ``Every recorded private key holds its seed and its public key, and is written as it was read`` () : unit =
        for sample in document "peer-ids.json" |> items "keys" do
            match PrivateKey.read (hex (text "privateKeyProtobuf" sample)) |> get with
            | PrivateKey.Ed25519(seed, publicKey) as key ->
                toHex (seed.Bytes.ToArray()) |> Expect.equal (text "ed25519SeedHex" sample)
                toHex (PublicKey.write publicKey) |> Expect.equal (text "publicKeyProtobuf" sample)
                toHex (PrivateKey.write key) |> Expect.equal (text "privateKeyProtobuf" sample)
                string key |> Expect.equal "an Ed25519 private key"
            | other -> failwith $"{other}"

    [<Fact>]
    let ``Hosts with RSA, secp256k1 and ECDSA keys have the recorded ids`` () : unit =
        for certificate in document "certificates.json" |> items "madeByHand" do
            match tryText "publicKeyProtobuf" certificate with
            | Some key when text "verdict" certificate = "accept" ->
                PublicKey.read (hex key)
                |> get
                |> PeerId.ofKey
                |> string
                |> Expect.equal (text "peerId" certificate)
            | _ -> ()

    [<Fact>]
    let ``Fields of a key may stand in any order with an unknown one among them, and the id is the same`` () : unit =
        let data = String('7', 64)

        let id (bytes: string) =
            PublicKey.read (hex bytes) |> get |> PeerId.ofKey

        let expected = id $"08011220{data}"
        id $"1220{data}0801" |> Expect.equal expected
        id $"080122031122331220{data}" |> Expect.equal expected

    [<Theory>]
    [<InlineData("", "bad-key")>]
    [<InlineData("0801", "bad-key")>]
    [<InlineData("08011220", "bad-protobuf")>]
    [<InlineData("08011203112233", "bad-key")>]
    [<InlineData("08041203112233", "bad-key")>]
    [<InlineData("08021203112233", "bad-key")>]
    [<InlineData("08001203112233", "bad-key")>]
    [<InlineData("08031203112233", "bad-key")>]
    [<InlineData("0b", "bad-protobuf")>]
    [<InlineData("00", "bad-protobuf")>]
    [<InlineData("ff", "bad-protobuf")>]
    let ``A key that is wrong is refused`` (bytes: string, problem: string) : unit =
        match PublicKey.read (hex bytes) with
        | Error found -> found.Problem |> Expect.equal problem
        | Ok key -> failwith $"{key}"

    [<Fact>]
    let ``RSA keys of fewer than 2,048 bits and curves other than three are refused`` () : unit =
        use short = RSA.Create 1024
        use good = RSA.Create 2048
        use p256 = ECDsa.Create ECCurve.NamedCurves.nistP256
        use other = ECDsa.Create ECCurve.NamedCurves.brainpoolP256r1

        let isKey keyType (info: byte array) =
            PublicKey.create keyType (ReadOnlyMemory info) |> Result.isOk

        isKey KeyType.Rsa (short.ExportSubjectPublicKeyInfo()) |> Expect.isFalse
        isKey KeyType.Rsa (good.ExportSubjectPublicKeyInfo()) |> Expect.isTrue
        isKey KeyType.Ecdsa (p256.ExportSubjectPublicKeyInfo()) |> Expect.isTrue
        isKey KeyType.Ecdsa (other.ExportSubjectPublicKeyInfo()) |> Expect.isFalse
        isKey KeyType.Rsa (p256.ExportSubjectPublicKeyInfo()) |> Expect.isFalse

    [<Theory>]
    [<InlineData("")>]
    [<InlineData("1")>]
    [<InlineData("12D3KooWGjSE7eCu5f1Pa8pGxscmoEcdQ5BRMGqbyMvL2dhrPCS")>]
    [<InlineData("12D3KooWGjSE7eCu5f1Pa8pGxscmoEcdQ5BRMGqbyMvL2dhrPCS0")>]
    [<InlineData("12D3KooWÜjSE7eCu5f1Pa8pGxscmoEcdQ5BRMGqbyMvL2dhrPCS5")>]
    [<InlineData("bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi")>]
    [<InlineData("bafz1")>]
    [<InlineData("b")>]
    [<InlineData("z")>]
    let ``A text that is not a peer id is refused`` (text: string) : unit =
        PeerId.parse text |> Result.isError |> Expect.isTrue

    [<Property>]
    let ``A peer id reads again from its bytes and from its texts`` () =
        HostGenerators.peer |> Arb.fromGen |> Prop.forAll
        <| fun peer ->
            PeerId.ofMultihash (ReadOnlyMemory(PeerId.bytes peer)) = Ok peer
            && PeerId.parse (PeerId.text peer) = Ok peer
            && PeerId.parse (PeerId.cid peer) = Ok peer

    [<Property>]
    let ``Any bytes are a peer id that is written as it came, or are refused`` () =
        Gen.map2
            (fun (start: byte array) (rest: ReadOnlyMemory<byte>) -> Array.append start (rest.ToArray()))
            (Gen.elements [ [||]; [| 0uy; 36uy |]; [| 0x12uy; 32uy |]; [| 0uy; 0uy |] ])
            (HostGenerators.anyBytes 40)
        |> Arb.fromGen
        |> Prop.forAll
        <| fun bytes ->
            match PeerId.ofMultihash (ReadOnlyMemory bytes) with
            | Ok peer -> PeerId.bytes peer = bytes
            | Error problem -> problem.Problem = "bad-peer-id"

    [<Property>]
    let ``Any text is a peer id or is refused`` (text: NonNull<string>) (start: bool) =
        match PeerId.parse ((if start then "b" else "") + text.Get) with
        | Ok peer -> PeerId.parse (PeerId.text peer) = Ok peer
        | Error problem -> problem.Problem = "bad-peer-id"

    [<Property>]
    let ``A public key reads again, and any bytes are a key or are refused`` () =
        Gen.zip HostGenerators.publicKey (HostGenerators.anyBytes 60) |> Arb.fromGen |> Prop.forAll
        <| fun (key, bytes) ->
            PublicKey.read (ReadOnlyMemory(PublicKey.write key)) = Ok key
            && (match PublicKey.read bytes with
                | Ok key -> PublicKey.read (ReadOnlyMemory(PublicKey.write key)) = Ok key
                | Error _ -> true)
            && (match PrivateKey.read bytes with
                | Ok key -> PrivateKey.read (ReadOnlyMemory(PrivateKey.write key)) = Ok key
                | Error _ -> true)

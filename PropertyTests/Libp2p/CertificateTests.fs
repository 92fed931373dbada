namespace PeerFunctional.Tests.Libp2p

open System
open System.Formats.Asn1
open System.Security.Cryptography
open System.Security.Cryptography.X509Certificates
open System.Text.Json
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Libp2p
open PeerFunctional.Runtime.Crypto
open PeerFunctional.Tests
open PeerFunctional.Tests.Libp2p.HostRecordings

/// Certificates by which hosts prove their ids.
module CertificateTests =

    let private certificates =
        let file = document "certificates.json"
        items "recordedFromRust" file @ items "madeByHand" file

    /// A moment of the recordings' time.
    let private now = DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)

    let private named name =
        certificates |> List.find (fun certificate -> text "name" certificate = name)

    let private presented (certificate: JsonElement) =
        match certificate.TryGetProperty "chainDer" with
        | true, chain -> [ for der in chain.EnumerateArray() -> hex (der.GetString()) ]
        | false, _ -> [ hex (text "der" certificate) ]

    let private check certificate =
        PeerCertificate.Check(presented certificate, now)

    /// The alert that the native verifier answered as a listener.
    let private recordedAlert (certificate: JsonElement) =
        match certificate.TryGetProperty "rustListenerSaid" with
        | true, said when said.ValueKind = JsonValueKind.Object ->
            match said.GetProperty "close" with
            | close when close.ValueKind = JsonValueKind.Object -> Some(close.GetProperty("tlsAlert").GetInt32())
            | _ -> None
        | _ -> None

    /// The verdicts that the certificate alone cannot tell, or that the native verifier could not give.
    let private expectedAlert certificate =
        match text "name" certificate with
        // Its fault is in the handshake.
        | "bad-tls-key-mismatch" -> None
        // The native verifier is built without ECDSA host keys.
        | "good-ecdsa-host" -> None
        // The probe could not present it.
        | "bad-extension-twice" -> Some 42
        // TLS ends before that: its peers offer no scheme for such a key.
        | "bad-p521-cert" -> Some 46
        | _ -> recordedAlert certificate

    [<Fact>]
    let ``Each of the 40 recorded certificates gets its verdict: the peer's id or the alert of the native verifier``
        ()
        : unit =
        certificates |> Expect.hasLength 40

        for certificate in certificates do
            let name = text "name" certificate

            match check certificate, expectedAlert certificate with
            | Ok peer, None -> Expecto.Expect.equal (PeerId.text peer) (text "peerId" certificate) name
            | Error fault, Some alert -> Expecto.Expect.equal (CertificateFault.alert fault) alert name
            | verdict, alert -> failwith $"{name}: {verdict}, and not {alert}"

    [<Fact>]
    let ``The verdicts of all recorded certificates are those of the specification`` () : unit =
        for certificate in certificates do
            match text "name" certificate with
            | "bad-tls-key-mismatch" -> ()
            | name ->
                Expecto.Expect.equal (Result.isOk (check certificate)) (text "verdict" certificate = "accept") name

    [<Fact>]
    let ``Each part of a recorded certificate is read as it was recorded`` () : unit =
        for certificate in certificates do
            match Certificate.read (hex (text "der" certificate)), tryText "signedText" certificate with
            | Ok read, Some signed ->
                Convert.ToHexStringLower read.SubjectPublicKeyInfo.Bytes.Span
                |> Expect.equal (text "subjectPublicKeyInfo" certificate)

                Convert.ToHexStringLower (Certificate.hostSigned read.SubjectPublicKeyInfo).Bytes.Span
                |> Expect.equal signed

                tryText "signatureAlgorithm" certificate
                |> Option.iter (fun oid -> read.SignatureOid |> Expect.equal oid)

                for name, seconds in [ "notBefore", read.NotBefore; "notAfter", read.NotAfter ] do
                    tryText name certificate
                    |> Option.iter (fun time ->
                        DateTimeOffset.FromUnixTimeSeconds seconds |> Expect.equal (DateTimeOffset.Parse time))
            | Error fault, _ -> failwith $"{fault}"
            | Ok _, None -> text "name" certificate |> Expect.equal ""

    [<Fact>]
    let ``Several faults are told together, and the first gives the alert`` () : unit =
        let der = hex (text "der" (named "bad-extension-missing"))

        CertificateCheck.judge 0L [ der ]
        |> Expect.equal (Error [ CertificateFault.ExtensionMissing; CertificateFault.NotYetValid ])

        CertificateCheck.judge 0L [] |> Expect.equal (Error [ CertificateFault.NoCertificate ])
        CertificateFault.alert CertificateFault.NoCertificate |> Expect.equal 116

    let private serial (der: ReadOnlyMemory<byte>) =
        let fields = AsnReader(der, AsnEncodingRules.DER).ReadSequence().ReadSequence()

        fields.ReadEncodedValue() |> ignore
        { Bytes = fields.ReadIntegerBytes() }

    [<Theory>]
    [<InlineData("rust-made-ed25519-1")>]
    [<InlineData("rust-made-rsa-3")>]
    let ``A certificate of the Rust library is made again of its parts, byte for byte`` (name: string) : unit =
        let der = hex (text "der" (named name))

        let read =
            Certificate.read der |> Result.defaultWith (fun fault -> failwith $"{fault}")

        let claim =
            CertificateCheck.ofCertificate (now.ToUnixTimeSeconds()) read
            |> Result.defaultWith (fun faults -> failwith $"{faults}")

        let form =
            { Serial = serial der
              SubjectPublicKeyInfo = read.SubjectPublicKeyInfo
              HostKey = claim.Key
              HostSignature = claim.HostSignature.Signature }

        let toBeSigned = CertificateForm.toBeSigned form
        { Bytes = ReadOnlyMemory toBeSigned } |> Expect.equal read.ToBeSigned

        CertificateForm.certificate toBeSigned (read.Signature.Bytes.ToArray())
        |> Expect.equal (der.ToArray())

    [<Property(MaxTest = 10)>]
    let ``A certificate of ours proves its host's id, and another X.509 reader reads it`` () =
        HostGenerators.bytes 32 |> Arb.fromGen |> Prop.forAll
        <| fun seed ->
            let signatures: ISignatures = Ed25519()

            let key =
                PublicKey.create KeyType.Ed25519 (ReadOnlyMemory(signatures.PublicKey seed)) |> get

            use certificate = HostCertificate.Create(signatures, seed, key)
            use other = X509CertificateLoader.LoadCertificate certificate.Der

            PeerCertificate.Check([ ReadOnlyMemory certificate.Der ], now) = Ok(PeerId.ofKey key)
            && other.Version = 3
            && other.GetECDsaPublicKey() <> null

    /// A good certificate with bytes changed, put in or left out.
    let private damaged =
        gen {
            let! certificate =
                certificates
                |> List.filter (fun certificate -> text "verdict" certificate = "accept")
                |> Gen.elements

            let der = (hex (text "der" certificate)).ToArray()
            let! place = Gen.choose (0, der.Length - 1)
            let! value = Gen.choose (1, 255)

            return!
                Gen.elements
                    [ Array.mapi (fun index one -> if index = place then one ^^^ byte value else one) der
                      Array.insertAt place (byte value) der
                      Array.removeAt place der
                      Array.truncate place der
                      Array.append der [| byte value |] ]
        }

    [<Property(MaxTest = 500)>]
    let ``A damaged certificate proves nothing, and has a fault with an alert`` () =
        damaged |> Arb.fromGen |> Prop.forAll
        <| fun der ->
            match PeerCertificate.Check([ ReadOnlyMemory der ], now) with
            | Ok peer -> failwith $"{peer}: {Convert.ToHexStringLower der}"
            | Error fault ->
                List.contains (CertificateFault.alert fault) [ 42; 46 ] && CertificateFault.words fault <> ""

    [<Property>]
    let ``Any bytes are a certificate or have a fault`` () =
        HostGenerators.anyBytes 200 |> Arb.fromGen |> Prop.forAll
        <| fun bytes -> Result.isError (PeerCertificate.Check([ bytes ], now))

    [<Property(MaxTest = 20)>]
    let ``A secp256k1 signature that .NET makes holds for the compressed key, and for no other text``
        (text: byte array)
        =
        use key = ECDsa.Create(ECCurve.CreateFromValue "1.3.132.0.10")
        let point = key.ExportParameters(false).Q
        let compressed = Array.append [| 2uy + (Array.last point.Y &&& 1uy) |] point.X

        let required text =
            RequiredSignature.byHost
                (PublicKey.create KeyType.Secp256k1 (ReadOnlyMemory compressed) |> get)
                { Bytes = ReadOnlyMemory text }

        let signature =
            { Bytes =
                ReadOnlyMemory(key.SignData(text, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)) }

        PeerSignatures.Verify(required text signature)
        && not (PeerSignatures.Verify(required (Array.append text [| 0uy |]) signature))

    [<Fact>]
    let ``A secp256k1 key beside the curve, or a signature that is not DER, does not hold`` () : unit =
        let key x =
            PublicKey.create KeyType.Secp256k1 (hex ("02" + x)) |> get

        for x in [ String('f', 64); String('0', 62) + "05" ] do
            RequiredSignature.byHost (key x) { Bytes = hex "00" } { Bytes = hex "3006020101020101" }
            |> PeerSignatures.Verify
            |> Expect.isFalse

        RequiredSignature.byHost
            (key "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798")
            { Bytes = hex "00" }
            { Bytes = hex "00" }
        |> PeerSignatures.Verify
        |> Expect.isFalse

namespace PeerFunctional.Libp2p

open System
open System.Formats.Asn1
open PeerFunctional.Kernel

/// What a certificate without a fault of form claims: the peer has this key if both signatures hold.
type CertificateClaim =
    {
        Key: PublicKey
        /// The certificate's own.
        SelfSignature: RequiredSignature
        /// The host key's, over the certificate's key.
        HostSignature: RequiredSignature
    }

/// Judges the certificates that a peer presented; whether the signatures hold is verified outside.
module CertificateCheck =

    /// The id that holds once both signatures do.
    let peer claim = PeerId.ofKey claim.Key

    /// The value of the extension: key and signature.
    let private hostKey (value: ByteString) =
        let parts =
            Der.read value.Bytes (fun reader ->
                let fields = reader.ReadSequence()
                let key = fields.ReadOctetString()
                let signature = fields.ReadOctetString()
                fields.ThrowIfNotEmpty()
                struct (key, signature))

        match parts with
        | Error problem -> Error(CertificateFault.ExtensionMalformed problem.Detail)
        | Ok struct (key, signature) ->
            match PublicKey.read (ReadOnlyMemory key) with
            | Ok key -> Ok struct (key, { Bytes = ReadOnlyMemory signature })
            | Error problem -> Error(CertificateFault.HostKeyMalformed problem.Detail)

    let private hostSignature certificate =
        match certificate.Extensions |> List.filter (fun extension -> extension.Oid = Certificate.ExtensionOid) with
        | [] -> Error CertificateFault.ExtensionMissing
        | [ extension ] ->
            hostKey extension.Value
            |> Result.map (fun (struct (key, signature)) ->
                struct (key,
                        RequiredSignature.byHost
                            key
                            (Certificate.hostSigned certificate.SubjectPublicKeyInfo)
                            signature))
        | _ -> Error CertificateFault.ExtensionTwice

    /// The self-signature. TLS 1.3 ties a curve to its hash, and signs by RSA in a form that certificates do not have.
    let private selfSignature certificate =
        let required algorithm key =
            Ok
                { Algorithm = algorithm
                  Key = key
                  Text = certificate.ToBeSigned
                  Signature = certificate.Signature }

        let info = certificate.SubjectPublicKeyInfo

        match SubjectKey.read info.Bytes, certificate.SignatureOid with
        | Ok(SubjectKey.Ed25519 key), "1.3.101.112" -> required SignatureAlgorithm.Ed25519 key
        | Ok SubjectKey.P256, "1.2.840.10045.4.3.2" -> required SignatureAlgorithm.EcdsaSha256 info
        | Ok SubjectKey.P384, "1.2.840.10045.4.3.3" -> required SignatureAlgorithm.EcdsaSha384 info
        | Ok(SubjectKey.Ed25519 _ | SubjectKey.P256 | SubjectKey.P384), oid ->
            Error(CertificateFault.UnsupportedSignature oid)
        | Ok SubjectKey.P521, _ -> Error(CertificateFault.UnsupportedKey "the curve is P-521")
        | Ok(SubjectKey.Rsa _), _ -> Error(CertificateFault.UnsupportedKey "it is an RSA key")
        | Ok(SubjectKey.Other name), _ -> Error(CertificateFault.UnsupportedKey $"it has {name}")
        | Error problem, _ -> Error(CertificateFault.UnsupportedKey problem.Detail)

    let private otherFaults now certificate =
        [ for extension in certificate.Extensions do
              if extension.IsCritical && extension.Oid <> Certificate.ExtensionOid then
                  CertificateFault.CriticalExtension extension.Oid
          if now < certificate.NotBefore then
              CertificateFault.NotYetValid
          if now > certificate.NotAfter then
              CertificateFault.Expired ]

    /// The claim of one certificate, or all its faults.
    let ofCertificate now certificate =
        match hostSignature certificate, selfSignature certificate, otherFaults now certificate with
        | Ok struct (key, host), Ok self, [] ->
            Ok
                { Key = key
                  SelfSignature = self
                  HostSignature = host }
        | host, self, others ->
            let fault result =
                match result with
                | Ok _ -> []
                | Error fault -> [ fault ]

            Error(fault host @ others @ fault self)

    /// The claim of a peer that presented these certificates, each in DER, or at least one fault; the first one gives the alert.
    /// `now` is in seconds since 1970.
    let judge now (presented: ReadOnlyMemory<byte> list) =
        match presented with
        | [] -> Error [ CertificateFault.NoCertificate ]
        | [ der ] ->
            match Certificate.read der with
            | Ok certificate -> ofCertificate now certificate
            | Error fault -> Error [ fault ]
        | _ -> Error [ CertificateFault.SeveralCertificates presented.Length ]

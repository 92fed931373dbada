namespace PeerFunctional.Libp2p

open System
open System.Formats.Asn1
open PeerFunctional.Kernel

/// A libp2p certificate of ours: a P-256 key, no names, valid from 1975 to 4096, as libp2p's Rust library makes it.
type CertificateForm =
    {
        /// 1 to 20 bytes. The first is neither 0 nor above 0x7f.
        Serial: ByteString
        /// The certificate's P-256 key in DER.
        SubjectPublicKeyInfo: ByteString
        HostKey: PublicKey
        /// The host key's signature over `Certificate.hostSigned`.
        HostSignature: ByteString
    }

/// Writes certificates. The runtime has the keys and signs between the steps: it signs `Certificate.hostSigned` with the
/// host key, then `toBeSigned` with the certificate's key, and puts both into `certificate`.
module CertificateForm =

    /// ecdsa-with-SHA256.
    [<Literal>]
    let private SignatureOid = "1.2.840.10045.4.3.2"

    /// 1975-01-01 and 4096-01-01.
    let private validity = struct (157_766_400_000L, 67_090_118_400_000L)

    let private write (body: AsnWriter -> unit) =
        let writer = AsnWriter AsnEncodingRules.DER
        body writer
        writer.Encode()

    let private sequence (writer: AsnWriter) body =
        writer.PushSequence() |> ignore
        body ()
        writer.PopSequence()

    let private tagged (writer: AsnWriter) number body =
        let tag = Asn1Tag(TagClass.ContextSpecific, number, true)
        writer.PushSequence tag |> ignore
        body ()
        writer.PopSequence tag

    let private algorithm (writer: AsnWriter) =
        sequence writer (fun () -> writer.WriteObjectIdentifier SignatureOid)

    /// The value of libp2p's extension.
    let extensionValue hostKey (hostSignature: ByteString) =
        write (fun writer ->
            sequence writer (fun () ->
                writer.WriteOctetString(ReadOnlySpan(PublicKey.write hostKey))
                writer.WriteOctetString hostSignature.Bytes.Span))

    let private extension (writer: AsnWriter) form =
        sequence writer (fun () ->
            writer.WriteObjectIdentifier Certificate.ExtensionOid
            writer.WriteBoolean true
            writer.WriteOctetString(ReadOnlySpan(extensionValue form.HostKey form.HostSignature)))

    /// What the certificate's own key signs, by ECDSA with SHA-256.
    let toBeSigned form =
        let struct (notBefore, notAfter) = validity

        write (fun writer ->
            sequence writer (fun () ->
                tagged writer 0 (fun () -> writer.WriteInteger 2L)
                writer.WriteInteger form.Serial.Bytes.Span
                algorithm writer
                sequence writer ignore

                sequence writer (fun () ->
                    writer.WriteUtcTime(DateTimeOffset.FromUnixTimeMilliseconds notBefore)
                    writer.WriteGeneralizedTime(DateTimeOffset.FromUnixTimeMilliseconds notAfter, true))

                sequence writer ignore
                writer.WriteEncodedValue form.SubjectPublicKeyInfo.Bytes.Span
                tagged writer 3 (fun () -> sequence writer (fun () -> extension writer form))))

    /// The certificate in DER, of what was signed and the signature over it.
    let certificate (toBeSigned: byte array) (signature: byte array) =
        write (fun writer ->
            sequence writer (fun () ->
                writer.WriteEncodedValue(ReadOnlySpan toBeSigned)
                algorithm writer
                writer.WriteBitString(ReadOnlySpan signature)))

namespace PeerFunctional.Libp2p

open System
open System.Formats.Asn1
open System.Text
open PeerFunctional.Kernel

/// An extension of a certificate.
type CertificateExtension =
    { Oid: string
      IsCritical: bool
      Value: ByteString }

/// An X.509 v3 certificate as far as libp2p looks at it. Names and serial numbers are passed over.
type Certificate =
    {
        /// What the self-signature is over.
        ToBeSigned: ByteString
        SignatureOid: string
        Signature: ByteString
        /// The certificate's own key in DER.
        SubjectPublicKeyInfo: ByteString
        /// Seconds since 1970.
        NotBefore: int64
        /// Seconds since 1970.
        NotAfter: int64
        Extensions: CertificateExtension list
    }

module Certificate =

    /// Bytes of the longest certificate that is read. With an RSA host key of 8,192 bits it has some 2,400.
    [<Literal>]
    let MaxBytes = 8_192

    /// The extension that holds the host key and its signature.
    [<Literal>]
    let ExtensionOid = "1.3.6.1.4.1.53594.1.1"

    let private tagged number =
        Asn1Tag(TagClass.ContextSpecific, number, true)

    let private time (reader: AsnReader) =
        let moment =
            if reader.PeekTag() = Asn1Tag.UtcTime then
                reader.ReadUtcTime 2049
            else
                reader.ReadGeneralizedTime()

        moment.ToUnixTimeSeconds()

    let private algorithm (reader: AsnReader) =
        let encoded = reader.PeekEncodedValue()
        let oid = (reader.ReadSequence()).ReadObjectIdentifier()
        struct (oid, { Bytes = encoded })

    let private extension (reader: AsnReader) =
        let fields = reader.ReadSequence()
        let oid = fields.ReadObjectIdentifier()

        let isCritical = fields.PeekTag() = Asn1Tag.Boolean && fields.ReadBoolean()

        let value = ReadOnlyMemory(fields.ReadOctetString())
        fields.ThrowIfNotEmpty()

        { Oid = oid
          IsCritical = isCritical
          Value = { Bytes = value } }

    let private extensions (fields: AsnReader) =
        // Unique identifiers, 1 and 2, stand before the extensions, 3; nobody writes them.
        while fields.HasData && fields.PeekTag().TagValue < 3 do
            fields.ReadEncodedValue() |> ignore

        if not fields.HasData then
            []
        else
            let outer = fields.ReadSequence(tagged 3)
            let items = outer.ReadSequence()
            outer.ThrowIfNotEmpty()
            fields.ThrowIfNotEmpty()

            [ while items.HasData do
                  extension items ]

    let private version (fields: AsnReader) =
        let outer = fields.ReadSequence(tagged 0)
        let number = outer.ReadInteger()
        outer.ThrowIfNotEmpty()
        int (min number (bigint 9))

    /// Version and algorithm, and the certificate without its signature.
    let private fields (fields: AsnReader) =
        let version = version fields
        fields.ReadIntegerBytes() |> ignore
        let struct (_, algorithm) = algorithm fields
        fields.ReadSequence() |> ignore
        let validity = fields.ReadSequence()
        let notBefore = time validity
        let notAfter = time validity
        validity.ThrowIfNotEmpty()
        fields.ReadSequence() |> ignore
        let key = fields.ReadEncodedValue()

        struct (version,
                algorithm,
                { ToBeSigned = { Bytes = ReadOnlyMemory.Empty }
                  SignatureOid = ""
                  Signature = { Bytes = ReadOnlyMemory.Empty }
                  SubjectPublicKeyInfo = { Bytes = key }
                  NotBefore = notBefore
                  NotAfter = notAfter
                  Extensions = extensions fields })

    let private whole (reader: AsnReader) =
        let parts = reader.ReadSequence()
        let toBeSigned = parts.PeekEncodedValue()
        let struct (version, inner, certificate) = fields (parts.ReadSequence())
        let struct (oid, outer) = algorithm parts
        let mutable unused = 0
        let signature = ReadOnlyMemory(parts.ReadBitString(&unused))
        parts.ThrowIfNotEmpty()

        if version <> 2 then
            Error "the version is not 3"
        elif unused <> 0 then
            Error "the signature ends inside a byte"
        elif inner <> outer then
            Error "the two names of the signature's algorithm differ"
        else
            Ok
                { certificate with
                    ToBeSigned = { Bytes = toBeSigned }
                    SignatureOid = oid
                    Signature = { Bytes = signature } }

    let read (der: ReadOnlyMemory<byte>) =
        if der.Length > MaxBytes then
            Error(CertificateFault.Unreadable $"it has more than {MaxBytes} bytes")
        else
            match Der.read der whole with
            | Ok(Ok certificate) -> Ok certificate
            | Ok(Error detail) -> Error(CertificateFault.Unreadable detail)
            | Error problem -> Error(CertificateFault.Unreadable problem.Detail)

    /// What the host key signs: a prefix and the certificate's own key in DER.
    let hostSigned (subjectPublicKeyInfo: ByteString) =
        { Bytes =
            ReadOnlyMemory(
                Array.append (Encoding.ASCII.GetBytes "libp2p-tls-handshake:") (subjectPublicKeyInfo.Bytes.ToArray())
            ) }

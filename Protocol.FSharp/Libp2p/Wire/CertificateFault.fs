namespace PeerFunctional.Libp2p

/// What is wrong with the certificate that a peer presented.
[<RequireQualifiedAccess>]
type CertificateFault =
    | NoCertificate
    | SeveralCertificates of count: int
    /// The bytes are not an X.509 v3 certificate in DER.
    | Unreadable of detail: string
    | ExtensionMissing
    | ExtensionTwice
    /// The extension's value is not a sequence of two octet strings.
    | ExtensionMalformed of detail: string
    | HostKeyMalformed of detail: string
    /// Another extension is critical.
    | CriticalExtension of oid: string
    | NotYetValid
    | Expired
    /// The certificate's own key is not Ed25519, P-256 or P-384.
    | UnsupportedKey of detail: string
    /// The self-signature's algorithm is weak, unknown, or does not fit the certificate's key.
    | UnsupportedSignature of oid: string
    | SelfSignatureWrong
    /// The signature of the host key over the certificate's key does not hold.
    | HostSignatureWrong

module CertificateFault =

    /// The TLS alert that libp2p's Rust library answers; a QUIC connection closes with 0x100 more.
    let alert fault =
        match fault with
        | CertificateFault.NoCertificate -> 116
        | CertificateFault.SeveralCertificates _ -> 40
        | CertificateFault.Unreadable _
        | CertificateFault.ExtensionMissing
        | CertificateFault.ExtensionTwice -> 42
        | CertificateFault.ExtensionMalformed _
        | CertificateFault.HostKeyMalformed _
        | CertificateFault.CriticalExtension _
        | CertificateFault.NotYetValid
        | CertificateFault.Expired
        | CertificateFault.UnsupportedKey _
        | CertificateFault.UnsupportedSignature _
        | CertificateFault.SelfSignatureWrong
        | CertificateFault.HostSignatureWrong -> 46

    let words fault =
        match fault with
        | CertificateFault.NoCertificate -> "the peer presents no certificate"
        | CertificateFault.SeveralCertificates count -> $"the peer presents {count} certificates in place of one"
        | CertificateFault.Unreadable detail -> $"the certificate cannot be read: {detail}"
        | CertificateFault.ExtensionMissing -> "the certificate lacks libp2p's extension"
        | CertificateFault.ExtensionTwice -> "the certificate has libp2p's extension twice"
        | CertificateFault.ExtensionMalformed detail -> $"libp2p's extension cannot be read: {detail}"
        | CertificateFault.HostKeyMalformed detail -> $"the host key cannot be used: {detail}"
        | CertificateFault.CriticalExtension oid -> $"the certificate has the critical extension {oid}"
        | CertificateFault.NotYetValid -> "the certificate is not valid yet"
        | CertificateFault.Expired -> "the certificate has expired"
        | CertificateFault.UnsupportedKey detail -> $"the certificate's key cannot be used: {detail}"
        | CertificateFault.UnsupportedSignature oid ->
            $"the certificate is signed by an algorithm that is not accepted, {oid}"
        | CertificateFault.SelfSignatureWrong -> "the certificate is not signed by its own key"
        | CertificateFault.HostSignatureWrong -> "the host key has not signed the certificate's key"

namespace PeerFunctional.Libp2p

open PeerFunctional.Kernel

/// How a signature is made, and the form of its key and of itself.
[<RequireQualifiedAccess>]
type SignatureAlgorithm =
    /// A key of 32 bytes, a signature of 64.
    | Ed25519
    /// SubjectPublicKeyInfo; signatures in DER.
    | EcdsaSha256
    /// SubjectPublicKeyInfo; signatures in DER.
    | EcdsaSha384
    /// SubjectPublicKeyInfo; PKCS#1 v1.5.
    | RsaSha256
    /// A compressed point of 33 bytes; signatures in DER.
    | Secp256k1Sha256

/// A signature that has to hold before a claim is believed. The runtime verifies it: a step is too short for that.
type RequiredSignature =
    { Algorithm: SignatureAlgorithm
      Key: ByteString
      Text: ByteString
      Signature: ByteString }

module RequiredSignature =

    let private algorithm (key: PublicKey) =
        match key.Type with
        | KeyType.Ed25519 -> SignatureAlgorithm.Ed25519
        | KeyType.Secp256k1 -> SignatureAlgorithm.Secp256k1Sha256
        | KeyType.Ecdsa -> SignatureAlgorithm.EcdsaSha256
        | KeyType.Rsa -> SignatureAlgorithm.RsaSha256

    /// A signature of a host key over a text.
    let byHost (key: PublicKey) text signature =
        { Algorithm = algorithm key
          Key = key.Data
          Text = text
          Signature = signature }

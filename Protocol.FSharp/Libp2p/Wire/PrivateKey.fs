namespace PeerFunctional.Libp2p

open System
open PeerFunctional.Kernel

/// A host's private key as its file holds it: a protobuf of the same form as the public key's.
[<RequireQualifiedAccess>]
type PrivateKey =
    /// A seed of 32 bytes and the public key that belongs to it.
    | Ed25519 of seed: ByteString * publicKey: PublicKey
    /// RSA in PKCS#1, ECDSA after SEC 1, secp256k1 as 32 bytes: read, not used.
    | Other of KeyType * ByteString

    /// Tells the type only, so that no message shows a secret.
    override key.ToString() =
        match key with
        | PrivateKey.Ed25519 _ -> "an Ed25519 private key"
        | PrivateKey.Other(keyType, _) -> $"a private key, {keyType}"

module PrivateKey =

    /// Bytes of the longest file: RSA of 8,192 bits.
    [<Literal>]
    let MaxBytes = 8_192

    let private ed25519 (data: ReadOnlyMemory<byte>) =
        // An old form of 96 bytes repeats the public key.
        let isWhole =
            data.Length = 64
            || data.Length = 96 && MemoryExtensions.SequenceEqual(data.Span.Slice(32, 32), data.Span.Slice 64)

        if isWhole then
            PublicKey.create KeyType.Ed25519 (data.Slice(32, 32))
            |> Result.map (fun publicKey -> PrivateKey.Ed25519({ Bytes = data.Slice(0, 32) }, publicKey))
        else
            Malformation.error "bad-key" "an Ed25519 private key is a seed of 32 bytes and a public key of 32"

    let read (bytes: ReadOnlyMemory<byte>) =
        if bytes.Length > MaxBytes then
            Malformation.error "bad-key" $"a private key has at most {MaxBytes} bytes"
        else
            match PublicKey.typed "a private key" bytes with
            | Error problem -> Error problem
            | Ok struct (KeyType.Ed25519, data) -> ed25519 data
            | Ok struct (keyType, data) -> Ok(PrivateKey.Other(keyType, { Bytes = data }))

    let write key =
        let protobuf keyType data =
            Array.append (Protobuf.number 1 (KeyType.number keyType)) (Protobuf.bytes 2 data)

        match key with
        | PrivateKey.Ed25519(seed, publicKey) ->
            protobuf KeyType.Ed25519 (Array.append (seed.Bytes.ToArray()) (publicKey.Data.Bytes.ToArray()))
        | PrivateKey.Other(keyType, data) -> protobuf keyType (data.Bytes.ToArray())

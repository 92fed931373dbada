namespace PeerFunctional.Libp2p

open System
open PeerFunctional.Kernel

[<RequireQualifiedAccess>]
type KeyType =
    | Rsa
    | Ed25519
    | Secp256k1
    | Ecdsa

module internal KeyType =

    let number keyType =
        match keyType with
        | KeyType.Rsa -> 0UL
        | KeyType.Ed25519 -> 1UL
        | KeyType.Secp256k1 -> 2UL
        | KeyType.Ecdsa -> 3UL

    let ofNumber number =
        match number with
        | 0UL -> Ok KeyType.Rsa
        | 1UL -> Ok KeyType.Ed25519
        | 2UL -> Ok KeyType.Secp256k1
        | 3UL -> Ok KeyType.Ecdsa
        | other -> Malformation.error "bad-key" $"{other} is not a type of keys"

/// A host's public key: 32 bytes (Ed25519), a compressed point of 33 bytes (secp256k1), or a SubjectPublicKeyInfo in DER: RSA of
/// 2,048 to 8,192 bits, ECDSA on P-256, P-384 or P-521.
type PublicKey =
    private
        { KeyType: KeyType
          KeyData: ByteString }

    member key.Type = key.KeyType

    /// The key without its type.
    member key.Data = key.KeyData

module PublicKey =

    /// Bytes of the longest key with its type.
    [<Literal>]
    let MaxBytes = 2_048

    /// An exponent of RSA has at most 33 bits, so a verification is quick.
    let private maxExponent = bigint 0x1_FFFF_FFFFL

    let private wrong detail = Malformation.error "bad-key" detail

    let private checkInfo keyType data =
        match keyType, SubjectKey.read data with
        | KeyType.Ecdsa, Ok(SubjectKey.P256 | SubjectKey.P384 | SubjectKey.P521) -> Ok()
        | KeyType.Rsa, Ok(SubjectKey.Rsa(bits, exponent)) when
            bits >= 2_048
            && bits <= 8_192
            && exponent >= bigint 3
            && exponent <= maxExponent
            && not exponent.IsEven
            ->
            Ok()
        | KeyType.Rsa, _ -> wrong "an RSA key has 2,048 to 8,192 bits and an odd exponent of at most 33 bits"
        | _ -> wrong "an ECDSA key is a point of P-256, P-384 or P-521"

    /// A key of a type, from its bytes without the type.
    let create keyType (data: ReadOnlyMemory<byte>) =
        let checkedData =
            match keyType with
            | KeyType.Ed25519 when data.Length = 32 -> Ok()
            | KeyType.Ed25519 -> wrong $"an Ed25519 key has 32 bytes, not {data.Length}"
            | KeyType.Secp256k1 when data.Length = 33 && (data.Span[0] = 2uy || data.Span[0] = 3uy) -> Ok()
            | KeyType.Secp256k1 -> wrong "a secp256k1 key is a compressed point of 33 bytes"
            | KeyType.Rsa
            | KeyType.Ecdsa when data.Length > MaxBytes -> wrong $"a key has at most {MaxBytes} bytes"
            | KeyType.Rsa
            | KeyType.Ecdsa -> checkInfo keyType data

        checkedData
        |> Result.map (fun () ->
            { KeyType = keyType
              KeyData = { Bytes = data } })

    /// The Ed25519 key whose 32 bytes are all the same: a peer of a simulated world, where signatures are not checked.
    let simulated (value: byte) =
        { KeyType = KeyType.Ed25519
          KeyData = { Bytes = ReadOnlyMemory(Array.create 32 value) } }

    /// The type and the data of a key's protobuf, public or private.
    let internal typed what (bytes: ReadOnlyMemory<byte>) =
        match Protobuf.read bytes with
        | Error problem -> Error problem
        | Ok fields ->
            match Protobuf.tryNumber 1 fields, Protobuf.tryBytes 2 fields with
            | Some number, Some data -> KeyType.ofNumber number |> Result.map (fun keyType -> struct (keyType, data))
            | _ -> wrong $"{what} has a type and data"

    /// Reads the protobuf: the fields may stand in any order, with unknown ones among them.
    let read bytes =
        typed "a public key" bytes |> Result.bind (fun struct (keyType, data) -> create keyType data)

    /// The protobuf in its one canonical form.
    let write key =
        Array.append (Protobuf.number 1 (KeyType.number key.KeyType)) (Protobuf.bytes 2 (key.KeyData.Bytes.ToArray()))

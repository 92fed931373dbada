namespace PeerFunctional.SneakerNet

open System
open System.Security.Cryptography
open PeerFunctional.Kernel

/// A SHA-256 value, in hexadecimal.
[<Struct>]
type Hash =
    private
    | Hash of string

    override this.ToString() =
        let (Hash hex) = this
        hex

module Hash =

    /// Bytes of a SHA-256 value.
    [<Literal>]
    let Length = 32

    let ofBytes (value: ReadOnlySpan<byte>) =
        if value.Length = Length then
            Ok(Hash(Convert.ToHexStringLower value))
        else
            Malformation.error "bad-hash" $"a hash has {Length} bytes, not {value.Length}"

    let toBytes (Hash hex) = Convert.FromHexString hex

    let compute (bytes: ReadOnlySpan<byte>) =
        Hash(Convert.ToHexStringLower(SHA256.HashData bytes))

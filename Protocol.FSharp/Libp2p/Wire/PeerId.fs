namespace PeerFunctional.Libp2p

open System
open System.Security.Cryptography
open PeerFunctional.Kernel

/// Who a peer is: the multihash of its public key, kept as its base58 text (`12D3KooW...`, `16Uiu2HA...`, `Qm...`).
type PeerId =
    private
    | PeerId of string

    override this.ToString() =
        let (PeerId text) = this
        text

module PeerId =

    /// A key of at most so many bytes is the id itself; of a longer one the id is the SHA-256.
    [<Literal>]
    let MaxIdentity = 42

    /// The longest text that is looked at; ids have at most 71 letters.
    [<Literal>]
    let MaxText = 128

    [<Literal>]
    let private Identity = 0x00uy

    [<Literal>]
    let private Sha256 = 0x12uy

    let private wrong detail = Malformation.error "bad-peer-id" detail

    /// A multihash of the one or the other kind.
    let ofMultihash (multihash: ReadOnlyMemory<byte>) =
        let bytes = multihash.Span

        let isId =
            bytes.Length >= 2
            && int bytes[1] = bytes.Length - 2
            && (bytes[0] = Identity && bytes.Length > 2 && bytes.Length - 2 <= MaxIdentity
                || bytes[0] = Sha256 && bytes.Length = 34)

        if isId then
            Ok(PeerId(Base58.encode (multihash.ToArray())))
        else
            wrong $"a peer id is a SHA-256 or a key of at most {MaxIdentity} bytes, as a multihash"

    let private multihash kind (content: byte array) =
        Array.append [| kind; byte content.Length |] content

    let ofKey key =
        let protobuf = PublicKey.write key

        PeerId(
            Base58.encode (
                if protobuf.Length <= MaxIdentity then
                    multihash Identity protobuf
                else
                    multihash Sha256 (SHA256.HashData protobuf)
            )
        )

    let text (PeerId text) = text

    /// The multihash.
    let bytes (PeerId text) =
        Base58.decode text |> ValueOption.defaultValue [||]

    /// Version 1 and the codec `libp2p-key` stand before the multihash.
    let private ofCid (cid: byte array) =
        if cid.Length > 2 && cid[0] = 0x01uy && cid[1] = 0x72uy then
            ofMultihash (ReadOnlyMemory(cid, 2, cid.Length - 2))
        else
            wrong "a CID of a peer id has version 1 and the codec libp2p-key (0x72)"

    let private bind next decoded =
        match decoded with
        | ValueSome bytes -> next bytes
        | ValueNone -> wrong "a peer id has a letter that is not of its alphabet, or a wrong end"

    /// The id of a text: base58, or a CID in base32 (`bafz...`) or base58 (`z...`).
    let parse (text: string) =
        if text = "" || text.Length > MaxText then
            wrong $"a peer id has 1 to {MaxText} letters"
        elif text[0] = 'b' then
            Base32.decode (text.Substring 1) |> bind ofCid
        elif text[0] = 'z' then
            Base58.decode (text.Substring 1) |> bind ofCid
        else
            Base58.decode text |> bind (ReadOnlyMemory >> ofMultihash)

    /// The id as a CID in base32.
    let cid id =
        "b" + Base32.encode (Array.append [| 0x01uy; 0x72uy |] (bytes id))

namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel

/// The name of a feed: its Ed25519 public key (32 bytes), kept in the base64 form that commands and people use.
[<Struct>]
type FeedId =
    private
    | FeedId of string

    override this.ToString() =
        let (FeedId text) = this
        text

module FeedId =

    /// Bytes of a public key.
    [<Literal>]
    let Length = 32

    let ofBytes (key: ReadOnlySpan<byte>) =
        if key.Length = Length then
            Ok(FeedId(Convert.ToBase64String key))
        else
            Malformation.error "bad-feed-key" $"a feed's key has {Length} bytes, not {key.Length}"

    let toBytes (FeedId text) = Convert.FromBase64String text

    /// Reads base64 of 32 bytes in its canonical spelling.
    let parse (text: string) =
        let key = Array.zeroCreate<byte> 48

        match Convert.TryFromBase64String(text, Span key) with
        | true, Length -> Ok(FeedId(Convert.ToBase64String(key, 0, Length)))
        | true, count -> Malformation.error "bad-feed-key" $"a feed's key has {Length} bytes, not {count}"
        | _ -> Malformation.error "bad-base64" "a feed's key is base64 of 32 bytes"

    /// Four letters of the key: enough to tell feeds apart on a screen.
    let short (FeedId text) = text.Substring(0, 4)

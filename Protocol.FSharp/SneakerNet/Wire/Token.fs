namespace PeerFunctional.SneakerNet

open System
open System.Security.Cryptography
open System.Text
open PeerFunctional.Kernel

/// A word that an endpoint says back to prove that it receives: 12 bytes as 16 letters of base64.
[<Struct>]
type Token =
    private
    | Token of string

    override this.ToString() =
        let (Token text) = this
        text

/// The source of a replica's tokens.
type Tokens =
    /// HMAC-SHA256 of the endpoint under a secret of the replica's own: the replica remembers no token.
    | Keyed of secret: byte[]
    /// The tokens that a capture shows a peer to give, because a capture does not show the secret.
    | Observed of Map<Endpoint, Token>

module Token =

    [<Literal>]
    let private Bytes = 12

    [<Literal>]
    let private Letters = 16

    /// Stands for a token that a capture never shows.
    let private unseen = Token(String('A', Letters))

    /// Reads a word of 16 letters of base64.
    let parse (word: string) =
        let bytes = Array.zeroCreate<byte> Bytes

        match Convert.TryFromBase64String(word, Span bytes) with
        | true, Bytes when word.Length = Letters -> ValueSome(Token word)
        | _ -> ValueNone

    /// The token that an endpoint has to say back.
    let give tokens (endpoint: Endpoint) =
        match tokens with
        | Keyed secret ->
            let tag = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(string endpoint))
            Token(Convert.ToBase64String(tag, 0, Bytes))
        | Observed given -> given |> Map.tryFind endpoint |> Option.defaultValue unseen

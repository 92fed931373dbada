namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel

/// Why the verification of a well-formed event failed.
type VerificationError =
    | SignatureInvalid
    | ContentHashMismatch
    | ContentLengthMismatch
    | ContentEncodingMismatch

/// An event that its feed's key vouches for, with the signed content: its own signature is valid, or a verified event
/// of the feed names its hash as `prev`. Only `Verified.verify` and `Verified.verifyChain` make one.
[<Struct; NoComparison>]
type Verified =
    private
    | Verified of Event

    member this.Event =
        let (Verified event) = this
        event

    override this.ToString() = $"{this.Event.Feed}:{this.Event.Seq}"

module VerificationError =

    let name =
        function
        | SignatureInvalid -> "signature-invalid"
        | ContentHashMismatch -> "content-hash-mismatch"
        | ContentLengthMismatch -> "content-length-mismatch"
        | ContentEncodingMismatch -> "content-encoding-mismatch"

    let malformation event error =
        Malformation.create (name error) $"event {event.Feed}:{event.Seq}"

module Verified =

    let private contentError event =
        match event.Content with
        | ValueNone -> None
        | ValueSome struct (content, length, encoding) ->
            if Hash.compute content.Span <> event.Link.Hash then
                Some ContentHashMismatch
            elif length <> event.Link.Length || length <> int64 content.Length then
                Some ContentLengthMismatch
            elif encoding <> event.Link.Encoding then
                Some ContentEncodingMismatch
            else
                None

    let private isSigned (signatures: ISignatures) event =
        signatures.Verify(FeedId.toBytes event.Feed, event.SignedBytes, event.Signature)

    let private withContent event =
        match contentError event with
        | Some error -> Error error
        | None -> Ok(Verified event)

    /// Verifies the signature over the signed bytes, and the content against its link. Withheld content is allowed.
    let verify (signatures: ISignatures) (event: Event) =
        if isSigned signatures event then
            withContent event
        else
            Error SignatureInvalid

    let private names (event: Event) (next: Event) =
        next.Feed = event.Feed && next.Prev = ValueSome event.Hash

    /// Splits events into chains: in a chain, each event names the hash of the one before it.
    let chains (events: Event list) =
        let add event chains =
            match chains with
            | ((next :: _) as chain) :: others when names event next -> (event :: chain) :: others
            | _ -> [ event ] :: chains

        List.foldBack add events []

    /// Verifies a chain by one signature: a valid signature of the last event covers the hashes of all events before
    /// it. Every content is compared with its link. It is for events that were verified when they were stored: the
    /// feed's key could also vouch for an event whose own signature it left invalid.
    let verifyChain (signatures: ISignatures) (chain: Event list) =
        let add (event: Event) (next: Event voption, verified) =
            let isNamed = next |> ValueOption.exists (names event)

            if isNamed || isSigned signatures event then
                ValueSome event, withContent event :: verified
            else
                ValueNone, Error SignatureInvalid :: verified

        List.foldBack add chain (ValueNone, []) |> snd

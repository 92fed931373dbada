namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel

/// Why the verification of a well-formed event failed.
type VerificationError =
    | SignatureInvalid
    | ContentHashMismatch
    | ContentLengthMismatch
    | ContentEncodingMismatch

/// An event with a valid signature of its feed and the signed content. Only `Verified.verify` makes one.
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

    /// Verifies the signature over the signed bytes, and the content against its link. Withheld content is allowed.
    let verify (signatures: ISignatures) (event: Event) =
        let key = FeedId.toBytes event.Feed

        if not (signatures.Verify(key, event.SignedBytes, event.Signature)) then
            Error SignatureInvalid
        else
            match contentError event with
            | Some error -> Error error
            | None -> Ok(Verified event)

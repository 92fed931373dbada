namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel

/// Why a well-formed event is not to be believed, in the names a verifier reports.
type Doubt =
    | SignatureInvalid
    | ContentHashMismatch
    | ContentLengthMismatch
    | ContentEncodingMismatch

/// An event whose signature is its feed's and whose content is what was signed. Only `Verified.verify` makes one.
[<Struct; NoComparison>]
type Verified =
    private
    | Verified of Event

    member this.Event =
        let (Verified event) = this
        event

    override this.ToString() = $"{this.Event.Feed}:{this.Event.Seq}"

module Doubt =

    let name =
        function
        | SignatureInvalid -> "signature-invalid"
        | ContentHashMismatch -> "content-hash-mismatch"
        | ContentLengthMismatch -> "content-length-mismatch"
        | ContentEncodingMismatch -> "content-encoding-mismatch"

    let malformation event doubt =
        Malformation.create (name doubt) $"event {event.Feed}:{event.Seq}"

module Verified =

    let private contentDoubt event =
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

    /// Verifies the signature over the signed bytes and the content against its link. Withheld content is no doubt.
    let verify (signatures: ISignatures) (event: Event) =
        let key = FeedId.toBytes event.Feed

        if not (signatures.Verify(key, event.SignedBytes, event.Signature)) then
            Error SignatureInvalid
        else
            match contentDoubt event with
            | Some doubt -> Error doubt
            | None -> Ok(Verified event)

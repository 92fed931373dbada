namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings

/// How the one message of a direction is read.
type ReadMode =
    /// Until the message is complete, up to `PickleLimits.MaxBytes`.
    | WholeMessage
    /// As the original under Python 2: one `recv` of at most 1,024 bytes, complete or not. Pickle protocols 3 to 5
    /// are refused.
    | SingleRead
    /// As the original converted to Python 3, which reads all pickle protocols.
    | SingleReadInPython3

/// A raw text that may stand in place of a pickle, and its message. No pickle of plain values begins with it.
type RawText<'message> = { Raw: byte array; Means: 'message }

module ReadMode =

    /// How the programs of a policy read: the original takes what arrives at once for all there is.
    let ofPolicy policy =
        match policy with
        | AsPublished -> SingleRead
        | Recovering -> WholeMessage

    /// The most bytes of the original's one `recv`.
    [<Literal>]
    let MaxSingleRead = 1_024

    /// The result of the bytes read so far in one direction.
    type private ReadResult<'message> =
        | Silence
        /// Every byte so far is the raw text's when `agreed` is their number.
        | Partly of pickle: Result<PickleReader, Malformation> * agreed: int voption
        | Done of Result<'message, Malformation>

    let private agree (raw: RawText<'message> voption) (bytes: ReadOnlyMemory<byte>) agreed =
        match raw, agreed with
        | ValueSome raw, ValueSome agreed ->
            let expected = ReadOnlyMemory(raw.Raw).Slice agreed
            let common = min expected.Length bytes.Length

            if bytes.Span.Slice(0, common).SequenceEqual(expected.Span.Slice(0, common)) then
                ValueSome(agreed + common)
            else
                ValueNone
        | _ -> ValueNone

    let private read raw parse bytes pickle agreed =
        let progress =
            match pickle with
            | Ok reader -> PickleReader.take bytes reader
            | Error e -> Refused e

        match progress, agree raw bytes agreed, raw with
        | _, ValueSome agreed, ValueSome raw when agreed = raw.Raw.Length -> Done(Ok raw.Means)
        | Finished value, _, _ -> Done(Ok(parse value))
        | Unfinished reader, agreed, _ -> Partly(Ok reader, agreed)
        | Refused e, ValueSome agreed, _ -> Partly(Error e, ValueSome agreed)
        | Refused e, ValueNone, _ -> Done(Error e)

    let private next raw parse bytes soFar =
        match soFar with
        | Silence -> read raw parse bytes (Ok PickleReader.start) (ValueSome 0)
        | Partly(pickle, agreed) -> read raw parse bytes pickle agreed
        | Done _ -> soFar

    /// The malformation if the stream ends here.
    let private ending silence soFar =
        match soFar with
        | Silence -> silence
        | Partly(Ok _, _) -> ValueSome PickleReader.cutShort
        | Partly(Error e, _) -> ValueSome e
        | Done _ -> ValueNone

    /// Treats the bytes so far as the whole stream.
    let private cut silence soFar =
        match ending silence soFar with
        | ValueSome e -> Done(Error e)
        | ValueNone -> soFar

    /// Whether the bytes are a pickle of a protocol that Python 2 cannot read.
    let isTooNew (bytes: ReadOnlyMemory<byte>) =
        bytes.Length >= 2 && bytes.Span[0] = PickleOpcode.Proto && bytes.Span[1] > 2uy

    /// Reads one message and ignores further bytes, as the original does: a connection carries one message in each
    /// direction. `silence` is the malformation of a direction that ends without a byte, if it is one.
    let decoder style raw (parse: Pickled -> 'message) silence : StreamDecoder<'message> =
        let rec after soFar =
            { Take = take soFar
              Block = fun () -> ValueNone
              AtEnd = fun () -> ending silence soFar |> ValueOption.map Error |> ValueOption.toList }

        and take soFar (bytes: ReadOnlyMemory<byte>) =
            match soFar, style with
            | _ when bytes.IsEmpty -> struct ([], after soFar)
            | Done _, _ -> struct ([], after soFar)
            | _, WholeMessage -> answer (next raw parse bytes soFar)
            | _, SingleRead when isTooNew bytes ->
                answer (Done(Malformation.error "pickle-protocol" $"unsupported pickle protocol: {bytes.Span[1]}"))
            | _, (SingleRead | SingleReadInPython3) ->
                let bytes = bytes.Slice(0, min MaxSingleRead bytes.Length)
                // The original compares all it has read with the text.
                let raw = raw |> ValueOption.filter (fun raw -> raw.Raw.Length = bytes.Length)
                answer (next raw parse bytes soFar |> cut silence)

        and answer soFar =
            match soFar with
            | Done result -> struct ([ result ], after soFar)
            | Silence
            | Partly _ -> struct ([], after soFar)

        after Silence

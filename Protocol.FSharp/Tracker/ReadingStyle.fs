namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Encoding

/// How the one message of a direction is read.
type ReadingStyle =
    /// However it is cut, up to `PickleLimits.MaxBytes`.
    | Whole
    /// As the original does under Python 2: of the first bytes that arrive together, at most 1,024, whether the message is
    /// complete or not; it stops at pickle protocols 3 to 5.
    | Once
    /// The same as the original converted to Python 3, which reads them all.
    | OnceInPython3

/// A raw text that may stand in the place of a pickle, and the message it is. No pickle of plain values begins with it.
type RawText<'message> = { Raw: byte array; Means: 'message }

module ReadingStyle =

    /// How the programs of a policy read: the original takes what arrives at once for all there is.
    let ofPolicy policy =
        match policy with
        | AsPublished -> Once
        | Recovering -> Whole

    /// What the original reads at once, and all it reads.
    [<Literal>]
    let MaxOnce = 1_024

    /// A direction as far as it was read.
    type private Heard<'message> =
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

    let private hear raw parse bytes pickle agreed =
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

    let private next raw parse bytes heard =
        match heard with
        | Silence -> hear raw parse bytes (Ok PickleReader.start) (ValueSome 0)
        | Partly(pickle, agreed) -> hear raw parse bytes pickle agreed
        | Done _ -> heard

    /// What is wrong if nothing more comes.
    let private ending silence heard =
        match heard with
        | Silence -> silence
        | Partly(Ok _, _) -> ValueSome PickleReader.cutShort
        | Partly(Error e, _) -> ValueSome e
        | Done _ -> ValueNone

    /// The first bytes are all there is.
    let private cut silence heard =
        match ending silence heard with
        | ValueSome e -> Done(Error e)
        | ValueNone -> heard

    /// What Python 2 does not unpickle.
    let isTooNew (bytes: ReadOnlyMemory<byte>) =
        bytes.Length >= 2 && bytes.Span[0] = PickleOpcode.Proto && bytes.Span[1] > 2uy

    /// Reads one message; what follows it is ignored, as the original does: one message a direction of a connection.
    /// `silence` is what is wrong with a direction that ends without a byte, if anything is.
    let decoder style raw (parse: Pickled -> 'message) silence : StreamDecoder<'message> =
        let rec after heard =
            { Take = take heard
              AtEnd = ending silence heard }

        and take heard (bytes: ReadOnlyMemory<byte>) =
            match heard, style with
            | _ when bytes.IsEmpty -> struct ([], after heard)
            | Done _, _ -> struct ([], after heard)
            | _, Whole -> answer (next raw parse bytes heard)
            | _, Once when isTooNew bytes ->
                answer (Done(Malformation.error "pickle-protocol" $"unsupported pickle protocol: {bytes.Span[1]}"))
            | _, (Once | OnceInPython3) ->
                let bytes = bytes.Slice(0, min MaxOnce bytes.Length)
                // The original compares all it has read with the text.
                let raw = raw |> ValueOption.filter (fun raw -> raw.Raw.Length = bytes.Length)
                answer (next raw parse bytes heard |> cut silence)

        and answer heard =
            match heard with
            | Done result -> struct ([ result ], after heard)
            | Silence
            | Partly _ -> struct ([], after heard)

        after Silence

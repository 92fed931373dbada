namespace PeerFunctional.Link

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// What the programs at the ends of a captured connection can have read.
module LinkReading =

    let private at place message : StreamMessage<CapturedSpeech> =
        { Place = place
          Pieces = []
          Bytes = ReadOnlyMemory.Empty
          Message = message }

    /// The end of a direction, if its sender had no more to say.
    let private orderlyEnd (ending: ConnectionEnd voption) =
        ending |> ValueOption.filter (_.IsReset >> not) |> ValueOption.map _.Place |> ValueOption.toList

    /// A peer of ours reads whole messages in any pieces, and hears of one that is cut short.
    let ofOurs isStream (ending: ConnectionEnd voption) (stream: CapturedStream<CapturedSpeech>) =
        let decoder = LinkDecoder.create Limits.DefaultMaxSize isStream

        let messages, decoder =
            (decoder, stream.Messages)
            ||> List.mapFold (fun decoder (segment: StreamMessage<CapturedSpeech>) ->
                let struct (messages, decoder) = decoder.Take segment.Bytes

                messages
                |> List.map (fun message ->
                    { segment with
                        Message = Result.map Said message }),
                decoder)

        [ yield! List.concat messages
          // What the capture lacks may end a message.
          for place in orderlyEnd ending |> List.filter (fun _ -> ValueOption.isNone stream.Gap) do
              for result in decoder.AtEnd() do
                  at place (Result.map Said result) ]

    /// How long an original may have waited for the payload behind a header: it gives up after its timeout.
    let private patience = TimeSpan.FromSeconds 1.0

    /// Whether an original goes on after an item: its thread ends with one that it cannot read.
    let private isReadable dataType content =
        match dataType with
        | Bytes -> true
        | Json
        | Raw -> Result.isOk (ItemValue.read dataType content)

    /// Whether a message is an item of a json link that no program can read.
    let private isBadItem (framed: FramedSpeech) =
        match framed.Speech with
        | Error problem -> PythonJson.isUnreadable problem
        | Ok _ -> false

    [<NoEquality; NoComparison>]
    type private Original =
        {
            Terms: Terms voption
            /// The data type and the place of a header whose payload is next.
            Announced: (struct (DataType * CapturePoint)) voption
            /// Whether the size of a stream's items is known.
            IsSized: bool
        }

    /// What an original makes of a message, and how it goes on; none where no capture tells.
    let private heard (place: CapturePoint) framed (reader: Original) =
        let isStream = reader.Terms |> ValueOption.exists _.IsStream
        let go speech reader = ValueSome(struct (speech, reader))

        match framed.Speech with
        | Error _ -> ValueNone
        | Ok(Said Ping) when isStream && reader.IsSized -> ValueNone
        | Ok(Said _ as speech) -> go speech reader
        | Ok(Announced _) when isStream && reader.IsSized -> ValueNone
        // A listener takes `strict=False` for strict.
        | Ok(Announced(dataType, _)) when reader.Terms |> ValueOption.exists (fun terms -> terms.DataType <> dataType) ->
            ValueNone
        | Ok(Announced(dataType, 0)) when isReadable dataType { Bytes = ReadOnlyMemory.Empty } -> go Part reader
        | Ok(Announced(_, 0)) -> ValueNone
        | Ok(Announced(dataType, _)) ->
            go
                Part
                { reader with
                    Announced = ValueSome(struct (dataType, place))
                    IsSized = true }
        | Ok(Payload(_, pings)) when pings > 0 -> ValueNone
        | Ok(Payload(content, _)) ->
            let struct (dataType, since) =
                match reader.Announced, reader.Terms with
                | ValueSome announced, _ -> announced
                | ValueNone, ValueSome terms -> struct (terms.DataType, place)
                | ValueNone, ValueNone -> struct (Bytes, place)

            if isReadable dataType content && place.At - since.At <= patience && (reader.IsSized || not isStream) then
                go Part { reader with Announced = ValueNone }
            else
                ValueNone
        | Ok(Part | Unclear | NoMore) -> ValueNone

    /// An original takes every read for a full one, so only what came in one segment was surely read as it was meant. `terms` are
    /// the link's as the reader has them.
    let ofOriginal terms isSized (ending: ConnectionEnd voption) (direction: CapturedDirection) =
        let rec read reader (messages: FramedSpeech list) found =
            match messages with
            | [] ->
                match List.tryLast direction.Messages, Array.tryLast direction.Segments with
                | Some last, Some(struct (``end``, _)) when last.End < ``end`` ->
                    at (CapturedLink.placeOf last.End direction) (Ok Unclear) :: found
                | None, Some(struct (_, place)) -> at place (Ok Unclear) :: found
                | _ -> found
            | framed :: rest ->
                let place = CapturedLink.placeOf (framed.End - 1) direction
                let first = CapturedLink.placeOf framed.Start direction

                match heard place framed reader with
                // Its thread ends at an item that is no JSON, if it read that as it was written.
                | ValueNone when first.Frame = place.Frame && isBadItem framed ->
                    at place (Result.map (fun _ -> Unclear) framed.Speech) :: found
                | ValueSome struct (speech, reader) when first.Frame = place.Frame ->
                    read reader rest (at place (Ok speech) :: found)
                // Its caller goes on as if it had read the answer, or ends.
                | ValueSome struct (Said(Accept _) as speech, _) ->
                    at place (Ok Unclear) :: at place (Ok speech) :: found
                | ValueSome _
                | ValueNone -> at first (Ok Unclear) :: found

        let reader =
            { Terms = terms
              Announced = ValueNone
              IsSized = isSized }

        [ yield! read reader direction.Messages [] |> List.rev
          for place in orderlyEnd ending do
              at place (Ok NoMore) ]

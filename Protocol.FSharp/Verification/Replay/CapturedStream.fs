namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

[<Struct>]
type CapturePoint = { Frame: int64; At: TimeSpan }

[<Struct>]
type StreamGap =
    { Bytes: int64 voption
      Since: CapturePoint }

[<NoEquality; NoComparison>]
type StreamMessage<'message> =
    { Place: CapturePoint
      Pieces: ReadOnlyMemory<byte> list
      Bytes: ReadOnlyMemory<byte>
      Message: Result<'message, Malformation> }

[<NoEquality; NoComparison>]
type CapturedStream<'message> =
    { Messages: StreamMessage<'message> list
      Pieces: ReadOnlyMemory<byte> list
      Gap: StreamGap voption }

module CapturedStream =

    [<Literal>]
    let Behind = "behind-message"

    let joined (pieces: ReadOnlyMemory<byte> list) =
        match pieces with
        | [ piece ] -> piece
        | pieces -> ReadOnlyMemory(pieces |> List.map _.ToArray() |> Array.concat)

/// A direction that is being read.
[<NoEquality; NoComparison>]
type internal StreamReading<'message> =
    {
        Decoder: StreamDecoder<'message>
        /// Last first.
        Messages: StreamMessage<'message> list
        /// Pieces since the last message, last first.
        Unread: ReadOnlyMemory<byte> list
        /// Last first.
        Pieces: ReadOnlyMemory<byte> list
        /// Bytes that the capture lacks so far; none where nothing tells how many.
        Lacking: int64 voption
        /// Where its last byte came, or the connection began.
        Last: CapturePoint
    }

module internal StreamReading =

    let start place decoder =
        { Decoder = decoder
          Messages = []
          Unread = []
          Pieces = []
          Lacking = ValueSome 0L
          Last = place }

    let private message place pieces message : StreamMessage<'message> =
        { Place = place
          Pieces = pieces
          Bytes = CapturedStream.joined pieces
          Message = message }

    /// What was read of a stream. Where its beginning is missing, what cannot be read may be the rest of a message.
    let private sure (reading: StreamReading<'message>) (messages: Result<'message, Malformation> list) =
        match reading.Lacking with
        | ValueSome _ -> messages
        | ValueNone -> messages |> List.filter _.IsOk

    let take place bytes (reading: StreamReading<'message>) =
        let struct (messages, decoder) = reading.Decoder.Take bytes
        let messages = sure reading messages
        let unread = bytes :: reading.Unread
        let came = List.rev unread

        { reading with
            Decoder = decoder
            Messages = (reading.Messages, messages) ||> List.fold (fun found read -> message place came read :: found)
            Unread = if messages.IsEmpty then unread else []
            Pieces = bytes :: reading.Pieces
            Last = place }

    let lack bytes (reading: StreamReading<'message>) =
        { reading with
            Lacking = reading.Lacking |> ValueOption.bind (fun _ -> bytes) }

    let stop place (reading: StreamReading<'message>) =
        let came = List.rev reading.Unread

        /// What the capture lacks may end a message that is not whole.
        let atEnd =
            match reading.Lacking with
            | ValueSome 0L -> reading.Decoder.AtEnd()
            | ValueSome _
            | ValueNone -> reading.Decoder.AtEnd() |> List.filter _.IsOk

        { reading with
            Messages = (reading.Messages, atEnd) ||> List.fold (fun found read -> message place came read :: found) }

    let stream (reading: StreamReading<'message>) : CapturedStream<'message> =
        { Messages = List.rev reading.Messages
          Pieces = List.rev reading.Pieces
          Gap =
            match reading.Lacking with
            | ValueSome 0L -> ValueNone
            | lacking ->
                ValueSome
                    { Bytes = lacking
                      Since = reading.Last } }

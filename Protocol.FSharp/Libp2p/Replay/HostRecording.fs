namespace PeerFunctional.Libp2p

open System
open System.Text
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Verification

/// A recording as text: one JSON object with both ends and the events of their streams, each with a number that grows by one. Missing
/// numbers are events that the recording lacks.
module HostRecording =

    /// Letters of a recording; a longer one is none.
    [<Literal>]
    let MaxLength = 67_108_864

    /// Events of a recording that are read.
    [<Literal>]
    let MaxEvents = 200_000

    let private ofJson read value =
        match value with
        | Ok found -> ValueSome found |> ValueOption.bind read
        | Error _ -> ValueNone

    let private hex (text: string) =
        let bytes = Array.zeroCreate<byte>(text.Length / 2)
        let mutable read = 0
        let mutable written = 0

        match Convert.FromHexString(text, Span bytes, &read, &written) with
        | Buffers.OperationStatus.Done when text <> "" -> ValueSome(ReadOnlyMemory bytes)
        | _ -> ValueNone

    let private ok result =
        match result with
        | Ok value -> ValueSome value
        | Error(_: Malformation) -> ValueNone

    let private addressOf name value =
        JsonLine.text name value |> ofJson (Multiaddr.parse >> ok)

    /// An address without the id of who is there.
    let private place (address: Multiaddr) =
        match QuicAddress.ofMultiaddr address with
        | Ok quic -> QuicAddress.multiaddr { quic with Peer = ValueNone }
        | Error _ -> address

    let private endpointOf name (address: Multiaddr voption) =
        match address |> ValueOption.map QuicAddress.ofMultiaddr with
        | ValueSome(Ok { Host = QuicHost.Literal host
                         Port = port })
        | ValueSome(Ok { Host = QuicHost.Named(_, host)
                         Port = port }) -> Endpoint.create host port
        | ValueSome(Error _)
        | ValueNone -> Endpoint.create name 0

    let private identity side value =
        let key =
            JsonLine.text "publicKeyProtobufHex" value |> ofJson hex |> ValueOption.bind (PublicKey.read >> ok)

        let listens = addressOf "listenAddress" value |> ValueOption.map place
        let seen = addressOf "addressSeenByListener" value |> ValueOption.map place
        let at = ValueOption.orElse listens seen

        { Endpoint = endpointOf (HostEnd.name side) at
          Key = key
          ListenAddresses = ValueSome(ValueOption.toList listens)
          SeenAt = at
          MayBeTranslated = false }

    let private from value =
        match JsonLine.text "from" value with
        | Ok "dialer" -> ValueSome Dialer
        | Ok "listener" -> ValueSome Listener
        | Ok _
        | Error _ -> ValueNone

    let private deed value =
        let code name = JsonLine.number name value |> ok

        match JsonLine.text "hex" value |> ofJson hex, code "resetStream", code "stopSending" with
        | ValueSome bytes, _, _ -> ValueSome(StreamDeed.Says bytes)
        | ValueNone, ValueSome code, _ -> ValueSome(StreamDeed.Resets code)
        | ValueNone, ValueNone, ValueSome code -> ValueSome(StreamDeed.Stops code)
        | ValueNone, ValueNone, ValueNone ->
            match JsonLine.flag "opens" value, JsonLine.flag "fin" value with
            | Ok true, _ -> ValueSome StreamDeed.Opens
            | _, Ok true -> ValueSome StreamDeed.Ends
            | _ -> ValueNone

    let private pointOf value =
        match JsonLine.number "n" value, JsonLine.number "us" value with
        | Ok number, Ok microseconds when number >= 0L && microseconds >= 0L && microseconds < Int64.MaxValue / 10L ->
            ValueSome
                { Frame = number
                  At = TimeSpan.FromTicks(microseconds * 10L) }
        | _ -> ValueNone

    let private event place value =
        match from value, JsonLine.number "stream" value, deed value with
        | ValueSome from, Ok stream, ValueSome deed when stream >= 0L ->
            Some
                { Place = place
                  From = from
                  Stream = stream
                  Deed = deed }
        | _ -> None

    let private closing place value =
        match from value, JsonLine.number "connectionClose" value with
        | ValueSome from, Ok code -> Some(struct (place, from, code))
        | _ -> None

    let private lacks (since: int64) =
        { Kind = GapKind.Events
          Since = since
          Stream = ValueNone
          Words = $"the recording lacks event {since}" }

    /// Missing numbers, and events that cannot be read.
    let private gaps places =
        let numbers = places |> List.map (fun (place: CapturePoint) -> place.Frame)

        (-1L :: numbers, numbers)
        ||> Seq.zip
        |> Seq.filter (fun (before, number) -> number <> before + 1L)
        |> Seq.map (fun (before, _) -> lacks (before + 1L))
        |> List.ofSeq

    let private session value (items: Json list) dialer listener =
        let placed =
            items
            |> List.choose (fun item -> pointOf item |> ValueOption.toOption |> Option.map (fun place -> place, item))

        let read (place, item) =
            match event place item, closing place item with
            | None, None -> None
            | event, closing -> Some(place, event, closing)

        let read = placed |> List.choose read

        { Title =
            match JsonLine.text "what" value with
            | Ok what -> $"libp2p, {TerminalText.upTo 120 what}"
            | Error _ -> "libp2p"
          Start = 0L
          Dialer = dialer
          Listener = listener
          Events = read |> List.choose (fun (_, event, _) -> event)
          Closings = read |> List.choose (fun (_, _, closing) -> closing)
          Gaps = read |> List.map (fun (place, _, _) -> place) |> gaps }

    let private ofValue value =
        match JsonLine.items "events" value, JsonLine.tryField "dialer" value, JsonLine.tryField "listener" value with
        | Ok items, Some dialer, Some listener when items.Length <= MaxEvents ->
            let session =
                session value items (identity Dialer dialer) (identity Listener listener)

            if session.Events.IsEmpty then
                ValueNone
            else
                ValueSome session
        | _ -> ValueNone

    /// The text of a recording, unless its first line shows that it is none.
    let private text (lines: string seq) =
        let builder = StringBuilder()

        let isWhole =
            lines
            |> Seq.forall (fun line ->
                let isForeign =
                    builder.Length = 0
                    && line.StartsWith("{\"", StringComparison.Ordinal)
                    && not (line.Contains "\"events\"")

                builder.Append(line).Append('\n') |> ignore
                not isForeign && builder.Length <= MaxLength)

        if isWhole then ValueSome(string builder) else ValueNone

    /// The session of a recording; none where the text is another one.
    let read lines =
        text lines |> ValueOption.bind (JsonLine.parse >> ok) |> ValueOption.bind ofValue

    /// The session in the lines of a recording, judged.
    let reports lines =
        seq {
            match read lines with
            | ValueSome session -> HostReplay.report session
            | ValueNone -> ()
        }

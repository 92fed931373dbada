namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture

[<NoEquality; NoComparison>]
type DecodedConversation<'about, 'message> =
    { About: 'about
      Start: int64
      Datagrams: CapturedDatagram<'message> list
      Connections: CapturedConnection<'message> list
      Horizon: TimeSpan
      Limits: StreamLimits voption
      Reread: (Connection -> StreamDecoder<'message>) voption
      Lacks: CaptureGap list
      IsTimeless: bool
      MayBeCopies: Set<int64>
      Judging: Judging }

module DecodedConversation =

    let private since start (time: int64) =
        TimeSpan.FromTicks((time - start) / 100L)

    let decode (wires: Wires<'message>) channel (conversation: Conversation<'about>) =
        // What waited for other frames in vain came behind them.
        let events = conversation.Events |> List.rev |> List.sortBy _.Frame

        let start =
            events |> List.fold (fun first (captured: CapturedEvent) -> min first captured.Time) Int64.MaxValue

        let said (captured: CapturedEvent) =
            match captured.Event with
            | WireEvent.Datagram datagram -> Some(struct (captured, datagram))
            | WireEvent.Connection _ -> None

        let datagram (codec: Codec<'message>) (struct (captured: CapturedEvent, datagram: Datagram)) =
            { CapturedDatagram.Frame = captured.Frame
              At = since start captured.Time
              Source = datagram.Source
              Destination = datagram.Destination
              Bytes = datagram.Payload
              Message = codec.Decode (channel datagram) datagram.Payload
              Reread = codec.Decode(channel datagram) }

        let news (captured: CapturedEvent) =
            match captured.Event with
            | WireEvent.Connection news ->
                let place =
                    { Frame = captured.Frame
                      At = since start captured.Time }

                Some struct (place, news)
            | WireEvent.Datagram _ -> None

        let connections (wire: StreamWire<'message>) =
            events
            |> List.choose news
            |> List.groupBy (fun (struct (_, news)) -> news.Connection)
            |> Array.ofList
            |> (fun connections ->
                conversation.Judging.SideBySide.Map(snd >> CapturedConnection.ofEvents wire.Codec, connections))
            |> List.ofArray

        { About = conversation.About
          Start = start
          Datagrams =
            match wires.Datagrams with
            | ValueSome codec ->
                conversation.Judging.SideBySide.Map(datagram codec, events |> List.choose said |> Array.ofList)
                |> List.ofArray
            | ValueNone -> []
          Connections =
            match wires.Streams with
            | ValueSome wire -> connections wire
            | ValueNone -> []
          Horizon = since start conversation.Until
          Limits = wires.Streams |> ValueOption.map _.Limits
          Reread = wires.Streams |> ValueOption.map _.Codec.Decoder
          Lacks = ValueOption.toList (CaptureHole.find events) @ conversation.Facts.Gaps
          IsTimeless = conversation.Facts.Timeless > 0L
          MayBeCopies = conversation.Facts.MayBeCopies
          Judging = conversation.Judging }

    let ofWires wires conversation =
        decode wires (fun _ -> PortRole "datagrams") conversation

    let tryPick owns choose (decoded: DecodedConversation<'about, 'message>) =
        let pick message =
            match message with
            | Ok message -> choose message
            | Error _ -> None

        let ofStream from (stream: CapturedStream<'message>) =
            if owns from then
                stream.Messages |> List.tryPick (fun said -> pick said.Message)
            else
                None

        decoded.Datagrams
        |> List.tryPick (fun said -> if owns said.Source then pick said.Message else None)
        |> Option.orElseWith (fun () ->
            decoded.Connections
            |> List.tryPick (fun connection ->
                ofStream connection.Caller connection.OfCaller
                |> Option.orElseWith (fun () -> ofStream connection.Callee connection.OfCallee)))

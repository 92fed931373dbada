namespace PeerFunctional.Verification

open PeerFunctional.Capture

[<NoEquality; NoComparison>]
type CaptureReader =
    private
        {
            Frames: int64
            /// The time of the last frame that has one, in nanoseconds since 1970.
            Until: int64
            IpReassembly: IpReassembly
            Order: TcpOrder
            Recent: RecentPackets
            /// The ends between which datagrams without a number are there twice.
            Doubled: Set<GapPlace>
        }

module CaptureReader =

    let start (facts: CaptureFacts) =
        { Frames = 0L
          Until = 0L
          IpReassembly = IpReassembly.empty
          Order = TcpOrder.amid facts.Listeners
          Recent = RecentPackets.empty
          Doubled = facts.Doubled }

    let until reader = reader.Until

    /// Whether a packet was there a moment ago.
    let private repetition time packet reader =
        match packet with
        | Ok struct (packet, 0) ->
            match RecentPackets.add time packet reader.Recent with
            | struct (recent, Repetition.Copy) -> struct (recent, true)
            | struct (recent, Repetition.MayBeCopy) ->
                struct (recent, Set.contains (DoubledFlows.flow packet) reader.Doubled)
            | struct (recent, Repetition.First) -> struct (recent, false)
        | Ok _
        | Error _ -> struct (reader.Recent, false)

    let private captured (placed: TcpEventPlaced) =
        { CapturedEvent.Frame = placed.Place.Frame
          Time = placed.Place.Time
          Event = WireEvent.Connection placed.News }

    let read (frame: Frame) reader : struct (CaptureReader * CapturedEvent list) =
        let time = frame.Time |> ValueOption.defaultValue reader.Until

        let packet = Capture.packet frame
        let struct (recent, isCopy) = repetition time packet reader

        let struct (fragments, transport) =
            if isCopy then
                struct (reader.IpReassembly, Ok ValueNone)
            else
                Capture.transportOf frame packet reader.IpReassembly

        let reader =
            { reader with
                Frames = reader.Frames + 1L
                IpReassembly = fragments
                Recent = recent
                Until = time }

        let place: FramePlace =
            { Frame = reader.Frames
              Time = reader.Until }

        let struct (order, waited) = TcpOrder.reach place reader.Order
        let reader = { reader with Order = order }
        let earlier = List.map captured waited

        match transport with
        | Ok(ValueSome(Udp datagram)) ->
            let event =
                { CapturedEvent.Frame = place.Frame
                  Time = place.Time
                  Event = WireEvent.Datagram datagram }

            struct (reader, earlier @ [ event ])
        | Ok(ValueSome(Tcp segment)) ->
            let struct (order, news) = TcpOrder.add place segment reader.Order
            struct ({ reader with Order = order }, earlier @ List.map captured news)
        | Ok ValueNone
        | Error _ -> struct (reader, earlier)

    let finish reader =
        let struct (order, waited) = TcpOrder.finish reader.Order
        struct ({ reader with Order = order }, List.map captured waited)

    let forget connection (reader: CaptureReader) =
        { reader with
            Order = TcpOrder.forget connection reader.Order }

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
            Calls: TcpConnections
            Recent: RecentPackets
            /// The ends between which datagrams without a number are there twice.
            Doubled: Set<GapPlace>
        }

module CaptureReader =

    let start (facts: CaptureFacts) =
        { Frames = 0L
          Until = 0L
          IpReassembly = IpReassembly.empty
          Calls = TcpConnections.amid facts.Listeners
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

        let captured event =
            { CapturedEvent.Frame = reader.Frames
              Time = reader.Until
              Event = event }

        match transport with
        | Ok(ValueSome(Udp datagram)) -> struct (reader, [ captured (WireEvent.Datagram datagram) ])
        | Ok(ValueSome(Tcp segment)) ->
            let struct (calls, news) = TcpConnections.add segment reader.Calls
            struct ({ reader with Calls = calls }, news |> List.map (WireEvent.Connection >> captured))
        | Ok ValueNone
        | Error _ -> struct (reader, [])

    let forget connection (reader: CaptureReader) =
        { reader with
            Calls = TcpConnections.forget connection reader.Calls }

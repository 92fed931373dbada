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
            /// None where the capture shows each packet once.
            Recent: RecentPackets voption
        }

module CaptureReader =

    let start (facts: CaptureFacts) =
        { Frames = 0L
          Until = 0L
          IpReassembly = IpReassembly.empty
          Calls = TcpConnections.empty
          Recent =
            if facts.IsDoubled then
                ValueSome RecentPackets.empty
            else
                ValueNone }

    let until reader = reader.Until

    let read (frame: Frame) reader : struct (CaptureReader * CapturedEvent list) =
        let time = frame.Time |> ValueOption.defaultValue reader.Until

        let struct (recent, isRepeat) =
            match reader.Recent, Link.ipPacket frame.LinkType frame.Bytes with
            | ValueSome recent, Ok packet ->
                let struct (recent, isRepeat) = RecentPackets.add time packet recent
                struct (ValueSome recent, isRepeat)
            | recent, _ -> struct (recent, false)

        let struct (fragments, transport) =
            if isRepeat then
                struct (reader.IpReassembly, Ok ValueNone)
            else
                Capture.transport frame reader.IpReassembly

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

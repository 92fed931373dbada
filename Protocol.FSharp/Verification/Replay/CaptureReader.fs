namespace PeerFunctional.Verification

open PeerFunctional.Capture

[<NoEquality; NoComparison>]
type CaptureReader =
    private
        {
            Frames: int64
            /// The time of the last frame that has one, in nanoseconds since 1970.
            Until: int64
            Fragments: Fragments
            Calls: TcpConnections
        }

module CaptureReader =

    let start =
        { Frames = 0L
          Until = 0L
          Fragments = Fragments.empty
          Calls = TcpConnections.empty }

    let until reader = reader.Until

    let read (frame: Frame) reader : struct (CaptureReader * CapturedEvent list) =
        let struct (fragments, transport) = Capture.transport frame reader.Fragments

        let reader =
            { reader with
                Frames = reader.Frames + 1L
                Fragments = fragments
                Until = frame.Time |> ValueOption.defaultValue reader.Until }

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

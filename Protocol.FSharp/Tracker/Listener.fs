namespace PeerFunctional.Tracker

open PeerFunctional.Kernel
open PeerFunctional.Capture

/// A capture being read for trackers and their peers, a frame at a time.
[<NoEquality; NoComparison>]
type Listener =
    {
        /// Frames read so far.
        Frames: int64
        /// TCP segments among them.
        Segments: int64
        Fragments: Fragments
        Calls: TcpCalls
        Gatherings: Gatherings
        /// The time of the last frame, in nanoseconds since 1970.
        Until: int64
    }

module Listener =

    let start =
        { Frames = 0L
          Segments = 0L
          Fragments = Fragments.empty
          Calls = TcpCalls.empty
          Gatherings = Gatherings.empty
          Until = 0L }

    let private tell (struct (listener, over)) news =
        let overheard =
            { Frame = listener.Frames
              Time = listener.Until
              News = news }

        let struct (gatherings, closed, isOfInterest) =
            Gatherings.add overheard listener.Gatherings

        struct ({ listener with
                    Gatherings = gatherings
                    Calls =
                        if isOfInterest then
                            listener.Calls
                        else
                            TcpCalls.forget news.Call listener.Calls },
                over @ closed)

    /// Takes the next frame, whose bytes must not change from then on; answers the gatherings that are over by it.
    let hear (frame: Frame) listener =
        let struct (fragments, transport) = Capture.transport frame listener.Fragments

        let listener =
            { listener with
                Frames = listener.Frames + 1L
                Fragments = fragments
                Until = frame.Time |> ValueOption.defaultValue listener.Until }

        match transport with
        | Ok(ValueSome(Tcp segment)) ->
            let struct (calls, news) = TcpCalls.add segment listener.Calls

            let listener =
                { listener with
                    Segments = listener.Segments + 1L
                    Calls = calls }

            news |> List.fold tell (struct (listener, []))
        | Ok(ValueSome(Udp _))
        | Ok ValueNone
        | Error _ -> struct (listener, [])

    /// The capture is over: answers the gatherings that were still under way.
    let finish listener =
        Gatherings.finish listener.Until listener.Gatherings

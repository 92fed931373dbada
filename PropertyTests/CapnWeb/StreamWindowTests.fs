namespace PeerFunctional.Tests.CapnWeb

open System
open Xunit
open FsCheck.Xunit
open PeerFunctional.CapnWeb
open PeerFunctional.Tests

/// How far a stream's writer goes ahead.
module StreamWindowTests =

    /// A writer that always has chunks, over a path of a rate and a delay; the window after so many of them.
    let private after count (size: int64) (rate: float) (delay: TimeSpan) =
        let rec run left now (free: TimeSpan) (flying: (TimeSpan * SentChunk) list) window =
            if left = 0 then
                window
            elif StreamWindow.hasRoom size window then
                let struct (chunk, window) = StreamWindow.sent now size window
                // The path takes one chunk after the other; each is answered a delay later.
                let taken = max now free + TimeSpan.FromSeconds(float size / rate)
                run (left - 1) now taken (flying @ [ taken + delay, chunk ]) window
            else
                match flying with
                | (answered, chunk) :: flying ->
                    run left answered free flying (StreamWindow.answered answered chunk window)
                | [] -> window

        run count TimeSpan.Zero TimeSpan.Zero [] StreamWindow.initial

    [<Fact>]
    let ``A chunk that is larger than the window goes out alone`` () : unit =
        let large = 2L * StreamWindow.Start
        StreamWindow.hasRoom large StreamWindow.initial |> Expect.isTrue

        let struct (_, window) = StreamWindow.sent TimeSpan.Zero large StreamWindow.initial

        StreamWindow.hasRoom 1L window |> Expect.isFalse

    [<Fact>]
    let ``The window grows to what a long fast path carries, and a short slow one keeps the least`` () : unit =
        let long = after 4_000 16_384L 50e6 (TimeSpan.FromMilliseconds 100.0)
        long.Size |> Expect.isGreaterThan 4_000_000L
        let short = after 4_000 16_384L 1e6 (TimeSpan.FromMilliseconds 1.0)
        short.Size |> Expect.isLessThan StreamWindow.Start

    [<Property(MaxTest = 100)>]
    let ``The window stays between the least and the most, and counts what is unanswered``
        (delay: byte)
        (rate: byte)
        (chunk: byte)
        =
        let window =
            after
                500
                (1L + int64 chunk * 1_000L)
                (1e4 + float rate * 1e6)
                (TimeSpan.FromMilliseconds(float delay + 0.1))

        window.Size >= StreamWindow.Least
        && window.Size <= StreamWindow.Most
        && window.InFlight >= 0L
        && window.InFlight <= StreamWindow.Most

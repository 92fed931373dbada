namespace PeerFunctional.Tests.Capture

open System
open Xunit
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Tests
open PeerFunctional.Verification

/// Captures of very many connections and packets that never become whole, as scans and floods leave them.
[<Collection "alone">]
module ManyUnfinishedTests =

    /// Samples of a reading: the bytes allocated and the bytes kept before each tenth of the frames, and after the last. Allocations
    /// count the work of this reading alone, where a clock counts other programs too.
    let private sample count (frame: int -> Frame) (read: Frame seq -> 'result) =
        let allocated = Array.zeroCreate<int64> 11
        let kept = Array.zeroCreate<int64> 11

        let take index =
            kept[index] <- GC.GetTotalMemory true
            allocated[index] <- GC.GetAllocatedBytesForCurrentThread()

        let frames =
            Seq.init count (fun number ->
                if number % (count / 10) = 0 then
                    take (number * 10 / count)

                frame number)

        let result = read frames
        take 10
        GC.KeepAlive result
        struct (allocated, kept)

    /// The last tenth costs no more than the second one, and nothing is kept of what is in between.
    let private isFlat (struct (allocated: int64[], kept: int64[])) =
        (allocated[10] - allocated[9]) * 4L |> Expect.isLessThan ((allocated[2] - allocated[1]) * 5L)

        kept[10] - kept[2] |> Expect.isLessThan 8_000_000L

    let private analyze frames =
        (CaptureAnalysis.start CaptureFacts.none Analyzers.ofEverySystem.Value, frames)
        ||> Seq.fold (fun analysis frame ->
            let struct (analysis, _) = CaptureAnalysis.read frame analysis
            analysis)

    let private survey frames =
        frames |> Seq.map Captured |> CaptureFacts.ofBlocks

    let private at number =
        1_700_000_000_000_000_000L + int64 number * 1_000_000L

    /// The first segment of a connection that stays unanswered, each from an endpoint of its own.
    let private call number =
        let caller = Endpoint.create $"10.{number / 60_000}.0.1" (1_024 + number % 60_000)

        let struct (segments, _) =
            TcpSynthesizer.between number caller (Endpoint.create "10.250.0.2" 7_777) |> TcpSynthesizer.call

        segments.Head |> Packet.ofSegment |> CapturedFrames.ofPacket (at number)

    /// The first fragment of a datagram whose others never come, each with a source of its own.
    let private fragment number =
        let packet =
            Packet.build
                { Source = Endpoint.create $"10.{number / 65_536}.{number / 256 % 256}.{number % 256}" 4_097
                  Destination = Endpoint.create "10.250.0.2" 4_097
                  Payload = ReadOnlyMemory(Array.zeroCreate<byte> 800) }

        match packet with
        | Ok packet -> Ok(Cut.part packet 0 400) |> CapturedFrames.ofPacket (at number)
        | Error problem -> failwith problem.Detail

    [<Fact>]
    let ``Each of 300,000 half-open connections costs as much as the first ones, in flat memory`` () : unit =
        sample 300_000 call analyze |> isFlat
        sample 300_000 call survey |> isFlat

    [<Fact>]
    let ``Each of 200,000 unfinished fragments costs as much as the first ones, in flat memory`` () : unit =
        sample 200_000 fragment analyze |> isFlat
        sample 200_000 fragment survey |> isFlat

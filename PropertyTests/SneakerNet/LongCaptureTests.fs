namespace PeerFunctional.Tests.SneakerNet

open System
open System.IO
open Xunit
open PeerFunctional.Capture
open PeerFunctional.Runtime.Capture
open PeerFunctional.Runtime.Crypto
open PeerFunctional.SneakerNet
open PeerFunctional.Verification
open PeerFunctional.Tests

[<Collection "alone">]
module LongCaptureTests =

    /// Copies of a recording one after another, a minute apart, as a capture in the temporary folder.
    let private repeated recording copies =
        let path = Path.GetTempFileName()
        let frames = Fixtures.frames recording
        use file = File.OpenWrite path
        file.Write(ReadOnlySpan Pcapng.header)
        file.Write(ReadOnlySpan(Pcapng.interfaceDescription frames.Head.LinkType))

        for copy in 0 .. copies - 1 do
            for frame in frames do
                let time = ValueOption.defaultValue 0L frame.Time + int64 copy * 60_000_000_000L
                file.Write(ReadOnlySpan(Pcapng.enhancedPacket 0 time frame.Bytes.Span))

        path

    [<Fact>]
    let ``A capture of any length needs the memory of its longest conversation`` () : unit =
        let copies = 200
        let path = repeated "both-200" copies

        try
            let before = GC.GetTotalMemory true

            let mutable listener =
                CaptureAnalysis.start
                    CaptureFacts.none
                    [ ReplicaAnalysis.analyzer (Ed25519()) (TimeSpan.FromSeconds 5.0) ]

            let mutable conversations = 0
            let mutable most = 0L

            for block in CaptureFile(path).Blocks() do
                match block with
                | Captured frame ->
                    let struct (next, over) = CaptureAnalysis.read frame listener
                    listener <- next

                    if not over.IsEmpty then
                        conversations <- conversations + over.Length

                        if conversations % 50 = 0 then
                            most <- max most (GC.GetTotalMemory true - before)
                | SectionHeader
                | InterfaceDescription _
                | InterfaceStatistics _
                | Secrets _
                | Skipped _
                | Damaged _ -> ()

            (conversations + (CaptureAnalysis.finish listener).Length) |> Expect.equal copies
            FileInfo(path).Length |> Expect.isGreaterThan 25_000_000L
            most |> Expect.isLessThan 4_000_000L
        finally
            File.Delete path

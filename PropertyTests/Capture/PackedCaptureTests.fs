namespace PeerFunctional.Tests.Capture

open System.IO
open System.IO.Compression
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Capture
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage
open Xunit

/// Captures that are packed by gzip.
module PackedCaptureTests =

    let private pack (path: string) (packed: string) =
        use file = File.Create packed
        use gzip = new GZipStream(file, CompressionLevel.Fastest)
        gzip.Write(File.ReadAllBytes path)

    let private words (block: Block) =
        match block with
        | Captured frame -> $"{frame.Time} {System.Convert.ToHexString frame.Bytes.Span}"
        | SectionHeader
        | InterfaceDescription _
        | InterfaceStatistics _
        | Secrets _
        | Skipped _
        | Damaged _ -> $"%A{block}"

    let private blocks (path: string) =
        CaptureFile(path).Blocks() |> Seq.map words |> List.ofSeq

    [<Property(MaxTest = 10)>]
    let ``A packed capture has the blocks of the capture`` () =
        Prop.forAll (Arb.fromGen (Gen.elements PrefixTests.recordings)) (fun recording ->
            use scratch = new Scratch()
            let packed = Path.Combine(scratch.Path, "packed.gz")
            pack recording packed
            blocks packed |> Expect.equal (blocks recording))

    [<Fact>]
    let ``A packed capture that is cut gives what stands before the cut, and its damage`` () : unit =
        use scratch = new Scratch()
        let packed = Path.Combine(scratch.Path, "packed.gz")
        let recording = Repository.trackerFixture "register-5-peers.pcapng"
        pack recording packed
        let whole = File.ReadAllBytes packed
        File.WriteAllBytes(packed, whole[.. whole.Length / 2])
        let blocks = blocks packed
        blocks.Length |> Expect.isGreaterThan 10
        List.last blocks |> Expect.stringContains "Damaged"

    [<Fact>]
    let ``Bytes beyond the bound are not unpacked`` () : unit =
        use scratch = new Scratch()
        let packed = Path.Combine(scratch.Path, "packed.gz")
        pack (Repository.trackerFixture "register-5-peers.pcapng") packed

        let blocks = CaptureFile(packed, most = 10_000L).Blocks() |> List.ofSeq

        List.last blocks
        |> words
        |> Expect.equal (
            words (Damaged(Malformation.create "too-long" "only the first 10000 bytes of the file are read"))
        )

namespace PeerFunctional.Tests.SneakerNet

open System
open System.IO
open NUnit.Framework
open PeerFunctional.SneakerNet
open PeerFunctional.Tests.Storage
open PeerFunctional.Tests

[<TestFixture>]
module DumpTests =

    let private events path =
        Log.pieces (ReadOnlyMemory(File.ReadAllBytes(Repository.fixture path)))
        |> Seq.choose (fun struct (_, piece) ->
            match piece with
            | Packet(payload, _) -> Some(Event.decode payload |> Writer.get)
            | Section
            | Foreign
            | Torn
            | BadLength -> None)

    [<TestCase("export.pcap", "export.txt")>]
    [<TestCase("bad/content-withheld.pcap", "content-withheld.txt")>]
    [<TestCase("bad/prev-chained-good.pcap", "prev-chained-good.txt")>]
    [<TestCase("dump/odd.pcap", "odd.txt")>]
    let ``Events are shown as the original shows them, byte for byte`` (log: string, expected: string) =
        let expected = File.ReadAllText(Repository.fixture $"dump/{expected}")

        let ours =
            events log
            |> Seq.mapi (fun index event -> Dump.lines (int64 index) event)
            |> Seq.concat
            |> Seq.map (fun line -> line + "\n")
            |> String.concat ""

        // The original's first and last lines name the file and the count.
        let from = expected.IndexOf("body of events\n\n", StringComparison.Ordinal) + 16
        let until = expected.LastIndexOf("** dumped", StringComparison.Ordinal)
        Assert.That(ours, Is.EqualTo(expected.Substring(from, until - from)))

    [<Test>]
    let ``A content that is no JSON is said to be none`` () =
        let keys = Given.keys 1
        let event = Writer.event keys ValueNone 1L (ReadOnlyMemory [| 0xFFuy; 0x00uy |])
        Assert.That(Dump.lines 0L event, Has.Some.Contains "2 bytes that is no JSON")

namespace PeerFunctional.Tests.SneakerNet

open System
open System.IO
open Xunit
open PeerFunctional.SneakerNet
open PeerFunctional.Tests.Storage
open PeerFunctional.Tests

module DumpTests =

    let private events path =
        Log.records (ReadOnlyMemory(File.ReadAllBytes(Repository.fixture path)))
        |> Seq.choose (fun struct (_, piece) ->
            match piece with
            | Packet(payload, _) -> Some(Event.decode payload |> Writer.get)
            | Section
            | Foreign
            | Torn
            | BadLength -> None)

    [<Theory>]
    [<InlineData("export.pcap", "export.txt")>]
    [<InlineData("bad/content-withheld.pcap", "content-withheld.txt")>]
    [<InlineData("bad/prev-chained-good.pcap", "prev-chained-good.txt")>]
    [<InlineData("dump/odd.pcap", "odd.txt")>]
    let ``Events are shown as the original shows them, byte for byte`` (log: string, expected: string) : unit =
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
        ours |> Expect.equal (expected.Substring(from, until - from))

    [<Fact>]
    let ``A content that is not JSON is dumped as such`` () : unit =
        let keys = Given.keys 1
        let event = Writer.event keys ValueNone 1L (ReadOnlyMemory [| 0xFFuy; 0x00uy |])
        Dump.lines 0L event |> Expect.exists _.Contains("2 bytes that is not JSON")

namespace PeerFunctional.Tests.Capture

open System
open System.IO
open PeerFunctional
open PeerFunctional.Capture
open PeerFunctional.Runtime.Capture
open PeerFunctional.Runtime.Crypto
open PeerFunctional.Verification
open PeerFunctional.Tests
open Xunit

/// Captures that lack something, or have it twice, or in a rare form (`interop-fixtures/incomplete`).
module IncompleteCaptureTests =

    let private verdicts (name: string) =
        let path = Path.Combine(Repository.root, "interop-fixtures", "incomplete", name)
        let facts = CaptureFacts.ofBlocks (CaptureFile(path).Blocks())

        let analyzers =
            Systems.analyzers
                { Signatures = Ed25519()
                  Silence = TimeSpan.FromSeconds 5.0 }
                None
            |> List.map _.Within(facts)

        facts,
        [ for report in Explanation.reports analyzers (CaptureFile(path).Blocks()) do
              for side in report.Verdicts -> $"{side.Role} {Conformance.words side.Conformance}" ]

    [<Theory>]
    [<InlineData("tcp-one-answer-not-captured.pcapng",
                 "tracker cannot be judged: the capture lacks 40 bytes of 127.0.0.1:7777")>]
    [<InlineData("udp-snaplen-96-sync.pcapng",
                 "initiator cannot be judged: 10 frames were cut by the capture (96 bytes)")>]
    [<InlineData("udp-one-fragment-not-captured.pcapng",
                 "responder cannot be judged: the capture lacks fragments of 1 datagram")>]
    [<InlineData("udp-drops-reported-by-isb.pcapng",
                 "responder cannot be judged: the capturing machine dropped 17 frames")>]
    let ``A side is not judged where what the capture lacks may explain it`` (name: string) (verdict: string) : unit =
        let _, verdicts = verdicts name
        verdicts |> Expect.contains verdict
        verdicts |> List.filter _.Contains("diverges") |> Expect.isEmpty

    [<Fact>]
    let ``Acknowledgements of a side that was not captured prove that it spoke`` () : unit =
        let _, verdicts = verdicts "one-sided-callers-only-echo.pcapng"

        verdicts
        |> List.filter _.StartsWith("tracker cannot be judged: the capture lacks")
        |> Expect.hasLength 1

        verdicts |> List.filter _.Contains("diverges") |> Expect.isEmpty

    [<Theory>]
    [<InlineData("tcp-syn-not-captured.pcapng")>]
    [<InlineData("linktype-228.pcap")>]
    [<InlineData("udp-obsolete-packet-blocks.pcapng")>]
    [<InlineData("udp-each-frame-twice-any.pcap")>]
    let ``A capture in which nothing of a peer is missing is judged`` (name: string) : unit =
        let _, verdicts = verdicts name
        verdicts |> Expect.isNonEmpty

        verdicts
        |> List.filter (fun verdict -> not (verdict.Contains "conforms" || verdict.Contains "takes no part"))
        |> Expect.isEmpty

    [<Fact>]
    let ``A capture that shows every packet twice says so`` () : unit =
        let facts, _ = verdicts "udp-each-frame-twice-any.pcap"
        Expecto.Expect.isTrue facts.IsDoubled $"{facts}"
        CaptureFacts.warnings facts |> Expect.hasLength 1

namespace PeerFunctional.Tests.Capture

open System.IO
open PeerFunctional.Capture
open PeerFunctional.Runtime.Capture
open PeerFunctional.Verification
open PeerFunctional.Tests
open Xunit

/// Captures that lack something, or have it twice, or in a rare form (`interop-fixtures/incomplete`).
module IncompleteCaptureTests =

    let private verdicts (name: string) =
        let path = Path.Combine(Repository.root, "interop-fixtures", "incomplete", name)
        let facts = CaptureFacts.ofBlocks (CaptureFile(path).Blocks())

        facts,
        [ for report in Explanation.reportsWithin facts Analyzers.ofEverySystem.Value (CaptureFile(path).Blocks()) do
              for side in report.Verdicts -> $"{side.Role} {Conformance.words side.Conformance}" ]

    [<Theory>]
    [<InlineData("tcp-one-answer-not-captured.pcapng",
                 "tracker cannot be judged: the capture lacks 40 bytes of 127.0.0.1:7777")>]
    [<InlineData("udp-snaplen-96-sync.pcapng",
                 "initiator cannot be judged: 10 frames were cut by the capture (96 bytes)")>]
    [<InlineData("udp-snaplen-96-sync.pcapng",
                 "responder cannot be judged: 10 frames were cut by the capture (96 bytes)")>]
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

    [<Theory>]
    [<InlineData("ring-own-peer-accused-44-frames.pcapng")>]
    [<InlineData("ring-collect-and-move.pcapng")>]
    let ``No participant on a loaded machine diverges`` (name: string) : unit =
        let _, verdicts = verdicts name
        verdicts |> List.filter _.Contains("diverges") |> Expect.isEmpty
        verdicts |> List.filter _.StartsWith("tracker conforms to recovering") |> Expect.hasLength 1

        verdicts
        |> List.filter (fun verdict -> not (verdict.Contains "conforms" || verdict.Contains "takes no part"))
        |> Expect.isEmpty

    [<Fact>]
    let ``The longest delay of a peer on a loaded machine is told`` () : unit =
        let _, verdicts = verdicts "ring-collect-and-move.pcapng"
        verdicts |> Expect.contains "peer conforms to published, late by 0.6 s"

    [<Fact>]
    let ``A responder that is started again on its port is another process`` () : unit =
        let _, verdicts = verdicts "three-responder-processes-within-30s.pcapng"
        verdicts |> List.filter ((=) "responder conforms to published") |> Expect.hasLength 3
        verdicts |> List.filter _.Contains("initiator conforms to") |> Expect.hasLength 3
        verdicts |> Expect.hasLength 6

    [<Fact>]
    let ``No side diverges by frames that stand behind later ones, and a warning counts them`` () : unit =
        let path =
            Path.Combine(Repository.root, "interop-fixtures", "sneakernet", "sync.pcapng")

        let all = CaptureFile(path).Blocks() |> Array.ofSeq

        for first in 0 .. all.Length - 2 do
            match all[first], all[first + 1] with
            | Captured one, Captured next when one.Time < next.Time ->
                let exchanged = Array.copy all
                exchanged[first] <- Captured next
                exchanged[first + 1] <- Captured one
                let facts = CaptureFacts.ofBlocks exchanged

                CaptureFacts.warnings facts
                |> List.filter _.Contains("1 frame stands behind a later one")
                |> Expect.hasLength 1

                [ for report in Explanation.reportsWithin facts Analyzers.ofEverySystem.Value exchanged do
                      for side in report.Verdicts do
                          if side.Conformance.IsDiverges then
                              $"{first}: {ParticipantVerdict.words side}" ]
                |> Expect.isEmpty
            | _ -> ()

    [<Fact>]
    let ``Callers beyond the bound of a conversation are counted`` () : unit =
        let _, verdicts = verdicts "udp-600-callers-of-one-responder.pcapng"
        verdicts |> List.filter ((=) "initiator conforms to published") |> Expect.hasLength 511

        verdicts
        |> Expect.contains "callers cannot be judged: a conversation is judged for at most 512 peers"

    [<Fact>]
    let ``A side of a capture without times is not judged where its timers matter`` () : unit =
        let _, verdicts = verdicts "spb-no-time-prune-hung.pcapng"
        verdicts |> Expect.hasLength 5

        verdicts
        |> Expect.all (fun verdict ->
            verdict.Contains "cannot be judged" && verdict.Contains "the capture keeps no times")

    [<Fact>]
    let ``The frames before a damaged block are judged`` () : unit =
        let _, verdicts = verdicts "block-length-8-in-the-middle.pcapng"

        verdicts |> Expect.equal [ "initiator conforms to published"; "responder conforms to published" ]

    [<Fact>]
    let ``No side diverges in the first frames of a capture that shows every packet twice`` () : unit =
        let path =
            Path.Combine(Repository.root, "interop-fixtures", "incomplete", "udp-each-frame-twice-any.pcap")

        let all = CaptureFile(path).Blocks() |> List.ofSeq

        for count in 1..12 do
            let first = List.truncate count all
            let facts = CaptureFacts.ofBlocks first

            Explanation.reportsWithin facts Analyzers.ofEverySystem.Value first
            |> List.collect _.Verdicts
            |> List.filter _.Conformance.IsDiverges
            |> Expect.isEmpty

    [<Fact>]
    let ``A capture that shows every packet twice says so`` () : unit =
        let facts, _ = verdicts "udp-each-frame-twice-any.pcap"
        Expecto.Expect.isTrue facts.IsDoubled $"{facts}"
        CaptureFacts.warnings facts |> Expect.hasLength 1

namespace PeerFunctional.Tests.Capture

open System
open System.IO
open PeerFunctional.Capture
open PeerFunctional.Verification
open PeerFunctional.Tests
open Xunit

/// A recording of which one side is late.
module LateTests =

    /// The verdict on the responder of a recording that answers the first HELO so many seconds late.
    let private responder (seconds: float) =
        let late = int64 (seconds * 1e9)

        let frames =
            CapturedFrames.ofFile (Repository.fixture "sync.pcapng")
            |> List.mapi (fun index frame ->
                { frame with
                    Time = frame.Time |> ValueOption.map (fun time -> if index = 0 then time else time + late) })

        frames
        |> Seq.map Captured
        |> Explanation.reports Analyzers.ofEverySystem.Value
        |> List.collect _.Verdicts
        |> List.filter (fun side -> side.Role = "responder")
        |> List.exactlyOne
        |> _.Conformance

    [<Fact>]
    let ``A side that answers 0.3 s late conforms`` () : unit =
        responder 0.3 |> Conformance.words |> Expect.equal "conforms to published"

    [<Fact>]
    let ``A side that answers 1.2 s late conforms, and its delay is told`` () : unit =
        responder 1.2 |> Conformance.words |> Expect.equal "conforms to published, late by 1.2 s"

    [<Fact>]
    let ``A side that answers 3 s late conforms too`` () : unit =
        responder 3.0 |> Conformance.words |> Expect.equal "conforms to published, late by 3.0 s"

    let private ring recording change =
        CapturedFrames.ofFile (Path.Combine(Repository.root, "interop-fixtures", "tracker", recording))
        |> change
        |> Seq.map Captured
        |> Explanation.reports Analyzers.ofEverySystem.Value
        |> List.collect _.Verdicts
        |> List.map (fun side -> $"{side.Peer} {Conformance.words side.Conformance}")

    [<Fact>]
    let ``Peers of a machine that was suspended for 5.3 s conform, and their delay is told`` () : unit =
        ring
            "stuck-3-peers.pcapng"
            (List.mapi (fun index frame ->
                if index < 150 then
                    frame
                else
                    { frame with
                        Time = frame.Time |> ValueOption.map ((+) 5_300_000_000L) }))
        |> Expect.all (fun words -> words.Contains("conforms to published", StringComparison.Ordinal))

    [<Fact>]
    let ``A peer that leaves out a round diverges`` () : unit =
        ring "prune.pcapng" (fun frames -> List.truncate 90 frames @ List.skip 110 frames)
        |> List.filter (fun words -> words.Contains("diverges", StringComparison.Ordinal))
        |> Expect.hasLength 1

    /// The verdicts on the tracker of a recording whose frames have other times from a frame on.
    let private tracker (later: Frame list -> Frame list) =
        CapturedFrames.ofFile (Path.Combine(Repository.root, "interop-fixtures", "tracker", "echo.pcapng"))
        |> later
        |> Seq.map Captured
        |> Explanation.reports Analyzers.ofEverySystem.Value
        |> List.collect _.Verdicts
        |> List.filter (fun side -> side.Role = "tracker")
        |> List.map (fun side -> Conformance.words side.Conformance)

    [<Theory>]
    [<InlineData(3.0)>]
    [<InlineData(9.0)>]
    let ``A tracker that answers a call late conforms, however late`` (seconds: float) : unit =
        tracker (
            List.mapi (fun index frame ->
                if index < 25 then
                    frame
                else
                    { frame with
                        Time = frame.Time |> ValueOption.map ((+) (int64 (seconds * 1e9))) })
        )
        |> Expect.equal [ $"conforms to published, late by %.1f{seconds} s" ]

    [<Fact>]
    let ``A side that answers never diverges`` () : unit =
        CapturedFrames.ofFile (Repository.fixture "sync.pcapng")
        |> List.removeAt 1
        |> Seq.map Captured
        |> Explanation.reports Analyzers.ofEverySystem.Value
        |> List.collect _.Verdicts
        |> List.filter (fun side -> side.Role = "responder")
        |> Expect.all _.Conformance.IsDiverges

namespace PeerFunctional.Tests.Capture

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
    let ``A side that answers 3 s late diverges, and what it sent is told apart from what was expected`` () : unit =
        match responder 3.0 with
        | Diverges(_, first, _) ->
            first.Expected |> Expect.equal first.Actual

            Divergence.expected first |> Expect.notEqual first.Actual
        | Conforms _
        | NotJudged _
        | TakesNoPart _
        | Absent -> failwith "it does not diverge"

namespace PeerFunctional.Tests.Capture

open FsCheck.FSharp
open FsCheck.Xunit
open Xunit
open PeerFunctional.Capture
open PeerFunctional.Runtime.Capture
open PeerFunctional.Verification
open PeerFunctional.Tests

/// Captures that are judged on all cores, and without what a timeline tells.
[<Collection "alone">]
module SideBySideTests =

    let private reports judging path =
        let read (struct (analysis, found)) frame =
            let struct (analysis, over) = CaptureAnalysis.read frame analysis
            struct (analysis, found @ over)

        let struct (analysis, found) =
            (struct (CaptureAnalysis.startJudging judging CaptureFacts.none Analyzers.ofEverySystem.Value, []),
             CapturedFrames.ofFile path)
            ||> List.fold read

        found @ CaptureAnalysis.finish analysis
        |> List.map (fun judge ->
            let report = judge ()
            report.Title, report.Rows, report.Verdicts)

    [<Property(MaxTest = 15)>]
    let ``A recording judged side by side gives what it gives one participant after the other`` () =
        Prop.forAll (Arb.fromGen (Gen.elements PrefixTests.recordings)) (fun path ->
            let sideBySide =
                { SideBySide = AllCores()
                  KeepsStates = false }

            reports sideBySide path |> Expect.equal (reports Judging.standard path))

    [<Property>]
    let ``All cores give the results of a work in the order of its items`` (items: int list) =
        let items = Array.ofList items
        (AllCores() :> PeerFunctional.Kernel.ISideBySide).Map((fun item -> item * 2), items) = Array.map ((*) 2) items

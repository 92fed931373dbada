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

    [<Property>]
    let ``What is read ahead comes in its order, and then what reading it threw`` (length: uint16) =
        let most = int length % 5_000

        let items =
            seq {
                yield! seq { 1..most }
                raise (System.IO.IOException "the end of the disk")
            }

        let taken = ResizeArray<int>()

        let message =
            try
                for item in ReadAhead.Of(items, System.Threading.CancellationToken.None) do
                    taken.Add item

                ""
            with :? System.IO.IOException as problem ->
                problem.Message

        message = "the end of the disk" && List.ofSeq taken = [ 1..most ]

    [<Property(MaxTest = 20)>]
    let ``Who takes a few of what is read ahead gets them, however much there is`` (few: uint16) =
        let few = int few % 1_000

        ReadAhead.Of(Seq.initInfinite id, System.Threading.CancellationToken.None)
        |> Seq.truncate few
        |> List.ofSeq
        |> (=) [ 0 .. few - 1 ]

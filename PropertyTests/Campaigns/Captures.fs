namespace PeerFunctional.Tests.Campaigns

open PeerFunctional.Tests
open Expecto
open PeerFunctional.Tests.Capture
open PeerFunctional.Tests.Link
open PeerFunctional.Tests.Tracker

/// Every recording of a ring or a link without each of its frames in turn, and every beginning of each recording.
module Captures =

    let private withoutEach recording () =
        let frames = RingCaptures.frames recording

        let diverging =
            [| 0 .. frames.Length - 1 |]
            |> Array.Parallel.collect (fun missing ->
                MissingFrameTests.wronglyDiverging recording missing
                |> List.map (fun verdict -> $"without frame {missing + 1}: {verdict}")
                |> Array.ofList)

        Expect.isEmpty diverging "no side diverges"

    let private withoutEachSegment path () =
        let diverging =
            LinkReplayTests.segments path
            |> Array.ofList
            |> Array.Parallel.collect (fun missing ->
                LinkReplayTests.accusedWithout path missing
                |> List.map (fun verdict -> $"without frame {missing + 1}: {verdict}")
                |> Array.ofList)

        Expect.isEmpty diverging "no side diverges"

    let private stillDiverging (guilty: MissingFrameTests.Guilty) () =
        let silenced =
            guilty.Others
            |> Array.ofList
            |> Array.Parallel.filter (fun missing -> not (MissingFrameTests.stillDiverges guilty missing))

        Expect.isEmpty silenced "without each of these frames the side does not diverge"

    let private everyBeginning recording () =
        let count = (CapturedFrames.ofFile recording).Length
        Expect.isEmpty (PrefixTests.wronglyDiverging recording (Set.ofList [ 0..count ])) "no side diverges"

    let all =
        testList
            "captures"
            [ for recording in PrefixTests.recordings do
                  let name = System.IO.Path.GetFileName recording
                  testCase $"{name}: no side diverges because its end is cut off" (everyBeginning recording)

              for guilty in MissingFrameTests.guilty do
                  testCase
                      $"{guilty.Name}: still diverges where a frame that cannot explain it is missing"
                      (stillDiverging guilty)

              for recording in MissingFrameTests.recordings do
                  testCase $"{recording}: no side diverges because one frame is missing" (withoutEach recording)

              for path in LinkReplayTests.all do
                  testCase
                      $"link {System.IO.Path.GetFileName path}: no side diverges because one segment is missing"
                      (withoutEachSegment path) ]

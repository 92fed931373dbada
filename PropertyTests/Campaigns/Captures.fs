namespace PeerFunctional.Tests.Campaigns

open PeerFunctional.Tests
open Expecto
open PeerFunctional.Tests.Capture
open PeerFunctional.Tests.Tracker

/// Every recording without each of its segments in turn, and every beginning of each recording.
module Captures =

    let private withoutEach path () =
        let diverging =
            [| 0 .. (LackingCaptureTests.segments path).Length - 1 |]
            |> Array.Parallel.collect (fun missing ->
                LackingCaptureTests.wronglyDiverging path (LackingCaptureTests.Segments(missing, 1)) |> Array.ofList)

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

              for recording in LackingCaptureTests.recordings do
                  let name = System.IO.Path.GetFileName recording
                  testCase $"{name}: no side diverges because one segment is missing" (withoutEach recording) ]

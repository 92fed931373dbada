namespace PeerFunctional.Tests.Campaigns

open Expecto
open PeerFunctional.Tests.Tracker

/// Every recording of a ring, without each of its frames in turn.
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

    let all =
        testList
            "captures"
            [ for recording in MissingFrameTests.recordings ->
                  testCase $"{recording}: no side diverges because one frame is missing" (withoutEach recording) ]

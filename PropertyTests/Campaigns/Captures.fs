namespace PeerFunctional.Tests.Campaigns

open Expecto
open PeerFunctional.Tests.Tracker

/// Every recording of a ring, without each of its frames in turn.
module Captures =

    let private withoutEach recording () =
        let frames = RingCaptures.frames recording

        [| 0 .. frames.Length - 1 |]
        |> Array.Parallel.collect (fun missing ->
            MissingFrameTests.accusations recording missing
            |> List.map (fun verdict -> $"without frame {missing + 1}: {verdict}")
            |> Array.ofList)
        |> fun accusations -> Expect.isEmpty accusations "nobody is accused"

    let all =
        testList
            "captures"
            [ for recording in MissingFrameTests.recordings ->
                  testCase $"{recording} accuses nobody without any one of its frames" (withoutEach recording) ]

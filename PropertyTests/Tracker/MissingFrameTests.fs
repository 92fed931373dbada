namespace PeerFunctional.Tests.Tracker

open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Verification
open PeerFunctional.Tests

/// Recordings without one of their frames. No side diverges because a frame is missing.
module MissingFrameTests =

    let recordings =
        [ "echo"
          "part1"
          "prune"
          "prune-hung"
          "prune-odd-answers"
          "register-3-peers"
          "register-3-peers-py3"
          "register-5-peers"
          "stuck-3-peers" ]

    let private diverging frames =
        RingCaptures.reports frames |> List.collect _.Verdicts |> List.filter _.Conformance.IsDiverges

    /// The sides that diverge once a frame is taken out of a recording, and do not diverge in the whole recording, in words.
    let wronglyDiverging recording missing =
        let frames = RingCaptures.frames recording
        let known = diverging frames |> List.map _.Peer |> Set.ofList

        List.removeAt missing frames
        |> diverging
        |> List.filter (fun side -> not (Set.contains side.Peer known))
        |> List.map RingCaptures.verdict

    [<Property(MaxTest = 24)>]
    let ``No side of a recording diverges because one frame is missing`` () =
        let places =
            gen {
                let! recording = Gen.elements recordings
                let! missing = Gen.choose (0, (RingCaptures.frames recording).Length - 1)
                return recording, missing
            }

        Prop.forAll (Arb.fromGen places) (fun (recording, missing) ->
            wronglyDiverging recording missing |> Expect.isEmpty)

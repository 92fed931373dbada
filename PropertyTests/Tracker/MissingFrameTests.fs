namespace PeerFunctional.Tests.Tracker

open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Verification
open PeerFunctional.Tests

/// Captures that lack a frame: what it may have shown is unknown, and accuses nobody.
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

    let private accused frames =
        RingCaptures.reports frames |> List.collect _.Verdicts |> List.filter _.Conformance.IsDiverges

    /// Who is accused, in words, once a frame is taken out of a recording, and is not by the whole recording.
    let accusations recording missing =
        let frames = RingCaptures.frames recording
        let known = accused frames |> List.map _.Peer |> Set.ofList

        List.removeAt missing frames
        |> accused
        |> List.filter (fun side -> not (Set.contains side.Peer known))
        |> List.map RingCaptures.verdict

    [<Property(MaxTest = 24)>]
    let ``A recording that lacks any one frame accuses nobody`` () =
        let places =
            gen {
                let! recording = Gen.elements recordings
                let! missing = Gen.choose (0, (RingCaptures.frames recording).Length - 1)
                return recording, missing
            }

        Prop.forAll (Arb.fromGen places) (fun (recording, missing) -> accusations recording missing |> Expect.isEmpty)

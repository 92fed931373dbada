namespace PeerFunctional.Tests.Tracker

open System
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Capture
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

    let private divergingIn frames =
        RingCaptures.reports frames |> List.collect _.Verdicts |> List.filter _.Conformance.IsDiverges

    /// The sides that diverge once a frame is taken out of a recording, and do not diverge in the whole recording, in words.
    let wronglyDiverging recording missing =
        let frames = RingCaptures.frames recording
        let known = divergingIn frames |> List.map _.Peer |> Set.ofList

        List.removeAt missing frames
        |> divergingIn
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

    /// The ends of a frame's connection, the lesser first.
    let private connectionOf (frame: Frame) =
        let struct (_, transport) = Capture.transport frame IpReassembly.empty

        match transport with
        | Ok(ValueSome(Tcp segment)) ->
            Some(min segment.Source segment.Destination, max segment.Source segment.Destination)
        | Ok(ValueSome(Udp _))
        | Ok ValueNone
        | Error _ -> None

    /// A registration, or a change of a neighbour. Without it nothing tells for sure who called whom.
    let private tellsTheRing (row: MessageRow) =
        row.Words.StartsWith("REGISTER", StringComparison.Ordinal)
        || row.Words.StartsWith("UPDATE_NBR", StringComparison.Ordinal)

    /// Sides of recordings that diverge, and the frames of connections that they have no part in and that do not tell who is in
    /// the ring.
    let diverging =
        [ for recording in [ "prune-hung"; "prune-odd-answers" ] do
              let frames = RingCaptures.frames recording |> Array.ofList
              let report = frames |> RingCaptures.reports |> List.exactlyOne

              for side in report.Verdicts do
                  if side.Conformance.IsDiverges then
                      let telling =
                          set
                              [ for row in report.Rows do
                                    if tellsTheRing row then
                                        int row.Frame - 1 ]

                      let own =
                          set
                              [ for row in report.Rows do
                                    if row.Sender = side.Peer || row.Recipient = side.Peer then
                                        connectionOf frames[int row.Frame - 1] ]

                      let others =
                          [ for index, frame in Array.indexed frames do
                                if not (Set.contains index telling || Set.contains (connectionOf frame) own) then
                                    index ]

                      recording, side.Peer, others ]

    /// Whether a side of a recording still diverges without a frame.
    let stillDiverges recording (peer: string) missing =
        RingCaptures.frames recording
        |> List.removeAt missing
        |> RingCaptures.reports
        |> List.collect _.Verdicts
        |> List.exists (fun side -> side.Peer = peer && side.Conformance.IsDiverges)

    [<Property(MaxTest = 24)>]
    let ``A side that diverges still diverges where a frame of a connection of others is missing`` () =
        let places =
            gen {
                let! recording, peer, others = Gen.elements diverging
                let! missing = Gen.elements others
                return recording, peer, missing
            }

        Prop.forAll (Arb.fromGen places) (fun (recording, peer, missing) -> stillDiverges recording peer missing)

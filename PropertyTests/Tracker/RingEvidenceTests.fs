namespace PeerFunctional.Tests.Tracker

open System
open System.IO
open System.Text
open Xunit
open PeerFunctional.Capture
open PeerFunctional.Verification
open PeerFunctional.Tests
open PeerFunctional.Tests.Capture

/// Captures of rings that cut messages in two, or give one item two texts.
module RingEvidenceTests =

    let private frames recording =
        CapturedFrames.ofFile (Path.Combine(Repository.root, "interop-fixtures", "tracker", recording))

    let private reports frames =
        frames |> Seq.map Captured |> Explanation.reports Analyzers.ofEverySystem.Value

    let private told frames =
        reports frames |> List.collect _.Verdicts |> List.map ParticipantVerdict.words

    let private diverging frames =
        told frames |> List.filter _.Contains("diverges")

    /// The frame of a segment whose payload is cut, as the two frames that a network may make of it.
    let private inTwo (frame: Frame) =
        match Capture.transport frame IpReassembly.empty with
        | struct (_, Ok(ValueSome(Tcp segment))) when segment.Payload.Length > 1 ->
            let half = segment.Payload.Length / 2
            let time = ValueOption.get frame.Time

            Some
                [ Packet.ofSegment
                      { segment with
                          Payload = segment.Payload.Slice(0, half)
                          Fin = false }
                  |> CapturedFrames.ofPacket time
                  Packet.ofSegment
                      { segment with
                          Payload = segment.Payload.Slice half
                          Sequence = segment.Sequence + uint32 half }
                  |> CapturedFrames.ofPacket time ]
        | _ -> None

    [<Fact>]
    let ``Our peers conform whichever message comes in two segments`` () : unit =
        let whole = frames "ours/five-further-peer.pcapng"
        let expected = told whole

        [ for index, frame in List.indexed whole do
              match inTwo frame with
              | Some parts ->
                  let cut = List.truncate index whole @ parts @ List.skip (index + 1) whole

                  if told cut <> expected then
                      $"{index}: {told cut}"
              | None -> () ]
        |> Expect.isEmpty

    [<Fact>]
    let ``A tracker of part 1 that gives one item two texts diverges, though a caller reset a call`` () : unit =
        let change (frame: Frame) =
            let bytes = frame.Bytes.ToArray()

            match bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes "time") with
            | -1 -> None
            | place ->
                bytes[place + 1] <- byte 'k'

                Some
                    { frame with
                        Bytes = ReadOnlyMemory bytes }

        let whole = frames "part1-reset-and-started-again.pcapng"
        diverging whole |> Expect.isEmpty

        let index = whole |> List.findIndex (change >> Option.isSome)

        let changed =
            whole |> List.mapi (fun at frame -> if at = index then Option.get (change frame) else frame)

        diverging changed |> Expect.hasLength 1

    [<Fact>]
    let ``Verdicts on a ring say that they assume every connection`` () : unit =
        frames "register-3-peers.pcapng"
        |> reports
        |> List.map _.Assumes
        |> Expect.equal [ ValueSome "the capture holds every connection" ]

    [<Theory>]
    [<InlineData(17)>]
    [<InlineData(22)>]
    [<InlineData(24)>]
    let ``No peer diverges because a capture begins late`` (missing: int) : unit =
        frames "peer-started-again.pcapng" |> List.skip missing |> diverging |> Expect.isEmpty

    /// A recording without a burst of its frames, from a number on, from 0.
    let private without recording from count =
        let whole = frames recording
        List.truncate from whole @ List.skip (from + count) whole

    [<Theory>]
    [<InlineData("stuck-3-peers.pcapng", 67, 13)>]
    [<InlineData("register-3-peers.pcapng", 98, 13)>]
    [<InlineData("register-3-peers.pcapng", 10, 144)>]
    [<InlineData("prune.pcapng", 327, 34)>]
    [<InlineData("prune-hung.pcapng", 266, 2)>]
    [<InlineData("stuck-3-peers.pcapng", 120, 312)>]
    [<InlineData("ours/five-of-ours.pcapng", 9, 13)>]
    let ``No side diverges because a burst of frames took whole connections``
        (recording: string, from: int, count: int)
        : unit =
        let guilty =
            frames recording
            |> reports
            |> List.collect _.Verdicts
            |> List.filter _.Conformance.IsDiverges
            |> List.map _.Peer

        without recording from count
        |> reports
        |> List.collect _.Verdicts
        |> List.filter (fun side -> side.Conformance.IsDiverges && not (List.contains side.Peer guilty))
        |> List.map ParticipantVerdict.words
        |> Expect.isEmpty

    [<Theory>]
    [<InlineData("prune-hung.pcapng")>]
    [<InlineData("prune-odd-answers.pcapng")>]
    let ``A peer that hangs does not speak for one that errs`` (recording: string) : unit =
        frames recording |> diverging |> Expect.hasLength 2

namespace PeerFunctional.Tests.Capture

open System
open System.Buffers.Binary
open System.IO
open Xunit
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Tests

/// Captures that show datagrams twice.
module DoubledCaptureTests =

    let private frames recording =
        CapturedFrames.ofFile (Path.Combine(Repository.root, "interop-fixtures", recording))

    let private verdicts frames =
        let blocks = frames |> List.map Captured
        let facts = CaptureFacts.ofBlocks blocks

        blocks |> Explanation.reportsWithin facts Analyzers.ofEverySystem.Value |> List.collect _.Verdicts

    /// What the verdicts say but for frame numbers, which change as frames are added.
    let private told (verdicts: ParticipantVerdict list) =
        verdicts
        |> List.map (fun side ->
            side.Peer,
            match side.Conformance with
            | Diverges(policy, first, later) ->
                $"diverges {policy} {Divergence.expected first} {first.Actual} {later.Length}"
            | Conforms _
            | NotJudged _
            | TakesNoPart _
            | Absent -> Conformance.words side.Conformance)

    /// The frame of the packet with other bytes; one without a packet as it is.
    let private changed change (frame: Frame) =
        match Link.ipPacket frame.LinkType frame.Bytes with
        | Ok packet ->
            let bytes = packet.ToArray()
            change bytes

            { frame with
                LinkType = LinkType.RawIp
                Bytes = ReadOnlyMemory bytes
                Length = int64 bytes.Length }
        | Error _ -> frame

    let private later (nanoseconds: int64) (frame: Frame) =
        { frame with
            Time = frame.Time |> ValueOption.map ((+) nanoseconds) }

    let private inOrder (frames: Frame list) =
        List.sortBy (fun (frame: Frame) -> frame.Time) frames

    let private unfinishedChecksum (bytes: byte array) =
        BinaryPrimitives.WriteUInt16BigEndian(Span(bytes, 26, 2), 0x1234us)

    let private oneHopLess (bytes: byte array) = bytes[8] <- bytes[8] - 1uy

    let private numbered number (bytes: byte array) =
        BinaryPrimitives.WriteUInt16BigEndian(Span(bytes, 4, 2), number)

    /// Each frame with others of two hosts that do not belong to the recording.
    let private amongOthers (frames: Frame list) =
        frames
        |> List.indexed
        |> List.collect (fun (index, frame) ->
            frame
            :: [ for number in 1..3 ->
                     Packet.build
                         { Source = Endpoint.create "10.1.1.1" 12_345
                           Destination = Endpoint.create "10.1.1.2" 12_346
                           Payload = ReadOnlyMemory(BitConverter.GetBytes(10 * index + number)) }
                     |> CapturedFrames.ofPacket (ValueOption.get frame.Time) ])

    /// How captures come to show packets twice, each from the packets as they were sent.
    let private doublings: (string * (Frame list -> Frame list)) list =
        [ "a network card that fills in checksums",
          List.collect (fun frame -> [ changed unfinishedChecksum frame; later 20_000L frame ])
          "a router", List.collect (fun frame -> [ frame; frame |> later 20_000L |> changed oneHopLess ])
          "captures of two hosts in one", (fun frames -> frames @ List.map (later 15_000_000L) frames)
          "other traffic between", (fun frames -> amongOthers frames @ List.map (later 5_000L) frames)
          "a slow mirror", (fun frames -> frames @ List.map (later 1_000_000L) frames) ]

    [<Theory>]
    [<InlineData("sneakernet/sync.pcapng")>]
    [<InlineData("sneakernet/both-ways.pcapng")>]
    [<InlineData("sneakernet/both-200.pcapng")>]
    [<InlineData("sneakernet/lost-push.pcapng")>]
    [<InlineData("sneakernet/no-answer.pcapng")>]
    [<InlineData("sneakernet/ours/two-of-ours.pcapng")>]
    [<InlineData("sneakernet/ours/from-original.pcapng")>]
    [<InlineData("link/discovery.pcapng")>]
    let ``However a capture comes to show packets twice, its verdicts are those of one that shows them once``
        (recording: string)
        : unit =
        let once = frames recording
        let expected = told (verdicts once)

        for name, twice in doublings do
            (name, once |> twice |> inOrder |> verdicts |> told) |> Expect.equal (name, expected)

    let private newlyDiverging known frames =
        verdicts frames
        |> List.filter (fun side -> side.Conformance.IsDiverges && not (Set.contains side.Peer known))
        |> List.map ParticipantVerdict.words

    [<Theory>]
    [<InlineData("sneakernet/sync.pcapng", 1)>]
    [<InlineData("sneakernet/ours/from-original.pcapng", 4)>]
    [<InlineData("link/discovery.pcapng", 1)>]
    let ``No side diverges because one packet is there twice`` (recording: string) (step: int) : unit =
        let once = frames recording

        let known =
            verdicts once |> List.filter _.Conformance.IsDiverges |> List.map _.Peer |> Set.ofList

        [ for index in 0..step .. once.Length - 1 do
              let twice = List.insertAt (index + 1) (later 5_000L once[index]) once
              for words in newlyDiverging known twice -> $"{index}: {words}" ]
        |> Expect.isEmpty

    [<Fact>]
    let ``A side that sends a datagram twice, each with a number of its own, diverges`` () : unit =
        let once = frames "sneakernet/sync.pcapng"
        let again = once.Head |> later 5_000L |> changed (numbered 0x7777us)

        verdicts (List.insertAt 1 again once)
        |> List.filter _.Conformance.IsDiverges
        |> List.map _.Role
        |> Expect.contains "initiator"

namespace PeerFunctional.Tests.Capture

open System
open System.IO
open FsCheck.FSharp
open FsCheck.Xunit
open Xunit
open PeerFunctional.Capture
open PeerFunctional.Verification
open PeerFunctional.Tests

/// Recordings of every system that lack TCP segments, or bytes of them. No side diverges because of it.
module LackingCaptureTests =

    /// What a recording lacks.
    type Lack =
        /// So many segments behind each other, from one of the segments on.
        | Segments of first: int * count: int
        /// Whatever one end of the connection of a segment sent.
        | Direction of ofSegment: int
        /// The bytes behind these of every frame.
        | Behind of length: int

    let private segment (frame: Frame) =
        match Capture.transport frame IpReassembly.empty with
        | struct (_, Ok(ValueSome(Tcp segment))) -> Some segment
        | struct (_, (Ok(ValueSome(Udp _)) | Ok ValueNone | Error _)) -> None

    /// The direction of a frame that is a segment, by its ends.
    let ends frame =
        segment frame |> Option.map (fun segment -> segment.Source, segment.Destination)

    /// The places of the frames that are segments: a datagram that is missing leaves no trace.
    let segments path =
        [ for index, frame in List.indexed (CapturedFrames.ofFile path) do
              if (segment frame).IsSome then
                  index ]

    let recordings =
        PrefixTests.recordings |> List.filter (segments >> List.isEmpty >> not)

    let private cut length (frame: Frame) =
        { frame with
            Bytes = frame.Bytes.Slice(0, min length frame.Bytes.Length) }

    let private without path lack (frames: Frame list) =
        match lack with
        | Segments(first, count) ->
            let missing = segments path |> List.skip first |> List.truncate count |> Set.ofList

            frames
            |> List.indexed
            |> List.filter (fun (index, _) -> not (Set.contains index missing))
            |> List.map snd
        | Direction index ->
            let missing = ends frames[List.item index (segments path)]
            frames |> List.filter (fun frame -> ends frame <> missing)
        | Behind length -> frames |> List.map (cut length)

    let private diverging frames =
        let blocks = frames |> List.map Captured
        let facts = CaptureFacts.ofBlocks blocks

        blocks
        |> Explanation.reportsWithin facts Analyzers.ofEverySystem.Value
        |> List.collect _.Verdicts
        |> List.filter _.Conformance.IsDiverges

    /// The sides that diverge in a changed recording, and do not diverge in the recording as it is, in words.
    let newlyDiverging path what change =
        let frames = CapturedFrames.ofFile path
        let known = diverging frames |> List.map _.Peer |> Set.ofList

        change frames
        |> diverging
        |> List.filter (fun side -> not (PrefixTests.isOneOf known side))
        |> List.map (fun side -> $"{Path.GetFileName path} {what}: {ParticipantVerdict.words side}")

    let wronglyDiverging path lack =
        newlyDiverging path $"without {lack}" (without path lack)

    /// Whether something remains of every connection: of a refused call that is missing whole nothing tells, and verdicts assume that there is none.
    let private leavesTraces path lack =
        let frames = CapturedFrames.ofFile path

        let connections frames =
            frames
            |> List.choose ends
            |> List.map (fun (source, destination) -> min source destination, max source destination)
            |> Set.ofList

        match lack with
        | Segments _ -> connections (without path lack frames) = connections frames
        | Direction _
        | Behind _ -> true

    let private lackOf path =
        let last = (segments path).Length - 1

        Gen.frequency
            [ 4, Gen.choose (0, last) |> Gen.map (fun first -> Segments(first, 1))
              2, Gen.map2 (fun first count -> Segments(first, count)) (Gen.choose (0, last)) (Gen.choose (2, 4))
              1, Gen.choose (0, last) |> Gen.map Direction
              1, Gen.choose (40, 400) |> Gen.map Behind ]

    /// A tracker's own PING, the opening of a connection with its request, and both ends of one; the registration of a client that
    /// was run once more; the opening of connections to a higher port, so that only others tell who was called; all that tells a ring
    /// from part 1 but the words in which a tracker refuses.
    [<Theory>]
    [<InlineData("incomplete/ring-own-peer-accused-44-frames.pcapng", 11, 1)>]
    [<InlineData("incomplete/ring-own-peer-accused-44-frames.pcapng", 17, 2)>]
    [<InlineData("tracker/echo.pcapng", 11, 4)>]
    [<InlineData("tracker/register-3-peers.pcapng", 71, 4)>]
    [<InlineData("tracker/register-3-peers.pcapng", 37, 4)>]
    [<InlineData("tracker/register-3-peers.pcapng", 96, 5)>]
    [<InlineData("tracker/ours/five-further.pcapng", 89, 1)>]
    [<InlineData("tracker/ours/five-further-peer.pcapng", 12, 5)>]
    [<InlineData("tracker/part1-reset-and-started-again.pcapng", 48, 4)>]
    [<InlineData("tracker/ours/original-tracker.pcapng", 92, 2)>]
    [<InlineData("tracker/ours/five-further-peer.pcapng", 12, 3)>]
    [<InlineData("incomplete/ring-collect-and-move.pcapng", 1, 145)>]
    let ``No side of a ring diverges because frames in a row are missing``
        (recording: string)
        (first: int)
        (count: int)
        : unit =
        let path = Path.Combine(Repository.root, "interop-fixtures", recording)
        wronglyDiverging path (Segments(first - 1, count)) |> Expect.isEmpty

    [<Property(MaxTest = 60)>]
    let ``No side of a recording diverges because segments, a direction or bytes are missing`` () =
        let lacks =
            gen {
                let! path = Gen.elements recordings
                let! lack = lackOf path |> Gen.where (leavesTraces path)
                return path, lack
            }

        Prop.forAll (Arb.fromGen lacks) (fun (path, lack) -> wronglyDiverging path lack |> Expect.isEmpty)

namespace PeerFunctional.Tests.Capture

open System.IO
open FsCheck.FSharp
open FsCheck.Xunit
open Xunit
open PeerFunctional.Capture
open PeerFunctional.Tests

/// Recordings in which one direction of a connection was captured earlier or later than the other, as by a port of its own. The acknowledgements tell
/// the order.
module ShiftedDirectionTests =

    let private inOrderOfTime (frames: Frame list) =
        frames |> List.sortBy (fun (frame: Frame) -> frame.Time)

    /// The direction of one segment, so many microseconds later.
    let private shifted path ofSegment (microseconds: int64) (frames: Frame list) =
        let direction =
            LackingCaptureTests.ends frames[List.item ofSegment (LackingCaptureTests.segments path)]

        frames
        |> List.map (fun frame ->
            if LackingCaptureTests.ends frame = direction then
                { frame with
                    Time = frame.Time |> ValueOption.map ((+) (microseconds * 1_000L)) }
            else
                frame)
        |> inOrderOfTime

    let private wronglyDiverging path ofSegment microseconds =
        LackingCaptureTests.newlyDiverging
            path
            $"with the direction of segment {ofSegment} {microseconds} us later"
            (shifted path ofSegment microseconds)

    /// Messages of both ends wait for the same frame, and stand in their own order behind it.
    [<Theory>]
    [<InlineData(5_000)>]
    [<InlineData(-5_000)>]
    [<InlineData(19_000)>]
    [<InlineData(-19_000)>]
    let ``No end of a session diverges because any direction was captured earlier or later``
        (microseconds: int64)
        : unit =
        let path =
            Path.Combine(Repository.root, "interop-fixtures", "capnweb", "npm-batch-and-ws.pcapng")

        let frames = CapturedFrames.ofFile path

        LackingCaptureTests.segments path
        |> List.indexed
        |> List.distinctBy (fun (_, place) -> LackingCaptureTests.ends frames[place])
        |> List.collect (fun (ofSegment, _) -> wronglyDiverging path ofSegment microseconds)
        |> Expect.isEmpty

    /// Those in which a side's order on one connection does not rest on another one: the calls of a ring follow each other.
    let private ofOneConnection =
        LackingCaptureTests.recordings
        |> List.filter (fun path -> not (path.Contains "tracker" || path.Contains "ring" || path.Contains "echo"))

    [<Property(MaxTest = 40)>]
    let ``No side of a link or session diverges because a direction was captured up to 20 ms earlier or later`` () =
        let shifts =
            gen {
                let! path = Gen.elements ofOneConnection
                let! ofSegment = Gen.choose (0, (LackingCaptureTests.segments path).Length - 1)

                let! microseconds =
                    Gen.elements [ -19_000L; -5_000L; -1_000L; -200L; 200L; 1_000L; 5_000L; 19_000L ]

                return path, ofSegment, microseconds
            }

        Prop.forAll (Arb.fromGen shifts) (fun (path, ofSegment, microseconds) ->
            wronglyDiverging path ofSegment microseconds |> Expect.isEmpty)

namespace PeerFunctional.Tests.Capture

open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Capture
open PeerFunctional.Verification
open PeerFunctional.Tests
open Xunit

/// Recordings whose ends are cut off.
module PrefixTests =

    /// The recordings of original programs and of ours.
    let recordings =
        [ for folder in
              [ "sneakernet"
                "sneakernet/ours"
                "tracker"
                "tracker/ours"
                "link"
                "link/ours"
                "capnweb"
                "incomplete" ] do
              for path in
                  System.IO.Directory.GetFiles(
                      System.IO.Path.Combine(Repository.root, "interop-fixtures", folder),
                      "*.pcap*"
                  )
                  |> Array.sort do
                  path ]

    /// Reads frames one after the other, and judges what was read after each of them that is asked for.
    let private verdictsAt (places: Set<int>) (frames: Frame[]) =
        let read (struct (listener, over)) frame =
            let struct (listener, results) = CaptureAnalysis.read frame listener
            struct (listener, over @ results)

        let judge (struct (listener, over)) =
            over @ CaptureAnalysis.finish listener |> List.collect (fun report -> (report ()).Verdicts)

        // A recording may keep no times.
        let facts = CaptureFacts.ofBlocks (Seq.map Captured frames)
        let start = CaptureAnalysis.start facts Analyzers.ofEverySystem.Value

        frames
        |> Array.scan read (struct (start, []))
        |> Array.indexed
        |> Array.filter (fun (count, _) -> Set.contains count places)
        |> Array.Parallel.map (fun (count, state) -> count, judge state)

    /// A peer may have a longer name where another one has its handle.
    let isOneOf (names: Set<string>) (side: ParticipantVerdict) =
        names |> Set.exists (fun name -> name = side.Peer || name.StartsWith(side.Peer + " "))

    /// The sides that diverge in a beginning of a recording, and do not diverge in the whole recording, in words.
    let wronglyDiverging path places =
        let frames = CapturedFrames.ofFile path |> Array.ofList
        let verdicts = verdictsAt (Set.add frames.Length places) frames
        let _, whole = Array.last verdicts

        let known =
            whole |> List.filter _.Conformance.IsDiverges |> List.map _.Peer |> Set.ofList

        [ for count, sides in verdicts do
              for side in sides do
                  if side.Conformance.IsDiverges && not (isOneOf known side) then
                      $"{System.IO.Path.GetFileName path}, first {count} frames: {ParticipantVerdict.words side}" ]

    [<Property(MaxTest = 30)>]
    let ``No side of a recording diverges because its end is cut off`` () =
        let places =
            gen {
                let! recording = Gen.elements recordings
                let! count = Gen.choose (0, (CapturedFrames.ofFile recording).Length)
                return recording, count
            }

        Prop.forAll (Arb.fromGen places) (fun (recording, count) ->
            wronglyDiverging recording (Set.singleton count) |> Expect.isEmpty)

    [<Theory>]
    [<InlineData("incomplete/ring-collect-and-move.pcapng", 59, 66)>]
    [<InlineData("tracker/part1-started-again.pcapng", 72, 73)>]
    [<InlineData("tracker/part1-reset-and-started-again.pcapng", 46, 47)>]
    [<InlineData("tracker/peer-started-again.pcapng", 152, 173)>]
    let ``No side of a ring diverges where its recording ends while a timer is early or a program starts again``
        (recording: string)
        (first: int)
        (last: int)
        : unit =
        let path = System.IO.Path.Combine(Repository.root, "interop-fixtures", recording)
        wronglyDiverging path (Set.ofList [ first..last ]) |> Expect.isEmpty

    [<Theory>]
    [<InlineData(1)>]
    [<InlineData(2)>]
    let ``A session whose first HELO is missing is not judged`` (missing: int) : unit =
        let recording =
            System.IO.Path.Combine(Repository.root, "interop-fixtures", "sneakernet", "ours", "two-of-ours.pcapng")

        CapturedFrames.ofFile recording
        |> List.skip missing
        |> Seq.map Captured
        |> Explanation.reports Analyzers.ofEverySystem.Value
        |> List.collect _.Verdicts
        |> List.filter (fun side -> side.Conformance.IsConforms || side.Conformance.IsDiverges)
        |> Expect.isEmpty

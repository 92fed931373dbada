namespace PeerFunctional.Tests.Capture

open System
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Tests
open PeerFunctional.Verification

module CaptureFactsTests =

    /// A datagram of its own at each time.
    let private frame number time =
        let datagram =
            { Source = Endpoint.create "10.0.0.1" 1_000
              Destination = Endpoint.create "10.0.0.2" 2_000
              Payload = ReadOnlyMemory(BitConverter.GetBytes(number: int)) }

        match Packet.build datagram with
        | Ok packet ->
            { LinkType = LinkType.RawIp
              Time = ValueSome time
              Bytes = ReadOnlyMemory packet
              Length = int64 packet.Length
              Dropped = 0L }
        | Error problem -> failwith problem.Detail

    let private facts frames =
        frames |> List.map Captured |> CaptureFacts.ofBlocks

    let private millisecond = 1_000_000L

    /// Datagrams with pauses of some milliseconds between them.
    let private datagrams =
        Gen.choose (1, 15)
        |> Gen.nonEmptyListOf
        |> Gen.map (fun pauses ->
            pauses |> List.scan (fun time pause -> time + int64 pause * millisecond) 0L |> List.mapi frame)
        |> Arb.fromGen

    /// What a reader makes of frames: the number of their datagrams.
    let private read facts frames =
        (struct (CaptureReader.start facts, 0), frames)
        ||> List.fold (fun (struct (reader, count)) frame ->
            let struct (reader, events) = CaptureReader.read frame reader
            struct (reader, count + events.Length))
        |> fun (struct (_, count)) -> count

    [<Property>]
    let ``A capture of packets that are there twice is known, and each counts once`` () =
        Prop.forAll datagrams (fun frames ->
            let twice =
                frames
                |> List.collect (fun frame ->
                    [ frame
                      { frame with
                          Time = frame.Time |> ValueOption.map ((+) 2_000L) } ])

            let facts = facts twice
            facts.IsDoubled && read facts twice = frames.Length)

    [<Property>]
    let ``A capture of different packets is not doubled`` () =
        Prop.forAll datagrams (fun frames ->
            let facts = facts frames
            not facts.IsDoubled && read facts frames = frames.Length)

    [<Property>]
    let ``A packet that a peer repeats now and then is no doubled capture`` () =
        Prop.forAll datagrams (fun frames -> frames.Length < 3 || not (facts (frames.Head :: frames)).IsDoubled)

    [<Fact>]
    let ``The last counter of each interface counts, and sections add up`` () : unit =
        [ SectionHeader
          InterfaceStatistics(0u, 3L)
          InterfaceStatistics(1u, 2L)
          InterfaceStatistics(0u, 5L)
          SectionHeader
          InterfaceStatistics(0u, 4L)
          Captured { frame 1 0L with Dropped = 6L } ]
        |> CaptureFacts.ofBlocks
        |> _.Dropped
        |> Expect.equal 11L

    [<Fact>]
    let ``Frames that single packets call dropped count without counters of interfaces`` () : unit =
        [ Captured { frame 1 0L with Dropped = 6L }
          Captured { frame 2 1L with Dropped = 1L } ]
        |> CaptureFacts.ofBlocks
        |> CaptureFacts.lacks
        |> Expect.equal [ "the capturing machine dropped 7 frames" ]

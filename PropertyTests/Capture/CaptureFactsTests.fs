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

        Packet.build datagram |> CapturedFrames.ofPacket time

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

    /// A frame of which the capture kept so many bytes.
    let private cutTo kept (frame: Frame) =
        { frame with
            Bytes = frame.Bytes.Slice(0, kept) }

    [<Fact>]
    let ``A cut datagram is missing between its two ends, from its time on`` () : unit =
        let facts = facts [ frame 1 5L; frame 2 7L |> cutTo 30 ]

        let place host port =
            { GapEnd.Host = host
              Port = ValueSome port }

        facts.Gaps
        |> Expect.equal
            [ { Place = Between(place "10.0.0.1" 1_000, place "10.0.0.2" 2_000)
                Since = ValueSome 7L
                Words = "1 frame was cut by the capture (30 bytes)" } ]

    [<Fact>]
    let ``Dropped frames are missing since the counter before`` () : unit =
        let facts =
            CaptureFacts.ofBlocks
                [ Captured(frame 1 5L)
                  InterfaceStatistics(0u, 0L)
                  Captured(frame 2 9L)
                  InterfaceStatistics(0u, 3L) ]

        facts.Gaps |> List.map _.Since |> Expect.equal [ ValueSome 5L ]

    [<Property>]
    let ``Times in whole seconds are too coarse`` (pauses: NonEmptyArray<PositiveInt>) =
        let times =
            pauses.Get |> Array.scan (fun time pause -> time + int64 pause.Get * 1_000L * millisecond) 0L

        let facts = times |> Array.mapi frame |> List.ofArray |> facts
        (facts.Gaps <> []) = (times.Length >= 3)

    [<Fact>]
    let ``A capture without conversations says what its frames are and what to do`` () : unit =
        let arp =
            { frame 1 0L with
                LinkType = LinkType.Ethernet
                Bytes = ReadOnlyMemory(Array.append (Array.zeroCreate 12) [| 0x08uy; 0x06uy |]) }

        let wifi = { frame 1 0L with LinkType = 127 }

        (facts [ arp; wifi; frame 2 1L ]).Contents
        |> CaptureContents.sentences
        |> Expect.equal
            [ "1 frame is of link type 127 (Wi-Fi), which this program does not read: capture them as Ethernet or IP, or export them so"
              "1 frame is of EtherType 0x0806 (ARP), not IP"
              "the file holds 1 UDP datagrams and 0 TCP segments" ]

namespace PeerFunctional.Tests.Tracker

open System
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Tracker
open PeerFunctional.Verification
open PeerFunctional.Tests

/// Captures with cut, reordered, repeated and missing segments.
[<Collection "alone">]
module RingCaptureTests =

    let private segmentOf (frame: Frame) =
        let struct (_, transport) = Capture.transport frame IpReassembly.empty

        match transport with
        | Ok(ValueSome(Tcp segment)) -> ValueSome segment
        | Ok(ValueSome(Udp _))
        | Ok ValueNone
        | Error _ -> ValueNone

    /// A segment in pieces of some length. SYN stays with the first and FIN with the last.
    let private cut length (segment: Segment) =
        let pieces = [ 0..length .. max 0 (segment.Payload.Length - 1) ]

        [ for at in pieces ->
              let rest = segment.Payload.Slice at
              let isLast = at + length >= segment.Payload.Length

              { segment with
                  Sequence = segment.Sequence + uint32 at
                  Payload = rest.Slice(0, min length rest.Length)
                  Fin = segment.Fin && isLast } ]

    let private timeOf (frame: Frame) = ValueOption.defaultValue 0L frame.Time

    /// Segments of one message in another order and more than once, as an unlucky network delivers them.
    let private disturb (random: Random) (frame: Frame) =
        match segmentOf frame with
        | ValueSome segment when segment.Payload.Length > 1 && not segment.Syn ->
            let pieces = cut (1 + random.Next segment.Payload.Length) segment |> Array.ofList

            let repeated =
                [| for _ in 1 .. random.Next 3 -> pieces[random.Next pieces.Length] |]

            let all = Array.append pieces repeated
            random.Shuffle all
            [ for piece in all -> RingCaptures.frame (timeOf frame) piece ]
        | ValueSome _ when random.Next 8 = 0 -> [ frame; frame ]
        | ValueSome _
        | ValueNone -> [ frame ]

    /// An original may fail by a message in pieces, so a silent stand-in then behaves like the original.
    let private hasSilentPeers recording =
        recording = "prune-hung" || recording = "prune-odd-answers"

    [<Property(MaxTest = 20)>]
    let ``Cut, reordered and repeated segments change no verdict`` (seed: int) =
        let random = Random seed

        let recordings =
            "part1" :: Fixtures.ring |> List.filter (hasSilentPeers >> not) |> List.toArray

        let recording = recordings[random.Next recordings.Length]

        let policies frames =
            RingCaptures.reports frames
            |> List.collect _.Verdicts
            |> List.map (fun side ->
                match side.Conformance with
                | Conforms(policy, _) -> $"{side.Peer} {policy.Value}"
                | Diverges(policy, first, _) -> $"{side.Peer} not {policy.Value}: {first.Expected}"
                | TakesNoPart reason
                | NotJudged reason -> $"{side.Peer} {reason}"
                | Absent -> side.Peer)

        let frames = RingCaptures.frames recording
        Expect.equal (policies frames) (policies (frames |> List.collect (disturb random)))

    [<Property(MaxTest = 200)>]
    let ``Every captured conversation is read to its end, for any segments`` (seed: int) =
        let random = Random seed
        let recordings = List.toArray ("part1" :: Fixtures.ring)

        let spoilt (frame: Frame) =
            let bytes = frame.Bytes.ToArray()

            match random.Next 6 with
            | 0 when bytes.Length > 0 ->
                bytes[random.Next bytes.Length] <- byte (random.Next 256)

                [ { frame with
                      Bytes = ReadOnlyMemory bytes } ]
            | 1 ->
                [ { frame with
                      Bytes = ReadOnlyMemory(bytes[.. random.Next(bytes.Length + 1) - 1]) } ]
            | 2 -> []
            | 3 ->
                [ { frame with
                      Time = ValueSome((timeOf frame) + random.NextInt64(-100_000_000L, 100_000_000L)) } ]
            | _ -> [ frame ]

        let frames =
            RingCaptures.frames recordings[random.Next recordings.Length]
            |> List.truncate (20 + random.Next 150)
            |> List.collect (fun frame -> if random.Next 10 = 0 then spoilt frame else [ frame ])

        for report in RingCaptures.reports frames do
            report.Rows |> Expect.isNonEmpty
            Expect.equal report.Verdicts.Length report.Timeline.Value.Lanes.Length

    /// Foreign connections, each with some bytes and an end.
    let private foreign number =
        let caller =
            Endpoint.create $"10.{number / 60_000 % 250}.0.1" (1_024 + number % 60_000)

        let talk = TcpSynthesizer.between number caller (Endpoint.create "10.0.0.2" 443)
        let struct (call, talk) = TcpSynthesizer.call talk
        let struct (answer, talk) = TcpSynthesizer.answer talk

        let words = Array.create 200 (byte (if number % 2 = 0 then 0x16 else int '('))

        let struct (said, _) = TcpSynthesizer.say TcpEnd.Caller (ReadOnlyMemory words) talk
        call @ answer @ said

    [<Fact>]
    let ``A capture of many connections needs the memory of the open ones`` () : unit =
        let before = GC.GetTotalMemory true

        let mutable listener =
            CaptureAnalysis.start CaptureFacts.none [ RingAnalysis.analyzer ]

        let mutable conversations = 0

        for number in 0..30_000 do
            let time = int64 number * 1_000_000L

            for segment in foreign number do
                let struct (next, over) =
                    CaptureAnalysis.read (RingCaptures.frame time segment) listener

                listener <- next
                conversations <- conversations + over.Length

        Expect.equal 0 (conversations + (CaptureAnalysis.finish listener).Length)
        GC.GetTotalMemory true - before |> Expect.isLessThan 20_000_000L
        GC.KeepAlive listener

    [<Fact>]
    let ``A long ring is judged in parts of bounded length, in time proportional to its length`` () : unit =
        let network =
            LosslessNetwork.settle
                Recovering
                LosslessNetwork.original
                [ for index in 0..19 -> AsPublished, $"peer {index}", 0.1 * float index ]

        let frames = RingCaptures.framesOfTown (TimeSpan.FromSeconds 300.0) network
        let report = RingCaptures.reports frames |> List.exactlyOne
        report.Rows.Length |> Expect.isGreaterThan 500

        Expect.equal
            [ "conforms to published", 20; "conforms to recovering", 1 ]
            (report.Verdicts |> List.countBy (fun side -> Conformance.words side.Conformance) |> List.sort)

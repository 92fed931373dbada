namespace PeerFunctional.Tests.Quic

open System
open System.IO
open FsCheck.FSharp
open Xunit
open FsCheck.Xunit
open PeerFunctional.Capture
open PeerFunctional.Libp2p
open PeerFunctional.Runtime.Quic.Opening
open PeerFunctional.Verification
open PeerFunctional.Tests

/// Captured QUIC sessions are opened by their TLS secrets: the streams are those that tshark finds, and their ends are judged.
module QuicOpeningTests =

    let private fixture name =
        Repository.libp2pFixture (Path.Combine("quic", name))

    let private hex (text: string) = Convert.FromHexString text

    let private blocks name =
        Capture.blocks (ReadOnlyMemory(File.ReadAllBytes(fixture name))) |> List.ofSeq

    let private opened (log: string option) (blocks: Block seq) =
        let secrets = TlsSecrets()
        log |> Option.iter (fun log -> secrets.Add(ReadOnlySpan(File.ReadAllBytes log)))
        let capture = QuicCapture secrets

        for block in blocks do
            capture.Learn block

        for block in blocks do
            capture.Take block

        capture.Connections() |> List.ofSeq

    let private sessions found =
        found
        |> List.choose (fun (opened: OpenedQuic) -> Option.ofObj (box opened.Session))
        |> List.map unbox<HostSession>

    let private reports found =
        sessions found |> List.map HostReplay.report

    let private verdicts reports =
        reports
        |> List.collect (fun (report: ConversationReport) -> report.Verdicts)
        |> List.map ParticipantVerdict.words

    let private accused reports =
        reports
        |> List.collect (fun (report: ConversationReport) -> report.Verdicts)
        |> List.filter _.Conformance.IsDiverges
        |> List.map ParticipantVerdict.words

    let private withKeys = "quic-session-with-keys.pcapng"

    [<Fact>]
    let ``The block function of ChaCha20 gives the numbers of RFC 8439`` () : unit =
        let output = Array.zeroCreate<byte> 16

        ChaCha20Block.KeyStream(
            ReadOnlySpan(Array.init 32 byte),
            ReadOnlySpan(hex "01000000000000090000004a00000000"),
            Span output
        )

        Convert.ToHexString output |> Expect.equal "10F1E7E4D13B5915500FDD1FA32071C4"

    [<Fact>]
    let ``A packet of ChaCha20 opens as in RFC 9001`` () : unit =
        let keys =
            PacketKeys.Of(
                PacketKeys.ChaCha20Suite,
                hex "9ac312a7f877468ebe69422748ad00a15443f18203a07d6060f688f30f21632b"
            )
            |> nonNull

        let mask = Array.zeroCreate<byte> 5
        keys.Mask(ReadOnlySpan(hex "5e5cd55c41f69080575d7999c25a5bfb"), Span mask)
        Convert.ToHexString mask |> Expect.equal "AEFEFE7D03"

        keys.Open(654_360_564L, ReadOnlySpan(hex "4200bff4"), ReadOnlySpan(hex "655e5cd55c41f69080575d7999c25a5bfb"))
        |> Expect.equal [| 1uy |]

    [<Fact>]
    let ``The header of a first packet is hidden by the numbers of RFC 9001`` () : unit =
        let keys = PacketKeys.Initial(ReadOnlySpan(hex "8394c8f03e515708"), isClient = true)

        let mask = Array.zeroCreate<byte> 5
        keys.Mask(ReadOnlySpan(hex "d1b1c98dd7689fb8ec11d242b123dc9b"), Span mask)
        Convert.ToHexString mask |> Expect.equal "437B9AEC36"

    let private bothConform found =
        let reports = reports found

        reports |> Expect.hasLength 1

        verdicts reports |> List.filter (fun words -> not (words.EndsWith " conforms")) |> Expect.equal []

    [<Fact>]
    let ``Both ends of a captured session conform, by the secrets in the capture`` () : unit =
        blocks withKeys |> opened None |> bothConform

    let private isSecret block =
        match block with
        | Secrets _ -> true
        | SectionHeader
        | InterfaceDescription _
        | Captured _
        | InterfaceStatistics _
        | Skipped _
        | Damaged _ -> false

    [<Fact>]
    let ``A key log opens a session as the secrets in the capture do`` () : unit =
        blocks withKeys
        |> List.filter (isSecret >> not)
        |> opened (Some(fixture "quic-session-with-keys.keylog"))
        |> bothConform

    [<Fact>]
    let ``Secrets at the end of a capture open what comes before them`` () : unit =
        let secrets, others = blocks withKeys |> List.partition isSecret
        others @ secrets |> opened None |> bothConform

    [<Fact>]
    let ``A session without secrets is told, with its packets`` () : unit =
        for found in
            [ opened None (blocks "quic-session.pcapng")
              blocks withKeys |> List.filter (isSecret >> not) |> opened None ] do
            found |> Expect.hasLength 1

            for session in found do
                box session.Session |> isNull |> Expect.isTrue

                (nonNull session.Problem)
                |> Expect.stringContains "packets need TLS secrets, which --keylog FILE gives"

    /// The bytes that each end says on each stream.
    let private streamBytes (session: HostSession) =
        session.Events
        |> List.choose (fun event ->
            match event.Deed with
            | StreamDeed.Says bytes -> Some((event.From, event.Stream), bytes.ToArray())
            | StreamDeed.Opens
            | StreamDeed.Ends
            | StreamDeed.Resets _
            | StreamDeed.Stops _ -> None)
        |> List.groupBy fst
        |> List.map (fun (direction, pieces) -> direction, Convert.ToHexString(pieces |> List.map snd |> Array.concat))
        |> Map.ofList

    /// What tshark finds on the streams of a capture that holds its secrets.
    let private sharkBytes name listenerPort =
        let lines =
            StartedProgram.tshark
                [ "-r"
                  fixture name
                  "-d"
                  $"udp.port=={listenerPort},quic"
                  "-T"
                  "fields"
                  "-e"
                  "udp.srcport"
                  "-e"
                  "quic.stream.stream_id"
                  "-e"
                  "quic.stream_data" ]

        lines
        |> Seq.collect (fun line ->
            match line.TrimEnd('\r').Split '\t' with
            | [| port; streams; data |] when streams <> "" ->
                Array.zip (streams.Split ',') (data.Split ',')
                |> Array.filter (fun (_, data) -> data <> "<MISSING>")
                |> Array.map (fun (stream, data) ->
                    ((if port = string listenerPort then Listener else Dialer), int64 stream), data.ToUpperInvariant())
            | _ -> [||])
        |> List.ofSeq
        |> List.groupBy fst
        |> List.map (fun (direction, pieces) -> direction, pieces |> List.map snd |> String.concat "")
        |> Map.ofList

    [<Theory>]
    [<InlineData("quic-session-with-keys.pcapng", 18_701, "0x1301")>]
    [<InlineData("quic-aes256.pcapng", 18_711, "0x1302")>]
    [<InlineData("quic-chacha20.pcapng", 18_712, "0x1303")>]
    [<InlineData("quic-retry.pcapng", 18_713, "0x1301")>]
    let ``The streams of an opened session are those that tshark finds, by each cipher, and both its ends conform``
        (name: string, port: int, suite: string)
        : unit =
        let found = blocks name |> opened None
        found |> sessions |> List.map streamBytes |> Expect.equal [ sharkBytes name port ]
        bothConform found

        StartedProgram.tshark
            [ "-r"
              fixture name
              "-d"
              $"udp.port=={port},quic"
              "-Y"
              "tls.handshake.type == 2"
              "-T"
              "fields"
              "-e"
              "tls.handshake.ciphersuite" ]
        |> Array.map _.Trim()
        |> Array.distinct
        |> Expect.equal [| suite |]

    [<Fact>]
    let ``A capture with a version negotiation and a Retry has both, and no packet stays closed to tshark`` () : unit =
        let shown filter =
            StartedProgram.tshark
                [ "-r"
                  fixture "quic-retry.pcapng"
                  "-d"
                  "udp.port==18713,quic"
                  "-Y"
                  filter ]

        shown "quic.version == 0" |> Expect.hasLength 1
        shown "quic.long.packet_type == 3" |> Expect.hasLength 1
        shown "quic.decryption_failed" |> Expect.isEmpty

    [<Theory>]
    [<InlineData("quic-session-with-keys.pcapng")>]
    [<InlineData("quic-aes256.pcapng")>]
    [<InlineData("quic-chacha20.pcapng")>]
    [<InlineData("quic-retry.pcapng")>]
    let ``A capture that lacks a packet, or some in a row, accuses nobody, whichever it lacks`` (name: string) : unit =
        let all = blocks name

        [ for count in 1..3 do
              for index in 0 .. all.Length - count do
                  yield! all |> List.removeManyAt index count |> opened None |> reports |> accused ]
        |> Expect.equal []

    [<Fact>]
    let ``A capture that shows a packet twice or late is judged as one that does not`` () : unit =
        let all = blocks withKeys

        for index in 0 .. all.Length - 1 do
            let block = all[index]

            if not (isSecret block) then
                all |> List.insertAt (index + 1) block |> opened None |> reports |> accused |> Expect.equal []

    [<Property(MaxTest = 300)>]
    let ``A capture with any byte changed is read to its end, and accuses nobody`` () =
        let all = blocks withKeys

        let change =
            gen {
                let! index = Gen.choose (0, all.Length - 1)
                let! place = Gen.choose (42, 1_500)
                let! value = Gen.choose (1, 255)
                return index, place, byte value
            }

        Prop.forAll (Arb.fromGen change) (fun (index, place, value) ->
            all
            |> List.mapi (fun number block ->
                match block with
                | Captured frame when number = index && frame.Bytes.Length > place ->
                    let bytes = frame.Bytes.ToArray()
                    bytes[place] <- bytes[place] ^^^ value

                    Captured
                        { frame with
                            Bytes = ReadOnlyMemory bytes }
                | block -> block)
            |> opened None
            |> reports
            |> accused
            |> Expect.equal [])

    /// The frames of a capture by their numbers from 1; what is no frame stays.
    let private only isKept (blocks: Block list) =
        ((0, []), blocks)
        ||> List.fold (fun (frames, kept) block ->
            match block with
            | Captured _ -> frames + 1, (if isKept (frames + 1) then block :: kept else kept)
            | block -> frames, block :: kept)
        |> snd
        |> List.rev

    /// Everything that a command tells of a conversation.
    let private told (reports: ConversationReport list) =
        for report in reports do
            report.Rows |> List.iter ignore

        if not reports.IsEmpty then
            (Explanation.ofReports CaptureFacts.none "capture" reports).Events |> List.iter ignore

    [<Fact>]
    let ``A session of which no message is left cannot be judged, and is told`` () : unit =
        let reports =
            blocks "quic-retry.pcapng"
            |> only (fun frame -> List.contains frame [ 5; 6; 17; 21 ])
            |> opened None
            |> reports

        reports |> List.filter (fun report -> report.Rows.IsEmpty) |> Expect.hasLength 1
        told reports

        reports
        |> List.collect _.Verdicts
        |> List.map _.Conformance.IsNotJudged
        |> Expect.equal [ true; true ]

    [<Property(MaxTest = 100)>]
    let ``A capture that lacks any frames is told to its end`` (seed: int) (share: byte) =
        let random = Random seed

        for name in [ "quic-retry.pcapng"; withKeys ] do
            blocks name |> only (fun _ -> random.Next 256 < int share) |> opened None |> reports |> told

    [<Fact>]
    let ``No end of a session diverges by frames that stand behind later ones`` () : unit =
        let all = blocks withKeys |> Array.ofList

        for first in 0 .. all.Length - 2 do
            match all[first], all[first + 1] with
            | Captured one, Captured next when one.Time <> next.Time ->
                let exchanged = Array.copy all
                exchanged[first] <- Captured next
                exchanged[first + 1] <- Captured one
                exchanged |> opened None |> reports |> accused |> Expect.equal []
            | _ -> ()

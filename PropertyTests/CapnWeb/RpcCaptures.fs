namespace PeerFunctional.Tests.CapnWeb

open System
open System.IO
open System.IO.Compression
open System.Text
open PeerFunctional.Capture
open PeerFunctional.CapnWeb
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Tests
open PeerFunctional.Tests.Link.LinkCaptures

/// Captures and recordings of Cap'n Web, and the verdicts on their ends.
module RpcCaptures =

    let reports (frames: Frame seq) =
        frames |> Seq.map Captured |> Explanation.reports [ RpcAnalysis.analyzer ]

    let lines name =
        File.ReadAllLines(Repository.capnWebFixture name) |> List.ofArray

    let recorded (lines: string list) =
        RpcRecording.reports Judging.standard lines |> List.ofSeq

    /// A verdict on a line, by the end's role.
    let verdict (side: ParticipantVerdict) =
        match side.Conformance with
        | Conforms _ -> $"{side.Role} conforms"
        | Diverges _ -> $"{side.Role} diverges"
        | NotJudged reason -> $"{side.Role} cannot be judged: {reason}"
        | TakesNoPart _ -> $"{side.Role} takes no part"
        | Absent -> $"{side.Role} sent nothing"

    let verdicts (reports: ConversationReport list) =
        reports |> List.collect _.Verdicts |> List.map verdict

    let accused (reports: ConversationReport list) =
        reports
        |> List.collect _.Verdicts
        |> List.filter _.Conformance.IsDiverges
        |> List.map ParticipantVerdict.words

    /// What a report tells, without places and times.
    let told (report: ConversationReport) =
        report.Rows |> List.map (fun row -> row.Sender, row.Words), report.Verdicts |> List.map ParticipantVerdict.words

    /// What was said on each connection of a capture, in order.
    let talks (frames: Frame seq) =
        ((CaptureReader.start CaptureFacts.none, []), frames)
        ||> Seq.fold (fun (reader, events) frame ->
            let struct (reader, more) = CaptureReader.read frame reader
            reader, events @ more)
        |> snd
        |> List.choose (fun captured ->
            match captured.Event with
            | WireEvent.Connection({ Event = TcpEvent.Data(side, bytes) } as news) ->
                Some(news.Connection, (side, bytes))
            | WireEvent.Connection _
            | WireEvent.Datagram _ -> None)
        |> List.groupBy fst
        |> List.map (snd >> List.map snd)

    /// The frames of a connection on which this is said, a millisecond apart.
    let spoken (said: (TcpEnd * ReadOnlyMemory<byte>) list) =
        [ 0, Call
          0, Take
          for at, (side, bytes) in List.indexed said do
              at + 1, Say(side, bytes)
          said.Length + 1, Finish Caller
          said.Length + 2, Finish Callee ]
        |> connection

    let utf8 (text: string) =
        ReadOnlyMemory(Encoding.UTF8.GetBytes text)

    let request =
        "GET /rpc HTTP/1.1\r\nHost: x\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"

    let response extension =
        $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n{extension}\r\n"

    /// A frame with a first byte.
    let frame side first (payload: ReadOnlyMemory<byte>) =
        let mask = if side = Caller then 0x80 else 0

        let length =
            match payload.Length with
            | length when length < 126 -> [| byte (mask ||| length) |]
            | length when length < 65_536 -> [| byte (mask ||| 126); byte (length >>> 8); byte length |]
            | length ->
                [| byte (mask ||| 127)
                   0uy
                   0uy
                   0uy
                   0uy
                   byte (length >>> 24)
                   byte (length >>> 16)
                   byte (length >>> 8)
                   byte length |]

        let key = if side = Caller then [| 17uy; 0uy; 255uy; 98uy |] else [||]

        let payload =
            if side = Caller then
                payload.ToArray() |> Array.mapi (fun index byte -> byte ^^^ key[index % 4])
            else
                payload.ToArray()

        ReadOnlyMemory(Array.concat [ [| first |]; length; key; payload ])

    let text side (text: string) = frame side 0x81uy (utf8 text)

    /// Compresses the messages of a direction; each may refer to those before it.
    let deflated (messages: string list) =
        use memory = new MemoryStream()
        use stream = new DeflateStream(memory, CompressionLevel.SmallestSize)

        [ for message in messages do
              let start = int memory.Length
              stream.Write((utf8 message).Span)
              stream.Flush()

              // The end of the last block is left out; nothing is an empty block.
              if int memory.Length = start then
                  ReadOnlyMemory [| 0uy |]
              else
                  ReadOnlyMemory(memory.ToArray(), start, int memory.Length - start - 4) ]

    /// Who sent each message of a recording, and its text.
    let messages name =
        [ for line in lines name do
              match RecordedLine.parse line with
              | RecordedLine.Message(ValueSome from, text) -> (if from = "client" then Caller else Callee), text
              | RecordedLine.Message(ValueNone, _)
              | RecordedLine.HttpHead _
              | RecordedLine.Close _
              | RecordedLine.Other _ -> () ]

    let opening extension =
        [ Caller, utf8 request; Callee, utf8 (response extension) ]

    /// A WebSocket on which these messages go.
    let webSocket (messages: (TcpEnd * string) list) =
        opening "" @ [ for side, message in messages -> side, text side message ]

    /// The same, compressed.
    let compressedWebSocket (messages: (TcpEnd * string) list) =
        let of' side =
            messages |> List.filter (fst >> (=) side) |> List.map snd |> deflated

        let mutable ofCaller = of' Caller
        let mutable ofCallee = of' Callee

        opening "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=15\r\n"
        @ [ for side, _ in messages do
                match side with
                | Caller ->
                    side, frame side 0xC1uy ofCaller.Head
                    ofCaller <- ofCaller.Tail
                | Callee ->
                    side, frame side 0xC1uy ofCallee.Head
                    ofCallee <- ofCallee.Tail ]

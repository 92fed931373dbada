namespace PeerFunctional.CapnWeb

open System
open System.Text
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// A recording as text: a message a line, with who sent it. A line is a frame; it has no time.
module RpcRecording =

    /// Lines of a session; a longer one is cut there.
    [<Literal>]
    let MaxLines = 200_000

    /// A session while its lines come. Rows and events are last first.
    [<NoEquality; NoComparison>]
    type private Recorded =
        { First: int64
          Count: int
          CallerRows: StreamMessage<CapturedRpc> list
          CalleeRows: StreamMessage<CapturedRpc> list
          Events: SessionEvent list
          CallerNumber: int64
          CalleeNumber: int64
          Gaps: SessionGap list }

    let private blank first =
        { First = first
          Count = 0
          CallerRows = []
          CalleeRows = []
          Events = []
          CallerNumber = 0L
          CalleeNumber = 0L
          Gaps = [] }

    let private placeOf line =
        { Frame = line
          At = TimeSpan.FromTicks line }

    let private sideOf from =
        match from with
        | ValueSome "client" -> ValueSome Caller
        | ValueSome "server" -> ValueSome Callee
        | ValueSome _
        | ValueNone -> ValueNone

    let private add side row (recorded: Recorded) =
        let recorded: Recorded =
            { recorded with
                Count = recorded.Count + 1 }

        match side with
        | Caller ->
            { recorded with
                CallerRows = row :: recorded.CallerRows }
        | Callee ->
            { recorded with
                CalleeRows = row :: recorded.CalleeRows }

    let private row line (text: string) message : StreamMessage<CapturedRpc> =
        let bytes = ReadOnlyMemory(Encoding.UTF8.GetBytes text)

        { Place = placeOf line
          Pieces = [ bytes ]
          Bytes = bytes
          Message = Ok message }

    let private said side line (text: string) recorded =
        let bytes = ReadOnlyMemory(Encoding.UTF8.GetBytes text)

        let number =
            match side with
            | Caller -> recorded.CallerNumber
            | Callee -> recorded.CalleeNumber

        let struct (row, event, number) =
            CapturedSession.read
                side
                number
                { Place = placeOf line
                  Bytes = bytes
                  Text = Ok bytes }

        let recorded =
            add
                side
                row
                { recorded with
                    Events = event :: recorded.Events }

        match side with
        | Caller -> { recorded with CallerNumber = number }
        | Callee -> { recorded with CalleeNumber = number }

    let private headed side line start recorded =
        let head = { Start = start; Fields = [] }

        let gaps =
            match side, HttpHead.status head with
            | Callee, (0 | 101 | 200) -> []
            | Callee, status ->
                [ { Since = line
                    IsOfServer = true
                    Words = $"the server answered {status} at frame {line}" } ]
            | Caller, _ -> []

        { add side (row line start (Head head)) recorded with
            Gaps = recorded.Gaps @ gaps }

    let private stream rows : CapturedStream<CapturedRpc> =
        { Messages = List.rev rows
          Pieces = rows |> List.rev |> List.collect _.Pieces
          Gap = ValueNone }

    let private connection recorded : CapturedConnection<CapturedRpc> =
        let place = placeOf recorded.First

        { Number = recorded.First
          Caller = Endpoint.create "client" 0
          Callee = Endpoint.create "server" 0
          IsFromBeginning = true
          Called = place
          Accepted = ValueSome place
          OfCaller = stream recorded.CallerRows
          OfCallee = stream recorded.CalleeRows
          CallerEnd = ValueNone
          CalleeEnd = ValueNone
          ResetBy = ValueNone }

    let private report judging recorded : ConversationReport =
        let connection = connection recorded

        let decoded: DecodedConversation<unit, CapturedRpc> =
            { About = ()
              Start = 0L
              Datagrams = []
              Connections = [ connection ]
              Horizon = TimeSpan.FromTicks(recorded.First + int64 recorded.Count)
              Limits = ValueNone
              Reread = ValueNone
              Lacks = []
              IsTimeless = false
              MayBeCopies = Set.empty
              Judging = judging }

        RpcAnalysis.report
            $"Cap'n Web, from line {recorded.First}"
            "client"
            "server"
            decoded
            { Connection = connection
              Sessions =
                [ { Events = List.rev recorded.Events
                    Gaps = recorded.Gaps
                    Response = ValueNone
                    Apart = TimeSpan.Zero } ]
              Gaps = [] }

    let private finished judging recorded =
        if recorded.Events.IsEmpty then
            None
        else
            Some(report judging recorded)

    /// A request starts a session.
    let private isRequest (start: string) =
        [ "GET "; "POST " ] |> List.exists (fun word -> start.StartsWith(word, StringComparison.Ordinal))

    let private take judging number (text: string) recorded =
        if recorded.Count >= MaxLines || String.IsNullOrWhiteSpace text then
            struct (recorded, None)
        else
            match RecordedLine.parse text with
            | RecordedLine.HttpHead(_, start) when isRequest start ->
                struct (headed Caller number start (blank number), finished judging recorded)
            | RecordedLine.HttpHead(from, start) ->
                match sideOf from with
                | ValueSome side -> struct (headed side number start recorded, None)
                | ValueNone -> struct (recorded, None)
            | RecordedLine.Message(from, text) ->
                match sideOf from with
                | ValueSome side -> struct (said side number text recorded, None)
                | ValueNone -> struct (recorded, None)
            | RecordedLine.Close(from, code, reason) ->
                match sideOf from with
                | ValueSome side ->
                    let row = row number reason (Closing(ValueSome code, reason))
                    struct (add side row recorded, None)
                | ValueNone -> struct (recorded, None)
            | RecordedLine.Other _ -> struct (recorded, None)

    /// The sessions in the lines of a recording, judged, as they end.
    let reports judging (lines: string seq) =
        let step (struct (recorded, _)) line =
            match line with
            | ValueSome(struct (number, text)) -> take judging number text recorded
            | ValueNone -> struct (blank 0L, finished judging recorded)

        let numbered =
            lines |> Seq.mapi (fun index text -> ValueSome(struct (int64 index + 1L, text)))

        Seq.append numbered [ ValueNone ]
        |> Seq.scan step (struct (blank 1L, None))
        |> Seq.choose (fun (struct (_, report)) -> report)

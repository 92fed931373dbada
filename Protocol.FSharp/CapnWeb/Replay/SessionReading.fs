namespace PeerFunctional.CapnWeb

open System
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// A captured connection, and the sessions on it.
[<NoEquality; NoComparison>]
type CapturedSessions =
    {
        Connection: CapturedConnection<CapturedRpc>
        /// First to last.
        Sessions: CapturedSession list
        /// What the capture lacks after them.
        Gaps: SessionGap list
    }

/// Finds the sessions on a captured connection.
module SessionReading =

    /// Rows and sessions found so far, last first.
    [<NoEquality; NoComparison>]
    type private Found =
        { CallerRows: StreamMessage<CapturedRpc> list
          CalleeRows: StreamMessage<CapturedRpc> list
          Sessions: CapturedSession list }

    let private add side rows found =
        match side with
        | Caller ->
            { found with
                CallerRows = List.rev rows @ found.CallerRows }
        | Callee ->
            { found with
                CalleeRows = List.rev rows @ found.CalleeRows }

    let private row (direction: HttpDirection) start after message : StreamMessage<CapturedRpc> =
        let bytes = direction.Captured.Bytes.Slice(start, after - start)

        { Place = CapturedBytes.placeBefore after direction.Captured
          Pieces = [ bytes ]
          Bytes = bytes
          Message = message }

    let private headOf direction (message: HttpMessage) =
        row direction message.Start message.HeadEnd (Ok(Head message.Head))

    /// A head that no program writes, as what a side says in a session.
    let private faultyHead (direction: HttpDirection) (message: HttpMessage) problem : SessionEvent =
        { Place = CapturedBytes.placeBefore message.HeadEnd direction.Captured
          Sender = direction.Side
          Message = Error problem
          Oddity = ValueNone }

    let private gapsOf (direction: HttpDirection) =
        [ for gap in ValueOption.toList direction.Gap do
              { Since = gap.Since.Frame
                IsOfServer = false
                Words =
                  match gap.Bytes with
                  | ValueSome 1L -> $"the capture lacks 1 byte of {direction.Endpoint}, or the end of its stream"
                  | ValueSome bytes -> $"the capture lacks {bytes} bytes of {direction.Endpoint}"
                  | ValueNone -> $"the capture lacks bytes of {direction.Endpoint}" } ]

    let private isReadable (message: HttpMessage) =
        HttpHead.values "content-encoding" message.Head |> List.forall ((=) "identity")

    /// The messages of a body take effect together, once it is whole.
    let private textsOf direction (message: HttpMessage) =
        if isReadable message then
            [ for line in CapturedSession.lines message.Body ->
                  { Place = CapturedBytes.placeBefore message.End direction.Captured
                    Bytes = line
                    Text = Ok line } ]
        else
            []

    let private unreadable direction (message: HttpMessage) =
        let place = CapturedBytes.placeBefore message.End direction.Captured

        [ if not (isReadable message) then
              { Since = place.Frame
                IsOfServer = false
                Words = $"the body of {direction.Endpoint} at frame {place.Frame} is compressed" }
          if direction.Side = Callee && HttpHead.status message.Head <> 200 then
              { Since = place.Frame
                IsOfServer = true
                Words = $"the server answered {HttpHead.status message.Head} at frame {place.Frame}" } ]

    /// The session of a batch.
    let private batch caller callee gaps (exchange: HttpExchange) found =
        let ofCaller, asked =
            textsOf caller exchange.Request |> CapturedSession.readAll Caller

        let ofCallee, answered =
            match exchange.Response with
            | ValueSome response when HttpHead.status response.Head = 200 ->
                textsOf callee response |> CapturedSession.readAll Callee
            | ValueSome _
            | ValueNone -> [], []

        let strange =
            match HttpHead.method exchange.Request.Head with
            | "POST" -> []
            | method -> [ HttpHead.wrong $"it sends a batch by {method}" |> faultyHead caller exchange.Request ]

        let session =
            { Events = strange @ asked @ answered
              Gaps =
                [ yield! unreadable caller exchange.Request
                  match exchange.Response with
                  | ValueSome response -> yield! unreadable callee response
                  | ValueNone -> yield! gaps ]
              Response =
                exchange.Response
                |> ValueOption.map (fun response -> CapturedBytes.placeBefore response.End callee.Captured)
              Apart = ReplayWindow.early }

        { (found |> add Caller ofCaller |> add Callee ofCallee) with
            Sessions = session :: found.Sessions }

    let private heads caller callee (exchange: HttpExchange) found =
        let found = found |> add Caller [ headOf caller exchange.Request ]

        match exchange.Response with
        | ValueSome response -> found |> add Callee [ headOf callee response ]
        | ValueNone -> found

    let private beginsAsBatch (message: HttpMessage) =
        CapturedSession.begins message.Body = ValueSome true

    /// Whether an exchange is that of a batch; `targets` are those of batches before it.
    let private isBatch targets (exchange: HttpExchange) =
        beginsAsBatch exchange.Request
        || HttpHead.method exchange.Request.Head = "POST"
           && (Set.contains (HttpHead.target exchange.Request.Head) targets
               || exchange.Response |> ValueOption.exists beginsAsBatch)

    let private exchange caller callee gaps (found, targets) (exchange: HttpExchange) =
        let found = heads caller callee exchange found

        if isBatch targets exchange then
            batch caller callee gaps exchange found, Set.add (HttpHead.target exchange.Request.Head) targets
        else
            found, targets

    let private rules side (response: HttpHead) =
        let extensions = HttpHead.values "sec-websocket-extensions" response

        let parts =
            extensions |> List.collect (fun one -> one.Split ';' |> Array.map _.Trim() |> List.ofArray)

        let own =
            match side with
            | Caller -> "client_no_context_takeover"
            | Callee -> "server_no_context_takeover"

        { IsMasked = (side = Caller)
          IsCompressed = List.contains "permessage-deflate" parts
          KeepsWindow = not (List.contains own parts) }

    /// What an end said on a WebSocket: its rows, the messages among them, and where the bytes begin that are not a whole message.
    let private spoken direction start rules =
        ((start, 0L), WebSocketFrames.read rules start direction.Captured.Bytes |> List.ofSeq)
        ||> List.mapFold (fun (start, number) framed ->
            let row message = row direction start framed.End message

            let text (text: Result<ReadOnlyMemory<byte>, Malformation>) =
                let place = CapturedBytes.placeBefore framed.End direction.Captured

                let struct (message, event, number) =
                    CapturedSession.read
                        direction.Side
                        number
                        { Place = place
                          Bytes = Result.defaultValue (direction.Captured.Bytes.Slice(start, framed.End - start)) text
                          Text = text }

                (message, Some event), (framed.End, number)

            match framed.Message with
            | Ok(WebSocketMessage.Text bytes)
            | Ok(WebSocketMessage.Binary bytes) -> text (Ok bytes)
            | Ok WebSocketMessage.Ping -> (row (Ok(Signal false)), None), (framed.End, number)
            | Ok WebSocketMessage.Pong -> (row (Ok(Signal true)), None), (framed.End, number)
            | Ok(WebSocketMessage.Close(code, reason)) -> (row (Ok(Closing(code, reason))), None), (framed.End, number)
            | Error problem -> text (Error problem))
        |> fun (said, (after, _)) ->
            let rows, events = List.unzip said
            rows, List.choose id events, after

    let private isClosed (rows: StreamMessage<CapturedRpc> list) =
        rows
        |> List.exists (fun row ->
            match row.Message with
            | Ok(Closing _) -> true
            | Ok(Segment _ | Head _ | Said _ | Signal _)
            | Error _ -> false)

    /// The bytes of a WebSocket that ended within a message.
    let private unfinished (direction: HttpDirection) after =
        [ match direction.End, direction.Captured.Bytes.Length - after with
          | ValueSome ending, count when count > 0 ->
              { Since = ending.Place.Frame
                IsOfServer = false
                Words = $"the last {count} bytes of {direction.Endpoint} are not a whole message" }
          | _, _ -> () ]

    let private responseOf (opening: HttpExchange) =
        opening.Response |> ValueOption.map _.Head |> ValueOption.defaultValue opening.Request.Head

    let private webSocket caller callee (opening: HttpExchange) callerAt calleeAt found =
        let found = heads caller callee opening found

        let response = responseOf opening

        let ofCaller, asked, afterCaller = spoken caller callerAt (rules Caller response)
        let ofCallee, answered, afterCallee = spoken callee calleeAt (rules Callee response)

        let faults =
            [ yield!
                  HttpHead.upgradeFault opening.Request.Head
                  |> Option.map (faultyHead caller opening.Request)
                  |> Option.toList

              match opening.Response with
              | ValueSome response ->
                  yield!
                      HttpHead.acceptFault opening.Request.Head response.Head
                      |> Option.map (faultyHead callee response)
                      |> Option.toList
              | ValueNone -> () ]

        let session =
            { Events =
                faults @ (asked @ answered |> List.sortBy (fun event -> struct (event.Place.Frame, event.Place.At)))
              Gaps =
                [ if not (isClosed ofCaller) then
                      yield! gapsOf caller
                      yield! unfinished caller afterCaller
                  if not (isClosed ofCallee) then
                      yield! gapsOf callee
                      yield! unfinished callee afterCallee ]
              Response = ValueNone
              Apart = ReplayWindow.early }

        { (found |> add Caller ofCaller |> add Callee ofCallee) with
            Sessions = session :: found.Sessions }

    let private direction side (connection: CapturedConnection<CapturedRpc>) =
        let endpoint, stream, ending =
            match side with
            | Caller -> connection.Caller, connection.OfCaller, connection.CallerEnd
            | Callee -> connection.Callee, connection.OfCallee, connection.CalleeEnd

        { Side = side
          Endpoint = endpoint
          Captured = CapturedBytes.ofStream stream
          End =
            match stream.Gap with
            | ValueNone -> ending
            | ValueSome _ -> ValueNone
          Gap = stream.Gap }

    /// What a side says in place of HTTP, from which on nothing of the connection is read.
    let private astray direction start problem found =
        let bytes = direction.Captured.Bytes
        let row = row direction start bytes.Length (Error problem)

        let session =
            { Events =
                [ { Place = row.Place
                    Sender = direction.Side
                    Message = Error problem
                    Oddity = ValueNone } ]
              Gaps = []
              Response = ValueNone
              Apart = ReplayWindow.early }

        { (found |> add direction.Side [ row ]) with
            Sessions = session :: found.Sessions }

    /// A stream that ends within a message.
    let private cut (direction: HttpDirection) (ending: ConnectionEnd) =
        { Since = ending.Place.Frame
          IsOfServer = direction.Side = Callee
          Words = $"the stream of {direction.Endpoint} ends at frame {ending.Place.Frame} within an HTTP message" }

    /// Whether a server ended its stream, and not after its client, where a response was due.
    let private endedFirst (caller: HttpDirection) (ending: ConnectionEnd) =
        caller.End |> ValueOption.forall (fun its -> its.Place.Frame > ending.Place.Frame)

    /// What a side says where no WebSocket was opened, or where its partner does not speak HTTP.
    let private unread (direction: HttpDirection) at =
        match direction.Captured.Bytes.Length - at with
        | 0 -> []
        | count ->
            [ { Since = (CapturedBytes.placeBefore (at + 1) direction.Captured).Frame
                IsOfServer = direction.Side = Callee
                Words = $"{count} bytes of {direction.Endpoint} belong to no session that its partner opened" } ]

    /// The bytes that the capture holds of an incomplete message, and what they leave unknown.
    let private rest (caller: HttpDirection) (direction: HttpDirection) part at found =
        let bytes = direction.Captured.Bytes

        let gaps =
            match direction.End with
            | ValueSome ending when at < bytes.Length -> [ cut direction ending ]
            | ValueSome ending when direction.Side = Callee && endedFirst caller ending -> [ cut direction ending ]
            | ValueSome _
            | ValueNone -> []

        match part with
        | HttpPart.HeadOnly(head, start, headEnd) ->
            found |> add direction.Side [ row direction start headEnd (Ok(Head head)) ], gaps
        | HttpPart.Broken problem when at < bytes.Length && caller.Gap.IsNone && direction.Gap.IsNone ->
            // What a client may have asked for is unknown.
            let gaps =
                [ if direction.Side = Caller then
                      { Since = (CapturedBytes.placeBefore bytes.Length direction.Captured).Frame
                        IsOfServer = true
                        Words = "its client sent something other than HTTP" } ]

            astray direction at problem found, gaps
        | HttpPart.Broken _
        | HttpPart.Whole _
        | HttpPart.Partial -> found, gaps

    /// Whether a direction may have said more: a single byte may be its end.
    let private lacksMore (direction: HttpDirection) =
        match direction.Gap with
        | ValueSome { Bytes = ValueSome 1L }
        | ValueNone -> false
        | ValueSome _ -> true

    let private blank =
        { CallerRows = []
          CalleeRows = []
          Sessions = [] }

    let private batches caller callee gaps exchanges =
        ((blank, Set.empty), exchanges) ||> List.fold (exchange caller callee gaps) |> fst

    /// The rules of a WebSocket whose handshake is unknown.
    let private anyRules side =
        { IsMasked = (side = Caller)
          IsCompressed = true
          KeepsWindow = true }

    /// Whether a direction of a WebSocket has a message, as far as it has to be read to know.
    let private speaks (direction: HttpDirection) start rules =
        WebSocketFrames.read rules start direction.Captured.Bytes
        |> Seq.exists (fun framed ->
            match framed.Message with
            | Ok(WebSocketMessage.Text bytes)
            | Ok(WebSocketMessage.Binary bytes) -> MessageCodec.read WireLimits.standard bytes |> Result.isOk
            | Ok(WebSocketMessage.Ping | WebSocketMessage.Pong | WebSocketMessage.Close _)
            | Error _ -> false)

    /// Whether the segments of a connection hold a message, or begin as a batch.
    let hasMessage (connection: CapturedConnection<CapturedRpc>) =
        let caller = direction Caller connection
        let callee = direction Callee connection
        let exchanges, ending = CapturedExchange.read caller callee

        let rest at = caller.Captured.Bytes.Slice at

        /// The head of the first request, and whether its body begins as a batch.
        let first =
            match exchanges, ending with
            | exchange :: _, _ ->
                ValueSome(struct (exchange.Request.Head, CapturedSession.begins exchange.Request.Body))
            | [], ExchangeEnd.WebSocket(opening, _, _) -> ValueSome(struct (opening.Request.Head, ValueNone))
            | [], ExchangeEnd.Rest(Caller, HttpPart.HeadOnly(head, _, _), _, _) when
                HttpHead.has "transfer-encoding" "chunked" head
                ->
                ValueSome(struct (head, ValueSome true))
            | [], ExchangeEnd.Rest(Caller, HttpPart.HeadOnly(head, _, headEnd), _, _) ->
                ValueSome(struct (head, CapturedSession.begins (rest headEnd)))
            | [], _ -> ValueNone

        let isPosted () =
            match first with
            | ValueSome(struct (head, begins)) -> HttpHead.method head = "POST" && begins = ValueSome true
            | ValueNone -> false

        /// A batch without its head, or the answer to one without its body.
        let isInPart () =
            connection.IsFromBeginning
            && (CapturedSession.begins caller.Captured.Bytes = ValueSome true
                || exchanges
                   |> List.exists (fun exchange ->
                       exchange.Response
                       |> ValueOption.exists (fun response -> CapturedSession.begins response.Body = ValueSome true)))

        let isSpoken () =
            match ending with
            | ExchangeEnd.WebSocket(opening, callerAt, calleeAt) ->
                let response = responseOf opening

                speaks caller callerAt (rules Caller response) || speaks callee calleeAt (rules Callee response)
            // A WebSocket whose handshake is not one: both ends are shown from the first byte.
            | ExchangeEnd.Unasked at -> connection.IsFromBeginning && speaks callee at (anyRules Callee)
            | ExchangeEnd.Rest(side, (HttpPart.Broken _ | HttpPart.HeadOnly _), at, other) ->
                let own, partner = if side = Caller then caller, callee else callee, caller

                connection.IsFromBeginning
                && (speaks own at (anyRules side) || speaks partner other (anyRules partner.Side))
            | ExchangeEnd.Nothing
            | ExchangeEnd.Rest _ -> false

        let isBatched () =
            (batches caller callee [] exchanges).Sessions
            |> List.exists (fun session -> session.Events |> List.exists _.Message.IsOk)

        isPosted () || isSpoken () || isBatched () || isInPart ()

    /// Reads the segments of a connection.
    let ofSegments (connection: CapturedConnection<CapturedRpc>) =
        let caller = direction Caller connection
        let callee = direction Callee connection
        let gaps = gapsOf caller @ gapsOf callee
        let exchanges, ending = CapturedExchange.read caller callee

        let found = batches caller callee gaps exchanges

        let found, cuts =
            match ending with
            | ExchangeEnd.Nothing -> found, []
            | ExchangeEnd.WebSocket(opening, callerAt, calleeAt) ->
                webSocket caller callee opening callerAt calleeAt found, []
            | ExchangeEnd.Rest(side, part, at, other) ->
                let own, partner = if side = Caller then caller, callee else callee, caller
                let found, cuts = rest caller own part at found

                let isStrange =
                    match part with
                    | HttpPart.Broken _ -> true
                    | HttpPart.HeadOnly _ -> side = Callee
                    | HttpPart.Whole _
                    | HttpPart.Partial -> false

                if isStrange && caller.Gap.IsNone && callee.Gap.IsNone then
                    found, cuts @ unread partner other
                else
                    found, cuts
            | ExchangeEnd.Unasked at -> astray callee at (HttpHead.wrong "nothing asked for it") found, []

        let told rows (stream: CapturedStream<CapturedRpc>) =
            { stream with Messages = List.rev rows }

        { Connection =
            { connection with
                OfCaller = told found.CallerRows connection.OfCaller
                OfCallee = told found.CalleeRows connection.OfCallee }
          Sessions = List.rev found.Sessions
          Gaps =
            match ending with
            | ExchangeEnd.WebSocket _
            | ExchangeEnd.Unasked _ -> []
            | ExchangeEnd.Nothing -> [ caller; callee ] |> List.filter lacksMore |> List.collect gapsOf
            | ExchangeEnd.Rest _ -> gaps @ cuts }

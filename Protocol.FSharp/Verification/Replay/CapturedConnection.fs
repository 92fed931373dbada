namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Capture

[<Struct>]
type ConnectionEnd = { Place: CapturePoint; IsReset: bool }

[<NoEquality; NoComparison>]
type CapturedConnection<'message> =
    { Number: int64
      Caller: Endpoint
      Callee: Endpoint
      IsFromBeginning: bool
      Called: CapturePoint
      Accepted: CapturePoint voption
      OfCaller: CapturedStream<'message>
      OfCallee: CapturedStream<'message>
      CallerEnd: ConnectionEnd voption
      CalleeEnd: ConnectionEnd voption
      ResetBy: TcpEnd voption }

type Reading<'message> = Connection -> CapturedStream<'message> -> StreamMessage<'message> list

module CapturedConnection =

    /// What ended a side first.
    let private ended side place isReset connection =
        let ending known =
            known |> ValueOption.orElse (ValueSome { Place = place; IsReset = isReset })

        match side with
        | Caller ->
            { connection with
                CallerEnd = ending connection.CallerEnd }
        | Callee ->
            { connection with
                CalleeEnd = ending connection.CalleeEnd }

    let private add (struct (connection, ofCaller, ofCallee)) (struct (place, event)) =
        let read side change =
            match side with
            | Caller -> struct (connection, change ofCaller, ofCallee)
            | Callee -> struct (connection, ofCaller, change ofCallee)

        match event with
        | TcpEvent.Syn -> struct (connection, ofCaller, ofCallee)
        | TcpEvent.Accepted ->
            let accepted = connection.Accepted |> ValueOption.orElse (ValueSome place)
            struct ({ connection with Accepted = accepted }, ofCaller, ofCallee)
        | TcpEvent.Refused -> struct (ended Callee place true connection, ofCaller, ofCallee)
        | TcpEvent.Data(side, bytes) -> read side (StreamReading.take place bytes)
        | TcpEvent.Lacks(side, bytes) -> read side (StreamReading.lack bytes)
        | TcpEvent.Fin side ->
            let struct (connection, ofCaller, ofCallee) = read side (StreamReading.stop place)
            struct (ended side place false connection, ofCaller, ofCallee)
        | TcpEvent.Reset side ->
            let connection =
                { connection with
                    ResetBy = ValueSome side }

            struct (ended side place true connection, ofCaller, ofCallee)

    /// Whether an event tells that the beginning of the connection is missing.
    let private isMissingBefore (called: CapturePoint) (struct (place: CapturePoint, news)) =
        match news.Event with
        | TcpEvent.Lacks(_, ValueNone) -> place.Frame = called.Frame
        | TcpEvent.Lacks(_, ValueSome _)
        | TcpEvent.Syn
        | TcpEvent.Accepted
        | TcpEvent.Refused
        | TcpEvent.Data _
        | TcpEvent.Fin _
        | TcpEvent.Reset _ -> false

    let ofEvents (codec: StreamCodec<'message>) (events: (struct (CapturePoint * TcpEventAt)) list) =
        let struct (called, first) = events.Head

        let blank: CapturedStream<'message> =
            { Messages = []
              Pieces = []
              Gap = ValueNone }

        let connection =
            { Number = first.Connection
              Caller = first.Caller
              Callee = first.Callee
              IsFromBeginning = not (List.exists (isMissingBefore called) events)
              Called = called
              Accepted = ValueNone
              OfCaller = blank
              OfCallee = blank
              CallerEnd = ValueNone
              CalleeEnd = ValueNone
              ResetBy = ValueNone }

        let ofCaller =
            StreamReading.start called (codec.Decoder(Connection.Accepted(first.Caller, first.Callee)))

        let ofCallee = StreamReading.start called (codec.Decoder(Dialled(first.Callee, 0)))

        let struct (connection, ofCaller, ofCallee) =
            (struct (connection, ofCaller, ofCallee), events)
            ||> List.fold (fun read (struct (place, news)) -> add read (struct (place, news.Event)))

        { connection with
            OfCaller = StreamReading.stream ofCaller
            OfCallee = StreamReading.stream ofCallee }

    let private sound (stream: CapturedStream<'message>) =
        match stream.Messages with
        | { Message = Ok message } :: _ -> ValueSome message
        | _ -> ValueNone

    let request connection = sound connection.OfCaller

    let answer connection = sound connection.OfCallee

    let private observed partner (place: CapturePoint) observation =
        { ObservedEvent.Frame = place.Frame
          At = place.At
          Partner = partner
          Observation = observation }

    let private isBehind (message: StreamMessage<'message>) =
        match message.Message with
        | Error problem -> problem.Problem = CapturedStream.Behind
        | Ok _ -> false

    let whole: Reading<'message> =
        fun _ stream ->
            if List.exists isBehind stream.Messages then
                List.filter (isBehind >> not) stream.Messages
            else
                stream.Messages

    let private messages partner (messages: StreamMessage<'message> list) =
        [ for message in messages ->
              observed partner message.Place (Observation.Message(message.Message, message.Bytes)) ]

    let private closed partner isAccepted (ending: ConnectionEnd voption) =
        [ for ending in ValueOption.toList ending ->
              let reason =
                  match isAccepted, ending.IsReset with
                  | _, false -> CloseReason.ClosedByPartner
                  | true, true -> CloseReason.Reset
                  | false, true -> CloseReason.Refused

              observed partner ending.Place (Observation.Close reason) ]

    /// What the capture lacks of a side, in words.
    let private gapWords (endpoint: Endpoint) (gap: StreamGap) =
        match gap.Bytes with
        | ValueSome 1L -> $"the capture lacks 1 byte of {endpoint}, or the end of its stream"
        | ValueSome bytes -> $"the capture lacks {bytes} bytes of {endpoint}"
        | ValueNone -> $"the capture lacks bytes of {endpoint}"

    /// The place before which nothing of a gap is missing: where the capture lacks the beginning of a connection, it may have begun
    /// at any time.
    let private since connection (gap: StreamGap) =
        if connection.IsFromBeginning then
            gap.Since
        else
            { gap.Since with
                At = TimeSpan.MinValue }

    let private lostFirst connection endpoint (stream: CapturedStream<'message>) =
        match stream.Messages, stream.Gap with
        | [], ValueSome gap -> ValueSome(struct (since connection gap, gapWords endpoint gap))
        | _ -> ValueNone

    let lostRequest connection =
        lostFirst connection connection.Caller connection.OfCaller

    let lostAnswer connection =
        lostFirst connection connection.Callee connection.OfCallee

    let lacks connection =
        [ for endpoint, stream in
              [ connection.Caller, connection.OfCaller
                connection.Callee, connection.OfCallee ] do
              for gap in ValueOption.toList stream.Gap -> since connection gap, gapWords endpoint gap ]

    let private lost partner endpoint (stream: CapturedStream<'message>) =
        let count (pieces: ReadOnlyMemory<byte> list) = pieces |> List.sumBy _.Length

        let mayBeEnd (gap: StreamGap) =
            gap.Bytes = ValueSome 1L
            && not stream.Messages.IsEmpty
            && count stream.Pieces = count (stream.Messages |> List.map _.Bytes)

        [ for gap in ValueOption.toList stream.Gap do
              observed partner gap.Since (Observation.Lost(gapWords endpoint gap, mayBeEnd gap)) ]

    /// The end of a side that the capture does not show, in words; none where the connection is over.
    let private unseenEnd (endpoint: Endpoint) connection (ending: ConnectionEnd voption) =
        if ending.IsSome || connection.ResetBy.IsSome || connection.Accepted.IsNone then
            ValueNone
        else
            ValueSome $"the capture lacks the end of the connection with {endpoint}"

    /// The answer to a call that the capture does not show, in words: neither taken nor refused.
    let private unseenAnswer connection =
        if connection.Accepted.IsSome || connection.CalleeEnd.IsSome || connection.ResetBy.IsSome then
            ValueNone
        else
            ValueSome $"the capture lacks the answer to a connection request to {connection.Callee}"

    let unseen connection =
        unseenAnswer connection
        |> ValueOption.orElse (unseenEnd connection.Callee connection connection.CallerEnd)
        |> ValueOption.orElse (unseenEnd connection.Caller connection connection.CalleeEnd)

    let private lostOutput endpoint (stream: CapturedStream<'message>) =
        stream.Gap |> ValueOption.map (gapWords endpoint)

    let private inOrder (events: ObservedEvent<'message> list) =
        let rec isSorted (events: ObservedEvent<'message> list) =
            match events with
            | one :: (next :: _ as rest) -> one.Frame <= next.Frame && isSorted rest
            | [ _ ]
            | [] -> true

        Array.ofList (
            if isSorted events then
                events
            else
                List.sortBy _.Frame events
        )

    let callerFlow (read: Reading<'message>) connection =
        let name = Dialled(connection.Callee, 0)
        let partner = Address.Stream name
        let isAccepted = connection.Accepted.IsSome

        { Inputs =
            inOrder (
                [ for accepted in ValueOption.toList connection.Accepted do
                      observed partner accepted Observation.Accept
                  yield! messages partner (read name connection.OfCallee)
                  yield! lost partner connection.Callee connection.OfCallee
                  yield! closed partner isAccepted connection.CalleeEnd ]
            )
          Outputs =
            inOrder (
                [ observed partner connection.Called Observation.Connect
                  yield! messages partner connection.OfCaller.Messages
                  yield! closed partner isAccepted connection.CallerEnd ]
            )
          WasReset = connection.ResetBy.IsSome
          LostOutput = lostOutput connection.Caller connection.OfCaller
          UnseenOwnEnd = unseenEnd connection.Callee connection connection.CallerEnd
          UnseenOtherEnd =
            unseenEnd connection.Callee connection connection.CalleeEnd
            |> ValueOption.orElse (unseenAnswer connection) }

    /// A caller that ends its side before it is answered still waits for the answer: the callee does not see it go.
    let private callerEnd (connection: CapturedConnection<'message>) =
        match connection.CallerEnd, List.tryLast connection.OfCallee.Messages with
        | ValueSome { IsReset = false; Place = ended }, Some answer when ended.Frame < answer.Place.Frame -> ValueNone
        | ending, _ -> ending

    let calleeFlow (read: Reading<'message>) connection =
        let name = Connection.Accepted(connection.Caller, connection.Callee)
        let partner = Address.Stream name

        match connection.Accepted with
        | ValueNone ->
            { Inputs = [||]
              Outputs = [||]
              WasReset = false
              LostOutput = ValueNone
              UnseenOwnEnd = ValueNone
              UnseenOtherEnd = ValueNone }
        | ValueSome accepted ->
            { Inputs =
                inOrder (
                    [ observed partner accepted Observation.Connect
                      yield! messages partner (read name connection.OfCaller)
                      yield! lost partner connection.Caller connection.OfCaller
                      yield! closed partner true (callerEnd connection) ]
                )
              Outputs =
                inOrder (messages partner connection.OfCallee.Messages @ closed partner true connection.CalleeEnd)
              WasReset = connection.ResetBy.IsSome
              LostOutput = lostOutput connection.Callee connection.OfCallee
              UnseenOwnEnd = unseenEnd connection.Caller connection connection.CalleeEnd
              UnseenOtherEnd = unseenEnd connection.Caller connection connection.CallerEnd }

    /// How much later than its time a runtime may end a caller that said nothing, or earlier as the capture shows it.
    let private patience = TimeSpan.FromMilliseconds 500.0

    let guardedFlow (limits: StreamLimits) read connection =
        let flow = calleeFlow read connection

        match connection.Accepted, connection.OfCaller.Messages, connection.CalleeEnd with
        | ValueSome accepted, [], ValueSome ending when ending.Place.At - accepted.At >= limits.Request - patience ->
            let late =
                observed
                    (Address.Stream(Connection.Accepted(connection.Caller, connection.Callee)))
                    ending.Place
                    (Observation.Close CloseReason.TimedOut)

            { flow with
                Inputs =
                    Array.append (flow.Inputs |> Array.filter (fun input -> not input.Observation.IsClose)) [| late |]
                Outputs = [||] }
        | _ -> flow

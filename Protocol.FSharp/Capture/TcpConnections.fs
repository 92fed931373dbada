namespace PeerFunctional.Capture

open System
open PeerFunctional.Kernel

[<RequireQualifiedAccess; NoEquality; NoComparison>]
type TcpEvent =
    | Syn
    | Accepted
    | Refused
    | Data of TcpEnd * ReadOnlyMemory<byte>
    | Lacks of TcpEnd * bytes: int64 voption
    | Fin of TcpEnd
    | Reset of by: TcpEnd

[<NoEquality; NoComparison>]
type TcpEventAt =
    { Connection: int64
      Caller: Endpoint
      Callee: Endpoint
      Event: TcpEvent }

module TcpEventAt =

    let private opposite side =
        match side with
        | Caller -> Callee
        | Callee -> Caller

    let turned news =
        { news with
            Caller = news.Callee
            Callee = news.Caller
            Event =
                match news.Event with
                | TcpEvent.Data(side, bytes) -> TcpEvent.Data(opposite side, bytes)
                | TcpEvent.Lacks(side, bytes) -> TcpEvent.Lacks(opposite side, bytes)
                | TcpEvent.Fin side -> TcpEvent.Fin(opposite side)
                | TcpEvent.Reset side -> TcpEvent.Reset(opposite side)
                | TcpEvent.Syn -> TcpEvent.Syn
                | TcpEvent.Accepted -> TcpEvent.Accepted
                | TcpEvent.Refused -> TcpEvent.Refused }

/// A connection as far as it was captured.
[<NoEquality; NoComparison>]
type private Captured =
    {
        Number: int64
        From: Endpoint
        Target: Endpoint
        /// The caller's first sequence number; none where the capture lacks it.
        Beginning: uint32 voption
        IsTaken: bool
        OfCaller: TcpReassembly
        OfCallee: TcpReassembly
        /// The connection is over or no analyzer wants it: further segments are ignored.
        IsForgotten: bool
    }

[<NoEquality; NoComparison>]
type TcpConnections =
    private
        {
            /// By the ports of both ends, the lesser end first, and their hosts: text is compared fast.
            Known: Map<string, Captured>
            /// The ends of each connection, by its number.
            Ends: Map<int64, string>
            Count: int
            Following: int64
            /// Bytes kept that came before their turn.
            Waiting: int64
            Listeners: Listeners
        }

module TcpConnections =

    [<Literal>]
    let MaxKnown = 16_384

    [<Literal>]
    let MaxWaiting = 131_072

    [<Literal>]
    let MaxWaitingInAll = 67_108_864L

    let amid listeners =
        { Known = Map.empty
          Ends = Map.empty
          Count = 0
          Following = 0L
          Waiting = 0L
          Listeners = listeners }

    let empty = amid Listeners.none

    let private ends (one: Endpoint) (other: Endpoint) =
        let key (first: Endpoint) (second: Endpoint) =
            String.Concat(String [| char first.Port; char second.Port |], first.Host, " ", second.Host)

        let isInOrder =
            one.Port < other.Port || one.Port = other.Port && String.CompareOrdinal(one.Host, other.Host) <= 0

        if isInOrder then key one other else key other one

    let private waiting connection =
        int64 (TcpReassembly.waiting connection.OfCaller)
        + int64 (TcpReassembly.waiting connection.OfCallee)

    let private put key before connection calls =
        { calls with
            Known = Map.add key connection calls.Known
            Waiting = calls.Waiting - before + waiting connection }

    let private silenced connection =
        { connection with
            IsForgotten = true
            OfCaller = TcpReassembly.empty
            OfCallee = TcpReassembly.empty }

    let forget number calls =
        match Map.tryFind number calls.Ends with
        | None -> calls
        | Some key ->
            let connection = calls.Known[key]
            put key (waiting connection) (silenced connection) calls

    let private remove key calls =
        match Map.tryFind key calls.Known with
        | None -> calls
        | Some connection ->
            { calls with
                Known = Map.remove key calls.Known
                Ends = Map.remove connection.Number calls.Ends
                Count = calls.Count - 1
                Waiting = calls.Waiting - waiting connection }

    let private makeRoom calls =
        if calls.Count < MaxKnown then
            calls
        else
            remove (snd (Map.minKeyValue calls.Ends)) calls

    let private side connection (segment: Segment) =
        if segment.Source = connection.From then Caller else Callee

    let private passed stream side passed =
        match passed with
        | Bytes _ when TcpReassembly.isTorn stream -> []
        | Bytes bytes -> [ TcpEvent.Data(side, bytes) ]
        | Joined
        | Missing _ -> []
        | Ended -> [ TcpEvent.Fin side ]
        | TornDown -> [ TcpEvent.Reset side ]

    let private lacks side before after =
        let lacking = TcpReassembly.lacking after

        if lacking = TcpReassembly.lacking before then
            []
        else
            [ TcpEvent.Lacks(side, ValueSome lacking) ]

    let private opposite side =
        match side with
        | Caller -> Callee
        | Callee -> Caller

    /// The other direction once a segment acknowledged it.
    let private acknowledged (segment: Segment) other =
        match segment.Acknowledgement with
        | ValueSome next when not (TcpReassembly.isOver other) -> TcpReassembly.acknowledge next other
        | ValueSome _
        | ValueNone -> other

    /// What the reset of a side tells that the capture lacks. It has the number of the next byte of its side, and acknowledges what
    /// came from the other one. Without an acknowledgement it takes its number from the segment that it answers (RFC 9293, 3.5.2):
    /// the capture lacks that segment where no other one has the number.
    let private lackedByReset (reset: Segment) side own other =
        match reset.Acknowledgement with
        | ValueSome _ ->
            let said =
                if TcpReassembly.isOver own then
                    own
                else
                    TcpReassembly.acknowledge reset.Sequence own

            lacks side own said @ lacks (opposite side) other (acknowledged reset other)
        | ValueNone when TcpReassembly.isAcknowledged reset.Sequence own -> []
        | ValueNone -> [ TcpEvent.Lacks(opposite side, ValueNone) ]

    /// Both directions after a segment of a side, its own first, and what the segment tells of them.
    let private exchange (segment: Segment) side own other =
        let acknowledged = acknowledged segment other
        let struct (added, news) = TcpReassembly.add segment own

        struct (added,
                acknowledged,
                List.collect (passed added side) news
                @ lacks side own added
                @ lacks (opposite side) other acknowledged)

    /// The connection after a segment of it, and what the segment tells.
    let private receive (segment: Segment) connection =
        let side = side connection segment

        let taken, connection =
            match side with
            | Callee when segment.Syn && not connection.IsTaken ->
                [ TcpEvent.Accepted ], { connection with IsTaken = true }
            | Callee when not segment.Payload.IsEmpty && not connection.IsTaken ->
                [ TcpEvent.Accepted ], { connection with IsTaken = true }
            // Only a connection that was taken is acknowledged by its caller.
            | Caller when segment.Acknowledgement.IsSome && not segment.Reset && not connection.IsTaken ->
                [ TcpEvent.Accepted ], { connection with IsTaken = true }
            | Caller
            | Callee -> [], connection

        match side with
        | Callee when segment.Reset && not connection.IsTaken -> struct (silenced connection, [ TcpEvent.Refused ])
        | Caller when segment.Reset ->
            struct (silenced connection,
                    lackedByReset segment side connection.OfCaller connection.OfCallee @ [ TcpEvent.Reset side ])
        | Callee when segment.Reset ->
            struct (silenced connection,
                    lackedByReset segment side connection.OfCallee connection.OfCaller @ [ TcpEvent.Reset side ])
        | Caller ->
            let struct (ofCaller, ofCallee, news) =
                exchange segment Caller connection.OfCaller connection.OfCallee

            struct ({ connection with
                        OfCaller = ofCaller
                        OfCallee = ofCallee },
                    taken @ news)
        | Callee ->
            let struct (ofCallee, ofCaller, news) =
                exchange segment Callee connection.OfCallee connection.OfCaller

            struct ({ connection with
                        OfCaller = ofCaller
                        OfCallee = ofCallee },
                    taken @ news)

    let private news connection event =
        { Connection = connection.Number
          Caller = connection.From
          Callee = connection.Target
          Event = event }

    let private follow key segment before connection calls =
        let struct (after, events) = receive segment connection

        let isOver =
            TcpReassembly.isOver after.OfCaller && TcpReassembly.isOver after.OfCallee

        let after = if isOver then silenced after else after
        let calls = put key before after calls

        let calls =
            if waiting after > int64 MaxWaiting || calls.Waiting > MaxWaitingInAll then
                forget after.Number calls
            else
                calls

        struct (calls, events |> List.map (news after))

    let private start caller callee beginning calls =
        let calls = makeRoom (remove (ends caller callee) calls)

        let connection =
            { Number = calls.Following
              From = caller
              Target = callee
              Beginning = beginning
              IsTaken = false
              OfCaller = TcpReassembly.empty
              OfCallee = TcpReassembly.empty
              IsForgotten = false }

        struct (connection,
                { calls with
                    Ends = Map.add connection.Number (ends caller callee) calls.Ends
                    Count = calls.Count + 1
                    Following = calls.Following + 1L })

    let private first key caller callee beginning (segment: Segment) calls =
        let struct (connection, calls) = start caller callee beginning calls
        let struct (calls, events) = follow key segment 0L connection calls
        let isJoined = not segment.Syn && beginning.IsNone

        struct (calls,
                [ news connection TcpEvent.Syn
                  if isJoined then
                      news connection (TcpEvent.Lacks(Caller, ValueNone))
                      news connection (TcpEvent.Lacks(Callee, ValueNone))
                  yield! events ])

    /// Whether a segment of a connection whose beginning is missing comes from the end that was called.
    let private isOfCallee (segment: Segment) calls =
        match
            Listeners.contains segment.Source calls.Listeners, Listeners.contains segment.Destination calls.Listeners
        with
        | true, false -> true
        | false, true -> false
        | true, true
        | false, false -> segment.Source.Port < segment.Destination.Port

    let key (segment: Segment) = ends segment.Source segment.Destination

    let isEarly (segment: Segment) calls =
        match Map.tryFind (key segment) calls.Known with
        | None -> not segment.Syn
        | Some connection when connection.IsForgotten -> false
        | Some connection ->
            let other =
                match side connection segment with
                | Caller -> connection.OfCallee
                | Callee -> connection.OfCaller

            match segment.Acknowledgement with
            | ValueSome next -> TcpReassembly.isAhead next other
            | ValueNone -> false

    let add (segment: Segment) calls =
        let key = key segment
        let isCall = segment.Syn && segment.Acknowledgement.IsNone

        match Map.tryFind key calls.Known with
        | Some connection when isCall && connection.Beginning <> ValueSome segment.Sequence ->
            first key segment.Source segment.Destination (ValueSome segment.Sequence) segment calls
        | Some connection when connection.IsForgotten -> struct (calls, [])
        | Some connection -> follow key segment (waiting connection) connection calls
        | None when isCall -> first key segment.Source segment.Destination (ValueSome segment.Sequence) segment calls
        | None when segment.Syn ->
            let beginning = segment.Acknowledgement |> ValueOption.map (fun next -> next - 1u)
            first key segment.Destination segment.Source beginning segment calls
        // The answer to a call that the capture lacks (RFC 9293, 3.10.7.1).
        | None when segment.Reset && segment.Sequence = 0u && segment.Acknowledgement.IsSome ->
            let beginning = segment.Acknowledgement |> ValueOption.map (fun next -> next - 1u)
            first key segment.Destination segment.Source beginning segment calls
        | None when isOfCallee segment calls -> first key segment.Destination segment.Source ValueNone segment calls
        | None -> first key segment.Source segment.Destination ValueNone segment calls

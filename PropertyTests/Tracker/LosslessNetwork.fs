namespace PeerFunctional.Tests.Tracker

open System
open System.Collections.Generic
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Tracker

/// A message that arrived: from whom, to whom, and on which side of its connection.
type ArrivedMessage<'message> =
    { At: TimeSpan
      From: string
      To: string
      IsRequest: bool
      Message: 'message }

/// What a capture in the network would show: on which connection, by which side.
type CapturedAct<'message> =
    | Calls of caller: Endpoint * callee: Endpoint
    | Takes
    | Refuses
    | Says of TcpEnd * 'message
    | Closes of TcpEnd
    | Breaks of TcpEnd

/// Machines on one host, and a network that loses nothing: everything takes a tenth of a millisecond. A simulated world has
/// neither a process that hangs, nor peers that come while it runs, nor two machines of different types: these tests need them.
type LosslessNetwork<'state, 'message>
    (step:
        'state
            -> Input<Connection, Timer, 'message, UserCommand, Answer>
            -> struct ('state * Output<Connection, Timer, 'message, Question, Notice> list)) =
    let latency = TimeSpan.FromMilliseconds 0.1
    let host = "127.0.0.1"
    let states = Dictionary<string, 'state>()
    let ports = Dictionary<int, string>()
    let ends = Dictionary<struct (string * Connection), struct (string * Connection)>()
    let due = Dictionary<struct (string * Timer), int>()
    let queue = PriorityQueue<unit -> unit, struct (TimeSpan * int)>()
    let heard = List<ArrivedMessage<'message>>()
    let notices = List<struct (string * Notice)>()
    let hanging = HashSet<string>()
    let lines = Dictionary<struct (string * Connection), struct (int * TcpEnd)>()
    let callers = Dictionary<int, string>()
    let seen = List<struct (TimeSpan * int * CapturedAct<'message>)>()
    let mutable now = TimeSpan.Zero
    let mutable count = 0

    member private _.After delay work =
        count <- count + 1
        queue.Enqueue(work, struct (now + delay, count))

    member private network.Feed name input =
        match states.TryGetValue name with
        | true, state ->
            let struct (state, outputs) = step state input
            states[name] <- state
            outputs |> List.iter (network.Perform name)
        | false, _ -> ()

    /// Whether an end is still that of this connection: a name is free again once its connection is closed.
    member private _.IsLinked nearEnd farEnd =
        match ends.TryGetValue nearEnd with
        | true, other -> other = farEnd
        | false, _ -> false

    member private _.Show(line, what) = seen.Add(struct (now, line, what))

    member private network.ShowOf(name, connection, what) =
        match lines.TryGetValue(struct (name, connection)) with
        | true, struct (line, side) -> network.Show(line, what side)
        | false, _ -> ()

    member private network.CloseEnd name connection reason =
        let isReset = reason = CloseReason.Reset
        let nearEnd = struct (name, connection)

        match ends.TryGetValue nearEnd with
        | true, (struct (other, far) as farEnd) ->
            ends.Remove nearEnd |> ignore
            network.ShowOf(name, connection, (if isReset then Breaks else Closes))

            network.After latency (fun () ->
                if network.IsLinked farEnd nearEnd then
                    ends.Remove farEnd |> ignore

                    if not isReset then
                        network.ShowOf(other, far, Closes)

                    network.Feed other (Closed(far, reason)))
        | false, _ -> ()

    member private network.Call name connection (target: Endpoint) =
        count <- count + 1
        callers[count] <- name

        match ports.TryGetValue target.Port with
        | true, other when states.ContainsKey other ->
            let far = Accepted(Endpoint.create host (30_000 + count), target)
            let nearEnd, farEnd = struct (name, connection), struct (other, far)
            ends[nearEnd] <- farEnd
            ends[farEnd] <- nearEnd
            lines[nearEnd] <- struct (count, TcpEnd.Caller)
            lines[farEnd] <- struct (count, TcpEnd.Callee)
            network.Show(count, Calls(Connection.partner far, target))
            network.Show(count, Takes)

            network.After latency (fun () ->
                if network.IsLinked farEnd nearEnd && not (hanging.Contains other) then
                    network.Feed other (Opened far))

            network.After latency (fun () ->
                if network.IsLinked nearEnd farEnd then
                    network.Feed name (Opened connection))
        | _ ->
            network.Show(count, Calls(Endpoint.create host (30_000 + count), target))
            network.Show(count, Refuses)
            network.After latency (fun () -> network.Feed name (Closed(connection, CloseReason.Refused)))

    member private network.Perform name output =
        match output with
        | Open(Dialled(target, _) as call) -> network.Call name call target
        | Open(Accepted _) -> ()
        | Send(connection, message) ->
            match ends.TryGetValue(struct (name, connection)) with
            | true, (struct (other, far) as farEnd) ->
                network.ShowOf(name, connection, (fun side -> Says(side, message)))

                network.After latency (fun () ->
                    if network.IsLinked farEnd (struct (name, connection)) && not (hanging.Contains other) then
                        heard.Add
                            { At = now
                              From = name
                              To = other
                              IsRequest = far.IsAccepted
                              Message = message }

                        network.Feed other (Received(far, message)))
            | false, _ -> ()
        // Its far end has its answer and closes by itself.
        | HalfClose connection -> network.ShowOf(name, connection, Closes)
        | Close connection -> network.CloseEnd name connection CloseReason.ClosedByPartner
        | SetTimer(timer, delay) ->
            count <- count + 1
            let number = count
            due[struct (name, timer)] <- number

            network.After delay (fun () ->
                match due.TryGetValue(struct (name, timer)) with
                | true, current when current = number -> network.Feed name (TimerFired timer)
                | _ -> ())
        | CancelTimer timer -> due.Remove(struct (name, timer)) |> ignore
        | Tell notice -> notices.Add(struct (name, notice))
        | Ask(Remember _) -> network.After latency (fun () -> network.Feed name (Answered Remembered))
        | Ask ClockTime ->
            network.After latency (fun () -> network.Feed name (Answered(TimeIs "Fri Nov 20 02:15:16 2026")))
        | Finish -> network.Kill name

    /// A participant starts, in so much time from now, at a port of the one host.
    member network.Add(name, port, state, delay) =
        network.After delay (fun () ->
            ports[port] <- name
            states[name] <- state
            network.Feed name Started)

    /// The process is gone, and its connections with it.
    member network.Kill name =
        states.Remove name |> ignore

        for struct (owner, timer) in List.ofSeq due.Keys do
            if owner = name then
                due.Remove(struct (owner, timer)) |> ignore

        for struct (owner, connection) in List.ofSeq ends.Keys do
            if owner = name then
                network.CloseEnd name connection CloseReason.Reset

    /// The process hangs: it accepts, and hears nothing.
    member _.Hang name = hanging.Add name |> ignore

    /// It hears what comes from now on.
    member _.Resume name = hanging.Remove name |> ignore

    /// Lets so much time pass.
    member _.Run(span: TimeSpan) =
        let until = now + span
        let mutable isGoing = true

        while isGoing do
            match queue.TryPeek() with
            | true, _, struct (at, _) when at <= until ->
                let work = queue.Dequeue()
                now <- at
                work ()
            | _ ->
                now <- until
                isGoing <- false

    member _.Arrived = List.ofSeq heard

    /// What a capture would show, in order: when, on which connection, and what.
    member _.Captured = List.ofSeq seen

    /// What a capture at one participant would show.
    member _.CapturedAt name =
        let ofName =
            seen
            |> Seq.choose (fun (struct (_, line, what)) ->
                match what with
                | Calls(_, callee) when callers[line] = name || ports[callee.Port] = name -> Some line
                | _ -> None)
            |> HashSet

        seen |> Seq.filter (fun (struct (_, line, _)) -> ofName.Contains line) |> List.ofSeq

    member _.Notices = List.ofSeq notices

    member _.State name =
        match states.TryGetValue name with
        | true, state -> ValueSome state
        | false, _ -> ValueNone

module LosslessNetwork =

    let seconds (number: float) = TimeSpan.FromSeconds number

    let phrase items =
        match items |> List.map (fun (seq, text) -> { Seq = seq; Text = text }) |> Phrase.create with
        | Ok phrase -> phrase
        | Error problem -> failwith problem

    /// The original tracker's list, in its order.
    let original = phrase [ 4, "peaks"; 2, "and"; 0, "blue"; 3, "snowy"; 1, "skies" ]

    let tracker policy phrase =
        TrackerPart(RingTracker.initial (TrackerSettings.create policy phrase))

    /// How a peer at a port is set up.
    let settings policy name port =
        CollectorSettings.create policy name (Endpoint.create "127.0.0.1" port) (Endpoint.create "127.0.0.1" 7777)

    let peer policy name port =
        settings policy name port |> Collector.initial |> PeerPart

    let empty () =
        LosslessNetwork<RingParticipant, Message>(RingParticipant.step)

    /// A tracker and peers at ports 9001 and up; each peer's policy, name and start.
    let settle trackerPolicy phrase peers =
        let network = empty ()
        network.Add("tracker", 7777, tracker trackerPolicy phrase, TimeSpan.Zero)

        peers
        |> List.iteri (fun index (policy, name, start) ->
            network.Add(name, 9001 + index, peer policy name (9001 + index), seconds start))

        network

    /// What a living peer's assembled message is.
    let phraseOf name (network: LosslessNetwork<RingParticipant, Message>) =
        match network.State name with
        | ValueSome(PeerPart collector) -> Assembly.phrase (Collector.assembly collector)
        | ValueSome(TrackerPart _)
        | ValueNone -> ValueNone

    /// The numbers that a living peer holds.
    let numbersOf name (network: LosslessNetwork<RingParticipant, Message>) =
        match network.State name with
        | ValueSome(PeerPart collector) -> [ for item in Assembly.items (Collector.assembly collector) -> item.Seq ]
        | ValueSome(TrackerPart _)
        | ValueNone -> []

    /// The handle of a living peer's neighbour, and its port.
    let neighbourOf name (network: LosslessNetwork<RingParticipant, Message>) =
        match network.State name with
        | ValueSome(PeerPart collector) ->
            Collector.neighbour collector
            |> ValueOption.map (fun other -> struct (other.Handle, other.Address.Port))
        | ValueSome(TrackerPart _)
        | ValueNone -> ValueNone

namespace PeerFunctional.Tests.Tracker

open System
open System.Collections.Generic
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Tracker

/// A message that arrived: from whom, to whom, and on which side of its connection.
type Heard<'message> =
    { At: TimeSpan
      From: string
      To: string
      IsRequest: bool
      Message: 'message }

/// What a capture in the town would show: on which connection, by which side.
type Seen<'message> =
    | Calls of caller: Endpoint * callee: Endpoint
    | Takes
    | Refuses
    | Says of TcpEnd * 'message
    | HangsUp of TcpEnd
    | Breaks of TcpEnd

/// Machines on one host, and a network that loses nothing: everything takes a tenth of a millisecond.
type Town<'state, 'message>
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
    let heard = List<Heard<'message>>()
    let notices = List<struct (string * Notice)>()
    let deaf = HashSet<string>()
    let lines = Dictionary<struct (string * Connection), struct (int * TcpEnd)>()
    let seen = List<struct (TimeSpan * int * Seen<'message>)>()
    let mutable now = TimeSpan.Zero
    let mutable count = 0

    member private _.After delay work =
        count <- count + 1
        queue.Enqueue(work, struct (now + delay, count))

    member private town.Feed name input =
        match states.TryGetValue name with
        | true, state ->
            let struct (state, outputs) = step state input
            states[name] <- state
            outputs |> List.iter (town.Perform name)
        | false, _ -> ()

    /// Whether an end is still that of this connection: a name is free again once its connection is closed.
    member private _.IsLinked nearEnd farEnd =
        match ends.TryGetValue nearEnd with
        | true, other -> other = farEnd
        | false, _ -> false

    member private _.Show(line, what) = seen.Add(struct (now, line, what))

    member private town.ShowOf(name, connection, what) =
        match lines.TryGetValue(struct (name, connection)) with
        | true, struct (line, side) -> town.Show(line, what side)
        | false, _ -> ()

    member private town.Hang name connection reason =
        let isReset = reason = CloseReason.Reset
        let nearEnd = struct (name, connection)

        match ends.TryGetValue nearEnd with
        | true, (struct (other, far) as farEnd) ->
            ends.Remove nearEnd |> ignore
            town.ShowOf(name, connection, (if isReset then Breaks else HangsUp))

            town.After latency (fun () ->
                if town.IsLinked farEnd nearEnd then
                    ends.Remove farEnd |> ignore

                    if not isReset then
                        town.ShowOf(other, far, HangsUp)

                    town.Feed other (Closed(far, reason)))
        | false, _ -> ()

    member private town.Call name connection (target: Endpoint) =
        match ports.TryGetValue target.Port with
        | true, other when states.ContainsKey other ->
            count <- count + 1
            let far = Accepted(Endpoint.create host (30_000 + count), target)
            let nearEnd, farEnd = struct (name, connection), struct (other, far)
            ends[nearEnd] <- farEnd
            ends[farEnd] <- nearEnd
            lines[nearEnd] <- struct (count, TcpEnd.Caller)
            lines[farEnd] <- struct (count, TcpEnd.Callee)
            town.Show(count, Calls(Connection.partner far, target))
            town.Show(count, Takes)

            town.After latency (fun () ->
                if town.IsLinked farEnd nearEnd && not (deaf.Contains other) then
                    town.Feed other (Opened far))

            town.After latency (fun () ->
                if town.IsLinked nearEnd farEnd then
                    town.Feed name (Opened connection))
        | _ ->
            count <- count + 1
            town.Show(count, Calls(Endpoint.create host (30_000 + count), target))
            town.Show(count, Refuses)
            town.After latency (fun () -> town.Feed name (Closed(connection, CloseReason.Refused)))

    member private town.Perform name output =
        match output with
        | Open(Dialled(target, _) as call) -> town.Call name call target
        | Open(Accepted _) -> ()
        | Send(connection, message) ->
            match ends.TryGetValue(struct (name, connection)) with
            | true, (struct (other, far) as farEnd) ->
                town.ShowOf(name, connection, (fun side -> Says(side, message)))

                town.After latency (fun () ->
                    if town.IsLinked farEnd (struct (name, connection)) && not (deaf.Contains other) then
                        heard.Add
                            { At = now
                              From = name
                              To = other
                              IsRequest = far.IsAccepted
                              Message = message }

                        town.Feed other (Received(far, message)))
            | false, _ -> ()
        // Its far end has its answer and closes by itself.
        | HalfClose connection -> town.ShowOf(name, connection, HangsUp)
        | Close connection -> town.Hang name connection CloseReason.ClosedByPartner
        | SetTimer(timer, delay) ->
            count <- count + 1
            let number = count
            due[struct (name, timer)] <- number

            town.After delay (fun () ->
                match due.TryGetValue(struct (name, timer)) with
                | true, current when current = number -> town.Feed name (TimerFired timer)
                | _ -> ())
        | CancelTimer timer -> due.Remove(struct (name, timer)) |> ignore
        | Tell notice -> notices.Add(struct (name, notice))
        | Ask(Remember _) -> town.After latency (fun () -> town.Feed name (Answered Remembered))
        | Ask ClockTime -> town.After latency (fun () -> town.Feed name (Answered(TimeIs "now")))
        | Finish -> town.Kill name

    /// A participant starts, in so much time from now, at a port of the one host.
    member town.Add(name, port, state, delay) =
        town.After delay (fun () ->
            ports[port] <- name
            states[name] <- state
            town.Feed name Started)

    /// The process is gone, and its connections with it.
    member town.Kill name =
        states.Remove name |> ignore

        for struct (owner, timer) in List.ofSeq due.Keys do
            if owner = name then
                due.Remove(struct (owner, timer)) |> ignore

        for struct (owner, connection) in List.ofSeq ends.Keys do
            if owner = name then
                town.Hang name connection CloseReason.Reset

    /// The process hangs: it accepts, and hears nothing.
    member _.Deafen name = deaf.Add name |> ignore

    /// It hears what comes from now on.
    member _.Wake name = deaf.Remove name |> ignore

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

    member _.Heard = List.ofSeq heard

    /// What a capture would show, in order: when, on which connection, and what.
    member _.Seen = List.ofSeq seen

    member _.Notices = List.ofSeq notices

    member _.State name =
        match states.TryGetValue name with
        | true, state -> ValueSome state
        | false, _ -> ValueNone

module Town =

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
        Town<RingParticipant, Message>(RingParticipant.step)

    /// A tracker and peers at ports 9001 and up; each peer's policy, name and start.
    let settle trackerPolicy phrase peers =
        let town = empty ()
        town.Add("tracker", 7777, tracker trackerPolicy phrase, TimeSpan.Zero)

        peers
        |> List.iteri (fun index (policy, name, start) ->
            town.Add(name, 9001 + index, peer policy name (9001 + index), seconds start))

        town

    /// What a living peer's assembled message is.
    let phraseOf name (town: Town<RingParticipant, Message>) =
        match town.State name with
        | ValueSome(PeerPart collector) -> Assembly.phrase (Collector.assembly collector)
        | ValueSome(TrackerPart _)
        | ValueNone -> ValueNone

    /// The numbers that a living peer holds.
    let numbersOf name (town: Town<RingParticipant, Message>) =
        match town.State name with
        | ValueSome(PeerPart collector) -> [ for item in Assembly.items (Collector.assembly collector) -> item.Seq ]
        | ValueSome(TrackerPart _)
        | ValueNone -> []

    /// The handle of a living peer's neighbour, and its port.
    let neighbourOf name (town: Town<RingParticipant, Message>) =
        match town.State name with
        | ValueSome(PeerPart collector) ->
            Collector.neighbour collector
            |> ValueOption.map (fun other -> struct (other.Handle, other.Address.Port))
        | ValueSome(TrackerPart _)
        | ValueNone -> ValueNone

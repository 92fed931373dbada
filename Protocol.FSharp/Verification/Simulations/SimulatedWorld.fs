namespace PeerFunctional.Verification

open System
open System.Collections.Generic
open PeerFunctional.Kernel
// `Action` is this one, not System's.
open PeerFunctional.Verification

[<Struct>]
type private Event<'message> =
    | Arrives of envelope: Envelope<'message> * isCorrupted: bool
    | Starts of starting: int
    | Answers of answering: int
    | Fires of firing: int
    | Chooses of choosing: int

type SimulatedWorld<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison> =
    private
        { World: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>
          Schedule: FaultSchedule
          Source: FaultSource
          Cuts: Fault array
          Latencies: Prng
          Works: Prng
          Watch:
              Action<Envelope<'message>, 'timer>
                  -> WorldState<'state, 'timer, 'ask, 'store>
                  -> Emission<'message> list
                  -> unit
          Queue: PriorityQueue<Event<'message>, struct (int64 * int * int)>
          InOrder: Dictionary<struct (int * int), int64>
          InLine: Dictionary<struct (int * int), int64>
          RestartAt: int64 array
          WorkAt: int64 array
          TimerAt: int64 array
          ChoiceAt: int64 array
          Steps: int array
          Happened: List<Fault>
          mutable WorldState: WorldState<'state, 'timer, 'ask, 'store>
          mutable Given: int
          mutable Queued: int
          mutable Worked: int
          mutable Moves: int }

module SimulatedWorld =

    let worldState run = run.WorldState

    let taken run = run.Moves

    let private never = Int64.MaxValue

    /// At one time peers start first, then envelopes arrive, stores answer, and timers fire.
    let private enqueue run time place event =
        let rank =
            match event with
            | Starts _ -> 0
            | Arrives _ -> 1
            | Answers _ -> 2
            | Fires _ -> 3
            | Chooses _ -> 4

        run.Queue.Enqueue(event, struct (time, rank, place))

    // `<` and `max` of F# allocate for times; ticks do not.
    let private isFaultPhase run =
        run.WorldState.Now.Ticks < run.Schedule.HealedAt.Ticks

    /// No step is before the one that went before it.
    let private setTime (time: TimeSpan) run =
        if time.Ticks > run.WorldState.Now.Ticks then
            run.WorldState <- { run.WorldState with Now = time }

    /// Lets an action happen; answers what was sent and said.
    let private apply run action =
        let struct (worldState, emissions) = Action.apply run.World action run.WorldState
        run.WorldState <- worldState
        run.Moves <- run.Moves + 1
        run.Watch action worldState emissions
        emissions

    let private after (latest: Dictionary<struct (int * int), int64>) link soonest =
        let arrival =
            match latest.TryGetValue link with
            // At one time, what was sent first arrives first.
            | true, last -> Math.Max(soonest, last)
            | _ -> soonest

        latest[link] <- arrival
        arrival

    /// A stream's opening comes in the order of what is said on its connection.
    let private behindConnection run (envelope: Envelope<'message>) (line: EnvelopeConnection) soonest =
        match line.Inside with
        | ValueSome connection -> after run.InLine (struct (connection, envelope.Recipient)) soonest
        | ValueNone -> soonest

    /// A datagram's latest in order is its pair's; a connection's direction has its own, and every envelope keeps to it.
    let private post run peer place (envelope: Envelope<'message>) copy isCorrupted (late: TimeSpan) inOrder =
        let latency =
            Latency.draw run.Schedule.Network (run.Latencies |> Prng.split place |> Prng.split copy)

        let soonest = (run.WorldState.Now + latency + late).Ticks

        let arrival =
            match envelope.Connection with
            | ValueSome line ->
                after run.InLine (struct (line.Number, envelope.Recipient)) (behindConnection run envelope line soonest)
            | ValueNone when inOrder -> after run.InOrder (struct (peer, envelope.Recipient)) soonest
            | ValueNone -> soonest

        run.Queued <- run.Queued + 1
        enqueue run arrival run.Queued (Arrives(envelope, isCorrupted))

    let private isCut run peer recipient =
        let now = run.WorldState.Now.Ticks

        run.Cuts
        |> Array.exists (function
            | Fault.Partition(from, towards, bothWays, since, until) ->
                now >= since.Ticks
                && now < until.Ticks
                && ((from = peer && towards = recipient) || (bothWays && from = recipient && towards = peer))
            | Fault.Drop _
            | Fault.Duplicate _
            | Fault.Corrupt _
            | Fault.Delay _
            | Fault.Crash _
            | Fault.CrashLosingDisk _ -> false)

    let private place run =
        run.Given <- run.Given + 1
        run.Given - 1

    /// The envelope is lost, and what breaks with it is heard of.
    let private drop run envelope =
        for emission in apply run (Drop envelope) do
            match emission with
            | Emission.Sent broken -> post run envelope.Recipient (place run) broken 0 false TimeSpan.Zero true
            | Emission.Undeliverable _
            | Emission.Noticed _ -> ()

    let private send run peer (envelope: Envelope<'message>) =
        let place = place run

        let fault =
            if isFaultPhase run then
                run.Source.OfEnvelope place envelope.Number
            else
                ValueNone

        let happens () = ValueOption.iter run.Happened.Add fault

        match fault with
        | _ when isFaultPhase run && isCut run peer envelope.Recipient -> drop run envelope
        | ValueSome(Fault.Drop _) ->
            happens ()
            drop run envelope
        | ValueSome(Fault.Duplicate _) when envelope.Connection.IsNone ->
            happens ()
            post run peer place envelope 0 false TimeSpan.Zero true
            post run peer place envelope 1 false TimeSpan.Zero false
        | ValueSome(Fault.Corrupt _) ->
            happens ()
            post run peer place envelope 0 true TimeSpan.Zero true
        | ValueSome(Fault.Delay(_, by)) ->
            happens ()
            post run peer place envelope 0 false by false
        | ValueSome(Fault.Duplicate _)
        | ValueSome(Fault.Crash _)
        | ValueSome(Fault.CrashLosingDisk _)
        | ValueSome(Fault.Partition _)
        | ValueNone -> post run peer place envelope 0 false TimeSpan.Zero true

    let private sendAll run peer (emissions: Emission<_> list) =
        for emission in emissions do
            match emission with
            | Emission.Sent envelope -> send run peer envelope
            | Emission.Undeliverable _
            | Emission.Noticed _ -> ()

    let private schedule (times: int64 array) run peer time event =
        if times[peer] <> time then
            times[peer] <- time

            if time <> never then
                enqueue run time peer event

    /// The chance of a peer's next choice among its timers of any moment.
    let private choice run peer =
        Prng.ofSeed run.Schedule.Seed |> Prng.split 102 |> Prng.split peer |> Prng.split run.Steps[peer]

    /// A timer of any moment fires within so long.
    let private longestChoice = TimeSpan.FromSeconds 2.0

    let private watchTimers run peer =
        let timers = run.WorldState.Nodes[peer].Timers
        schedule run.TimerAt run peer (Timers.nextTime timers).Ticks (Fires peer)

        if run.ChoiceAt[peer] = never && not (Timers.ofAnyMoment timers).IsEmpty then
            let wait = choice run peer |> Prng.split 0 |> Prng.time TimeSpan.Zero longestChoice
            schedule run.ChoiceAt run peer (run.WorldState.Now + wait).Ticks (Chooses peer)

    /// Lets a peer crash; it starts again a while later.
    let private crash run peer action (down: TimeSpan) fault =
        run.Happened.Add fault
        run.WorkAt[peer] <- never
        schedule run.RestartAt run peer (min run.Schedule.HealedAt (run.WorldState.Now + down)).Ticks (Starts peer)
        apply run action |> sendAll run peer
        watchTimers run peer

    /// After a step of a peer: its store has work, and it may crash.
    let private settle run peer =
        watchTimers run peer
        let node = run.WorldState.Nodes[peer]

        if run.WorkAt[peer] = never && not node.Questions.IsEmpty then
            let time = Latency.draw run.Schedule.Disk (Prng.split run.Worked run.Works)
            run.Worked <- run.Worked + 1
            schedule run.WorkAt run peer (run.WorldState.Now + time).Ticks (Answers peer)

        run.Steps[peer] <- run.Steps[peer] + 1

        if node.Status = NodeStatus.Running && isFaultPhase run then
            match run.Source.OfPeer peer run.Steps[peer] with
            | ValueSome(Fault.Crash(_, _, down) as fault) -> crash run peer (Crash peer) down fault
            | ValueSome(Fault.CrashLosingDisk(_, _, down) as fault) -> crash run peer (CrashLosingDisk peer) down fault
            | ValueSome(Fault.Drop _)
            | ValueSome(Fault.Duplicate _)
            | ValueSome(Fault.Corrupt _)
            | ValueSome(Fault.Delay _)
            | ValueSome(Fault.Partition _)
            | ValueNone -> ()

    /// A peer takes a step, and what it sent is under way.
    let private step run peer action =
        apply run action |> sendAll run peer
        settle run peer

    let private arrive run (envelope: Envelope<_>) isCorrupted =
        let recipient = envelope.Recipient

        if envelope.Connection.IsNone && run.WorldState.Nodes[recipient].Status <> NodeStatus.Running then
            apply run (Drop envelope) |> ignore
        elif isCorrupted then
            step run recipient (DeliverCorrupted envelope)
        else
            step run recipient (Deliver envelope)

    let private fire run peer =
        match Timers.next run.WorldState.Nodes[peer].Timers with
        | ValueSome(struct (_, timer :: _)) -> step run peer (FireTimer(peer, timer))
        | ValueSome(struct (_, []))
        | ValueNone -> ()

    let private choose run peer =
        match Timers.ofAnyMoment run.WorldState.Nodes[peer].Timers with
        | [] -> ()
        | timers -> step run peer (FireTimer(peer, choice run peer |> Prng.split 1 |> Prng.oneOf timers))

    /// A peer starts, for the first time or again.
    let private startPeer run peer =
        step run peer (if run.Steps[peer] = 0 then Start peer else Restart peer)

    /// The peer an event happens to.
    let private peerOf event =
        match event with
        | Arrives(envelope, _) -> envelope.Recipient
        | Starts peer
        | Answers peer
        | Fires peer
        | Chooses peer -> peer

    /// Whether an event of the queue is still to happen at its time.
    let private isValid run time event =
        match event with
        | Arrives _ -> true
        | Starts peer -> run.RestartAt[peer] = time
        | Answers peer -> run.WorkAt[peer] = time
        | Fires peer -> run.TimerAt[peer] = time
        | Chooses peer -> run.ChoiceAt[peer] = time

    let rec nextTime run =
        let mutable event = Unchecked.defaultof<Event<_>>
        let mutable priority = struct (0L, 0, 0)

        if run.Queue.TryPeek(&event, &priority) then
            let struct (time, _, _) = priority

            if isValid run time event then
                TimeSpan time
            else
                run.Queue.Dequeue() |> ignore
                nextTime run
        else
            TimeSpan.MaxValue

    let advance run =
        let time = nextTime run

        if time.Ticks = never then
            ValueNone
        else
            let event = run.Queue.Dequeue()
            setTime time run

            match event with
            | Arrives(envelope, isCorrupted) -> arrive run envelope isCorrupted
            | Starts peer ->
                run.RestartAt[peer] <- never
                startPeer run peer
            | Answers peer ->
                run.WorkAt[peer] <- never
                step run peer (AnswerStore peer)
            | Fires peer ->
                run.TimerAt[peer] <- never
                fire run peer
            | Chooses peer ->
                run.ChoiceAt[peer] <- never
                choose run peer

            ValueSome(peerOf event)

    let faults run =
        List.ofArray run.Cuts @ List.ofSeq run.Happened

    let internal create
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (schedule: FaultSchedule)
        source
        watch
        =
        let peers = world.Peers.Length
        let chance = Prng.ofSeed schedule.Seed

        let run =
            { World = world
              Schedule = schedule
              Source = source
              Cuts = schedule.Faults |> List.filter _.IsPartition |> Array.ofList
              Latencies = Prng.split 100 chance
              Works = Prng.split 101 chance
              Watch = watch
              Queue = PriorityQueue()
              InOrder = Dictionary()
              InLine = Dictionary()
              RestartAt = schedule.Starts |> List.map _.Ticks |> Array.ofList
              WorkAt = Array.create peers never
              TimerAt = Array.create peers never
              ChoiceAt = Array.create peers never
              Steps = Array.zeroCreate peers
              Happened = List()
              WorldState = WorldState.initial world
              Given = 0
              Queued = 0
              Worked = 0
              Moves = 0 }

        run.RestartAt |> Array.iteri (fun peer time -> enqueue run time peer (Starts peer))
        run

    let start world schedule watch =
        create world schedule (FaultSource.ofSchedule schedule) watch

    let rec runUntil (time: TimeSpan) run =
        if (nextTime run).Ticks <= time.Ticks then
            advance run |> ignore
            runUntil time run
        else
            setTime time run

    let act peer action run = step run peer action

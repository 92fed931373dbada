namespace PeerFunctional.Verification

open System
open System.Collections.Generic
open PeerFunctional.Kernel
// `Action` is this one, not System's.
open PeerFunctional.Verification

type internal FaultSource =
    { OfLetter: int -> int -> Fault voption
      OfPeer: int -> int -> Fault voption }

[<Struct>]
type private Event<'message> =
    | Arrives of letter: Letter<'message> * isCorrupted: bool
    | Starts of starting: int
    | Answers of answering: int
    | Fires of firing: int

type SimulatedWorld<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison> =
    private
        { World: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>
          Schedule: Schedule
          Source: FaultSource
          Cuts: Fault array
          Latencies: Chance
          Works: Chance
          Watch:
              Action<Letter<'message>, 'timer> -> Scene<'state, 'timer, 'ask, 'store> -> Sending<'message> list -> unit
          Queue: PriorityQueue<Event<'message>, struct (int64 * int * int)>
          InOrder: Dictionary<struct (int * int), int64>
          InLine: Dictionary<struct (int * int), int64>
          RestartAt: int64 array
          WorkAt: int64 array
          TimerAt: int64 array
          Steps: int array
          Happened: List<Fault>
          mutable Scene: Scene<'state, 'timer, 'ask, 'store>
          mutable Given: int
          mutable Queued: int
          mutable Worked: int
          mutable Moves: int }

module internal FaultSource =

    let none =
        { OfLetter = fun _ _ -> ValueNone
          OfPeer = fun _ _ -> ValueNone }

    let ofSchedule (schedule: Schedule) =
        let ofLetter = Dictionary<int, Fault>()
        let ofPeer = Dictionary<struct (int * int), Fault>()

        for fault in schedule.Faults do
            match fault with
            | Fault.Drop letter
            | Fault.Duplicate letter
            | Fault.Garble letter
            | Fault.Delay(letter, _) -> ofLetter[letter] <- fault
            | Fault.Crash(peer, steps, _)
            | Fault.Wipe(peer, steps, _) -> ofPeer[struct (peer, steps)] <- fault
            | Fault.Cut _ -> ()

        let find (faults: Dictionary<'key, Fault>) key =
            match faults.TryGetValue key with
            | true, fault -> ValueSome fault
            | _ -> ValueNone

        { OfLetter = fun _ number -> find ofLetter number
          OfPeer = fun peer steps -> find ofPeer (struct (peer, steps)) }

module SimulatedWorld =

    let scene run = run.Scene

    let taken run = run.Moves

    let private never = Int64.MaxValue

    /// At one time peers start first, then letters arrive, stores answer, and timers fire.
    let private enqueue run time place event =
        let rank =
            match event with
            | Starts _ -> 0
            | Arrives _ -> 1
            | Answers _ -> 2
            | Fires _ -> 3

        run.Queue.Enqueue(event, struct (time, rank, place))

    let private isStorm run = run.Scene.Now < run.Schedule.Calm

    /// Lets an action happen; answers what was sent and said.
    let private apply run action =
        let struct (scene, sendings) = Action.apply run.World action run.Scene
        run.Scene <- scene
        run.Moves <- run.Moves + 1
        run.Watch action scene sendings
        sendings

    let private after (latest: Dictionary<struct (int * int), int64>) link soonest =
        let arrival =
            match latest.TryGetValue link with
            | true, last -> max soonest (last + 1L)
            | _ -> soonest

        latest[link] <- arrival
        arrival

    /// A datagram's latest in order is its pair's; a connection's direction has its own, and every letter keeps to it.
    let private post run peer place (letter: Letter<'message>) copy isCorrupted (late: TimeSpan) inOrder =
        let latency =
            Latency.draw run.Schedule.Network (run.Latencies |> Chance.at place |> Chance.at copy)

        let soonest = (run.Scene.Now + latency + late).Ticks

        let arrival =
            match letter.Line with
            | ValueSome line -> after run.InLine (struct (line.Number, letter.Recipient)) soonest
            | ValueNone when inOrder -> after run.InOrder (struct (peer, letter.Recipient)) soonest
            | ValueNone -> soonest

        run.Queued <- run.Queued + 1
        enqueue run arrival run.Queued (Arrives(letter, isCorrupted))

    let private isCut run peer recipient =
        let now = run.Scene.Now

        run.Cuts
        |> Array.exists (function
            | Fault.Cut(from, towards, bothWays, since, until) ->
                now >= since
                && now < until
                && ((from = peer && towards = recipient) || (bothWays && from = recipient && towards = peer))
            | Fault.Drop _
            | Fault.Duplicate _
            | Fault.Garble _
            | Fault.Delay _
            | Fault.Crash _
            | Fault.Wipe _ -> false)

    let private place run =
        run.Given <- run.Given + 1
        run.Given - 1

    /// The letter is lost, and what breaks with it is heard of.
    let private drop run letter =
        for sending in apply run (Drop letter) do
            match sending with
            | Posted broken -> post run letter.Recipient (place run) broken 0 false TimeSpan.Zero true
            | Undeliverable _
            | Said _ -> ()

    let private send run peer (letter: Letter<'message>) =
        let place = place run

        let fault =
            if isStorm run then
                run.Source.OfLetter place letter.Number
            else
                ValueNone

        let happens () = ValueOption.iter run.Happened.Add fault

        match fault with
        | _ when isStorm run && isCut run peer letter.Recipient -> drop run letter
        | ValueSome(Fault.Drop _) ->
            happens ()
            drop run letter
        | ValueSome(Fault.Duplicate _) when letter.Line.IsNone ->
            happens ()
            post run peer place letter 0 false TimeSpan.Zero true
            post run peer place letter 1 false TimeSpan.Zero false
        | ValueSome(Fault.Garble _) ->
            happens ()
            post run peer place letter 0 true TimeSpan.Zero true
        | ValueSome(Fault.Delay(_, by)) ->
            happens ()
            post run peer place letter 0 false by false
        | ValueSome(Fault.Duplicate _)
        | ValueSome(Fault.Crash _)
        | ValueSome(Fault.Wipe _)
        | ValueSome(Fault.Cut _)
        | ValueNone -> post run peer place letter 0 false TimeSpan.Zero true

    let private sendAll run peer sendings =
        for sending in sendings do
            match sending with
            | Posted letter -> send run peer letter
            | Undeliverable _
            | Said _ -> ()

    let private schedule (times: int64 array) run peer time event =
        if times[peer] <> time then
            times[peer] <- time

            if time <> never then
                enqueue run time peer event

    let private watchTimers run peer =
        let due = (Timers.nextTime run.Scene.Nodes[peer].Timers).Ticks
        schedule run.TimerAt run peer due (Fires peer)

    /// Lets a peer crash; it starts again a while later.
    let private crash run peer action (down: TimeSpan) fault =
        run.Happened.Add fault
        run.WorkAt[peer] <- never
        schedule run.RestartAt run peer (min run.Schedule.Calm (run.Scene.Now + down)).Ticks (Starts peer)
        apply run action |> sendAll run peer
        watchTimers run peer

    /// After a step of a peer: its store has work, and it may crash.
    let private settle run peer =
        watchTimers run peer
        let node = run.Scene.Nodes[peer]

        if run.WorkAt[peer] = never && not node.Questions.IsEmpty then
            let time = Latency.draw run.Schedule.Disk (Chance.at run.Worked run.Works)
            run.Worked <- run.Worked + 1
            schedule run.WorkAt run peer (run.Scene.Now + time).Ticks (Answers peer)

        run.Steps[peer] <- run.Steps[peer] + 1

        if node.Life = Running && isStorm run then
            match run.Source.OfPeer peer run.Steps[peer] with
            | ValueSome(Fault.Crash(_, _, down) as fault) -> crash run peer (Crash peer) down fault
            | ValueSome(Fault.Wipe(_, _, down) as fault) -> crash run peer (CrashLosingDisk peer) down fault
            | ValueSome(Fault.Drop _)
            | ValueSome(Fault.Duplicate _)
            | ValueSome(Fault.Garble _)
            | ValueSome(Fault.Delay _)
            | ValueSome(Fault.Cut _)
            | ValueNone -> ()

    /// A peer takes a step, and what it sent is under way.
    let private step run peer action =
        apply run action |> sendAll run peer
        settle run peer

    let private arrive run (letter: Letter<_>) isCorrupted =
        let recipient = letter.Recipient

        if letter.Line.IsNone && run.Scene.Nodes[recipient].Life <> Running then
            apply run (Drop letter) |> ignore
        elif isCorrupted then
            step run recipient (DeliverCorrupted letter)
        else
            step run recipient (Deliver letter)

    let private fire run peer =
        match Timers.next run.Scene.Nodes[peer].Timers with
        | ValueSome(struct (_, timer :: _)) -> step run peer (FireTimer(peer, timer))
        | ValueSome(struct (_, []))
        | ValueNone -> ()

    /// A peer starts, for the first time or again.
    let private startPeer run peer =
        step run peer (if run.Steps[peer] = 0 then Start peer else Restart peer)

    /// The peer an event happens to.
    let private peerOf event =
        match event with
        | Arrives(letter, _) -> letter.Recipient
        | Starts peer
        | Answers peer
        | Fires peer -> peer

    /// Whether an event of the queue is still to happen at its time.
    let private isValid run time event =
        match event with
        | Arrives _ -> true
        | Starts peer -> run.RestartAt[peer] = time
        | Answers peer -> run.WorkAt[peer] = time
        | Fires peer -> run.TimerAt[peer] = time

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

        if time = TimeSpan.MaxValue then
            ValueNone
        else
            let event = run.Queue.Dequeue()

            run.Scene <-
                { run.Scene with
                    Now = max time run.Scene.Now }

            match event with
            | Arrives(letter, isCorrupted) -> arrive run letter isCorrupted
            | Starts peer ->
                run.RestartAt[peer] <- never
                startPeer run peer
            | Answers peer ->
                run.WorkAt[peer] <- never
                step run peer (AnswerStore peer)
            | Fires peer ->
                run.TimerAt[peer] <- never
                fire run peer

            ValueSome(peerOf event)

    let faults run =
        List.ofArray run.Cuts @ List.ofSeq run.Happened

    let internal create
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (schedule: Schedule)
        source
        watch
        =
        let peers = world.Peers.Length
        let chance = Chance.ofSeed schedule.Seed

        let run =
            { World = world
              Schedule = schedule
              Source = source
              Cuts = schedule.Faults |> List.filter _.IsCut |> Array.ofList
              Latencies = Chance.at 100 chance
              Works = Chance.at 101 chance
              Watch = watch
              Queue = PriorityQueue()
              InOrder = Dictionary()
              InLine = Dictionary()
              RestartAt = schedule.Starts |> List.map _.Ticks |> Array.ofList
              WorkAt = Array.create peers never
              TimerAt = Array.create peers never
              Steps = Array.zeroCreate peers
              Happened = List()
              Scene = Scene.initial world
              Given = 0
              Queued = 0
              Worked = 0
              Moves = 0 }

        run.RestartAt |> Array.iteri (fun peer time -> enqueue run time peer (Starts peer))
        run

    let start world schedule watch =
        create world schedule (FaultSource.ofSchedule schedule) watch

    let rec runUntil time run =
        if nextTime run <= time then
            advance run |> ignore
            runUntil time run
        else
            run.Scene <-
                { run.Scene with
                    Now = max time run.Scene.Now }

    let act peer action run = step run peer action

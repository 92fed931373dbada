namespace PeerFunctional.Verification

open System
open System.Collections.Generic
// `Action` is this one, not System's.
open PeerFunctional.Verification

type Ending =
    | Passed
    /// A law that holds always does not.
    | Broken of sentence: string
    /// Nothing went wrong any more, and still the goal was not reached: nothing happens any more, or not in time.
    | Missed of sentence: string

/// What a run came to.
type Outcome =
    {
        Ending: Ending
        /// The run as a schedule of its own: run again, it takes the same moves.
        Schedule: Schedule
        Moves: int
        /// When it was decided.
        Ended: TimeSpan
    }

/// Where a run's faults come from.
type private Fates =
    {
        /// By its place among those given to the network, and by its number.
        OfLetter: int -> int -> Fault voption
        OfPeer: int -> int -> Fault voption
    }

[<Struct>]
type private Arrival<'message> =
    { Letter: Letter<'message>
      IsCorrupted: bool }

/// A run under way. Changed in place: a run takes microseconds a move.
type private Run<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison> =
    {
        World: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>
        Schedule: Schedule
        Fates: Fates
        Cuts: Fault array
        Latencies: Chance
        Works: Chance
        /// Sees every action and the scene after it.
        Watch: Action<Letter<'message>, 'timer> -> Scene<'state, 'timer, 'ask, 'store> -> unit
        Queue: PriorityQueue<Arrival<'message>, struct (int64 * int)>
        /// When the last datagram in order arrives, by sender and recipient.
        InOrder: int64 array
        /// When the last letter of each connection's direction arrives.
        InLine: Dictionary<struct (int * int), int64>
        /// When something happens to a peer next; `never` if nothing is due.
        RestartAt: int64 array
        WorkAt: int64 array
        /// The timers a peer's next one was looked up in, and that one.
        Timers: Map<'timer, TimeSpan> array
        NextTimer: struct ('timer * int64) array
        Steps: int array
        Happened: List<Fault>
        mutable Scene: Scene<'state, 'timer, 'ask, 'store>
        /// Letters that were given to the network: how long each takes is drawn by its place among them.
        mutable Given: int
        mutable Queued: int
        mutable Worked: int
        mutable Moves: int
    }

/// How many faults may still happen.
type private Budget = { mutable Left: int }

module private Budget =

    let create most = { Left = most }

    /// A fault while the budget lasts.
    let spend budget (fault: Fault voption) =
        if budget.Left = 0 || fault.IsNone then
            ValueNone
        else
            budget.Left <- budget.Left - 1
            fault

module Simulator =

    let private never = Int64.MaxValue

    /// Lets an action happen; answers what was sent and said.
    let private apply run action =
        let struct (scene, sendings) = Action.apply run.World action run.Scene
        run.Scene <- scene
        run.Moves <- run.Moves + 1
        run.Watch action scene
        sendings

    /// A datagram's latest in order is its pair's; a connection's direction has its own, and every letter keeps to it.
    let private arrival run link (letter: Letter<'message>) soonest inOrder =
        match letter.Line with
        | ValueSome line ->
            let direction = struct (line, letter.Recipient)

            let arrival =
                match run.InLine.TryGetValue direction with
                | true, last -> max soonest (last + 1L)
                | _ -> soonest

            run.InLine[direction] <- arrival
            arrival
        | ValueNone when inOrder ->
            let arrival = max soonest (run.InOrder[link] + 1L)
            run.InOrder[link] <- arrival
            arrival
        | ValueNone -> soonest

    let private enqueue run peer place (letter: Letter<'message>) copy isCorrupted (late: TimeSpan) inOrder =
        let latency =
            Latency.draw run.Schedule.Network (run.Latencies |> Chance.at place |> Chance.at copy)

        let link = peer * run.Steps.Length + letter.Recipient
        let soonest = (run.Scene.Now + latency + late).Ticks

        let arrival = arrival run link letter soonest inOrder

        run.Queued <- run.Queued + 1

        run.Queue.Enqueue(
            { Letter = letter
              IsCorrupted = isCorrupted },
            struct (arrival, run.Queued)
        )

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

    let private isStorm run = run.Scene.Now < run.Schedule.Calm

    let private place run =
        run.Given <- run.Given + 1
        run.Given - 1

    /// The letter is lost, and what breaks with it is heard of.
    let private drop run letter =
        for sending in apply run (Drop letter) do
            match sending with
            | Posted broken -> enqueue run letter.Recipient (place run) broken 0 false TimeSpan.Zero true
            | Undeliverable _
            | Said _ -> ()

    let private send run peer (letter: Letter<'message>) =
        let place = place run

        let fault =
            if isStorm run then
                run.Fates.OfLetter place letter.Number
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
            enqueue run peer place letter 0 false TimeSpan.Zero true
            enqueue run peer place letter 1 false TimeSpan.Zero false
        | ValueSome(Fault.Garble _) ->
            happens ()
            enqueue run peer place letter 0 true TimeSpan.Zero true
        | ValueSome(Fault.Delay(_, by)) ->
            happens ()
            enqueue run peer place letter 0 false by false
        | ValueSome(Fault.Duplicate _)
        | ValueSome(Fault.Crash _)
        | ValueSome(Fault.Wipe _)
        | ValueSome(Fault.Cut _)
        | ValueNone -> enqueue run peer place letter 0 false TimeSpan.Zero true

    let private post run peer sendings =
        for sending in sendings do
            match sending with
            | Posted letter -> send run peer letter
            | Undeliverable _
            | Said _ -> ()

    let private crash run peer action (down: TimeSpan) fault =
        run.Happened.Add fault
        run.WorkAt[peer] <- never
        run.RestartAt[peer] <- (min run.Schedule.Calm (run.Scene.Now + down)).Ticks
        apply run action |> post run peer

    /// After a step of a peer: its store has work, and it may crash.
    let private settle run peer =
        let node = List.item peer run.Scene.Nodes

        if run.WorkAt[peer] = never && not node.Questions.IsEmpty then
            let time = Latency.draw run.Schedule.Disk (Chance.at run.Worked run.Works)
            run.Worked <- run.Worked + 1
            run.WorkAt[peer] <- (run.Scene.Now + time).Ticks

        run.Steps[peer] <- run.Steps[peer] + 1

        if node.Life = Running && isStorm run then
            match run.Fates.OfPeer peer run.Steps[peer] with
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
        apply run action |> post run peer
        settle run peer

    /// When a peer's next timer is due; looked up only when its timers have changed.
    let private timerDue run peer (node: Node<'state, 'timer, 'ask, 'store>) =
        if not (obj.ReferenceEquals(run.Timers[peer], node.Timers)) then
            run.Timers[peer] <- node.Timers

            run.NextTimer[peer] <-
                (struct (Unchecked.defaultof<'timer>, never), node.Timers)
                ||> Map.fold (fun struct (first, due) timer at ->
                    if at.Ticks < due then
                        struct (timer, at.Ticks)
                    else
                        struct (first, due))

        let struct (_, due) = run.NextTimer[peer]
        due

    let private arrive run =
        let arrival = run.Queue.Dequeue()
        let letter = arrival.Letter
        let recipient = letter.Recipient

        if letter.Line.IsNone && (List.item recipient run.Scene.Nodes).Life <> Running then
            apply run (Drop letter) |> ignore
        elif arrival.IsCorrupted then
            step run recipient (DeliverCorrupted letter)
        else
            step run recipient (Deliver letter)

    let private restart run peer =
        run.RestartAt[peer] <- never
        step run peer (if run.Steps[peer] = 0 then Start peer else Restart peer)

    let private answerStore run peer =
        run.WorkAt[peer] <- never
        step run peer (AnswerStore peer)

    let private fire run peer =
        let struct (timer, _) = run.NextTimer[peer]
        step run peer (FireTimer(peer, timer))

    /// What happens next, and when: a peer starts, a letter arrives, a store answers, a timer fires, in this order where
    /// they happen at once.
    let private next run =
        let mutable time = never
        let mutable kind = 0
        let mutable peer = 0
        let mutable nodes = run.Scene.Nodes

        for index in 0 .. run.Steps.Length - 1 do
            if run.RestartAt[index] < time then
                time <- run.RestartAt[index]
                kind <- 0
                peer <- index

        let mutable arrival = Unchecked.defaultof<Arrival<_>>
        let mutable priority = struct (0L, 0)

        if run.Queue.TryPeek(&arrival, &priority) then
            let struct (at, _) = priority

            if at < time then
                time <- at
                kind <- 1

        for index in 0 .. run.Steps.Length - 1 do
            if run.WorkAt[index] < time then
                time <- run.WorkAt[index]
                kind <- 2
                peer <- index

        for index in 0 .. run.Steps.Length - 1 do
            let due = timerDue run index nodes.Head
            nodes <- nodes.Tail

            if due < time then
                time <- due
                kind <- 3
                peer <- index

        struct (time, kind, peer)

    let private advance run time kind peer =
        run.Scene <-
            { run.Scene with
                Now = TimeSpan(max time run.Scene.Now.Ticks) }

        match kind with
        | 0 -> restart run peer
        | 1 -> arrive run
        | 2 -> answerStore run peer
        | _ -> fire run peer

    let private broken (laws: Laws<_>) scene =
        laws.Always |> List.tryFind (fun law -> not (law.Holds scene))

    let rec private play run (options: Options) (laws: Laws<_>) (deadline: TimeSpan) =
        let struct (time, kind, peer) = next run
        let isCalm = time >= run.Schedule.Calm.Ticks

        if isCalm && laws.Goal.Holds run.Scene then
            Passed
        elif time > deadline.Ticks || run.Moves >= options.MaxMoves then
            Missed laws.Goal.Sentence
        else
            advance run time kind peer

            match broken laws run.Scene with
            | Some law -> Broken law.Sentence
            | None -> play run options laws deadline

    let private begin'
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (schedule: Schedule)
        fates
        watch
        =
        let peers = world.Peers.Length
        let chance = Chance.ofSeed schedule.Seed

        { World = world
          Schedule = schedule
          Fates = fates
          Cuts = schedule.Faults |> List.filter _.IsCut |> Array.ofList
          Latencies = Chance.at 100 chance
          Works = Chance.at 101 chance
          Watch = watch
          Queue = PriorityQueue()
          InOrder = Array.zeroCreate (peers * peers)
          InLine = Dictionary()
          RestartAt = Array.init peers (fun peer -> (List.item peer schedule.Starts).Ticks)
          WorkAt = Array.create peers never
          Timers = Array.create peers Map.empty
          NextTimer = Array.create peers (struct (Unchecked.defaultof<'timer>, never))
          Steps = Array.zeroCreate peers
          Happened = List()
          Scene = Scene.initial world
          Given = 0
          Queued = 0
          Worked = 0
          Moves = 0 }

    let private finish (options: Options) laws run =
        let ending = play run options laws (run.Schedule.Calm + options.Patience)

        { Ending = ending
          Schedule =
            { run.Schedule with
                Faults = List.ofArray run.Cuts @ List.ofSeq run.Happened }
          Moves = run.Moves
          Ended = run.Scene.Now }

    /// Runs a world by a schedule, to the letter; `watch` sees every action and the scene after it.
    let follow world laws (options: Options) (schedule: Schedule) watch =
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

        let fates =
            { OfLetter = fun _ number -> find ofLetter number
              OfPeer = fun peer steps -> find ofPeer (struct (peer, steps)) }

        begin' world schedule fates watch |> finish options laws

    /// Runs a world under the weather of a seed: the same run on any machine.
    let run
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        laws
        (options: Options)
        seed
        =
        let weather = Weather.draw world.Peers.Length options seed
        let faults = Budget.create options.MaxFaults
        let crashes = Budget.create options.MaxCrashes

        let fates =
            { OfLetter = fun place number -> Weather.ofLetter place number weather |> Budget.spend faults
              OfPeer = fun peer steps -> Weather.ofPeer peer steps weather |> Budget.spend crashes }

        begin' world weather.Schedule fates (fun _ _ -> ()) |> finish options laws

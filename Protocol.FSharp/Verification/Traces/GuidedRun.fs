namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
// `Action` is this one, not System's.
open PeerFunctional.Verification

type MessageOnWay = { From: int; To: int; Place: int }

type GuidedMove = TimeSpan * Action<MessageOnWay, string>

module GuidedRun =

    /// The most steps after the moves.
    [<Literal>]
    let private MostSteps = 10_000

    /// The most times that a loop is gone around.
    [<Literal>]
    let private MostRounds = 100

    /// A run, with the numbers of the envelopes under way, in the order they were sent.
    type private Going<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
        { Run: Run<'state, 'timer, 'message, 'ask, 'store>
          OnWay: int list }

    let private start world = { Run = Run.initial world; OnWay = [] }

    let private route (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) going number =
        let envelope = going.Run.Envelopes[number]

        let sender =
            match envelope.Connection, envelope.Sender with
            | ValueSome { From = struct (peer, _) }, _ -> peer
            | ValueNone, Address.Datagram endpoint -> world.Owner endpoint |> ValueOption.defaultValue -1
            | ValueNone, (Address.Stream _ | Address.Substream _) -> -1

        sender, envelope.Recipient

    let private alike world going number =
        going.OnWay |> List.filter (fun other -> route world going other = route world going number)

    let private place world going number =
        let sender, recipient = route world going number

        { From = sender
          To = recipient
          Place = alike world going number |> List.findIndex ((=) number) }

    let private find world going message =
        let isOnRoute number =
            route world going number = (message.From, message.To)

        match going.OnWay |> List.filter isOnRoute |> List.tryItem message.Place with
        | Some number -> Ok number
        | None -> Error "no such message is under way"

    /// The envelopes that can make a difference yet.
    let private awaited (run: Run<_, _, _, _, _>) numbers =
        let envelopes = numbers |> List.map (fun number -> run.Envelopes[number])

        let called =
            envelopes
            |> List.filter (fun envelope -> Payload.isConnect envelope.Payload)
            |> List.map InFlight.line

        envelopes
        |> List.filter (fun envelope ->
            WorldState.isAwaited (List.contains (InFlight.line envelope) called) envelope run.WorldState)
        |> List.map _.Number

    let private take world going (at, action) =
        Run.apply world at action going.Run
        |> Result.map (fun (struct (run, emissions)) ->
            let sent =
                emissions
                |> List.choose (function
                    | Emission.Sent envelope -> Some envelope.Number
                    | Emission.Undeliverable _
                    | Emission.Noticed _ -> None)

            let left =
                match Action.takenAway action with
                | ValueSome number -> List.except [ number ] going.OnWay
                | ValueNone -> going.OnWay

            { Run = run
              OnWay = awaited run (left @ sent) })

    let private timer world going peer words =
        match Run.timersNamed world going.Run peer words with
        | first :: _ -> Ok first
        | [] -> Error $"peer {peer} has no timer '{words}'"

    /// The run after a move, if it can happen.
    let private move world going (at, action) =
        action
        |> Action.tryMap (find world going) (timer world going)
        |> Result.bind (fun action -> take world going (at, action))

    /// What happens next where nothing goes wrong.
    let private next going =
        let worldState = going.Run.WorldState
        let nodes = List.indexed (List.ofSeq worldState.Nodes)

        let ofPeer fits action =
            nodes
            |> List.tryFind (fun (_, node: Node<_, _, _, _>) -> fits node)
            |> Option.map (fun (peer, _) -> action peer)

        let ofAnyMoment () =
            nodes
            |> List.tryPick (fun (peer, node) ->
                Timers.ofAnyMoment node.Timers |> List.tryHead |> Option.map (fun timer -> FireTimer(peer, timer)))

        ofPeer (fun node -> node.Status = NodeStatus.Crashed) Restart
        |> Option.orElse (ofPeer (fun node -> not node.Questions.IsEmpty) AnswerStore)
        |> Option.orElse (going.OnWay |> List.tryHead |> Option.map Deliver)
        |> Option.orElseWith (fun () ->
            WorldState.nextTimers worldState
            |> List.tryHead
            |> Option.map (fun (struct (peer, timer, _)) -> FireTimer(peer, timer)))
        |> Option.orElseWith ofAnyMoment

    /// Every run from this one on, without faults.
    let private calmly world going =
        let after (going, left) =
            match next going with
            | Some action when left > 0 ->
                match take world going (going.Run.WorldState.Now, action) with
                | Ok going -> Some(going, (going, left - 1))
                | Error _ -> None
            | Some _
            | None -> None

        Seq.append [ going ] (Seq.unfold after (going, MostSteps))

    let private follow world going moves =
        (going, moves)
        ||> List.scan (fun going action -> move world going action |> Result.defaultValue going)

    let states world moves =
        let runs = follow world (start world) moves

        Seq.append runs (calmly world (List.last runs)) |> Seq.map _.Run.WorldState

    let private digest going =
        (WorldState.digest going.Run.WorldState Digest.empty, going.OnWay)
        ||> List.fold (fun digest number -> ValueDigest.add going.Run.Envelopes[number] digest)

    let reaches world goal moves around =
        let isGoal going = goal going.Run.WorldState

        let rec again rounds going =
            let once =
                (Ok [ going ], around)
                ||> List.fold (fun runs action ->
                    runs
                    |> Result.bind (fun runs ->
                        move world (List.head runs) action |> Result.map (fun going -> going :: runs)))

            match once with
            | Ok runs when List.exists isGoal runs -> true
            | Ok(last :: _) when digest last = digest going -> false
            | Ok(last :: _) when rounds > 0 -> again (rounds - 1) last
            | Ok _
            | Error _ -> calmly world going |> Seq.exists isGoal

        let last = follow world (start world) moves |> List.last

        if around.IsEmpty then
            calmly world last |> Seq.exists isGoal
        else
            again MostRounds last

    let private isFault action =
        match action with
        | DeliverCorrupted _
        | Duplicate _
        | Drop _
        | Crash _
        | CrashLosingDisk _ -> true
        | Start _
        | Deliver _
        | FireTimer _
        | AnswerStore _
        | Restart _ -> false

    /// The run before the first step, and after each.
    let private runs world steps =
        (start world, steps)
        ||> List.scan (fun going (step: TraceStep<_>) ->
            take world going (step.At, step.Action) |> Result.defaultValue going)

    let onWay world steps =
        runs world steps
        |> List.map (fun going ->
            going.Run.WorldState, going.OnWay |> List.map (fun number -> going.Run.Envelopes[number]))

    let moves world (steps: TraceStep<_> list) =
        let runs = runs world steps

        let named =
            List.map2
                (fun going (step: TraceStep<_>) -> step.At, Action.map (place world going) world.TimerWords step.Action)
                (List.take steps.Length runs)
                steps

        let digests = runs |> List.tail |> List.map digest

        match List.tryLast digests |> Option.map (fun last -> List.findIndex ((=) last) digests + 1) with
        | Some first when not (named |> List.skip first |> List.exists (snd >> isFault)) ->
            let moves, around = List.splitAt first named
            struct (moves, around)
        | Some _
        | None -> struct (named, [])

namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// A step of a run as a file keeps it: timers by their words, and the digest of the scene after it.
type TapeStep =
    { At: TimeSpan
      Move: Move<string>
      Digest: Digest }

/// Who made a run.
type Origin =
    /// The simulator: its schedule gives every move.
    | Simulated of Options * Schedule
    /// The checker: the moves are all there is.
    | Searched

/// A run as a file keeps it: enough to run it again, and to see that it is the same.
type Tape =
    {
        System: string
        /// The world by its name in that system.
        World: string
        Policy: Policy
        Origin: Origin
        Ending: Ending
        Steps: TapeStep list
    }

module Tape =

    let digest scene = Scene.digest scene Digest.empty

    let private ofSubject (subject: Subject<_, _, _, _, _, _, _, _>) origin ending steps =
        { System = subject.System
          World = subject.Name
          Policy = subject.Policy
          Origin = origin
          Ending = ending
          Steps = steps }

    let private step
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (timed: TimedMove<'timer>)
        scene
        : TapeStep =
        { At = timed.At
          Move = Move.map world.TimerWords timed.Move
          Digest = digest scene }

    /// Runs a schedule and keeps every step of it.
    let record (subject: Subject<_, _, _, _, _, _, _, _>) options schedule =
        let steps = Collections.Generic.List<TapeStep>()

        let outcome =
            Simulator.follow subject.World subject.Laws options schedule (fun timed scene ->
                steps.Add(step subject.World timed scene))

        ofSubject subject (Simulated(options, outcome.Schedule)) outcome.Ending (List.ofSeq steps)

    /// Performs moves, each made from the stage it meets; stops at one that cannot happen there.
    let private perform
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        moveAt
        items
        =
        let rec go stage done' items =
            match items with
            | [] -> done'
            | item :: rest ->
                let performed =
                    moveAt stage item
                    |> Result.bind (fun timed ->
                        Stage.perform world timed stage
                        |> Result.map (fun (struct (stage, _)) -> struct (timed, stage)))

                match performed with
                | Ok(struct (timed, stage)) -> go stage (struct (timed, step world timed stage.Scene) :: done') rest
                | Error _ -> done'

        go (Stage.initial world) [] items |> List.rev

    /// Keeps a way that a search found.
    let ofMoves (subject: Subject<_, _, _, _, _, _, _, _>) ending moves =
        perform subject.World (fun _ timed -> Ok timed) moves
        |> List.map (fun (struct (_, step)) -> step)
        |> ofSubject subject Searched ending

    /// The timer a peer has set that goes by these words.
    let private timerOf
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (stage: Stage<'state, 'timer, 'message, 'ask, 'store>)
        (step: TapeStep)
        =
        let find peer words =
            match List.tryItem peer stage.Scene.Nodes with
            | Some node -> node.Timers |> Map.tryFindKey (fun timer _ -> world.TimerWords timer = words)
            | None -> None

        match step.Move with
        | Fire(peer, words) ->
            match find peer words with
            | Some timer ->
                Ok
                    { At = step.At
                      Move = Fire(peer, timer) }
            | None -> Error $"peer {peer} has no timer '{words}'"
        | Start peer -> Ok { At = step.At; Move = Start peer }
        | Deliver letter -> Ok { At = step.At; Move = Deliver letter }
        | DeliverGarbled letter ->
            Ok
                { At = step.At
                  Move = DeliverGarbled letter }
        | Lose letter -> Ok { At = step.At; Move = Lose letter }
        | Work peer -> Ok { At = step.At; Move = Work peer }
        | Crash peer -> Ok { At = step.At; Move = Crash peer }
        | Wipe peer -> Ok { At = step.At; Move = Wipe peer }
        | Restart peer -> Ok { At = step.At; Move = Restart peer }

    /// The run again: the same tape, if the machine is the same; with its moves and the faults that are none of them.
    let rerun (subject: Subject<_, _, _, _, _, _, _, _>) tape =
        match tape.Origin with
        | Simulated(options, schedule) ->
            let struct (outcome, moves) =
                Simulator.moves subject.World subject.Laws options schedule

            struct (record subject options schedule, moves, outcome.Schedule.Faults)
        | Searched ->
            let performed = perform subject.World (timerOf subject.World) tape.Steps

            struct (performed |> List.map (fun (struct (_, step)) -> step) |> ofSubject subject Searched tape.Ending,
                    performed |> List.map (fun (struct (timed, _)) -> timed),
                    [])

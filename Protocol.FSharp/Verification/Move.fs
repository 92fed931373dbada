namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// One thing that happens in a run, whoever chose it: a simulator, a checker or a file. Letters are numbered from 0 in the
/// order they are sent.
type Move<'timer> =
    | Start of peer: int
    /// The letter, or another copy of it, arrives.
    | Deliver of letter: int
    /// It arrives as bytes that are no message.
    | DeliverGarbled of letter: int
    /// The network loses the letter; a stream breaks with it.
    | Lose of letter: int
    | Fire of peer: int * timer: 'timer
    /// The store works the peer's next question.
    | Work of peer: int
    | Crash of peer: int
    /// A crash that takes the disk with it.
    | Wipe of peer: int
    /// A peer that is down starts again from its disk.
    | Restart of peer: int

/// A move at its time since the beginning.
[<Struct>]
type TimedMove<'timer> = { At: TimeSpan; Move: Move<'timer> }

/// A run under way: the scene, and every letter sent so far by its number.
type Stage<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    { Scene: Scene<'state, 'timer, 'ask, 'store>
      Letters: Map<int, Letter<'message>> }

module Stage =

    /// Nobody has started: every peer is down.
    let initial (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) =
        let scene = Scene.initial world

        let down node = { node with Life = Down }

        { Scene =
            { scene with
                Nodes = scene.Nodes |> List.map down }
          Letters = Map.empty }

    let private isPeer peer stage =
        peer >= 0 && peer < stage.Scene.Nodes.Length

    let private life peer stage = (List.item peer stage.Scene.Nodes).Life

    let private letter number stage act =
        match Map.tryFind number stage.Letters with
        | Some letter -> Ok(act letter stage.Scene)
        | None -> Error $"letter {number} was not sent"

    let private ofPeer peer isReady problem stage act =
        if not (isPeer peer stage) then
            Error $"there is no peer {peer}"
        elif not (isReady stage) then
            Error $"peer {peer} {problem}"
        else
            Ok(act stage.Scene)

    let private isDown peer stage = life peer stage = Down

    /// Performs a move; answers the stage and what was sent and said. The error is a move that cannot happen there.
    let perform (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) timed stage =
        let stage =
            { stage with
                Scene =
                    { stage.Scene with
                        Now = max timed.At stage.Scene.Now } }

        match timed.Move with
        | Start peer
        | Restart peer -> Scene.restart world peer |> ofPeer peer (isDown peer) "is not down" stage
        | Deliver number -> letter number stage (Scene.deliver world)
        | DeliverGarbled number -> letter number stage (Scene.deliverGarbled world)
        | Lose number -> letter number stage Scene.lose
        | Fire(peer, timer) ->
            let isSet stage =
                (List.item peer stage.Scene.Nodes).Timers.ContainsKey timer

            Scene.fire world peer timer |> ofPeer peer isSet "has no such timer" stage
        | Work peer ->
            let isAsked stage =
                not (List.item peer stage.Scene.Nodes).Questions.IsEmpty

            Scene.work world peer |> ofPeer peer isAsked "asks its store nothing" stage
        | Crash peer -> Scene.crash peer |> ofPeer peer (isDown peer >> not) "is down already" stage
        | Wipe peer -> Scene.wipe world peer |> ofPeer peer (isDown peer >> not) "is down already" stage
        |> Result.map (fun (struct (scene, sendings)) ->
            let post letters sending =
                match sending with
                | Posted letter -> Map.add (Map.count letters) letter letters
                | Undeliverable _
                | Said _ -> letters

            struct ({ Scene = scene
                      Letters = List.fold post stage.Letters sendings },
                    sendings))

module Move =

    /// The move with its timer as something else, such as its words.
    let map change =
        function
        | Start peer -> Start peer
        | Deliver letter -> Deliver letter
        | DeliverGarbled letter -> DeliverGarbled letter
        | Lose letter -> Lose letter
        | Fire(peer, timer) -> Fire(peer, change timer)
        | Work peer -> Work peer
        | Crash peer -> Crash peer
        | Wipe peer -> Wipe peer
        | Restart peer -> Restart peer

namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// A run told in the protocol's words, from the moves it took.
module Retelling =

    /// What a move did to a peer, in the words of a chronicle. A store's work shows only in what its answers cause.
    let private happened
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (stage: Stage<'state, 'timer, 'message, 'ask, 'store>)
        move
        =
        let parcel letter = stage.Letters[letter].Parcel
        let lane letter = stage.Letters[letter].Recipient

        match move with
        | Start _
        | Work _ -> []
        | Deliver letter ->
            match parcel letter with
            | Parcel.Message _ -> [ Arrived letter ]
            // Calls and orderly ends go without saying: what is said on a connection shows them.
            | Parcel.Call _
            | Parcel.Taken
            | Parcel.HangUp CloseReason.ClosedByPartner -> []
            | Parcel.HangUp _ -> [ Remarked(ValueSome(lane letter), Parcel.words world.MessageWords (parcel letter)) ]
        | DeliverGarbled letter ->
            match Map.tryFind letter stage.Letters with
            | Some { Line = ValueSome _ } -> [ Arrived letter; Remarked(ValueSome(lane letter), "gets it in pieces") ]
            | Some { Line = ValueNone }
            | None -> [ Corrupted letter; Garbled(lane letter, "bytes that are no message") ]
        | Lose letter ->
            match parcel letter with
            | Parcel.Message _ -> [ Lost letter ]
            | Parcel.Call _
            | Parcel.Taken
            | Parcel.HangUp _ ->
                [ Remarked(ValueNone, $"a connection of {List.item (lane letter) world.Peers} breaks") ]
        | Wipe peer -> [ Crashed peer; Remarked(ValueSome peer, "loses its disk") ]
        | Fire(peer, timer) -> [ Happening.TimerFired(peer, world.TimerWords timer) ]
        | Move.Crash peer -> [ Crashed peer ]
        | Restart peer -> [ Restarted peer ]

    /// The peer a move is a step of.
    let peerOf (stage: Stage<'state, 'timer, 'message, 'ask, 'store>) move =
        match move with
        | Start peer
        | Work peer
        | Fire(peer, _)
        | Move.Crash peer
        | Wipe peer
        | Restart peer -> ValueSome peer
        | Deliver letter
        | DeliverGarbled letter ->
            match Map.tryFind letter stage.Letters with
            | Some letter -> ValueSome letter.Recipient
            | None -> ValueNone
        | Lose _ -> ValueNone

    let private sent
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        peer
        (struct (number, told))
        sending
        =
        match sending with
        | Posted letter ->
            match letter.Parcel with
            | Parcel.Message message ->
                struct (number + 1, Sent(number, peer, letter.Recipient, world.MessageWords message) :: told)
            | Parcel.Call _
            | Parcel.Taken
            | Parcel.HangUp _ -> struct (number + 1, told)
        | Undeliverable message ->
            struct (number, Remarked(ValueSome peer, $"sends to nobody: {world.MessageWords message}") :: told)
        | Said words -> struct (number, Noticed(peer, words ()) :: told)

    let private moments
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (stage: Stage<'state, 'timer, 'message, 'ask, 'store>)
        timed
        (struct (after: Stage<'state, 'timer, 'message, 'ask, 'store>, sendings))
        =
        let node peer (stage: Stage<'state, 'timer, 'message, 'ask, 'store>) = List.item peer stage.Scene.Nodes

        let happenings, state =
            match peerOf stage timed.Move with
            | ValueNone -> happened world stage timed.Move, ValueNone
            | ValueSome peer ->
                let struct (_, sent) =
                    List.fold (sent world peer) (struct (stage.Letters.Count, [])) sendings

                let finished =
                    if (node peer after).Life = Done && (node peer stage).Life <> Done then
                        [ Finished peer ]
                    else
                        []

                let state = (node peer after).State
                happened world stage timed.Move @ List.rev sent @ finished, ValueSome(world.StateWords state)

        happenings
        |> List.map (fun happening ->
            { At = timed.At
              Happening = happening
              State = state })

    /// The cuts of a schedule as moments.
    let private cuts name faults =
        faults
        |> List.collect (fun fault ->
            match fault with
            | Fault.Cut(from, towards, bothWays, since, until) ->
                let words =
                    if bothWays then
                        $"between {name from} and {name towards}"
                    else
                        $"from {name from} to {name towards}"

                [ { At = since
                    Happening = Partitioned words
                    State = ValueNone }
                  { At = until
                    Happening = Healed words
                    State = ValueNone } ]
            | Fault.Drop _
            | Fault.Duplicate _
            | Fault.Garble _
            | Fault.Delay _
            | Fault.Crash _
            | Fault.Wipe _ -> [])

    /// The chronicle of moves, with the cuts among the faults; ends before a move that cannot happen.
    let tell
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        title
        conclusion
        faults
        (moves: TimedMove<'timer> seq)
        =
        let tellMove (stage, told) timed =
            match Stage.perform world timed stage with
            | Ok after ->
                let struct (next, _) = after
                next, List.rev (moments world stage timed after) @ told
            | Error problem ->
                let remark =
                    { At = timed.At
                      Happening = Remarked(ValueNone, $"cannot happen: {problem}")
                      State = ValueNone }

                stage, remark :: told

        let _, told = moves |> Seq.fold tellMove (Stage.initial world, [])
        let name peer = List.item peer world.Peers

        { Title = title
          Lanes = world.Peers
          Moments = cuts name faults @ List.rev told |> List.sortBy _.At
          Conclusion = conclusion }

/// A chronicle as lines of text.
module Story =

    let private time (at: TimeSpan) =
        at.TotalMilliseconds.ToString("0.0", Globalization.CultureInfo.InvariantCulture).PadLeft 9 + " ms"

    /// Timers in a row that are all told.
    [<Literal>]
    let private MaxTimers = 3

    /// The lines: one a moment, and two for a long row of timers.
    let lines (chronicle: Chronicle) =
        let name lane = List.item lane chronicle.Lanes

        let letters =
            chronicle.Moments
            |> List.choose (fun moment ->
                match moment.Happening with
                | Sent(number, from, recipient, words) -> Some(number, (from, recipient, words))
                | _ -> None)
            |> Map.ofList

        let ofLetter number say =
            match Map.tryFind number letters with
            | Some(from, recipient, words) -> say (name from) (name recipient) words
            | None -> $"letter {number}"

        let line moment =
            match moment.Happening with
            | Sent(number, from, recipient, words) -> $"{name from} sends {name recipient} letter {number}: {words}"
            | Arrived number ->
                ofLetter number (fun _ recipient words -> $"  {recipient} gets letter {number}: {words}")
            | Lost number ->
                ofLetter number (fun from recipient words ->
                    $"! letter {number} from {from} to {recipient} is LOST: {words}")
            | Corrupted number ->
                ofLetter number (fun _ recipient words -> $"! {recipient} gets letter {number} GARBLED: {words}")
            | Garbled(lane, words) -> $"  {name lane} gets {words}"
            | Happening.TimerFired(lane, words) -> $"{name lane}, timer: {words}"
            | Noticed(lane, words) -> $"  {name lane} says: {words}"
            | Crashed lane -> $"! {name lane} CRASHES"
            | Restarted lane -> $"! {name lane} starts again"
            | Finished lane -> $"{name lane} has ended"
            | Partitioned words -> $"! nothing gets through {words}"
            | Healed words -> $"! letters get through again {words}"
            | Remarked(ValueSome lane, words) -> $"* {name lane} {words}"
            | Remarked(ValueNone, words) -> $"* {words}"

        let isTimer moment =
            match moment.Happening with
            | Happening.TimerFired _ -> true
            | _ -> false

        /// Timers that change nothing others see come in long rows: the first of a row says enough.
        let rec tell told moments =
            match List.takeWhile isTimer moments with
            | first :: rest when rest.Length >= MaxTimers ->
                let more =
                    $"{time (List.last rest).At}  ... and {rest.Length} more timers up to here"

                tell (more :: $"{time first.At}  {line first}" :: told) (List.skip (rest.Length + 1) moments)
            | _ ->
                match moments with
                | moment :: rest -> tell ($"{time moment.At}  {line moment}" :: told) rest
                | [] -> List.rev told

        tell [] chronicle.Moments

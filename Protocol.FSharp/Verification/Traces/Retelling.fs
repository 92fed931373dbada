namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

module Retelling =

    /// What an action did to a peer, in the words of a chronicle. A store's answers show only in what they cause.
    let private happened
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (run: Run<'state, 'timer, 'message, 'ask, 'store>)
        action
        =
        let parcel letter = run.Letters[letter].Parcel
        let lane letter = run.Letters[letter].Recipient

        match action with
        | Start _
        | AnswerStore _ -> []
        | Deliver letter
        | Duplicate letter ->
            match parcel letter with
            | Parcel.Message _ -> [ Arrived letter ]
            // Calls and orderly ends go without saying: what is said on a connection shows them.
            | Parcel.Call _
            | Parcel.Taken
            | Parcel.HangUp CloseReason.ClosedByPartner -> []
            | Parcel.HangUp _ -> [ Remarked(ValueSome(lane letter), Parcel.words world.MessageWords (parcel letter)) ]
        | DeliverCorrupted letter ->
            match Map.tryFind letter run.Letters with
            | Some { Line = ValueSome _ } -> [ Arrived letter; Remarked(ValueSome(lane letter), "gets it in pieces") ]
            | Some { Line = ValueNone }
            | None -> [ Corrupted letter; Garbled(lane letter, "bytes that are no message") ]
        | Drop letter ->
            match parcel letter with
            | Parcel.Message _ -> [ Lost letter ]
            | Parcel.Call _
            | Parcel.Taken
            | Parcel.HangUp _ ->
                [ Remarked(ValueNone, $"a connection of {List.item (lane letter) world.Peers} breaks") ]
        | CrashLosingDisk peer -> [ Crashed peer; Remarked(ValueSome peer, "loses its disk") ]
        | FireTimer(peer, timer) -> [ Happening.TimerFired(peer, world.TimerWords timer) ]
        | Crash peer -> [ Crashed peer ]
        | Restart peer -> [ Restarted peer ]

    let private sent (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) peer sending =
        match sending with
        | Posted letter ->
            match letter.Parcel with
            | Parcel.Message message -> [ Sent(letter.Number, peer, letter.Recipient, world.MessageWords message) ]
            | Parcel.Call _
            | Parcel.Taken
            | Parcel.HangUp _ -> []
        | Undeliverable message -> [ Remarked(ValueSome peer, $"sends to nobody: {world.MessageWords message}") ]
        | Said words -> [ Noticed(peer, words ()) ]

    let private moments
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (run: Run<'state, 'timer, 'message, 'ask, 'store>)
        (step: TraceStep<'timer>)
        (struct (after: Run<'state, 'timer, 'message, 'ask, 'store>, sendings))
        =
        let node peer (run: Run<'state, 'timer, 'message, 'ask, 'store>) = run.Scene.Nodes[peer]

        let happenings, state =
            match Action.peer (fun letter -> run.Letters[letter].Recipient) step.Action with
            | ValueNone -> happened world run step.Action, ValueNone
            | ValueSome peer ->
                let finished =
                    if (node peer after).Life = Done && (node peer run).Life <> Done then
                        [ Finished peer ]
                    else
                        []

                happened world run step.Action @ List.collect (sent world peer) sendings @ finished,
                ValueSome(world.StateWords (node peer after).State)

        happenings
        |> List.map (fun happening ->
            { At = step.At
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

    let tell
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        title
        conclusion
        (trace: Trace<'timer>)
        =
        let tellStep (run, told) (step: TraceStep<'timer>) =
            match Run.apply world step.At step.Action run with
            | Ok after ->
                let struct (next, _) = after
                next, List.rev (moments world run step after) @ told
            | Error problem ->
                let remark =
                    { At = step.At
                      Happening = Remarked(ValueNone, $"cannot happen: {problem}")
                      State = ValueNone }

                run, remark :: told

        let _, told = trace.Steps |> Seq.fold tellStep (Run.initial world, [])
        let name peer = List.item peer world.Peers

        { Title = title
          Lanes = world.Peers
          Moments = cuts name (Trace.faults trace) @ List.rev told |> List.sortBy _.At
          Conclusion = conclusion }

module Story =

    let private time (at: TimeSpan) =
        at.TotalMilliseconds.ToString("0.0", Globalization.CultureInfo.InvariantCulture).PadLeft 9 + " ms"

    /// Timers in a row that are all told.
    [<Literal>]
    let private MaxTimers = 3

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

namespace PeerFunctional.Verification

open System

module TimelineText =

    let private time (at: TimeSpan) =
        at.TotalMilliseconds.ToString("0.0", Globalization.CultureInfo.InvariantCulture).PadLeft 9 + " ms"

    /// Timers in a row that are all told.
    [<Literal>]
    let private MaxTimers = 3

    let lines (timeline: Timeline) =
        let name lane = List.item lane timeline.Lanes

        let envelopes =
            timeline.Events
            |> List.choose (fun timed ->
                match timed.Event with
                | Sent(number, from, recipient, words) -> Some(number, (from, recipient, words))
                | _ -> None)
            |> Map.ofList

        let ofEnvelope number say =
            match Map.tryFind number envelopes with
            | Some(from, recipient, words) -> say (name from) (name recipient) words
            | None -> $"message {number}"

        let line (timed: TimedEvent) =
            match timed.Event with
            | Sent(number, from, recipient, words) -> $"{name from} sends {name recipient} message {number}: {words}"
            | Delivered number ->
                ofEnvelope number (fun _ recipient words -> $"  {recipient} receives message {number}: {words}")
            | Dropped number ->
                ofEnvelope number (fun from recipient words ->
                    $"! message {number} from {from} to {recipient} is LOST: {words}")
            | Corrupted number ->
                ofEnvelope number (fun _ recipient words ->
                    $"! {recipient} receives message {number} CORRUPTED: {words}")
            | Garbled(lane, words) -> $"  {name lane} receives a malformed message: {words}"
            | TimelineEvent.TimerFired(lane, words) -> $"{name lane}, timer: {words}"
            | Noticed(lane, words) -> $"  {name lane}, notice: {words}"
            | Crashed lane -> $"! {name lane} CRASHES"
            | Restarted lane -> $"! {name lane} starts again"
            | Finished lane -> $"{name lane} has ended"
            | Partitioned words -> $"! {words}"
            | Healed words -> $"! {words}"
            | Remarked(ValueSome lane, words)
            | Diverged(lane, words) -> $"* {name lane} {words}"
            | Remarked(ValueNone, words) -> $"* {words}"

        let isTimer (timed: TimedEvent) =
            match timed.Event with
            | TimelineEvent.TimerFired _ -> true
            | _ -> false

        /// Timers that change nothing others see come in long rows: the first of a row says enough.
        let rec tell told (events: TimedEvent list) =
            match List.takeWhile isTimer events with
            | first :: rest when rest.Length >= MaxTimers ->
                let more =
                    $"{time (List.last rest).At}  ... and {rest.Length} more timers up to here"

                tell (more :: $"{time first.At}  {line first}" :: told) (List.skip (rest.Length + 1) events)
            | _ ->
                match events with
                | timed :: rest -> tell ($"{time timed.At}  {line timed}" :: told) rest
                | [] -> List.rev told

        tell [] timeline.Events

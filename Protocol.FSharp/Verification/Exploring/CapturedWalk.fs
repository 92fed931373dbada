namespace PeerFunctional.Verification.Exploring

open System
open PeerFunctional.Verification

[<RequireQualifiedAccess; NoEquality; NoComparison>]
type WalkedState =
    | Known of state: KnownState * since: int64
    | Unknown of reason: string

[<NoEquality; NoComparison>]
type WalkedStep =
    { Frame: int64
      At: TimeSpan
      Lane: int voption
      Words: string
      Message: SeenMessage voption }

[<NoEquality; NoComparison>]
type CapturedWalk =
    { Report: ConversationReport
      Steps: WalkedStep array
      LeftOut: int }

module CapturedWalk =

    [<Literal>]
    let MaxMessages = 10_000

    let private ofMessage since (message: SeenMessage) =
        { Frame = message.Row.Frame
          At = since message.Row.Time
          Lane = message.From
          Words = message.Row.Words
          Message = ValueSome message }

    let private timer offset (timed: TimedEvent) =
        match timed.Event with
        | TimerFired(lane, words) ->
            Some
                { Frame = 0L
                  At = offset + timed.At
                  Lane = ValueSome lane
                  Words = words
                  Message = ValueNone }
        | Sent _
        | Delivered _
        | Dropped _
        | Corrupted _
        | Garbled _
        | Noticed _
        | Crashed _
        | Restarted _
        | Finished _
        | Partitioned _
        | Healed _
        | Remarked _
        | Diverged _ -> None

    /// Timers stand before the messages of their time: they made one of them.
    let rec private merge frame (messages: WalkedStep list) (timers: WalkedStep list) merged =
        match messages, timers with
        | message :: _, timer :: others when timer.At <= message.At ->
            merge frame messages others ({ timer with Frame = frame } :: merged)
        | message :: others, _ -> merge message.Frame others timers (message :: merged)
        | [], timer :: others -> merge frame [] others ({ timer with Frame = frame } :: merged)
        | [], [] -> List.rev merged

    let ofReport facts (report: ConversationReport) =
        let all = report.Seen.Value
        let since = ConversationReport.sinceCaptureBegan facts report
        let messages = all |> List.truncate MaxMessages |> List.map (ofMessage since)
        let last = messages |> List.fold (fun last step -> max last step.At) TimeSpan.Zero

        let timers =
            report.Timeline.Value.Events
            |> List.choose (timer (since report.Start))
            |> List.filter (fun step -> step.At <= last)

        { Report = report
          Steps = merge 0L messages timers [] |> Array.ofList
          LeftOut = max 0 (all.Length - MaxMessages) }

    /// Where the state of a participant ends to be known, by its verdict: the frame, and why.
    let private limit conformance =
        match conformance with
        | Conforms _ -> ValueNone
        | Diverges(_, { Frame = ValueSome frame }, _) ->
            ValueSome(struct (frame, $"from frame {frame} on it did something else than its machine"))
        | Diverges(_, { Frame = ValueNone }, _) -> ValueNone
        | NotJudged reason -> ValueSome(struct (0L, $"it cannot be judged: {reason}"))
        | TakesNoPart reason -> ValueSome(struct (0L, $"it takes no part: {reason}"))
        | Absent -> ValueSome(struct (0L, "it sent nothing"))

    let private state frame (side: ParticipantVerdict) (known: Lazy<Map<int64, KnownState>>) =
        match limit side.Conformance with
        | ValueSome(struct (since, reason)) when frame >= since -> WalkedState.Unknown reason
        | ValueSome _
        | ValueNone ->
            match known.Value |> Seq.takeWhile (fun entry -> entry.Key <= frame) |> Seq.tryLast with
            | Some(KeyValue(since, state)) -> WalkedState.Known(state, since)
            | None when known.Value.IsEmpty -> WalkedState.Unknown "the verdict was found without its states"
            | None -> WalkedState.Unknown "it has neither sent nor taken a message yet"

    let states place walk =
        Array.tryItem place walk.Steps
        |> ValueOption.ofOption
        |> ValueOption.map (fun step -> List.map2 (state step.Frame) walk.Report.Verdicts walk.Report.Known)

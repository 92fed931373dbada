namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

type TimelineEvent =
    | Sent of message: int * from: int * recipient: int * words: string
    | Delivered of message: int
    | Dropped of message: int
    | Corrupted of message: int
    | Garbled of lane: int * words: string
    | TimerFired of lane: int * words: string
    | Noticed of lane: int * words: string
    | Crashed of lane: int
    | Restarted of lane: int
    | Finished of lane: int
    | Partitioned of words: string
    | Healed of words: string
    | Remarked of lane: int voption * words: string
    | Diverged of lane: int * words: string

type TimedEvent =
    { At: TimeSpan
      Event: TimelineEvent
      State: string voption
      Step: int voption }

[<RequireQualifiedAccess>]
type Numbering =
    | Steps
    | Frames

type Timeline =
    { Title: string
      Lanes: string list
      Events: TimedEvent list
      Conclusion: string list
      SecondRun: int voption
      Numbering: Numbering }

module Timeline =

    let private mapMessage change event =
        match event with
        | Sent(message, from, recipient, words) -> Sent(change message, from, recipient, words)
        | Delivered message -> Delivered(change message)
        | Dropped message -> Dropped(change message)
        | Corrupted message -> Corrupted(change message)
        | Garbled _
        | TimerFired _
        | Noticed _
        | Crashed _
        | Restarted _
        | Finished _
        | Partitioned _
        | Healed _
        | Remarked _
        | Diverged _ -> event

    let private mapLane change event =
        match event with
        | Sent(message, from, recipient, words) -> Sent(message, change from, change recipient, words)
        | Garbled(lane, words) -> Garbled(change lane, words)
        | TimerFired(lane, words) -> TimerFired(change lane, words)
        | Noticed(lane, words) -> Noticed(change lane, words)
        | Crashed lane -> Crashed(change lane)
        | Restarted lane -> Restarted(change lane)
        | Finished lane -> Finished(change lane)
        | Remarked(lane, words) -> Remarked(ValueOption.map change lane, words)
        | Diverged(lane, words) -> Diverged(change lane, words)
        | Delivered _
        | Dropped _
        | Corrupted _
        | Partitioned _
        | Healed _ -> event

    let private mapWords change event =
        match event with
        | Sent(message, from, recipient, words) -> Sent(message, from, recipient, change words)
        | Garbled(lane, words) -> Garbled(lane, change words)
        | TimerFired(lane, words) -> TimerFired(lane, change words)
        | Noticed(lane, words) -> Noticed(lane, change words)
        | Partitioned words -> Partitioned(change words)
        | Healed words -> Healed(change words)
        | Remarked(lane, words) -> Remarked(lane, change words)
        | Diverged(lane, words) -> Diverged(lane, change words)
        | Delivered _
        | Dropped _
        | Corrupted _
        | Crashed _
        | Restarted _
        | Finished _ -> event

    /// The longest text that is drawn.
    [<Literal>]
    let private MaxText = 600

    let shown timeline =
        let show = TerminalText.upTo MaxText

        { Title = show timeline.Title
          Lanes = List.map show timeline.Lanes
          Events =
            timeline.Events
            |> List.map (fun timed ->
                { timed with
                    Event = mapWords show timed.Event
                    State = ValueOption.map show timed.State })
          Conclusion = List.map show timeline.Conclusion
          SecondRun = timeline.SecondRun
          Numbering = timeline.Numbering }

    let conclusion timeline = String.concat "; " timeline.Conclusion

    let private lastMessage timeline =
        timeline.Events
        |> List.fold
            (fun last timed ->
                match timed.Event with
                | Sent(message, _, _, _) -> max last message
                | _ -> last)
            -1

    let withoutNotices timeline =
        let isNotice timed =
            match timed.Event with
            | Noticed _ -> true
            | _ -> false

        { timeline with
            Events = timeline.Events |> List.filter (isNotice >> not) }

    let beside title (leftName: string, left: Timeline) (rightName: string, right: Timeline) =
        let named name timeline =
            timeline.Lanes |> List.map (fun lane -> $"{lane}, {name}")

        /// What belongs to no lane goes by its run's name.
        let ofRun name event =
            match event with
            | Remarked(ValueNone, _)
            | Partitioned _
            | Healed _ -> mapWords (fun words -> $"{name}: {words}") event
            | event -> event

        let change event timeline =
            timeline.Events |> List.map (fun timed -> { timed with Event = event timed.Event })

        let unmoved = left |> change (ofRun leftName)

        let moved =
            right
            |> change (mapLane ((+) left.Lanes.Length) >> mapMessage ((+) (lastMessage left + 1)) >> ofRun rightName)

        /// An event without a step belongs to the step before it.
        let stepped events =
            (0, events)
            ||> List.mapFold (fun step timed ->
                let step = timed.Step |> ValueOption.defaultValue step
                struct (timed.At, step, timed), step)
            |> fst

        { Title = title
          Lanes = named leftName left @ named rightName right
          Events =
            stepped unmoved @ stepped moved
            |> List.sortBy (fun struct (at, step, _) -> at, step)
            |> List.map (fun struct (_, _, timed) -> timed)
          Conclusion =
            [ for name, timeline in [ leftName, left; rightName, right ] do
                  for sentence in timeline.Conclusion -> $"{name}: {sentence}" ]
          SecondRun = ValueSome left.Lanes.Length
          Numbering = left.Numbering }

    let join title (parts: (TimeSpan * Timeline) list) =
        let lanes = parts |> List.collect (fun (_, part) -> part.Lanes) |> List.distinct

        let places = lanes |> List.mapi (fun place name -> name, place) |> Map.ofList

        let add (events, messages) (start, part) =
            let names = Array.ofList part.Lanes

            let place lane =
                if lane >= 0 && lane < names.Length then
                    places[names[lane]]
                else
                    lane

            let shifted =
                part.Events
                |> List.map (fun timed ->
                    { timed with
                        At = start + timed.At
                        Event = timed.Event |> mapLane place |> mapMessage ((+) messages) })

            shifted :: events, messages + lastMessage part + 1

        { Title = title
          Lanes = lanes
          Events = parts |> List.fold add ([], 0) |> fst |> List.rev |> List.concat |> List.sortBy _.At
          Conclusion = parts |> List.collect (fun (_, part) -> part.Conclusion)
          SecondRun = ValueNone
          Numbering =
            parts
            |> List.tryHead
            |> Option.map (fun (_, part) -> part.Numbering)
            |> Option.defaultValue Numbering.Steps }

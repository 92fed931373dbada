namespace PeerFunctional.Verification

open System

type DeliveryResult =
    | Reaches
    | ReachesAgain
    | Vanishes
    | Spoils

type Arrow =
    { From: int
      To: int
      Words: string
      Start: int
      Ends: (struct (int * DeliveryResult)) list }

[<RequireQualifiedAccess>]
type Severity =
    | Calm
    | Clock
    | Good
    | Warning
    | Bad
    | Divergence
    | Gone
    | Back
    | Over

type Mark =
    | Departure of arrow: int
    | Ending of arrow: int * DeliveryResult
    | Note of lane: int * Severity * words: string
    | Banner of Severity * words: string
    | Bundle of lines: string list * lanes: Set<int>

type Row =
    { At: TimeSpan
      Marks: Mark list
      Within: int voption
      States: (struct (int * string)) list
      Steps: int list
      SecondSteps: int list }

type Outage = { Lane: int; First: int; Last: int }

type SequenceDiagram =
    { Title: string
      Lanes: string list
      Rows: Row array
      Arrows: Arrow array
      Outages: Outage list
      Conclusion: string list
      SecondRun: int voption
      Numbering: Numbering }

module SequenceDiagram =

    /// Rows and arrows so far, last first; `Flying` has the last arrow of each message number.
    type private Layout =
        { Done: Row list
          Count: int
          Sent: Map<int, Arrow>
          SentCount: int
          Flying: Map<int, int>
          Bundle: int voption }

    let private empty =
        { Done = []
          Count = 0
          Sent = Map.empty
          SentCount = 0
          Flying = Map.empty
          Bundle = ValueNone }

    let private add at step states strokes layout =
        let row =
            { At = at
              Marks = strokes
              Within = layout.Bundle
              States = states
              Steps = ValueOption.toList step
              SecondSteps = [] }

        { layout with
            Done = row :: layout.Done
            Count = layout.Count + 1 }

    /// An ending right under its departure is drawn on the same row.
    let private join arrow fate step states layout =
        match layout.Done with
        | { Marks = [ Departure departed ] } as row :: rows when departed = arrow && row.Within = layout.Bundle ->
            let row =
                { row with
                    Marks = [ Departure arrow; Ending(arrow, fate) ]
                    States = row.States @ states
                    Steps = row.Steps @ ValueOption.toList step |> List.distinct }

            ValueSome { layout with Done = row :: rows }
        | _ -> ValueNone

    let private finish message fate (timed: TimedEvent) layout =
        match Map.tryFind message layout.Flying with
        | None ->
            let fact =
                match fate with
                | Reaches
                | ReachesAgain -> "arrived"
                | Vanishes -> "was lost"
                | Spoils -> "was corrupted"

            layout |> add timed.At timed.Step [] [ Banner(Severity.Warning, $"a message sent earlier {fact}") ]
        | Some index ->
            let arrow = layout.Sent[index]

            let arrived = arrow.Ends |> List.exists (fun struct (_, fate) -> fate = Reaches)

            let fate = if fate = Reaches && arrived then ReachesAgain else fate

            let states =
                match timed.State with
                | ValueSome state when fate = Reaches || fate = ReachesAgain -> [ struct (arrow.To, state) ]
                | ValueSome _
                | ValueNone -> []

            let drawn =
                match join index fate timed.Step states layout with
                | ValueSome joined -> joined
                | ValueNone -> layout |> add timed.At timed.Step states [ Ending(index, fate) ]

            let arrow =
                { arrow with
                    Ends = arrow.Ends @ [ struct (drawn.Count - 1, fate) ] }

            { drawn with
                Sent = Map.add index arrow drawn.Sent }

    let private note count lane tone words (timed: TimedEvent) layout =
        if lane >= 0 && lane < count then
            let states =
                timed.State
                |> ValueOption.map (fun state -> [ struct (lane, state) ])
                |> ValueOption.defaultValue []

            layout |> add timed.At timed.Step states [ Note(lane, tone, words) ]
        else
            layout |> add timed.At timed.Step [] [ Banner(tone, words) ]

    let private depart count message from recipient words (timed: TimedEvent) layout =
        let isLane lane = lane >= 0 && lane < count

        if not (isLane from && isLane recipient) || from = recipient then
            note count from Severity.Calm $"→ {words}" timed layout
        else
            let index = layout.SentCount

            let states =
                timed.State
                |> ValueOption.map (fun state -> [ struct (from, state) ])
                |> ValueOption.defaultValue []

            let arrow =
                { From = from
                  To = recipient
                  Words = words
                  Start = layout.Count
                  Ends = [] }

            { layout with
                Sent = Map.add index arrow layout.Sent
                SentCount = index + 1
                Flying = Map.add message index layout.Flying }
            |> add timed.At timed.Step states [ Departure index ]

    let private place count layout (timed: TimedEvent) =
        let note lane tone words = note count lane tone words timed layout

        let banner tone words =
            layout |> add timed.At timed.Step [] [ Banner(tone, words) ]

        match timed.Event with
        | Sent(message, from, recipient, words) -> depart count message from recipient words timed layout
        | Delivered message -> finish message Reaches timed layout
        | Dropped message -> finish message Vanishes timed layout
        | Corrupted message -> finish message Spoils timed layout
        | Garbled(lane, words) -> note lane Severity.Bad $"malformed: {words}"
        | TimerFired(lane, words) -> note lane Severity.Clock words
        | Noticed(lane, words) -> note lane Severity.Calm words
        | Crashed lane -> note lane Severity.Gone "crashes"
        | Restarted lane -> note lane Severity.Back "starts again"
        | Finished lane -> note lane Severity.Over "ended"
        | Partitioned words -> banner Severity.Bad words
        | Healed words -> banner Severity.Good words
        | Remarked(ValueSome lane, words) -> note lane Severity.Warning words
        | Remarked(ValueNone, words) -> banner Severity.Warning words
        | Diverged(lane, words) -> note lane Severity.Divergence words

    /// The lane by which an event belongs to one of two runs; none of what belongs to no lane.
    let private laneOf layout event =
        match event with
        | Sent(_, from, _, _) -> ValueSome from
        | Delivered message
        | Dropped message
        | Corrupted message ->
            match Map.tryFind message layout.Flying with
            | Some index -> ValueSome layout.Sent[index].To
            | None -> ValueNone
        | Garbled(lane, _)
        | TimerFired(lane, _)
        | Noticed(lane, _)
        | Crashed lane
        | Restarted lane
        | Finished lane
        | Remarked(ValueSome lane, _)
        | Diverged(lane, _) -> ValueSome lane
        | Partitioned _
        | Healed _
        | Remarked(ValueNone, _) -> ValueNone

    /// Draws an event. Each of two runs counts its own steps, and what belongs to no lane is between both.
    let private draw (timeline: Timeline) layout (timed: TimedEvent) =
        let count = timeline.Lanes.Length

        match timeline.SecondRun, laneOf layout timed.Event with
        | ValueNone, _ -> place count layout timed
        | ValueSome second, ValueSome lane when lane < second -> place count layout timed
        | ValueSome _, lane ->
            let drawn = place count layout { timed with Step = ValueNone }

            match drawn.Done with
            | row :: rows when lane.IsSome ->
                let steps = row.SecondSteps @ ValueOption.toList timed.Step |> List.distinct

                { drawn with
                    Done = { row with SecondSteps = steps } :: rows }
            | _ -> drawn

    /// From a note that a peer is gone to one that it is back.
    let private absences (rows: Row array) =
        let leave lane index =
            { Lane = lane
              First = index
              Last = rows.Length }

        let back lane index absence =
            if absence.Lane = lane then
                { absence with
                    Last = min index absence.Last }
            else
                absence

        ([], Array.indexed rows)
        ||> Array.fold (fun absences (index, row) ->
            match row.Marks with
            | [ Note(lane, (Severity.Gone | Severity.Over), _) ] -> leave lane index :: absences
            | [ Note(lane, Severity.Back, _) ] -> absences |> List.map (back lane index)
            | _ -> absences)

    /// The first and the last of some steps.
    let private ends steps =
        match steps with
        | [] -> []
        | first :: _ -> List.distinct [ first; List.last steps ]

    /// Gives a bundle the steps of the rows that it stands for.
    let private counted header layout =
        let inside, rest = layout.Done |> List.splitAt (layout.Count - header - 1)
        let inside = List.rev inside

        match rest with
        | bundle :: before ->
            let bundle =
                { bundle with
                    Steps = inside |> List.collect _.Steps |> ends
                    SecondSteps = inside |> List.collect _.SecondSteps |> ends }

            { layout with
                Done = List.rev inside @ bundle :: before
                Bundle = ValueNone }
        | [] -> layout

    let private group timeline layout group =
        match group with
        | Single timed -> draw timeline layout timed
        | Alike(lines, lanes, events) ->
            let at =
                events
                |> List.tryHead
                |> Option.map (fun (timed: TimedEvent) -> timed.At)
                |> Option.defaultValue TimeSpan.Zero

            let lanes =
                lanes |> Set.filter (fun lane -> lane >= 0 && lane < timeline.Lanes.Length)

            let header = layout.Count
            let layout = layout |> add at ValueNone [] [ Bundle(lines, lanes) ]

            events
            |> List.fold
                (draw timeline)
                { layout with
                    Bundle = ValueSome header }
            |> counted header

    let ofTimeline (timeline: Timeline) =
        let timeline = Timeline.shown timeline

        let layout = RunFolding.fold timeline |> List.fold (group timeline) empty

        let rows = layout.Done |> List.rev |> Array.ofList

        { Title = timeline.Title
          Lanes = timeline.Lanes
          Rows = rows
          Outages = absences rows
          Arrows = layout.Sent |> Map.toArray |> Array.map snd
          Conclusion = timeline.Conclusion
          SecondRun = timeline.SecondRun
          Numbering = timeline.Numbering }

    let isBundle row =
        match row.Marks with
        | [ Bundle _ ] -> true
        | _ -> false

    let unit diagram =
        match diagram.Numbering with
        | Numbering.Steps -> "step"
        | Numbering.Frames -> "frame"

    let fault (diagram: SequenceDiagram) =
        let isBad mark =
            match mark with
            | Ending(_, (Vanishes | Spoils))
            | Note(_, (Severity.Bad | Severity.Gone), _)
            | Banner(Severity.Bad, _) -> true
            | Ending(_, (Reaches | ReachesAgain))
            | Departure _
            | Note _
            | Banner _
            | Bundle _ -> false

        let isDivergence mark =
            match mark with
            | Note(_, Severity.Divergence, _) -> true
            | Departure _
            | Ending _
            | Note _
            | Banner _
            | Bundle _ -> false

        let first holds =
            diagram.Rows
            |> Array.tryFindIndex (fun row -> row.Marks |> List.exists holds)
            |> ValueOption.ofOption

        // A violation without a fault comes with the last of the counted steps.
        let lastStep () =
            match diagram.Numbering with
            | Numbering.Steps ->
                diagram.Rows
                |> Array.tryFindIndexBack (fun row -> not (row.Steps.IsEmpty && row.SecondSteps.IsEmpty))
                |> ValueOption.ofOption
            | Numbering.Frames -> ValueNone

        first isDivergence |> ValueOption.orElse (first isBad) |> ValueOption.orElseWith lastStep

    let shown isOpen (diagram: SequenceDiagram) row =
        match diagram.Rows[row].Within with
        | ValueSome bundle when not (isOpen bundle) -> bundle
        | ValueSome _
        | ValueNone -> row

    let sentence (diagram: SequenceDiagram) row =
        let name lane = diagram.Lanes[lane]

        let way index =
            let arrow = diagram.Arrows[index]
            $"{name arrow.From} to {name arrow.To}: {arrow.Words}"

        let fate =
            function
            | Reaches -> "arrives"
            | ReachesAgain -> "arrives again"
            | Vanishes -> "is lost"
            | Spoils -> "is corrupted"

        match diagram.Rows[row].Marks with
        | [ Departure index; Ending(_, Reaches) ] -> way index
        | [ Departure index; Ending(_, other) ] -> $"{way index}, {fate other}"
        | strokes ->
            strokes
            |> List.map (function
                | Departure index -> $"{way index}, sent"
                | Ending(index, ending) -> $"{way index}, {fate ending}"
                | Note(lane, _, words) -> $"{name lane}: {words}"
                | Banner(_, words) -> words
                | Bundle(lines, _) -> String.concat "; " lines)
            |> String.concat "; "

    let words (lanes: string list) event =
        let name lane =
            lanes |> List.tryItem lane |> Option.defaultValue $"lane {lane}"

        match event with
        | Sent(message, from, recipient, words) -> $"{name from} to {name recipient}: {words} (message {message})"
        | Delivered message -> $"message {message} arrives"
        | Dropped message -> $"message {message} is lost"
        | Corrupted message -> $"message {message} is corrupted"
        | Garbled(lane, words) -> $"{name lane}: malformed: {words}"
        | TimerFired(lane, words)
        | Noticed(lane, words)
        | Remarked(ValueSome lane, words)
        | Diverged(lane, words) -> $"{name lane}: {words}"
        | Crashed lane -> $"{name lane} crashes"
        | Restarted lane -> $"{name lane} starts again"
        | Finished lane -> $"{name lane} is done"
        | Partitioned words
        | Healed words
        | Remarked(ValueNone, words) -> words

    let time (at: TimeSpan) =
        let milliseconds = Math.Round at.TotalMilliseconds |> int64
        $"{milliseconds / 1000L}.{milliseconds % 1000L:D3}"

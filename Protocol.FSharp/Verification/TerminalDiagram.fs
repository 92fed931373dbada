namespace PeerFunctional.Verification

open System

/// How a diagram is to look in a terminal.
type TerminalStyle =
    {
        /// Columns, 40 at least.
        Width: int
        Color: bool
        Ascii: bool
        /// Every moment by itself, no runs folded.
        Unfolded: bool
    }

/// Draws a diagram as lines of text: a lane a peer, time downwards, words in or above the arrows.
module TerminalDiagram =

    [<Literal>]
    let MinWidth = 40

    /// Columns between the verticals of messages under way.
    [<Literal>]
    let private SlotWidth = 2

    /// The longest text that is looked at.
    [<Literal>]
    let private MaxText = 400

    /// A pause this long is shown as one.
    let private longPause = TimeSpan.FromSeconds 1.0

    /// A message that is seen on several lines: its vertical stands in a column from one line to another.
    type private Flight =
        { Arrow: int
          Column: int
          First: int
          Last: int }

    type private Board =
        {
            Diagram: Diagram
            Style: TerminalStyle
            /// Columns of the lanes.
            Lanes: int array
            /// The first column right of the times.
            Left: int
            Flights: Map<int, Flight>
            Shown: int -> int
        }

    let private plain = Diagram.plain MaxText

    let private place width left count =
        match count with
        | 0 -> [||]
        | 1 -> [| left + (width - left) / 4 |]
        | count ->
            let margin = min 12 ((width - left) / (2 * count))
            let first, last = left + margin, width - 1 - margin
            Array.init count (fun lane -> first + lane * (last - first) / (count - 1))

    /// Finds each message that does not end where it starts a column of its own near its recipient, while it flies.
    let private flights (diagram: Diagram) (lanes: int array) shown =
        let spans =
            diagram.Arrows
            |> Array.indexed
            |> Array.choose (fun (index, arrow) ->
                let ends = arrow.Ends |> List.map (fun struct (row, _) -> shown row)
                let first = shown arrow.Start
                let last = ends |> List.fold max first

                if last > first then
                    Some struct (index, arrow, first, last)
                else
                    None)

        let take flights (struct (index, arrow, first, last)) =
            let rightwards = arrow.To > arrow.From
            let gap = abs (lanes[arrow.To] - lanes[arrow.From])
            let slots = max 1 ((gap - 6) / 2 / SlotWidth)

            let column slot =
                if rightwards then
                    lanes[arrow.To] - 4 - slot * SlotWidth
                else
                    lanes[arrow.To] + 4 + slot * SlotWidth

            let isFree slot =
                flights
                |> List.forall (fun flight ->
                    flight.Column <> column slot || flight.Last < first || flight.First > last)

            let slot =
                seq { 0 .. slots - 1 } |> Seq.tryFind isFree |> Option.defaultValue (slots - 1)

            { Arrow = index
              Column = column slot
              First = first
              Last = last }
            :: flights

        spans |> Array.fold take [] |> List.map (fun flight -> flight.Arrow, flight) |> Map.ofList

    /// A line with the lanes and the verticals of what is under way between two rows.
    let private lineOf board above below =
        let canvas = Canvas.create board.Style.Width

        let isAbsent lane =
            board.Diagram.Absences
            |> List.exists (fun absence -> absence.Lane = lane && absence.First <= above && below <= absence.Last)

        for lane in 0 .. board.Lanes.Length - 1 do
            canvas |> Canvas.write board.Lanes[lane] Faint (if isAbsent lane then "·" else "│")

        for flight in board.Flights.Values do
            if flight.First <= above && flight.Last >= below && flight.First < flight.Last then
                canvas |> Canvas.write flight.Column (LaneInk board.Diagram.Arrows[flight.Arrow].From) "┆"

        canvas

    let private horizontal from upto ink canvas =
        for column in min from upto .. max from upto do
            canvas
            |> Canvas.change column ink (function
                | "│"
                | "┆" -> "┼"
                | _ -> "─")

    let private head arrow =
        if arrow.To > arrow.From then "►" else "◄"

    /// The column next to a lane, on the side an arrow comes from or goes to.
    let private beside board arrow lane =
        let side =
            if (lane = arrow.From) = (arrow.To > arrow.From) then
                1
            else
                -1

        board.Lanes[lane] + side

    let private fateInk arrow fate =
        match fate with
        | Reaches -> LaneInk arrow.From
        | ReachesAgain -> Yellow
        | Vanishes
        | Spoils -> Red

    let private fateWords fate =
        match fate with
        | Reaches -> ""
        | ReachesAgain -> "again"
        | Vanishes -> "lost"
        | Spoils -> "corrupted"

    /// The end of an arrow from a column on: a head at the recipient, or a cross on the way.
    let private finish board arrow fate column canvas =
        let ink = fateInk arrow fate
        let target = beside board arrow arrow.To
        let word = fateWords fate

        match fate with
        | Reaches
        | ReachesAgain
        | Spoils ->
            canvas |> horizontal column target ink
            canvas |> Canvas.write target ink (head arrow)
        | Vanishes -> canvas |> Canvas.write column ink "×"

        if word <> "" then
            let at =
                if arrow.To > arrow.From then
                    (if fate = Vanishes then
                         column + 2
                     else
                         board.Lanes[arrow.To] + 2)
                else
                    (if fate = Vanishes then
                         column - 1
                     else
                         board.Lanes[arrow.To] - 1)
                    - word.Length

            // Beside the lane where there is room, else the colour and the cross have to do.
            if at > board.Left && at + word.Length < board.Style.Width then
                canvas |> Canvas.write at ink word

    /// Writes words left-aligned at a column, moved left as far as they need to be to fit.
    let private writeInside board column ink text canvas =
        let text = Canvas.fit (board.Style.Width - board.Left - 1) text
        let column = max board.Left (min column (board.Style.Width - Canvas.length text))
        canvas |> Canvas.write column ink text

    let private departure board row index (ending: Fate voption) =
        let arrow = board.Diagram.Arrows[index]
        let ink = LaneInk arrow.From
        let rightwards = arrow.To > arrow.From
        let source, target = beside board arrow arrow.From, beside board arrow arrow.To
        let words = plain arrow.Words
        let flight = Map.tryFind index board.Flights

        /// Where the horizontal ends: at the recipient, at the vertical, or midway.
        let stop =
            match ending, flight with
            | ValueSome Vanishes, _
            | ValueNone, None ->
                let reach = max (abs (target - source) / 2) (Canvas.length words + 5)

                let reach =
                    if reach < abs (target - source) - 6 then
                        reach
                    else
                        abs (target - source) / 2

                if rightwards then source + reach else source - reach
            | ValueSome _, _ -> target
            | ValueNone, Some flight -> flight.Column

        let room = abs (stop - source) - 5
        let isInside = Canvas.length words <= room
        let line = lineOf board row (row + 1)
        let above = if isInside then [] else [ lineOf board (row - 1) row ]

        // A vertical begins here, it does not come from above.
        flight |> Option.iter (fun flight -> line |> Canvas.write flight.Column ink " ")
        line |> horizontal source stop ink

        line |> Canvas.write board.Lanes[arrow.From] ink (if rightwards then "├" else "┤")

        match ending, flight with
        | ValueSome fate, _ -> line |> finish board arrow fate stop
        | ValueNone, Some _ -> line |> Canvas.write stop ink (if rightwards then "╮" else "╭")
        | ValueNone, None -> line |> Canvas.write stop Yellow "…"

        match ending, flight with
        | ValueSome _, Some flight -> line |> Canvas.write flight.Column ink "┬"
        | _ -> ()

        if isInside then
            let column =
                if rightwards then
                    source + 2
                else
                    source - 1 - Canvas.length words

            line |> Canvas.write (column - 1) ink " "
            line |> Canvas.write column Bold words
            line |> Canvas.write (column + Canvas.length words) ink " "
        else
            let column =
                if rightwards then
                    source + 1
                else
                    source - Canvas.length words

            above |> List.iter (writeInside board column Bold words)

        above @ [ line ]

    let private ending board row index fate =
        let arrow = board.Diagram.Arrows[index]
        let ink = fateInk arrow fate
        let line = lineOf board row (row + 1)

        match Map.tryFind index board.Flights with
        | Some flight ->
            line |> finish board arrow fate flight.Column

            let corner =
                match fate, flight.Last > row, arrow.To > arrow.From with
                | Vanishes, _, _ -> "×"
                | _, true, true -> "├"
                | _, true, false -> "┤"
                | _, false, true -> "╰"
                | _, false, false -> "╯"

            line |> Canvas.write flight.Column ink corner
        | None -> line |> finish board arrow fate ((board.Lanes[arrow.From] + board.Lanes[arrow.To]) / 2)

        [ line ]

    let private toneInk tone =
        match tone with
        | Tone.Calm -> Plain
        | Tone.Clock -> Yellow
        | Tone.Good
        | Tone.Back
        | Tone.Over -> Green
        | Tone.Warning -> Yellow
        | Tone.Bad
        | Tone.Gone -> Red

    /// Words beside a lane, on the side with more room.
    let private note board row lane tone words =
        let ink = toneInk tone
        let column = board.Lanes[lane]
        let rightRoom = board.Style.Width - column - 2
        let leftRoom = column - board.Left - 2
        let onRight = rightRoom >= leftRoom
        let most = max 8 (if onRight then rightRoom else leftRoom)

        let mark =
            match tone with
            | Tone.Calm -> "·"
            | Tone.Clock -> "timer:"
            | Tone.Good
            | Tone.Back
            | Tone.Over
            | Tone.Warning -> "●"
            | Tone.Bad
            | Tone.Gone -> "×"

        Canvas.wrap most 3 $"{mark} {plain words}"
        |> List.map (fun text ->
            let line = lineOf board row (row + 1)

            if onRight then
                line |> Canvas.write (column + 2) ink text
            else
                line |> Canvas.write (column - 1 - Canvas.length text) ink text

            line)

    let private banner board row tone words =
        let width = board.Style.Width - board.Left

        Canvas.wrap (width - 4) 4 (plain words)
        |> List.map (fun text ->
            let line = lineOf board row (row + 1)
            let start = board.Left + max 0 ((width - Canvas.length text - 4) / 2)
            line |> Canvas.write board.Left (toneInk tone) (String('═', width))
            line |> Canvas.write start (toneInk tone) $" {text} "
            line)

    let private bundle board row lines (lanes: Set<int>) =
        let first, last =
            if lanes.IsEmpty then
                board.Left, board.Style.Width - 1
            else
                board.Lanes[lanes.MinimumElement], board.Lanes[lanes.MaximumElement]

        let most = board.Style.Width - board.Left - 6

        [ for words in lines do
              for index, text in Canvas.wrap most 3 (plain words) |> List.indexed do
                  let line = lineOf board row (row + 1)

                  if last > first then
                      line |> Canvas.write first Bold ("╞" + String('═', last - first - 1) + "╡")

                  line |> writeInside board (first + 2) Bold (if index = 0 then $" ▸ {text} " else $"   {text} ")
                  line ]

    let private strokes board row =
        match board.Diagram.Rows[row].Strokes with
        | [ Departure index; Ending(_, fate) ] -> departure board row index (ValueSome fate)
        | [ Departure index ] -> departure board row index ValueNone
        | strokes ->
            strokes
            |> List.collect (function
                | Departure index -> departure board row index ValueNone
                | Ending(index, fate) -> ending board row index fate
                | Note(lane, tone, words) -> note board row lane tone words
                | Banner(tone, words) -> banner board row tone words
                | Bundle(lines, lanes) -> bundle board row lines lanes)

    let private header board =
        let line = Canvas.create board.Style.Width
        let count = board.Lanes.Length

        let room =
            if count > 1 then
                max 3 (board.Lanes[1] - board.Lanes[0] - 2)
            else
                board.Style.Width - board.Left

        board.Diagram.Lanes
        |> List.iteri (fun lane name ->
            let name = Canvas.fit room (plain name)
            let column = board.Lanes[lane] - Canvas.length name / 2
            line |> writeInside board column (LaneInk lane) name)

        [ line; lineOf board -1 0 ]

    let private text style ink words =
        Canvas.wrap style.Width 12 (plain words)
        |> List.map (fun words ->
            let line = Canvas.create style.Width
            line |> Canvas.write 0 ink words
            line)

    let private rows board visible =
        [ for before, row in visible do
              let at = board.Diagram.Rows[row].At
              let earlier = before |> Option.map (fun before -> board.Diagram.Rows[before].At)

              match earlier with
              | Some earlier when at - earlier >= longPause -> lineOf board (row - 1) row
              | Some _
              | None -> ()

              let lines = strokes board row

              if earlier |> Option.forall (fun earlier -> Diagram.time earlier <> Diagram.time at) then
                  let time = Diagram.time at
                  lines |> List.tryHead |> Option.iter (Canvas.write (board.Left - 2 - time.Length) Faint time)

              yield! lines ]

    /// The diagram as lines that each fit the width.
    let lines style (diagram: Diagram) =
        let style =
            { style with
                Width = max MinWidth style.Width }

        let latest =
            diagram.Rows |> Array.fold (fun latest row -> max latest row.At) TimeSpan.Zero

        let left = (Diagram.time latest).Length + 2
        let lanes = place style.Width left diagram.Lanes.Length

        let shown = Diagram.shown (fun _ -> style.Unfolded) diagram

        let board =
            { Diagram = diagram
              Style = style
              Lanes = lanes
              Left = left
              Flights = flights diagram lanes shown
              Shown = shown }

        let visible =
            [ 0 .. diagram.Rows.Length - 1 ]
            |> List.filter (fun row -> shown row = row && not (style.Unfolded && Diagram.isBundle diagram.Rows[row]))

        let before = None :: List.map Some visible |> List.truncate visible.Length

        [ yield! text style Bold diagram.Title
          Canvas.create style.Width
          yield! header board
          yield! rows board (List.zip before visible)
          lineOf board diagram.Rows.Length diagram.Rows.Length
          yield! text style Bold diagram.Conclusion ]
        |> List.map (Canvas.print style.Color style.Ascii)

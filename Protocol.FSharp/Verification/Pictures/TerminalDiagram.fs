namespace PeerFunctional.Verification

open System

module TerminalDiagram =

    open TerminalLayout
    open TerminalArrows

    let private toneInk tone =
        match tone with
        | Severity.Calm -> Plain
        | Severity.Clock -> Yellow
        | Severity.Good
        | Severity.Back
        | Severity.Over -> Green
        | Severity.Warning
        | Severity.Divergence -> Yellow
        | Severity.Bad
        | Severity.Gone -> Red

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
            | Severity.Calm -> "·"
            | Severity.Clock -> "timer:"
            | Severity.Good
            | Severity.Back
            | Severity.Over
            | Severity.Warning
            | Severity.Divergence -> "●"
            | Severity.Bad
            | Severity.Gone -> "×"

        Canvas.wrap most 3 $"{mark} {words}"
        |> List.map (fun text ->
            let line = lineOf board row (row + 1)

            if onRight then
                line |> Canvas.write (column + 2) ink text
            else
                line |> Canvas.write (column - 1 - Canvas.length text) ink text

            line)

    let private banner board row tone words =
        let width = board.Style.Width - board.Left

        Canvas.wrap (width - 4) 4 words
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
              for index, text in Canvas.wrap most 3 words |> List.indexed do
                  let line = lineOf board row (row + 1)

                  if last > first then
                      line |> Canvas.write first Bold ("╞" + String('═', last - first - 1) + "╡")

                  line |> writeInside board (first + 2) Bold (if index = 0 then $" ▸ {text} " else $"   {text} ")
                  line ]

    let private strokes board row =
        match board.Diagram.Rows[row].Marks with
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

    /// Frames are numbered at the side where each lane then keeps so many columns.
    [<Literal>]
    let private LaneRoom = 16

    let private header board =
        let newLine () =
            Canvas.create (board.Style.Width + board.Behind)

        let count = board.Lanes.Length

        let room =
            if count > 1 then
                // The outer names move inwards, so each keeps to its share of the width.
                let share = (board.Style.Width - board.Left) / count - 1
                max 3 (min (board.Lanes[1] - board.Lanes[0] - 2) share)
            else
                board.Style.Width - board.Left

        let write line names =
            names
            |> List.iteri (fun lane name ->
                let column = board.Lanes[lane] - Canvas.length name / 2
                line |> writeInside board column (LaneInk lane) name)

        // Of two runs, a peer's name stands above that of its run where both do not fit one line.
        let isParted =
            board.Diagram.SecondRun.IsSome
            && board.Diagram.Lanes |> List.exists (fun name -> Canvas.length name > room)

        let upper = newLine ()
        let line = if isParted then newLine () else upper

        if isParted then
            let parts = board.Diagram.Lanes |> List.map (fun name -> name.Split(", ", 2))
            parts |> List.map Array.head |> Canvas.fitAll room |> write upper
            parts |> List.map (Array.skip 1 >> String.concat ", " >> Canvas.fit room) |> write line
        else
            board.Diagram.Lanes |> Canvas.fitAll room |> write line

        let head = SequenceDiagram.unit board.Diagram

        if board.Diagram.Rows |> Array.exists (fun row -> not row.Steps.IsEmpty) then
            line |> Canvas.write (board.Left - 2 - head.Length) Faint head

        if board.Behind > 0 then
            line |> Canvas.write (board.Style.Width + board.Behind - head.Length) Faint head

        [ if isParted then
              upper
          line
          lineOf board -1 0 ]

    let private text style ink words =
        Canvas.wrap style.Width 12 words
        |> List.map (fun words ->
            let line = Canvas.create style.Width
            line |> Canvas.write 0 ink words
            line)

    /// The row's steps that the one above does not show: `7`, `5,7`, or `8-45` of a bundle.
    let private steps stepsOf board before row =
        let steps: int list = stepsOf board.Diagram.Rows[row]

        let fresh =
            match before with
            | Some before -> steps |> List.except (stepsOf board.Diagram.Rows[before])
            | None -> steps

        let separator =
            if SequenceDiagram.isBundle board.Diagram.Rows[row] then
                "-"
            else
                ","

        fresh |> List.map string |> String.concat separator

    let private rows board visible =
        [ for before, row in visible do
              let at = board.Diagram.Rows[row].At
              let earlier = before |> Option.map (fun before -> board.Diagram.Rows[before].At)

              match earlier with
              | Some earlier when at - earlier >= longPause -> lineOf board (row - 1) row
              | Some _
              | None -> ()

              let lines = strokes board row

              if earlier |> Option.forall (fun earlier -> SequenceDiagram.time earlier <> SequenceDiagram.time at) then
                  let time = SequenceDiagram.time at
                  lines |> List.tryHead |> Option.iter (Canvas.write (board.Times - time.Length) Faint time)

              // Words above an arrow have a line of their own; the step stands beside the arrow.
              lines
              |> (if SequenceDiagram.isBundle board.Diagram.Rows[row] then
                      List.tryHead
                  else
                      List.tryLast)
              |> Option.iter (fun line ->
                  let first = steps _.Steps board before row
                  line |> Canvas.write (board.Left - 2 - first.Length) Bold first
                  let second = steps _.SecondSteps board before row

                  line |> Canvas.write (board.Style.Width + board.Behind - second.Length) Bold second)

              yield! lines ]

    let lines style (diagram: SequenceDiagram) =
        let style =
            { style with
                Width = max MinWidth style.Width }

        let latest =
            diagram.Rows |> Array.fold (fun latest row -> max latest row.At) TimeSpan.Zero

        let times = (SequenceDiagram.time latest).Length

        // Two steps and what is between them, or the word above them.
        let columnsOf (diagram: SequenceDiagram) stepsOf =
            match diagram.Rows |> Seq.collect stepsOf |> Seq.fold max 0 with
            | 0 -> 0
            | last -> max ((SequenceDiagram.unit diagram).Length + 1) (2 * (string last).Length + 2)

        let diagram =
            let room = style.Width - times - 2 - columnsOf diagram _.Steps

            if diagram.Numbering = Numbering.Frames && room < LaneRoom * diagram.Lanes.Length then
                { diagram with
                    Rows = diagram.Rows |> Array.map (fun row -> { row with Steps = [] }) }
            else
                diagram

        let columns = columnsOf diagram
        let whole = style.Width
        let behind = columns _.SecondSteps
        let style = { style with Width = whole - behind }
        let left = times + columns _.Steps + 2
        let lanes = place style.Width left diagram.Lanes.Length

        let shown = SequenceDiagram.shown (fun _ -> style.Unfolded) diagram

        let board =
            { Diagram = diagram
              Style = style
              Lanes = lanes
              Left = left
              Times = times
              Behind = behind
              Flights = flights diagram lanes shown
              Shown = shown }

        let visible =
            [ 0 .. diagram.Rows.Length - 1 ]
            |> List.filter (fun row ->
                shown row = row && not (style.Unfolded && SequenceDiagram.isBundle diagram.Rows[row]))

        let before = None :: List.map Some visible |> List.truncate visible.Length

        let text = text { style with Width = whole } Bold

        [ yield! text diagram.Title
          Canvas.create whole
          yield! header board
          yield! rows board (List.zip before visible)
          lineOf board diagram.Rows.Length diagram.Rows.Length
          for conclusion in diagram.Conclusion do
              yield! text conclusion ]
        |> List.map (Canvas.print style.Color style.Ascii)

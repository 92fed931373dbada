namespace PeerFunctional.Verification

open System

module SvgDiagram =

    open Markup
    open SvgPage
    open SvgArrows

    let private toneClass tone =
        match tone with
        | Severity.Calm -> "calm"
        | Severity.Clock -> "clock"
        | Severity.Good
        | Severity.Back
        | Severity.Over -> "good"
        | Severity.Warning
        | Severity.Divergence -> "warning"
        | Severity.Bad
        | Severity.Gone -> "bad"

    /// A sign on the lane itself.
    let private sign x y tone =
        let stroke color x1 y1 x2 y2 =
            line (x + x1) (y + y1) (x + x2) (y + y2) [ "stroke", color; "stroke-width", "3" ]

        match tone with
        | Severity.Calm -> [ circle x y 5.0 "#fff" "#555" ]
        | Severity.Clock ->
            [ circle x y 10.0 "#fff" "#7a4300"
              stroke "#7a4300" 0.0 0.0 0.0 -7.0
              stroke "#7a4300" 0.0 0.0 5.0 0.0 ]
        | Severity.Good
        | Severity.Back -> [ circle x y 9.0 "#1c6b2a" "#1c6b2a" ]
        | Severity.Over -> [ stroke "#1c6b2a" -12.0 0.0 12.0 0.0 ]
        | Severity.Warning
        | Severity.Divergence -> [ circle x y 9.0 "#ffc94d" "#7a4300" ]
        | Severity.Bad
        | Severity.Gone -> [ stroke bad -10.0 -10.0 10.0 10.0; stroke bad -10.0 10.0 10.0 -10.0 ]

    let private plate x width height =
        element
            "rect"
            [ "class", "plate"
              "x", number x
              "y", "4"
              "width", number width
              "height", number (height - 8.0)
              "rx", "6" ]
            []

    let private texts x y anchor words =
        words |> List.mapi (fun index words -> text x (y + lineHeight * float index) anchor [] words)

    let private boldWidth words =
        words |> List.map Canvas.length |> List.fold max 0 |> float |> (*) boldLetterWidth

    /// Beside the words of a message that does not arrive.
    let private noArrival =
        element "tspan" [ "class", "time" ] [ Text "no arrival seen" ]

    /// The words stay clear of what else stands on the row: the cross of a message that is lost there, or the remark that it does not arrive.
    let private departureWords page (arrow: Arrow) fates =
        let source, target = page.Lanes[arrow.From], page.Lanes[arrow.To]
        let distance = abs (target - source)
        let isLost = List.contains Vanishes fates

        let room =
            if isLost then
                distance * lostAfter page arrow - 30.0
            else
                distance - 50.0

        let words = Canvas.fit (columns room) arrow.Words

        let beside x anchor content =
            element "text" [ "x", number x; "y", "24"; "text-anchor", anchor ] content

        if fates |> List.exists ((<>) Vanishes) then
            text ((source + target) / 2.0) 24.0 "middle" [] words
        elif target > source then
            beside
                (source + 20.0)
                "start"
                [ Text words
                  if arrow.Ends.IsEmpty then
                      Text "  "
                      noArrival ]
        else
            beside
                (source - 20.0)
                "end"
                [ if arrow.Ends.IsEmpty then
                      noArrival
                      Text "  "
                  Text words ]

    let private fateNote page (arrow: Arrow) fate =
        let source, target = page.Lanes[arrow.From], page.Lanes[arrow.To]
        let side = if target > source then 1.0 else -1.0

        match fateWords fate with
        | "" -> []
        | words ->
            let x =
                match fate with
                | Vanishes -> source + (target - source) * lostAfter page arrow + side * 22.0
                | Reaches
                | ReachesAgain
                | Spoils -> target + side * 12.0

            [ element
                  "g"
                  [ "class", (if fate = ReachesAgain then "clock" else "bad") ]
                  [ text x 38.0 (if side > 0.0 then "start" else "end") [] words ] ]

    let private stroke page row height stroke =
        let words = page.Words[row]

        match stroke with
        | Departure index ->
            let fates =
                page.Diagram.Rows[row].Marks
                |> List.choose (function
                    | Ending(_, fate) -> Some fate
                    | _ -> None)

            [ departureWords page page.Diagram.Arrows[index] fates ]
        | Ending(index, fate) -> fateNote page page.Diagram.Arrows[index] fate
        | Note(lane, tone, _) ->
            let x = page.Lanes[lane]

            let beside =
                if isRightOf page.Lanes lane then
                    texts (x + 20.0) 28.0 "start" words
                else
                    texts (x - 20.0) 28.0 "end" words

            [ element "g" [ "class", toneClass tone ] (sign x 22.0 tone @ beside) ]
        | Banner(tone, _) ->
            let width = page.Width - timeWidth - 20.0

            [ element
                  "g"
                  [ "class", toneClass tone ]
                  (plate timeWidth width height :: texts (timeWidth + width / 2.0) 28.0 "middle" words) ]
        | Bundle(_, lanes) ->
            let first, last =
                if lanes.IsEmpty then
                    timeWidth, page.Width
                else
                    page.Lanes[lanes.MinimumElement] - 20.0, page.Lanes[lanes.MaximumElement] + 20.0

            let width = max (last - first) (boldWidth words + 70.0)

            let x =
                max timeWidth (min ((first + last - width) / 2.0) (page.Width - width - 10.0))

            [ element
                  "g"
                  [ "class", "bundle" ]
                  (plate x width height
                   :: element "text" [ "class", "sign"; "x", number (x + 16.0); "y", "28" ] [ Text "▸" ]
                   :: texts (x + 44.0) 28.0 "start" words) ]

    /// The steps of the run or the frames of the capture, as its sentence counts them.
    let private steps unit (row: Row) =
        let words steps ofRun =
            match steps with
            | [] -> ""
            | [ step ] -> $", {unit} {step}{ofRun}"
            | steps when SequenceDiagram.isBundle row -> $", {unit}s {List.head steps} to {List.last steps}{ofRun}"
            | steps -> $", {unit}s {List.head steps} and {List.last steps}{ofRun}"

        words row.Steps "" + words row.SecondSteps " of the second run"

    let private row page index (row: Row) =
        let height = heightOf page.Words[index]
        let time = SequenceDiagram.time row.At

        let mark =
            element "rect" [ "class", "mark"; "width", number page.Width; "height", number height ] []

        let strokes = row.Marks |> List.collect (stroke page index height)

        // A time is shown where it changes, beside the words.
        let isNew =
            index = 0
            || SequenceDiagram.isBundle row
            || SequenceDiagram.time page.Diagram.Rows[index - 1].At <> time

        let timeAt = if page.Words[index].IsEmpty then 37.0 else 27.0

        element
            "g"
            [ "class", (if SequenceDiagram.isBundle row then "row fold" else "row")
              "data-row", string index
              "data-height", number height
              "transform", $"translate(0,{number page.Tops[index]})"
              for struct (lane, state) in row.States do
                  $"data-state{lane}", state
              match row.Within with
              | ValueSome bundle ->
                  "data-within", string bundle
                  "display", "none"
              | ValueNone -> () ]
            (element
                "title"
                []
                [ Text
                      $"{time} s{steps (SequenceDiagram.unit page.Diagram) row}: {SequenceDiagram.sentence page.Diagram index}" ]
             :: mark
             :: (if isNew then
                     [ text (timeWidth - 16.0) timeAt "end" [ "class", "time" ] time ]
                 else
                     [])
             @ strokes)

    let private lanes page =
        [ for index, x in Array.indexed page.Lanes do
              line x Top x page.Bottom [ "class", "lane" ]

              for absence in page.Diagram.Outages do
                  if absence.Lane = index then
                      let bottom =
                          if absence.Last < page.Tops.Length then
                              page.Tops[absence.Last] + 22.0
                          else
                              page.Bottom

                      line
                          x
                          (page.Tops[absence.First] + 22.0)
                          x
                          bottom
                          [ "class", "absent"
                            "data-a", string absence.First
                            "data-b", string absence.Last ] ]

    /// One line, or two that part at the comma, so that what tells two lanes of one peer apart stays in sight.
    let private nameLines room (name: string) =
        if Canvas.length name <= room then
            [ name ]
        else
            name.Split(", ", 2) |> List.ofArray |> List.map (Canvas.fit room)

    let private names page =
        let gap =
            if page.Lanes.Length > 1 then
                page.Lanes[1] - page.Lanes[0]
            else
                page.Width

        let room = nameColumns (min gap (2.0 * margin) - 16.0)

        let name index words =
            let lines = nameLines room words
            let first = if lines.Length = 1 then 38.0 else 26.0

            lines
            |> List.mapi (fun place words ->
                text
                    page.Lanes[index]
                    (first + lineHeight * float place)
                    "middle"
                    [ "class", "name"; "style", $"fill:{laneColor index}" ]
                    words)

        element
            "g"
            [ "class", "names" ]
            (element "rect" [ "width", number page.Width; "height", number Top; "fill", "#fff" ] []
             :: (page.Diagram.Lanes |> List.mapi name |> List.concat))

    let private heads =
        let head id color =
            element
                "marker"
                [ "id", id
                  "viewBox", "0 0 12 12"
                  "refX", "11"
                  "refY", "6"
                  "markerWidth", "16"
                  "markerHeight", "16"
                  "markerUnits", "userSpaceOnUse"
                  "orient", "auto" ]
                [ element "path" [ "d", "M0,0 L12,6 L0,12 z"; "fill", color ] [] ]

        let cross =
            element
                "marker"
                [ "id", "cross"
                  "viewBox", "0 0 12 12"
                  "refX", "6"
                  "refY", "6"
                  "markerWidth", "26"
                  "markerHeight", "26"
                  "markerUnits", "userSpaceOnUse" ]
                [ element "path" [ "d", "M1,1 L11,11 M1,11 L11,1"; "stroke", bad; "stroke-width", "2" ] [] ]

        element
            "defs"
            []
            [ yield! colors |> Array.mapi (fun index color -> head $"head{index}" color)
              head "headbad" bad
              cross ]

    let element (diagram: SequenceDiagram) =
        let page = page diagram

        Markup.element
            "svg"
            [ "xmlns", "http://www.w3.org/2000/svg"
              "viewBox", $"0 0 {number page.Width} {number page.Bottom}"
              "width", number page.Width
              "height", number page.Bottom
              "role", "graphics-document"
              match SequenceDiagram.fault diagram with
              | ValueSome row -> "data-fault", string row
              | ValueNone -> ()
              "style", $"min-width:{number (page.Width * leastScale)}px" ]
            [ Markup.element "title" [] [ Text diagram.Title ]
              Markup.element "desc" [] [ Text(String.concat "; " diagram.Conclusion) ]
              Markup.element "style" [] [ Verbatim style ]
              heads
              Markup.element "rect" [ "class", "paper"; "width", "100%"; "height", "100%"; "fill", "#fff" ] []
              Markup.element "g" [ "class", "lanes" ] (lanes page)
              Markup.element "g" [ "class", "arrows" ] (arrows page)
              Markup.element "g" [ "class", "rows" ] (List.ofArray (Array.mapi (row page) diagram.Rows))
              names page ]

    let print diagram = Markup.print (element diagram)

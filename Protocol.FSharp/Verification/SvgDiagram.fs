namespace PeerFunctional.Verification

open System

/// Draws a diagram as SVG. Bundles are folded; the script of the HTML page unfolds them by moving what carries `data-row`,
/// `data-a` (a line's first row) and `data-b` (its last).
module SvgDiagram =

    open Markup

    /// CSS pixels, large enough for the last row of a lecture hall.
    [<Literal>]
    let RowHeight = 42.0

    let private lineHeight = 26.0

    /// Where a row's arrow runs, below the row's top.
    [<Literal>]
    let ArrowAt = 32.0

    [<Literal>]
    let Top = 60.0

    let private letterWidth = 11.2
    let private timeWidth = 96.0
    let private margin = 140.0
    let private maxGap = 700.0

    [<Literal>]
    let private MaxText = 400

    /// Dark enough on white, and of different lightness; one a lane.
    let private colors =
        [| "#0b4a8f"; "#9c1f7a"; "#1c6b2a"; "#8a4b00"; "#5b3fa0"; "#00696e" |]

    let laneColor lane = colors[lane % colors.Length]

    let private bad = "#b00020"

    let private style =
        "text{font-family:'DejaVu Sans','Segoe UI',Arial,sans-serif;font-size:20px;fill:#111;"
        + "paint-order:stroke;stroke:#fff;stroke-width:6px;stroke-linejoin:round}"
        + ".time{font-size:16px;fill:#555}.name{font-weight:bold;font-size:24px}"
        + ".lane{stroke:#888;stroke-width:2}.absent{stroke:#fff;stroke-width:4;stroke-dasharray:4 8}"
        + ".line{stroke-width:3;fill:none}"
        + ".bad text{fill:#b00020;font-weight:bold}.good text{fill:#1c6b2a;font-weight:bold}"
        + ".warning text,.clock text{fill:#7a4300}.warning text{font-weight:bold}"
        + ".plate{stroke-width:2;fill:#f2f2f2;stroke:#666}.bad .plate{fill:#fde7ea;stroke:#b00020}"
        + ".good .plate{fill:#e6f4e8;stroke:#1c6b2a}.warning .plate{fill:#fff3d6;stroke:#7a4300}"
        + ".bundle .plate{fill:#fff8d9;stroke:#8a6d00}.bundle text{font-weight:bold;stroke:none}"
        + ".mark{fill:#1a73e8;fill-opacity:0;pointer-events:all}.here .mark{fill-opacity:.16}"

    type private Page =
        {
            Diagram: Diagram
            Lanes: float array
            Width: float
            /// The wrapped words of notes, banners and bundles, by row.
            Words: (string list) array
            Tops: float array
            Bottom: float
        }

    let private plain = Diagram.plain MaxText
    let private columns width = max 8 (int (width / letterWidth))

    let private gap (diagram: Diagram) =
        let need (arrow: Arrow) =
            (float (Canvas.length (plain arrow.Words)) * letterWidth + 70.0)
            / float (abs (arrow.To - arrow.From))

        let least = if diagram.Lanes.Length <= 3 then 480.0 else 300.0
        diagram.Arrows |> Array.map need |> Array.fold max least |> min maxGap

    let private isRightOf (lanes: float array) lane = lane = 0 || lane < lanes.Length - 1

    let private wrapped (diagram: Diagram) (lanes: float array) width =
        diagram.Rows
        |> Array.map (fun row ->
            row.Strokes
            |> List.collect (function
                | Departure _
                | Ending _ -> []
                | Note(lane, _, words) ->
                    let room =
                        if isRightOf lanes lane then
                            width - lanes[lane] - 50.0
                        else
                            lanes[lane] - timeWidth - 30.0

                    Canvas.wrap (columns room) 4 (plain words)
                | Banner(_, words) -> Canvas.wrap (columns (width - timeWidth - 40.0)) 4 (plain words)
                | Bundle(lines, _) ->
                    lines |> List.collect (plain >> Canvas.wrap (columns (width - timeWidth - 80.0)) 2)))

    let private heightOf words =
        max RowHeight (16.0 + lineHeight * float (List.length words))

    let private page (diagram: Diagram) =
        let gap = gap diagram

        let lanes =
            diagram.Lanes |> List.mapi (fun lane _ -> timeWidth + margin + float lane * gap) |> Array.ofList

        let width =
            Array.tryLast lanes |> Option.defaultValue timeWidth |> (+) margin |> max 700.0

        let words = wrapped diagram lanes width
        let tops = Array.zeroCreate<float> diagram.Rows.Length
        let mutable next = Top

        for row in 0 .. diagram.Rows.Length - 1 do
            match diagram.Rows[row].Within with
            | ValueSome bundle -> tops[row] <- tops[bundle]
            | ValueNone ->
                tops[row] <- next
                next <- next + heightOf words[row]

        { Diagram = diagram
          Lanes = lanes
          Width = width
          Words = words
          Tops = tops
          Bottom = next + 20.0 }

    let private text x y anchor (attributes: (string * string) list) (words: string) =
        element "text" ([ "x", number x; "y", number y; "text-anchor", anchor ] @ attributes) [ Text words ]

    let private line x1 y1 x2 y2 attributes =
        element "line" ([ "x1", number x1; "y1", number y1; "x2", number x2; "y2", number y2 ] @ attributes) []

    let private circle x y radius fill stroke =
        element
            "circle"
            [ "cx", number x
              "cy", number y
              "r", number radius
              "fill", fill
              "stroke", stroke
              "stroke-width", "2.5" ]
            []

    let private ink (arrow: Arrow) fate =
        match fate with
        | Reaches
        | ReachesAgain -> laneColor arrow.From
        | Vanishes
        | Spoils -> bad

    let private marker (arrow: Arrow) fate =
        match fate with
        | Reaches
        | ReachesAgain -> $"url(#head{arrow.From % colors.Length})"
        | Spoils -> "url(#headbad)"
        | Vanishes -> "url(#cross)"

    let private fateWords fate =
        match fate with
        | Reaches -> ""
        | ReachesAgain -> "again"
        | Vanishes -> "lost"
        | Spoils -> "corrupted"

    /// The part of its way that a lost message is drawn, so that its words have room.
    let private lostAfter page (arrow: Arrow) =
        let distance = abs (page.Lanes[arrow.To] - page.Lanes[arrow.From])
        let words = float (Canvas.length (plain arrow.Words)) * letterWidth + 40.0
        words / distance |> max 0.6 |> min 0.8

    /// Hides what begins and ends in the same folded bundle.
    let private folded page first last =
        let bundle = page.Diagram.Rows[first].Within

        if bundle <> ValueNone && bundle = page.Diagram.Rows[last].Within then
            [ "display", "none" ]
        else
            []

    /// One copy's way: from its row to its end, level or slanted; a lost one ends midway.
    let private way page (arrow: Arrow) start (struct (last, fate)) =
        let source, target = page.Lanes[arrow.From], page.Lanes[arrow.To]

        let stop =
            match fate with
            | Vanishes -> source + (target - source) * lostAfter page arrow
            | Reaches
            | ReachesAgain
            | Spoils -> target

        let inset = if target > source then 2.0 else -2.0

        line
            (source + inset)
            (page.Tops[start] + ArrowAt)
            (stop - inset)
            (page.Tops[last] + ArrowAt)
            [ "class", "line"
              "stroke", ink arrow fate
              "marker-end", marker arrow fate
              "data-a", string start
              "data-b", string last
              yield! folded page start last ]

    let private dangling page (arrow: Arrow) =
        let source, target = page.Lanes[arrow.From], page.Lanes[arrow.To]
        let y = page.Tops[arrow.Start] + ArrowAt

        line
            source
            y
            (source + (target - source) * 0.5)
            y
            [ "class", "line"
              "stroke", laneColor arrow.From
              "stroke-dasharray", "8 6"
              "data-a", string arrow.Start
              "data-b", string arrow.Start
              yield! folded page arrow.Start arrow.Start ]

    let private arrows page =
        page.Diagram.Arrows
        |> Array.map (fun (arrow: Arrow) ->
            let ways =
                match arrow.Ends with
                | [] -> [ dangling page arrow ]
                | ends -> ends |> List.map (way page arrow arrow.Start)

            let title =
                $"{page.Diagram.Lanes[arrow.From]} to {page.Diagram.Lanes[arrow.To]}: {arrow.Words}"

            element "g" [ "class", "arrow" ] (element "title" [] [ Text(plain title) ] :: ways))
        |> List.ofArray

    let private toneClass tone =
        match tone with
        | Tone.Calm -> "calm"
        | Tone.Clock -> "clock"
        | Tone.Good
        | Tone.Back
        | Tone.Over -> "good"
        | Tone.Warning -> "warning"
        | Tone.Bad
        | Tone.Gone -> "bad"

    /// A sign on the lane itself.
    let private sign x y tone =
        let stroke color x1 y1 x2 y2 =
            line (x + x1) (y + y1) (x + x2) (y + y2) [ "stroke", color; "stroke-width", "3" ]

        match tone with
        | Tone.Calm -> [ circle x y 5.0 "#fff" "#555" ]
        | Tone.Clock ->
            [ circle x y 10.0 "#fff" "#7a4300"
              stroke "#7a4300" 0.0 0.0 0.0 -7.0
              stroke "#7a4300" 0.0 0.0 5.0 0.0 ]
        | Tone.Good
        | Tone.Back -> [ circle x y 9.0 "#1c6b2a" "#1c6b2a" ]
        | Tone.Over -> [ stroke "#1c6b2a" -12.0 0.0 12.0 0.0 ]
        | Tone.Warning -> [ circle x y 9.0 "#ffc94d" "#7a4300" ]
        | Tone.Bad
        | Tone.Gone -> [ stroke bad -10.0 -10.0 10.0 10.0; stroke bad -10.0 10.0 10.0 -10.0 ]

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

    let private wide words =
        words |> List.map Canvas.length |> List.fold max 0 |> float |> (*) letterWidth

    let private departureWords page (arrow: Arrow) fates =
        let source, target = page.Lanes[arrow.From], page.Lanes[arrow.To]
        let room = columns (abs (target - source) - 50.0)
        let isLevel = fates |> List.exists (fun fate -> fate <> Vanishes)
        let words = Canvas.fit room (plain arrow.Words)

        if isLevel then
            text ((source + target) / 2.0) 24.0 "middle" [] words
        elif target > source then
            text (source + 20.0) 24.0 "start" [] words
        else
            text (source - 20.0) 24.0 "end" [] words

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
        | Departure index when page.Diagram.Arrows[index].Ends.IsEmpty ->
            let arrow = page.Diagram.Arrows[index]
            let middle = (page.Lanes[arrow.From] + page.Lanes[arrow.To]) / 2.0
            let side = if arrow.To > arrow.From then 1.0 else -1.0

            [ departureWords page arrow []
              text
                  (middle + side * 10.0)
                  38.0
                  (if side > 0.0 then "start" else "end")
                  [ "class", "time" ]
                  "not seen to arrive" ]
        | Departure index ->
            let fates =
                page.Diagram.Rows[row].Strokes
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

            let width = max (last - first) (wide words + 70.0)

            let x =
                max timeWidth (min ((first + last - width) / 2.0) (page.Width - width - 10.0))

            [ element
                  "g"
                  [ "class", "bundle" ]
                  (plate x width height
                   :: element "text" [ "class", "sign"; "x", number (x + 16.0); "y", "28" ] [ Text "▸" ]
                   :: texts (x + 44.0) 28.0 "start" words) ]

    let private row page index (row: Row) =
        let height = heightOf page.Words[index]
        let time = Diagram.time row.At

        let mark =
            element "rect" [ "class", "mark"; "width", number page.Width; "height", number height ] []

        let strokes = row.Strokes |> List.collect (stroke page index height)

        // A time is shown where it changes, beside the words.
        let isNew =
            index = 0 || Diagram.isBundle row || Diagram.time page.Diagram.Rows[index - 1].At <> time

        let timeAt = if page.Words[index].IsEmpty then 37.0 else 27.0

        element
            "g"
            [ "class", (if Diagram.isBundle row then "row fold" else "row")
              "data-row", string index
              "data-height", number height
              "transform", $"translate(0,{number page.Tops[index]})"
              for struct (lane, state) in row.States do
                  $"data-state{lane}", plain state
              match row.Within with
              | ValueSome bundle ->
                  "data-within", string bundle
                  "display", "none"
              | ValueNone -> () ]
            (element "title" [] [ Text $"{time} s: {plain (Diagram.sentence page.Diagram index)}" ]
             :: mark
             :: (if isNew then
                     [ text (timeWidth - 16.0) timeAt "end" [ "class", "time" ] time ]
                 else
                     [])
             @ strokes)

    let private lanes page =
        [ for index, x in Array.indexed page.Lanes do
              line x Top x page.Bottom [ "class", "lane" ]

              for absence in page.Diagram.Absences do
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

    let private names page =
        let room =
            if page.Lanes.Length > 1 then
                page.Lanes[1] - page.Lanes[0]
            else
                page.Width

        element
            "g"
            [ "class", "names" ]
            (element "rect" [ "width", number page.Width; "height", number Top; "fill", "#fff" ] []
             :: [ for index, name in List.indexed page.Diagram.Lanes do
                      text
                          page.Lanes[index]
                          38.0
                          "middle"
                          [ "class", "name"; "style", $"fill:{laneColor index}" ]
                          (Canvas.fit (columns (room * 0.8)) (plain name)) ])

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

    /// The diagram as an SVG element with its style in it.
    let element (diagram: Diagram) =
        let page = page diagram

        Markup.element
            "svg"
            [ "xmlns", "http://www.w3.org/2000/svg"
              "viewBox", $"0 0 {number page.Width} {number page.Bottom}"
              "width", number page.Width
              "height", number page.Bottom
              "role", "graphics-document" ]
            [ Markup.element "title" [] [ Text(plain diagram.Title) ]
              Markup.element "desc" [] [ Text(plain diagram.Conclusion) ]
              Markup.element "style" [] [ Verbatim style ]
              heads
              Markup.element "rect" [ "class", "paper"; "width", "100%"; "height", "100%"; "fill", "#fff" ] []
              Markup.element "g" [ "class", "lanes" ] (lanes page)
              Markup.element "g" [ "class", "arrows" ] (arrows page)
              Markup.element "g" [ "class", "rows" ] (List.ofArray (Array.mapi (row page) diagram.Rows))
              names page ]

    /// A whole SVG file.
    let print diagram = Markup.print (element diagram)

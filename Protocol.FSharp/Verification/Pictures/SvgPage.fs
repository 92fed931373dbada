namespace PeerFunctional.Verification

open System

module SvgPage =

    open Markup

    [<Literal>]
    let RowHeight = 42.0

    let lineHeight = 26.0

    [<Literal>]
    let ArrowAt = 32.0

    [<Literal>]
    let Top = 60.0

    let letterWidth = 11.2
    let boldLetterWidth = 12.8
    let timeWidth = 96.0
    let margin = 140.0
    let maxGap = 700.0

    // Of many lanes, several have to be in sight at once.
    let private maxGapOfMany = 460.0

    let colors = [| "#0b4a8f"; "#9c1f7a"; "#1c6b2a"; "#8a4b00"; "#5b3fa0"; "#00696e" |]

    let laneColor lane = colors[lane % colors.Length]

    let bad = "#b00020"

    let private smallest = 16.0

    let leastScale = 14.0 / smallest

    let style =
        "text{font-family:'DejaVu Sans','Segoe UI',Arial,sans-serif;font-size:20px;fill:#111;"
        + "paint-order:stroke;stroke:#fff;stroke-width:6px;stroke-linejoin:round}"
        + $".time{{font-size:{number smallest}px;fill:#555}}"
        + ".name{font-weight:bold;font-size:24px}"
        + ".lane{stroke:#888;stroke-width:2}.absent{stroke:#fff;stroke-width:4;stroke-dasharray:4 8}"
        + ".line{stroke-width:3;fill:none}"
        + ".bad text{fill:#b00020;font-weight:bold}.good text{fill:#1c6b2a;font-weight:bold}"
        + ".warning text,.clock text{fill:#7a4300}.warning text{font-weight:bold}"
        + ".plate~text{stroke:none}.plate{stroke-width:2;fill:#f2f2f2;stroke:#666}.bad .plate{fill:#fde7ea;stroke:#b00020}"
        + ".good .plate{fill:#e6f4e8;stroke:#1c6b2a}.warning .plate{fill:#fff3d6;stroke:#7a4300}"
        + ".bundle .plate{fill:#fff8d9;stroke:#8a6d00}.bundle text{font-weight:bold;stroke:none}"
        + ".mark{fill:#1a73e8;fill-opacity:0;pointer-events:all}.here .mark{fill-opacity:.16}"

    type Page =
        { Diagram: SequenceDiagram
          Lanes: float array
          Width: float
          Words: (string list) array
          Tops: float array
          Bottom: float }

    let private columnsOf letter width = max 8 (int (width / letter))

    let columns width = columnsOf letterWidth width

    let nameColumns width = columnsOf (boldLetterWidth * 1.2) width

    /// By the style, of a note or banner of this tone.
    let private columnsIn tone =
        match tone with
        | Severity.Calm
        | Severity.Clock -> columns
        | Severity.Good
        | Severity.Back
        | Severity.Over
        | Severity.Warning
        | Severity.Divergence
        | Severity.Bad
        | Severity.Gone -> columnsOf boldLetterWidth

    let gap (diagram: SequenceDiagram) =
        let need (arrow: Arrow) =
            (float (Canvas.length arrow.Words) * letterWidth + 70.0) / float (abs (arrow.To - arrow.From))

        let few = diagram.Lanes.Length <= 3
        let least, most = if few then 480.0, maxGap else 300.0, maxGapOfMany
        diagram.Arrows |> Array.map need |> Array.fold max least |> min most

    let isRightOf (lanes: float array) lane = lane = 0 || lane < lanes.Length - 1

    let wrapped (diagram: SequenceDiagram) (lanes: float array) width =
        diagram.Rows
        |> Array.map (fun row ->
            row.Marks
            |> List.collect (function
                | Departure _
                | Ending _ -> []
                | Note(lane, tone, words) ->
                    let room =
                        if isRightOf lanes lane then
                            width - lanes[lane] - 50.0
                        else
                            lanes[lane] - timeWidth - 30.0

                    Canvas.wrap (columnsIn tone room) 4 words
                | Banner(tone, words) -> Canvas.wrap (columnsIn tone (width - timeWidth - 40.0)) 4 words
                | Bundle(lines, _) ->
                    lines |> List.collect (Canvas.wrap (columnsOf boldLetterWidth (width - timeWidth - 80.0)) 2)))

    let heightOf words =
        max RowHeight (16.0 + lineHeight * float (List.length words))

    let page (diagram: SequenceDiagram) =
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

    let text x y anchor (attributes: (string * string) list) (words: string) =
        element "text" ([ "x", number x; "y", number y; "text-anchor", anchor ] @ attributes) [ Text words ]

    let line x1 y1 x2 y2 attributes =
        element "line" ([ "x1", number x1; "y1", number y1; "x2", number x2; "y2", number y2 ] @ attributes) []

    let circle x y radius fill stroke =
        element
            "circle"
            [ "cx", number x
              "cy", number y
              "r", number radius
              "fill", fill
              "stroke", stroke
              "stroke-width", "2.5" ]
            []

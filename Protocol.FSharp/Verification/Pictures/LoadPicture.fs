namespace PeerFunctional.Verification

open System
open System.Globalization

module LoadPicture =

    open Markup

    [<Literal>]
    let private Left = 90.0

    [<Literal>]
    let private Width = 900.0

    [<Literal>]
    let private PanelHeight = 180.0

    /// From the top of one panel to the top of the next.
    [<Literal>]
    let private PanelStep = 260.0

    [<Literal>]
    let private Top = 110.0

    /// What the title takes of it.
    [<Literal>]
    let private TitleHeight = 60.0

    /// More points than these would lie on one another.
    [<Literal>]
    let private MaxPoints = 900

    let private text at classes (words: string) (x, y) =
        Markup.element "text" [ "x", number x; "y", number y; "class", classes; "text-anchor", at ] [ Text words ]

    let private count (value: float) =
        value.ToString((if value < 10.0 then "0.##" else "N0"), CultureInfo.InvariantCulture)

    let private line classes (x1: float) (y1: float) (x2: float) (y2: float) =
        Markup.element
            "line"
            [ "class", classes
              "x1", number x1
              "y1", number y1
              "x2", number x2
              "y2", number y2 ]
            []

    /// Neighbouring values as one, the greatest, so that no peak is lost.
    let private thinned (values: float list) =
        let size = max 1 ((values.Length + MaxPoints - 1) / MaxPoints)
        values |> List.chunkBySize size |> List.map List.max

    let private panel index title (values: float list) =
        let top = Top + float index * PanelStep
        let bottom = top + PanelHeight
        let most = max 1e-9 (List.max values)
        let points = thinned values

        let place index value =
            let x = Left + Width * float index / float (max 1 (points.Length - 1))
            $"{number x},{number (bottom - PanelHeight * value / most)}"

        Markup.element
            "g"
            []
            [ text "start" "name" title (Left, top - 14.0)
              line "axis" Left bottom (Left + Width) bottom
              line "axis" Left top Left bottom
              text "end" "scale" (count most) (Left - 8.0, top + 6.0)
              text "end" "scale" "0" (Left - 8.0, bottom + 6.0)
              Markup.element
                  "polyline"
                  [ "class", "curve"
                    "style", $"stroke:{SvgPage.laneColor index}"
                    "points", points |> List.mapi place |> String.concat " " ]
                  [] ]

    let private style =
        SvgPage.style
        + ".axis{stroke:#555;stroke-width:1.5}.curve{fill:none;stroke-width:2.5}.scale{font-size:16px;fill:#333}.name{font-size:20px}"

    let private drawing curves top title =
        let perSecond number =
            float number / curves.Interval.TotalSeconds

        let rounds =
            (0.0, curves.Samples)
            ||> List.scan (fun rounds sample -> rounds + float sample.Timers / float curves.Peers)
            |> List.tail

        let panels =
            [ "peers that have reached the goal", curves.Samples |> List.map (fun sample -> float sample.Done)
              "rounds: timers fired so far, for each peer", rounds
              "messages delivered per second", curves.Samples |> List.map (fun sample -> perSecond sample.Messages)
              "load: steps per second of the busiest peer",
              curves.Samples |> List.map (fun sample -> perSecond sample.Busiest) ]

        let height = Top + float panels.Length * PanelStep
        let seconds = curves.Interval.TotalSeconds * float curves.Samples.Length

        Markup.element
            "svg"
            [ "xmlns", "http://www.w3.org/2000/svg"
              "viewBox", $"0 {number top} {number (Left + Width + 40.0)} {number (height - top)}"
              "width", number (Left + Width + 40.0)
              "height", number (height - top) ]
            [ Markup.element "style" [] [ Verbatim style ]
              Markup.element "rect" [ "y", number top; "width", "100%"; "height", "100%"; "fill", "#fff" ] []
              yield! title
              yield! panels |> List.mapi (fun index (title, values) -> panel index title values)
              text "start" "scale" "0 s" (Left, height - 50.0)
              text "end" "scale" $"{count seconds} s of simulated time" (Left + Width, height - 50.0) ]

    let element curves = drawing curves TitleHeight []

    let print curves =
        drawing curves 0.0 [ text "start" "name" curves.Title (20.0, 40.0) ] |> Markup.print

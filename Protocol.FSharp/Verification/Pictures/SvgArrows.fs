namespace PeerFunctional.Verification

open System

module SvgArrows =

    open Markup
    open SvgPage

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

    let fateWords fate =
        match fate with
        | Reaches -> ""
        | ReachesAgain -> "again"
        | Vanishes -> "lost"
        | Spoils -> "corrupted"

    let lostAfter page (arrow: Arrow) =
        let distance = abs (page.Lanes[arrow.To] - page.Lanes[arrow.From])
        let words = float (Canvas.length arrow.Words) * letterWidth + 40.0
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

    let arrows page =
        page.Diagram.Arrows
        |> Array.map (fun (arrow: Arrow) ->
            let ways =
                match arrow.Ends with
                | [] -> [ dangling page arrow ]
                | ends -> ends |> List.map (way page arrow arrow.Start)

            let title =
                $"{page.Diagram.Lanes[arrow.From]} to {page.Diagram.Lanes[arrow.To]}: {arrow.Words}"

            element "g" [ "class", "arrow" ] (element "title" [] [ Text title ] :: ways))
        |> List.ofArray

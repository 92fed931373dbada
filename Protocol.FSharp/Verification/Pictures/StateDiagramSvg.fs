namespace PeerFunctional.Verification

module StateDiagramSvg =

    open Markup

    let private lineHeight = 28.0
    let private titleHeight = 42.0
    let private cardGap = 30.0
    /// Where the first card begins, below what says how to read the lines.
    let private firstCard = 62.0
    let private left = 24.0
    let private letterWidth = 10.6
    let private trackWidth = 22.0

    [<Literal>]
    let private MaxColumns = 84

    let private style =
        "text{font-family:'DejaVu Sans','Segoe UI',Arial,sans-serif;font-size:18px;fill:#111}"
        + ".phase{font-weight:bold;font-size:24px;fill:#fff}.goal{font-weight:bold}.stays{fill:#555}"
        + ".head{fill:#444}"
        + ".card{fill:#fff;stroke-width:3}.way{fill:none;stroke-width:2.5}"

    /// A line of a card, and the phase it leads to where it does.
    type private TransitionLine =
        {
            /// In bold before the words.
            Head: string
            Words: string
            Goal: string voption
            Stays: bool
        }

    type private StateBox =
        { Phase: string
          Number: int
          Lines: TransitionLine list
          Y: float }

        member this.Height = titleHeight + 14.0 + lineHeight * float this.Lines.Length

        /// Where a line's arrow leaves.
        member this.LineY index =
            this.Y + titleHeight + lineHeight * (float index + 0.75)

    let private cardLines phase diagram =
        let ways (goal, transitions) =
            let stays = goal = phase
            let head = if stays then "stays: " else $"→ {goal}: "

            transitions
            |> List.map StateDiagram.words
            |> String.concat "; "
            |> fun words -> Canvas.wrap (MaxColumns - Canvas.length head) 6 words
            |> List.mapi (fun index words ->
                { Head = if index = 0 then head else ""
                  Words = words
                  Goal = if index = 0 && not stays then ValueSome goal else ValueNone
                  Stays = stays })

        match StateDiagram.from phase diagram with
        | [] ->
            [ { Head = ""
                Words = "no transition leaves this phase"
                Goal = ValueNone
                Stays = true } ]
        | out -> List.collect ways out

    let private cards (diagram: StateDiagram) =
        let add (cards: StateBox list, y) (number, phase) =
            let card =
                { Phase = phase
                  Number = number
                  Lines = cardLines phase diagram
                  Y = y }

            card :: cards, y + card.Height + cardGap

        diagram.Phases |> List.indexed |> List.fold add ([], firstCard) |> fst |> List.rev

    /// Tracks beside the cards, so that no two arrows run on one at the same height.
    let private tracks (spans: (float * float) list) =
        let place taken (first, last) =
            let isFree track =
                taken |> List.forall (fun (other, top, bottom) -> other <> track || bottom < first || top > last)

            let track = Seq.initInfinite id |> Seq.find isFree
            (track, first, last) :: taken

        spans |> List.fold place [] |> List.rev |> List.map (fun (track, _, _) -> track)

    let private drawCard width card =
        let color = SvgPage.laneColor card.Number

        let box fill height =
            element
                "rect"
                [ "class", "card"
                  "x", number left
                  "y", number card.Y
                  "width", number width
                  "height", number height
                  "rx", "8"
                  "style", $"stroke:{color};fill:{fill}" ]
                []

        let text kind x y words =
            element "text" [ "class", kind; "x", number x; "y", number y ] [ Text words ]

        element
            "g"
            []
            [ element "title" [] [ Text card.Phase ]
              box "#fff" card.Height
              box color titleHeight
              text "phase" (left + 16.0) (card.Y + 29.0) (Canvas.fit 60 card.Phase)
              for index, line in List.indexed card.Lines do
                  element
                      "text"
                      [ if line.Stays then
                            "class", "stays"
                        "x", number (left + (if line.Head <> "" then 16.0 else 40.0))
                        "y", number (card.LineY index + 6.0) ]
                      [ element "tspan" [ "class", "goal" ] [ Text line.Head ]; Text line.Words ] ]

    /// How to read the lines of the cards.
    let private head =
        element
            "text"
            [ "class", "head"; "x", number (left + 16.0); "y", "34" ]
            [ element "tspan" [ "class", "goal" ] [ Text $"→ {StateDiagram.goalHead}: " ]
              Text StateDiagram.inputsHead ]

    let element (diagram: StateDiagram) =
        let cards = cards diagram
        let byPhase = cards |> List.map (fun card -> card.Phase, card) |> Map.ofList

        let longest =
            cards
            |> List.collect _.Lines
            |> List.map (fun line -> Canvas.length line.Head + Canvas.length line.Words)
            |> List.fold max 30

        let width = float longest * letterWidth + 60.0

        // The nearest goals get the tracks nearest to the cards.
        let ways =
            [ for card in cards do
                  for index, line in List.indexed card.Lines do
                      match line.Goal with
                      | ValueSome goal -> card, card.LineY index, byPhase[goal]
                      | ValueNone -> () ]
            |> List.sortBy (fun (_, y, goal) -> abs (goal.Y - y))

        // Arrows into one card arrive below each other on its title.
        let arrival (goal: StateBox) (source: StateBox) =
            goal.Y + 8.0 + float (source.Number % 6) * 5.0

        let tracks =
            ways
            |> List.map (fun (card, y, goal) -> min y (arrival goal card), max y (arrival goal card))
            |> tracks

        let edge = left + width
        let right = edge + 40.0 + trackWidth * float (List.fold max 0 tracks)

        let way (card, y, goal) track =
            let x = edge + 26.0 + trackWidth * float track

            Markup.element
                "path"
                [ "class", "way"
                  "d", $"M{number edge},{number y} H{number x} V{number (arrival goal card)} H{number (edge + 2.0)}"
                  "style", $"stroke:{SvgPage.laneColor card.Number}"
                  "marker-end", $"url(#way{card.Number % 6})" ]
                [ Markup.element "title" [] [ Text $"{card.Phase} to {goal.Phase}" ] ]

        let bottom =
            cards
            |> List.tryLast
            |> Option.map (fun card -> card.Y + card.Height + 20.0)
            |> Option.defaultValue 60.0

        let arrowHead index =
            Markup.element
                "marker"
                [ "id", $"way{index}"
                  "viewBox", "0 0 12 12"
                  "refX", "11"
                  "refY", "6"
                  "markerWidth", "14"
                  "markerHeight", "14"
                  "markerUnits", "userSpaceOnUse"
                  "orient", "auto" ]
                [ Markup.element "path" [ "d", "M0,0 L12,6 L0,12 z"; "fill", SvgPage.laneColor index ] [] ]

        Markup.element
            "svg"
            [ "xmlns", "http://www.w3.org/2000/svg"
              "viewBox", $"0 0 {number (right + 20.0)} {number bottom}"
              "width", number (right + 20.0)
              "height", number bottom
              "role", "graphics-document" ]
            [ Markup.element "title" [] [ Text diagram.Title ]
              Markup.element "style" [] [ Verbatim style ]
              Markup.element "defs" [] (List.init 6 arrowHead)
              Markup.element "rect" [ "width", "100%"; "height", "100%"; "fill", "#fff" ] []
              head
              Markup.element "g" [] (cards |> List.map (drawCard width))
              Markup.element "g" [] (List.map2 way ways tracks) ]

    let print diagram = Markup.print (element diagram)

namespace PeerFunctional.Verification

open System

module TerminalArrows =

    open TerminalLayout

    let horizontal from upto ink canvas =
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

    let writeInside board column ink text canvas =
        let text = Canvas.fit (board.Style.Width - board.Left - 1) text
        let column = max board.Left (min column (board.Style.Width - Canvas.length text))
        canvas |> Canvas.write column ink text

    let departure board row index (ending: DeliveryResult voption) =
        let arrow = board.Diagram.Arrows[index]
        let ink = LaneInk arrow.From
        let rightwards = arrow.To > arrow.From
        let source, target = beside board arrow arrow.From, beside board arrow arrow.To
        let words = arrow.Words
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

    let ending board row index fate =
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

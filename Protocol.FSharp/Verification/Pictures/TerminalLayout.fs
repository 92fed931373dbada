namespace PeerFunctional.Verification

open System

type TerminalStyle =
    { Width: int
      Color: bool
      Ascii: bool
      Unfolded: bool }

type ArrowInFlight =
    { Arrow: int
      Column: int
      First: int
      Last: int }

type TerminalLayout =
    { Diagram: SequenceDiagram
      Style: TerminalStyle
      Lanes: int array
      Left: int
      Times: int
      Behind: int
      Flights: Map<int, ArrowInFlight>
      Shown: int -> int }

module TerminalLayout =


    [<Literal>]
    let MinWidth = 40

    [<Literal>]
    let SlotWidth = 2

    let longPause = TimeSpan.FromSeconds 1.0

    let place width left count =
        match count with
        | 0 -> [||]
        | 1 -> [| left + (width - left) / 4 |]
        | count ->
            let margin = min 12 ((width - left) / (2 * count))
            let first, last = left + margin, width - 1 - margin
            Array.init count (fun lane -> first + lane * (last - first) / (count - 1))

    let flights (diagram: SequenceDiagram) (lanes: int array) shown =
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

    let lineOf board above below =
        let canvas = Canvas.create (board.Style.Width + board.Behind)

        let isAbsent lane =
            board.Diagram.Outages
            |> List.exists (fun absence -> absence.Lane = lane && absence.First <= above && below <= absence.Last)

        for lane in 0 .. board.Lanes.Length - 1 do
            canvas |> Canvas.write board.Lanes[lane] Faint (if isAbsent lane then "·" else "│")

        for flight in board.Flights.Values do
            if flight.First <= above && flight.Last >= below && flight.First < flight.Last then
                canvas |> Canvas.write flight.Column (LaneInk board.Diagram.Arrows[flight.Arrow].From) "┆"

        canvas

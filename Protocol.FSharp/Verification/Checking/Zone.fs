namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

[<NoComparison>]
type Zone<'clock when 'clock: equality> =
    private
        {
            Clocks: 'clock array
            /// Row by row, in ticks: how much the row's clock can have left at most beyond the column's. Row and column 0 are the moment
            /// itself, whose time left is 0. Every bound is as small as the others make it.
            Bounds: int64 array
        }

module Zone =

    let none<'clock when 'clock: equality> : Zone<'clock> =
        { Clocks = [||]; Bounds = [| 0L |] }

    let clocks zone = List.ofArray zone.Clocks

    let private size zone = zone.Clocks.Length + 1

    /// The row of a clock, or -1.
    let private row clock zone =
        match Array.IndexOf(zone.Clocks, clock) with
        | -1 -> -1
        | index -> index + 1

    let private square count bound =
        Array.init (count * count) (fun place -> bound (place / count) (place % count))

    let keep isKept zone =
        if Array.forall isKept zone.Clocks then
            zone
        else
            let size = size zone

            let rows =
                [| 0
                   for index, clock in Array.indexed zone.Clocks do
                       if isKept clock then
                           index + 1 |]

            { Clocks = Array.filter isKept zone.Clocks
              Bounds = square rows.Length (fun row column -> zone.Bounds[rows[row] * size + rows[column]]) }

    let rename name zone =
        { zone with
            Clocks = Array.map name zone.Clocks }

    let start clock (left: TimeSpan) zone =
        let zone = keep ((<>) clock) zone
        let before = size zone
        let left = left.Ticks

        let bound row column =
            match row = before, column = before with
            | true, true -> 0L
            | true, false -> left + zone.Bounds[column]
            | false, true -> zone.Bounds[row * before] - left
            | false, false -> zone.Bounds[row * before + column]

        { Clocks = Array.append zone.Clocks [| clock |]
          Bounds = square (before + 1) bound }

    let pass zone =
        let size = size zone

        // A clock has at least as much left as it always has beyond one that may have run out.
        let leastLeft column =
            Seq.init (size - 1) (fun row -> zone.Bounds[(row + 1) * size + column])
            |> Seq.fold (fun least bound -> Math.Min(least, bound)) 0L

        { zone with
            Bounds =
                square size (fun row column ->
                    if row = 0 && column > 0 then
                        leastLeft column
                    else
                        zone.Bounds[row * size + column]) }

    let runOut clock zone =
        let size = size zone

        match row clock zone with
        | -1 -> ValueNone
        | row when zone.Bounds[row] < 0L -> ValueNone
        | out ->
            { zone with
                Bounds =
                    square size (fun row column ->
                        Math.Min(zone.Bounds[row * size + column], zone.Bounds[row * size + out] + zone.Bounds[column])) }
            |> keep ((<>) clock)
            |> ValueSome

    let digest order zone digest =
        let size = size zone
        let rows = 0 :: List.map (fun clock -> row clock zone) order

        (digest, List.allPairs rows rows)
        ||> List.fold (fun digest (row, column) -> Digest.addInt64 zone.Bounds[row * size + column] digest)

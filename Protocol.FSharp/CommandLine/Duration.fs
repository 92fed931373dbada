namespace PeerFunctional

open System
open System.Globalization

module Duration =

    /// The longest duration the command line takes.
    let max = TimeSpan.FromDays 1.0

    let private units = [ "ms", 1.0; "s", 1_000.0; "m", 60_000.0; "h", 3_600_000.0 ]

    /// Reads `500ms`, `5s`, `1.5s`, `2m`, `1h`: a millisecond to a day.
    let parse (text: string) =
        let wrong =
            Error $"'{text}' is not a duration: use a number and ms, s, m or h, such as 5s"

        match units |> List.tryFind (fun (unit, _) -> text.EndsWith(unit, StringComparison.Ordinal)) with
        | None -> wrong
        | Some(unit, milliseconds) ->
            let number = text.Substring(0, text.Length - unit.Length)

            match Double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) with
            | true, value when value * milliseconds >= 1.0 && value * milliseconds <= max.TotalMilliseconds ->
                Ok(TimeSpan.FromMilliseconds(value * milliseconds))
            | true, _ -> Error $"'{text}' is out of range: use 1ms to 24h"
            | _ -> wrong

    /// Reads a duration, or `0s` and the like for none at all.
    let parseBound (text: string) =
        let isZero =
            units
            |> List.exists (fun (unit, _) ->
                text.EndsWith(unit, StringComparison.Ordinal)
                && text.Length > unit.Length
                && text.Substring(0, text.Length - unit.Length) |> Seq.forall ((=) '0'))

        if isZero then Ok TimeSpan.Zero else parse text

    /// The shortest spelling that `parse` reads back, for whole milliseconds.
    let print (duration: TimeSpan) =
        let milliseconds = Math.Round duration.TotalMilliseconds

        let unit, size =
            units |> List.findBack (fun (_, size) -> milliseconds >= size && milliseconds % size = 0.0)

        $"{int64 (milliseconds / size)}{unit}"

namespace PeerFunctional

open System
open System.Globalization

/// Counts and sizes as the command line takes them.
module Quantity =

    /// A whole number, 'least' or more.
    let count (least: int64) (text: string) =
        match Int64.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture) with
        | true, value when value >= least -> Ok value
        | _ -> Error $"'{text}' is not a number: use {least} or more"

    let private units = [ "K", 1L <<< 10; "M", 1L <<< 20; "G", 1L <<< 30 ]

    /// Reads `500M`, `2G`: bytes, 1 to a million times 1G.
    let bytes (text: string) =
        match units |> List.tryFind (fun (unit, _) -> text.EndsWith(unit, StringComparison.Ordinal)) with
        | None -> Error $"'{text}' is not a size: use a number and K, M or G, such as 2G"
        | Some(unit, size) ->
            match count 1L (text.Substring(0, text.Length - unit.Length)) with
            | Ok number when number <= 1_000_000L -> Ok(number * size)
            | Ok _
            | Error _ -> Error $"'{text}' is not a size: use 1 to 1000000 and K, M or G, such as 2G"

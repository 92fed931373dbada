namespace PeerFunctional.Verification

open System
open System.Text
open PeerFunctional.Kernel

type CellStyle =
    | Plain
    | Faint
    | Bold
    | Red
    | Green
    | Yellow
    | LaneInk of int

type Canvas =
    private
        { Cells: (struct (string * CellStyle)) array }

[<Struct>]
type DrawnLine =
    private
    | DrawnLine of string

    override this.ToString() =
        match this with
        | DrawnLine line -> line

module Canvas =

    let private blank = struct (" ", Plain)

    let create width = { Cells = Array.create width blank }

    let width canvas = canvas.Cells.Length

    /// The columns a letter takes: 0 for marks that join the one before, 2 for wide scripts and pictures (Unicode TR11, the
    /// blocks in common use).
    let private columns (rune: Rune) =
        let value = rune.Value

        match Rune.GetUnicodeCategory rune with
        | Globalization.UnicodeCategory.NonSpacingMark
        | Globalization.UnicodeCategory.EnclosingMark -> 0
        | _ when
            (value >= 0x1100 && value <= 0x115F)
            || (value >= 0x2E80 && value <= 0xA4CF)
            || (value >= 0xAC00 && value <= 0xD7A3)
            || (value >= 0xF900 && value <= 0xFAFF)
            || (value >= 0xFE30 && value <= 0xFE6F)
            || (value >= 0xFF00 && value <= 0xFF60)
            || (value >= 0x1F000 && value <= 0x3FFFD)
            ->
            2
        | _ -> 1

    let length (text: string) =
        text.EnumerateRunes() |> Seq.sumBy columns

    let fit most (text: string) =
        if length text <= most then
            text
        else
            let kept = StringBuilder()
            let mutable used = 0

            for rune in text.EnumerateRunes() do
                used <- used + columns rune

                if used < most then
                    kept.Append rune |> ignore

            if most > 0 then kept.Append('…').ToString() else ""

    let private kept most (text: string) =
        text.EnumerateRunes()
        |> Seq.rev
        |> Seq.scan (fun used rune -> used + columns rune) 0
        |> Seq.takeWhile (fun used -> used < most)
        |> Seq.length

    let fitEnd most (text: string) =
        if length text <= most || most <= 0 then
            fit most text
        else
            let runes = Seq.toArray (text.EnumerateRunes())
            let ending = runes[runes.Length - (kept most text - 1) ..]
            ending |> Array.map string |> String.concat "" |> (+) "…"

    let fitAll most (texts: string list) =
        let fitted = texts |> List.map (fit most)

        if (List.distinct fitted).Length < (List.distinct texts).Length then
            texts |> List.map (fitEnd most)
        else
            fitted

    let wrap most count (text: string) =
        let add lines word =
            match lines with
            | line :: rest when length line + 1 + length word <= most -> $"{line} {word}" :: rest
            | lines -> word :: lines

        let lines =
            text.Split(' ', StringSplitOptions.RemoveEmptyEntries) |> Array.fold add [] |> List.rev

        match List.splitAt (min count lines.Length) lines with
        | shown, [] -> shown
        | shown, rest -> List.updateAt (count - 1) (String.concat " " (List.last shown :: rest)) shown
        |> List.map (fit most)

    let write column ink (text: string) canvas =
        let cells = canvas.Cells
        let mutable at = column

        for rune in text.EnumerateRunes() do
            let rune =
                if TerminalText.isHidden rune.Value then
                    Rune.ReplacementChar
                else
                    rune

            match columns rune with
            | 0 when at - 1 >= 0 && at - 1 < cells.Length ->
                let struct (letter, ink) = cells[at - 1]
                cells[at - 1] <- struct (letter + rune.ToString(), ink)
            | 0 -> ()
            | 2 ->
                if at >= 0 && at + 1 < cells.Length then
                    cells[at] <- struct (rune.ToString(), ink)
                    cells[at + 1] <- struct ("", ink)

                at <- at + 2
            | _ ->
                if at >= 0 && at < cells.Length then
                    cells[at] <- struct (rune.ToString(), ink)

                at <- at + 1

    let change column ink (joined: string -> string) canvas =
        if column >= 0 && column < canvas.Cells.Length then
            let struct (letter, _) = canvas.Cells[column]
            canvas.Cells[column] <- struct (joined letter, ink)

    let private code =
        function
        | Plain -> ""
        | Faint -> "2"
        | Bold -> "1"
        | Red -> "1;31"
        | Green -> "1;32"
        | Yellow -> "33"
        | LaneInk lane -> [| "36"; "35"; "34"; "32"; "33" |][lane % 5]

    let private ascii =
        function
        | "│"
        | "┆" -> "|"
        | "─"
        | "┄" -> "-"
        | "═" -> "="
        | "►" -> ">"
        | "◄" -> "<"
        | "→" -> ">"
        | "×" -> "x"
        | "…"
        | "·" -> "."
        | "▸" -> "+"
        | "●" -> "*"
        | "▼" -> "v"
        | "├"
        | "┤"
        | "┬"
        | "┼"
        | "╭"
        | "╮"
        | "╯"
        | "╰"
        | "╞"
        | "╡"
        | "╪" -> "+"
        | "" -> ""
        | letter when letter[0] < '\u0080' -> letter.Substring(0, 1)
        | _ -> "?"

    let print color toAscii canvas =
        let last =
            canvas.Cells |> Array.tryFindIndexBack (fun struct (letter, _) -> letter <> " ")

        let cells =
            match last with
            | Some last -> canvas.Cells[..last]
            | None -> [||]

        let line = StringBuilder()
        let mutable current = ""

        for struct (letter, ink) in cells do
            let code = if color && letter <> " " then code ink else current

            if code <> current then
                line.Append("\u001b[0").Append(if code = "" then "" else ";" + code).Append('m') |> ignore
                current <- code

            line.Append(if toAscii then ascii letter else letter) |> ignore

        if current <> "" then
            line.Append "\u001b[0m" |> ignore

        DrawnLine(line.ToString())

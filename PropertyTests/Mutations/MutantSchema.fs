namespace PeerFunctional.Tests.Mutations

open System
open System.Text
open System.Text.RegularExpressions

/// A file that holds many mutants, of which a switch chooses one.
module MutantSchema =

    /// The switch. It runs in the copy of the sources alone.
    let switchSource =
        """namespace PeerFunctional.Kernel

/// Which mutant runs, and which mutants a run comes by. The server of mutants sets both.
module Mutant =

    let mutable private chosen = -1
    let mutable private reached: bool array = null

    let isOff number =
        if not (isNull reached) then
            reached[number] <- true

        number <> chosen
"""

    /// Indents the lines after the first by so many more columns.
    let private indented columns (text: string) =
        if columns = 0 then
            text
        else
            text.Replace("\n", "\n" + String(' ', max 0 columns))

    let private opening number = $"(*{number}<*)"
    let private closing number = $"(*>{number}*)"

    /// The original where the mutant is off, and else the mutant; `column` is where it begins.
    let private choice number (edit: Edit) column (original: int -> string) =
        let condition = $"(if global.PeerFunctional.Kernel.Mutant.isOff {number} then"
        let within = original (column + 4)

        if within.Contains '\n' || edit.Text.Contains '\n' then
            let pad columns = "\n" + String(' ', column + columns)

            String.concat
                ""
                [ condition
                  pad 4
                  within
                  pad 1
                  "else"
                  pad 4
                  opening number
                  pad 4
                  indented (column + 4 - edit.Column) edit.Text
                  closing number
                  ")" ]
        else
            $"{condition} {within} else {opening number} {edit.Text}{closing number})"

    /// A file with the edits of numbered mutants. Edits lie within each other or apart.
    let render (source: SourceFile) (edits: (int * Edit) list) =
        let rec piece (span: Span) edits column : string =
            let shift = column - SourceFile.column source span.Start
            let text = StringBuilder()

            let column () =
                let line = (string text).LastIndexOf '\n'

                if line < 0 then
                    column + text.Length
                else
                    text.Length - line - 1

            let mutable from = span.Start

            let upTo place =
                text.Append(indented shift (SourceFile.text source { Start = from; End = place })) |> ignore
                from <- place

            let rec outermost edits =
                match edits with
                | [] -> ()
                | (_, first: Edit) :: _ ->
                    let inner, later =
                        edits |> List.partition (fun (_, edit) -> Span.contains edit.Span first.Span)

                    upTo first.Span.Start
                    text.Append(chosen inner (column ()): string) |> ignore
                    from <- first.Span.End
                    outermost later

            outermost edits
            upTo span.End
            string text

        /// The edits of one expression, and those within it.
        and chosen edits column =
            match edits with
            | (number, edit) :: inner -> choice number edit column (next edit.Span inner)
            | [] -> ""

        and next span inner column =
            match inner with
            | (_, edit) :: _ when edit.Span = span -> chosen inner column
            | _ -> piece span inner column

        let ordered =
            edits |> List.sortBy (fun (number, edit) -> edit.Span.Start, -edit.Span.End, number)

        piece { Start = 0; End = source.Text.Length } ordered 0

    /// The mutants whose text lies at a line and column of a rendered file, from 1.
    let at (rendered: string) line column =
        let starts =
            rendered.Split '\n' |> Array.scan (fun start line -> start + line.Length + 1) 0

        let place = starts[line - 1] + column - 1

        [ for found in Regex.Matches(rendered, @"\(\*(\d+)<\*\)") do
              let number = int found.Groups[1].Value

              if found.Index <= place && place <= rendered.IndexOf(closing number, found.Index) then
                  number ]

namespace PeerFunctional.Verification

open System
open System.Text
open PeerFunctional.Kernel

type Markup =
    | Element of name: string * attributes: (string * string) list * children: Markup list
    | Text of string
    | Verbatim of string

module Markup =

    let element name attributes children = Element(name, attributes, children)

    let number (value: float) =
        Math.Round(value, 2).ToString(Globalization.CultureInfo.InvariantCulture)

    let private escape (builder: StringBuilder) (text: string) =
        for rune in text.EnumerateRunes() do
            match rune.Value with
            | 0x26 -> builder.Append "&amp;"
            | 0x3C -> builder.Append "&lt;"
            | 0x3E -> builder.Append "&gt;"
            | 0x22 -> builder.Append "&quot;"
            | 0x27 -> builder.Append "&#39;"
            | value when TerminalText.isHidden value -> builder.Append '\uFFFD'
            | _ -> builder.Append rune
            |> ignore

    let rec private write (builder: StringBuilder) markup =
        match markup with
        | Text text -> escape builder text
        | Verbatim text -> builder.Append text |> ignore
        | Element(name, attributes, children) ->
            builder.Append('<').Append(name) |> ignore

            for name, value in attributes do
                builder.Append(' ').Append(name).Append("=\"") |> ignore
                escape builder value
                builder.Append '"' |> ignore

            if children.IsEmpty then
                builder.Append "/>" |> ignore
            else
                builder.Append '>' |> ignore
                children |> List.iter (write builder)
                builder.Append("</").Append(name).Append('>') |> ignore

            // Groups on lines of their own keep files readable; elsewhere a line end would be text.
            if name = "g" || name = "style" || name = "script" then
                builder.Append '\n' |> ignore

    let print markup =
        let builder = StringBuilder()
        write builder markup
        builder.ToString()

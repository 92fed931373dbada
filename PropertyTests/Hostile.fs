namespace PeerFunctional.Tests

open System
open System.Globalization
open FsCheck.FSharp

/// Texts that want to do something to a screen, and what of them must not reach one.
module Hostile =

    /// What a line must not hold: where it stands and its number. The oracle knows nothing of `TerminalText`.
    let offences (line: string) =
        let isOffence (category: UnicodeCategory) =
            List.contains
                category
                [ UnicodeCategory.Control
                  UnicodeCategory.Format
                  UnicodeCategory.LineSeparator
                  UnicodeCategory.ParagraphSeparator
                  UnicodeCategory.Surrogate
                  UnicodeCategory.PrivateUse
                  UnicodeCategory.OtherNotAssigned ]

        let rec from at found =
            if at >= line.Length then
                List.rev found
            elif isOffence (CharUnicodeInfo.GetUnicodeCategory(line, at)) then
                from (at + 1) ((at, int line[at]) :: found)
            else
                from (at + (if Char.IsSurrogatePair(line, at) then 2 else 1)) found

        from 0 []

    /// The same of all that a program printed, but for its line ends.
    let offencesOf (output: string) =
        output.Split '\n' |> List.ofArray |> List.collect offences

    /// The most marks that one letter of a text carries.
    let marks (text: string) =
        let isMark (rune: Text.Rune) =
            match Text.Rune.GetUnicodeCategory rune with
            | UnicodeCategory.NonSpacingMark
            | UnicodeCategory.EnclosingMark -> true
            | _ -> false

        text.EnumerateRunes()
        |> Seq.scan (fun count rune -> if isMark rune then count + 1 else 0) 0
        |> Seq.max

    let private nasty =
        [ "\u001b[2J"
          "\u001b]0;title\u0007"
          "\u009b31m"
          "\r"
          "\n"
          "\t"
          "\b"
          "\u007f"
          "\u0085"
          "\u2028"
          "\u2029"
          "\u202e"
          "\u2066"
          "\u061c"
          "\u200b"
          "\u200d"
          "\ufeff"
          "\u00ad"
          "\u3164"
          "\u2800"
          "\ufe0f"
          "\ue000"
          "\ufffe"
          "\U000e0041"
          "\U000e0100"
          "\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301"
          "\\u{202e}"
          "\\"
          "\\u{"
          "\""
          "'" ]

    let private kind =
        [ "a"; "Zoë"; " "; "漢字"; "👩"; "❤"; "é"; "שלום"; "123"; ":"; "+"; "<b>" ]

    let private together parts =
        Gen.listOf parts |> Gen.map (String.concat "")

    /// Anything, also what is no Unicode text.
    let text =
        let unit = Gen.choose (0, 0xFFFF) |> Gen.map (char >> string)

        Gen.frequency
            [ 3, Gen.elements nasty
              2, Gen.elements kind
              1, unit
              1, Gen.elements [ string (char 0xD800); string (char 0xDC00); "\u0000" ] ]
        |> together

    /// All of it that can be an argument of a program, the name of a file, or a line of a phrase.
    let everything =
        nasty @ kind |> List.filter (fun part -> part <> "\\u{") |> String.concat ""

    /// Without what a handle may not have.
    let handle =
        everything |> String.filter (fun unit -> not (Char.IsControl unit) && not (Char.IsSurrogate unit))

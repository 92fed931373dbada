namespace PeerFunctional.Kernel

open System
open System.Globalization
open System.Text

module TerminalText =

    [<Literal>]
    let MaxMarks = 5

    /// The beginning of what stands for something else: a number, or the rest of an overlong text, as `\u{+120 more}`. Where a
    /// text has these letters itself, its backslash is shown as `\u{5c}`: so no text can look as if something was hidden in it.
    [<Literal>]
    let private Opening = "\\u{"

    /// How a code point stands in a line.
    type private Role =
        | Letter
        /// Its picture can be chosen by a variation selector, as that of most emoji is.
        | Symbol
        /// No mark joins it: it would seem to belong to our words beside it.
        | Spacing
        | Mark
        | Selector
        | Hidden

    /// What has no picture though Unicode does not count it among the format characters: fillers, joiners, selectors.
    let private isBlank value =
        List.contains value [ 0x034F; 0x115F; 0x1160; 0x17B4; 0x17B5; 0x2800; 0x3164; 0xFFA0; 0x1D159 ]
        || (value >= 0x180B && value <= 0x180F)
        || (value >= 0xFE00 && value <= 0xFE0F)
        || (value >= 0xE0100 && value <= 0xE01EF)

    /// Vowels and finals of Korean that join the letter before them.
    let private isJamo value =
        (value >= 0x1161 && value <= 0x11FF) || (value >= 0xD7B0 && value <= 0xD7FF)

    let private role value =
        match CharUnicodeInfo.GetUnicodeCategory(value: int) with
        | UnicodeCategory.Control
        | UnicodeCategory.Format
        | UnicodeCategory.Surrogate
        | UnicodeCategory.PrivateUse
        | UnicodeCategory.OtherNotAssigned
        | UnicodeCategory.LineSeparator
        | UnicodeCategory.ParagraphSeparator -> Hidden
        | _ when value = 0xFE0E || value = 0xFE0F -> Selector
        | _ when isBlank value -> Hidden
        | UnicodeCategory.NonSpacingMark
        | UnicodeCategory.EnclosingMark -> Mark
        | UnicodeCategory.MathSymbol
        | UnicodeCategory.OtherSymbol -> Symbol
        | UnicodeCategory.SpaceSeparator
        | UnicodeCategory.ConnectorPunctuation
        | UnicodeCategory.DashPunctuation
        | UnicodeCategory.OpenPunctuation
        | UnicodeCategory.ClosePunctuation
        | UnicodeCategory.InitialQuotePunctuation
        | UnicodeCategory.FinalQuotePunctuation
        | UnicodeCategory.OtherPunctuation -> Spacing
        | _ when isJamo value -> Mark
        | _ -> Letter

    let isHidden value = role value = Hidden

    let private isPlain (text: string) =
        not (text.AsSpan().ContainsAnyExceptInRange(' ', '~'))

    /// The point at a place, and the next place. `marks` more may join the letter before it, and a selector if that is a symbol.
    let private next (text: string) (struct (at, marks, isSymbol)) =
        if at >= text.Length then
            None
        else
            let isPair = Char.IsSurrogatePair(text, at)

            let value =
                if isPair then
                    Char.ConvertToUtf32(text, at)
                else
                    int text[at]

            let length = if isPair then 2 else 1

            let struct (stands, marks, isSymbol) =
                match role value with
                | Letter -> struct (true, MaxMarks, false)
                | Symbol -> struct (true, MaxMarks, true)
                | Spacing -> struct (true, 0, false)
                | Mark -> struct (marks > 0, max 0 (marks - 1), false)
                | Selector -> struct (isSymbol, max 0 (marks - 1), false)
                | Hidden -> struct (false, 0, false)

            Some(struct (at, length, value, stands), struct (at + length, marks, isSymbol))

    /// The code points of a text: where each begins, its length, its number, and whether it may be shown as it is.
    let private points text =
        Seq.unfold (next text) (struct (0, 0, false))

    let private number (value: int) = Opening + $"{value:x}" + "}"

    let upTo most (text: string) =
        if text.Length <= most && isPlain text && not (text.Contains(Opening, StringComparison.Ordinal)) then
            text
        else
            let shown = StringBuilder()

            let add (struct (at: int, length: int, value, stands)) =
                let isOpening = String.CompareOrdinal(text, at, Opening, 0, Opening.Length) = 0

                if stands && not isOpening then
                    shown.Append(text, at, length) |> ignore
                else
                    shown.Append(number value) |> ignore

            let cut =
                points text
                |> Seq.tryFind (fun point ->
                    if shown.Length < most then
                        add point

                    shown.Length >= most)

            match cut with
            | Some(struct (at, length, _, _)) when at + length < text.Length ->
                shown.Append(Opening).Append('+').Append(text.Length - at - length).Append(" more}").ToString()
            | Some _
            | None -> shown.ToString()

    let show text = upTo Int32.MaxValue text

    let json (text: string) =
        let quoted = StringBuilder("\"", text.Length + 2)

        let add (struct (at: int, length: int, value, stands)) =
            if value = int '"' || value = int '\\' then
                quoted.Append('\\').Append(text[at]) |> ignore
            elif stands then
                quoted.Append(text, at, length) |> ignore
            else
                for index in at .. at + length - 1 do
                    quoted.Append($"\\u{int text[index]:x4}") |> ignore

        if isPlain text && text.AsSpan().IndexOfAny('"', '\\') < 0 then
            quoted.Append text |> ignore
        else
            points text |> Seq.iter add

        quoted.Append('"').ToString()

    let visible (text: string) =
        let seen = StringBuilder(text.Length)

        for struct (at, length, value, _) in points text do
            match role value with
            | Hidden
            | Selector -> ()
            | Spacing when Char.IsWhiteSpace(text, at) -> seen.Append ' ' |> ignore
            | Letter
            | Symbol
            | Spacing
            | Mark -> seen.Append(text, at, length) |> ignore

        String.concat " " (seen.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries))

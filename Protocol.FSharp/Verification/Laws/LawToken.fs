namespace PeerFunctional.Verification.Laws

open System

/// A piece of a law's text: a word in small letters, a number or a sign.
type internal LawToken =
    { Text: string
      Offset: int }

    member token.IsName = token.Text.Length > 0 && Char.IsAsciiLetter token.Text[0]
    member token.IsNumber = token.Text.Length > 0 && Char.IsAsciiDigit token.Text[0]

module internal LawToken =

    [<Literal>]
    let private MaxDigits = 6

    let private isPartOfName letter =
        Char.IsAsciiLetterOrDigit letter || letter = '-'

    let private run isPart (text: string) offset =
        let rec go place =
            if place < text.Length && isPart text[place] then
                go (place + 1)
            else
                place

        text.Substring(offset, go (offset + 1) - offset)

    /// The tokens of a text, or the offset of a letter that begins none.
    let read (text: string) =
        let rec go offset tokens =
            if offset >= text.Length then
                Ok(List.rev tokens)
            else
                let take (piece: string) =
                    go
                        (offset + piece.Length)
                        ({ Text = piece.ToLowerInvariant()
                           Offset = offset }
                         :: tokens)

                match text[offset] with
                | letter when Char.IsWhiteSpace letter -> go (offset + 1) tokens
                | letter when Char.IsAsciiLetter letter -> take (run isPartOfName text offset)
                | letter when Char.IsAsciiDigit letter ->
                    let digits = run Char.IsAsciiDigit text offset

                    if digits.Length > MaxDigits then
                        Error offset
                    else
                        take digits
                | '('
                | ')'
                | ':'
                | ','
                | ';'
                | '+'
                | '=' -> take (string text[offset])
                | '!' when offset + 1 < text.Length && text[offset + 1] = '=' -> take "!="
                | '<'
                | '>' when offset + 1 < text.Length && text[offset + 1] = '=' -> take (text.Substring(offset, 2))
                | '<'
                | '>' -> take (string text[offset])
                | _ -> Error offset

        go 0 []

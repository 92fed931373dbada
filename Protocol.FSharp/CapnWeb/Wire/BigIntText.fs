namespace PeerFunctional.CapnWeb

open System
open System.Globalization
open System.Numerics
open System.Text

/// Integers of any size as JavaScript's `BigInt` reads them from text.
module internal BigIntText =

    let private isBlank (letter: char) =
        Char.IsWhiteSpace letter && letter <> '\u0085' || letter = '\uFEFF'

    let private trimmed (text: string) =
        let isLetter letter = not (isBlank letter)

        match Seq.tryFindIndex isLetter text with
        | Some first -> text.Substring(first, 1 + Seq.findIndexBack isLetter text - first)
        | None -> ""

    let private parse (digits: string) style =
        match BigInteger.TryParse(digits, style, CultureInfo.InvariantCulture) with
        | true, number -> ValueSome number
        | false, _ -> ValueNone

    /// Octal digits in binary.
    let private binary (octal: string) =
        let bits = StringBuilder(3 * octal.Length)

        for digit in octal do
            bits.Append(
                if digit >= '0' && digit <= '7' then
                    Convert.ToString(int digit - int '0', 2).PadLeft(3, '0')
                else
                    "x"
            )
            |> ignore

        bits.ToString()

    /// The number of a text: decimal digits with a sign or none, or digits after 0x, 0o or 0b, with blanks around; 0 of blanks.
    let read (text: string) =
        let digits = trimmed text
        let isPrefixed = digits.Length > 2 && digits[0] = '0'

        // A leading zero keeps a number with its highest bit set positive.
        if digits = "" then
            ValueSome BigInteger.Zero
        elif isPrefixed && (digits[1] = 'x' || digits[1] = 'X') then
            parse ("0" + digits.Substring 2) NumberStyles.AllowHexSpecifier
        elif isPrefixed && (digits[1] = 'o' || digits[1] = 'O') then
            parse ("0" + binary (digits.Substring 2)) NumberStyles.AllowBinarySpecifier
        elif isPrefixed && (digits[1] = 'b' || digits[1] = 'B') then
            parse ("0" + digits.Substring 2) NumberStyles.AllowBinarySpecifier
        else
            parse digits NumberStyles.AllowLeadingSign

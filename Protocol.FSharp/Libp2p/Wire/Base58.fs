namespace PeerFunctional.Libp2p

open System

/// Bytes as a number in base 58, with a `1` for each zero byte at the beginning. Its cost grows with the square of the length, so
/// callers bound it.
module internal Base58 =

    [<Literal>]
    let private Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

    /// Digits of one base, highest first, in another base; without zeros at the beginning.
    let private convert fromBase toBase (digits: int array) =
        // Lowest first. A digit of base 256 takes two of base 58 at most.
        let number = Array.zeroCreate<int>(2 * digits.Length)
        let mutable length = 0

        for digit in digits do
            let mutable over = digit

            for place in 0 .. length - 1 do
                let sum = number[place] * fromBase + over
                number[place] <- sum % toBase
                over <- sum / toBase

            while over > 0 do
                number[length] <- over % toBase
                length <- length + 1
                over <- over / toBase

        Array.rev number[.. length - 1]

    let private leading zero (digits: int array) =
        Array.replicate (digits |> Seq.takeWhile ((=) zero) |> Seq.length) zero

    let encode (bytes: byte array) =
        let digits = Array.map int bytes

        Array.append (leading 0 digits) (convert 256 58 digits)
        |> Array.map (fun digit -> Alphabet[digit])
        |> String

    /// The bytes of a text; none where a letter is not of the alphabet.
    let decode (text: string) =
        let digits = text.ToCharArray() |> Array.map (fun letter -> Alphabet.IndexOf letter)

        if Array.contains -1 digits then
            ValueNone
        else
            ValueSome(Array.append (leading 0 digits) (convert 58 256 digits) |> Array.map byte)

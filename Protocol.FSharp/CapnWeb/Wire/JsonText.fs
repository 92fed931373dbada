namespace PeerFunctional.CapnWeb

open System.Text
open PeerFunctional.Kernel

/// JSON text as JavaScript repeats it in an error.
module internal JsonText =

    /// What is wrong with the text as JSON.
    let problem (text: JsonScanner) =
        let whole = text.FromStart()
        whole.Skip 0
        whole.End()
        whole.Problem

    /// The most bytes that are written again.
    [<Literal>]
    let private Repeated = 4_000

    /// The value at a place, without blanks, with JavaScript's escapes and numbers. Long ones have their beginning only.
    let again (text: JsonScanner) place =
        let from = text.From place
        let written = JsonWriter()

        let rec copy depth =
            let next = from.Next()

            let depth =
                match next with
                | '['B
                | '{'B -> depth + 1
                | ']'B
                | '}'B -> depth - 1
                | _ -> depth

            match next with
            | '"'B -> written.Text(from.Text())
            | 'n'B ->
                written.Ascii "null"
                from.Word "null"
            | 't'B ->
                written.Ascii "true"
                from.Word "true"
            | 'f'B ->
                written.Ascii "false"
                from.Word "false"
            | '['B
            | ']'B
            | '{'B
            | '}'B
            | ','B
            | ':'B ->
                written.Byte next
                from.Pass()
            | _ -> written.Number(from.Number())

            if depth > 0 && not from.HasFailed && written.Written.Length < Repeated then
                copy depth

        copy 0
        Encoding.UTF8.GetString written.Written.Span

    /// A problem with the value at a place, unless the text is no JSON: then that is the problem.
    let malformation text place problemName words =
        match problem text with
        | ValueSome problem -> problem
        | ValueNone -> WireProblem.repeating problemName words (again text place)

    /// A problem, unless the text is no JSON.
    let otherwise text (other: Malformation) =
        problem text |> ValueOption.defaultValue other

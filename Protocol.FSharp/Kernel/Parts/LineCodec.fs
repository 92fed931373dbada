namespace PeerFunctional.Kernel

open System
open System.Text

/// Messages as lines of text over a stream, each ended by a line feed.
module LineCodec =

    /// The results up to the first malformation, and whether there is one.
    let private untilMalformed results =
        match List.tryFindIndex Result.isError results with
        | Some last -> struct (List.truncate (last + 1) results, true)
        | None -> struct (results, false)

    let private oversize most =
        Malformation.error "oversize" $"a line has more than {most} characters"

    let rec private reading most parse isOver (held: string) : StreamDecoder<'message> =
        { Take =
            fun bytes ->
                if isOver then
                    struct ([], reading most parse true "")
                else
                    let lines = (held + Encoding.Latin1.GetString bytes.Span).Split '\n'
                    let rest = Array.last lines

                    let tooLong = if rest.Length > most then [ oversize most ] else []

                    let struct (results, isOver) =
                        [ for line in lines[.. lines.Length - 2] ->
                              if line.Length > most then oversize most else parse line ]
                        @ tooLong
                        |> untilMalformed

                    struct (results, reading most parse isOver (if isOver then "" else rest))
          AtEnd =
            if held = "" then
                ValueNone
            else
                ValueSome(Malformation.create "cut-short" "the stream ends inside a line") }

    /// Lines of Latin-1 of at most `most` characters: `print` gives a message's, without line feeds, and `parse` reads one.
    let create most (print: 'message -> string) parse : StreamCodec<'message> =
        { Write = fun message -> ReadOnlyMemory(Encoding.Latin1.GetBytes(print message + "\n"))
          Decoder = fun _ -> reading most parse false "" }

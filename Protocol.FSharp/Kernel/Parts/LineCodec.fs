namespace PeerFunctional.Kernel

open System
open System.Text

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
          Block = fun () -> ValueNone
          AtEnd =
            fun () ->
                if held = "" then
                    []
                else
                    [ Malformation.error "cut-short" "the stream ends inside a line" ] }

    let create most (print: 'message -> string) parse : StreamCodec<'message> =
        { Write = fun message -> ReadOnlyMemory(Encoding.Latin1.GetBytes(print message + "\n"))
          Decoder = fun _ -> reading most parse false "" }

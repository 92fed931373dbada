namespace PeerFunctional.Tests.Tcp

open System
open System.Text
open PeerFunctional.Kernel

/// The smallest protocol over streams: lines of Latin-1 text. A line with a NUL is malformed.
module Lines =

    let private problem (line: string) =
        if line.Contains '\000' then
            Malformation.error "nul" "a line has a NUL"
        else
            Ok line

    let private untilError (results: Result<string, Malformation> list) =
        match List.tryFindIndex Result.isError results with
        | Some index -> List.truncate (index + 1) results, true
        | None -> results, false

    let rec private reading isOver (rest: string) : StreamDecoder<string> =
        { Take =
            fun bytes ->
                if isOver then
                    struct ([], reading true "")
                else
                    let lines = (rest + Encoding.Latin1.GetString bytes.Span).Split '\n'

                    let results, isOver =
                        lines[.. lines.Length - 2] |> List.ofArray |> List.map problem |> untilError

                    struct (results, reading isOver (Array.last lines))
          AtEnd =
            if isOver || rest = "" then
                ValueNone
            else
                ValueSome(Malformation.create "cut-short" "a line without its end") }

    let bytes (line: string) = Encoding.Latin1.GetBytes(line + "\n")

    let codec: StreamCodec<string> =
        { Write = fun line -> ReadOnlyMemory(bytes line)
          Decoder = fun _ -> reading false "" }

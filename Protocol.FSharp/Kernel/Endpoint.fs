namespace PeerFunctional.Kernel

open System

[<Struct>]
type Endpoint =
    { Host: string
      Port: int }

    override this.ToString() =
        if this.Host.Contains ':' then
            $"[{this.Host}]:{this.Port}"
        else
            $"{this.Host}:{this.Port}"

module Endpoint =

    let create host port = { Host = host; Port = port }

    let parsePort (text: string) =
        match Int32.TryParse text with
        | true, port when port >= 1 && port <= 65535 -> Ok port
        | _ -> Error $"'{text}' is not a port: use 1 to 65535"

    let parseListening (text: string) =
        match text with
        | "0" -> Ok 0
        | _ ->
            parsePort text
            |> Result.mapError (fun problem -> $"{problem}, or 0 for one that the system chooses")

    let parse defaultPort (text: string) =
        let withPort host (port: string) =
            if host = "" then
                Error $"'{text}' names no host: write HOST or HOST:PORT"
            elif port = "" then
                Ok(create host defaultPort)
            else
                parsePort port |> Result.map (create host)

        match text.LastIndexOf ']', text.IndexOf ':', text.LastIndexOf ':' with
        | bracket, _, _ when bracket > 0 && text[0] = '[' ->
            match text.Substring(bracket + 1) with
            | "" -> withPort (text.Substring(1, bracket - 1)) ""
            | rest when rest.Length > 1 && rest[0] = ':' -> withPort (text.Substring(1, bracket - 1)) (rest.Substring 1)
            | _ -> Error $"'{text}' has text after ']' that is not a port: write [HOST]:PORT"
        | _, -1, _ -> withPort text ""
        | _, first, last when first = last && first < text.Length - 1 ->
            withPort (text.Substring(0, first)) (text.Substring(first + 1))
        | _, first, last when first < last -> Ok(create text defaultPort)
        | _ -> Error $"'{text}' ends with ':' but names no port: write HOST:PORT"

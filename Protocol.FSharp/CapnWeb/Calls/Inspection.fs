namespace PeerFunctional.CapnWeb

open System
open System.Text
open System.Text.Json
open PeerFunctional.Kernel

/// What a line of a recording holds.
[<RequireQualifiedAccess>]
type RecordedLine =
    /// Who sent it, if the line says so, and the message's text.
    | Message of from: string voption * text: string
    | HttpHead of from: string voption * start: string
    | Close of from: string voption * code: int * reason: string
    | Other of text: string

/// Messages of a recording in words. A result has the number of its call among the calls of its sender.
type Inspection =
    private
        {
            /// How many results each sender has numbered.
            Numbered: Map<string, int64>
        }

module RecordedLine =

    let private text (name: string) (value: JsonElement) =
        match value.TryGetProperty name with
        | true, found when found.ValueKind = JsonValueKind.String ->
            match found.GetString() with
            | null -> ValueNone
            | text -> ValueSome text
        | _ -> ValueNone

    let private part (name: string) (value: JsonElement) =
        match value.TryGetProperty name with
        | true, found -> ValueSome found
        | false, _ -> ValueNone

    /// A request line, or a status line.
    let private head (http: JsonElement) =
        match text "start" http, text "method" http, text "target" http with
        | ValueSome start, _, _ -> start
        | ValueNone, ValueSome method, ValueSome target -> $"{method} {target}"
        | ValueNone, _, _ -> "an HTTP message"

    let private closed from (close: JsonElement) =
        let code =
            match part "code" close with
            | ValueSome code when code.ValueKind = JsonValueKind.Number ->
                match code.TryGetInt32() with
                | true, code -> code
                | false, _ -> 0
            | ValueSome _
            | ValueNone -> 0

        RecordedLine.Close(from, code, text "reason" close |> ValueOption.defaultValue "")

    let private record line (value: JsonElement) =
        let from = text "from" value

        let isObject (part: JsonElement voption) =
            part |> ValueOption.exists (fun part -> part.ValueKind = JsonValueKind.Object)

        match text "raw" value, part "msg" value, part "http" value, part "close" value with
        | ValueSome raw, _, _, _ -> RecordedLine.Message(from, raw)
        | ValueNone, ValueSome message, _, _ -> RecordedLine.Message(from, message.GetRawText())
        | ValueNone, ValueNone, ValueSome http, _ when isObject (ValueSome http) ->
            RecordedLine.HttpHead(from, head http)
        | ValueNone, ValueNone, _, ValueSome close when isObject (ValueSome close) -> closed from close
        | ValueNone, ValueNone, _, _ -> RecordedLine.Other line

    /// A line that is an object is a record; any other is a message itself.
    let parse (line: string) =
        if not (line.TrimStart().StartsWith '{') then
            RecordedLine.Message(ValueNone, line)
        else
            try
                use document = JsonDocument.Parse line
                record line document.RootElement
            with :? JsonException ->
                RecordedLine.Message(ValueNone, line)

module Inspection =

    let start = { Numbered = Map.empty }

    let private told from words =
        match from with
        | ValueSome from -> $"{TerminalText.upTo 20 from}: {words}"
        | ValueNone -> words

    let private count from message inspection =
        let key = ValueOption.defaultValue "" from
        let before = inspection.Numbered |> Map.tryFind key |> Option.defaultValue 0L

        match message with
        | Push _
        | Message.Stream _
        | Pipe -> struct (before + 1L, { Numbered = Map.add key (before + 1L) inspection.Numbered })
        | Pull _
        | Resolve _
        | Reject _
        | Release _
        | Message.Abort _ -> struct (before, inspection)

    /// A message in words.
    let message from message inspection : struct (string * Inspection) =
        let struct (number, inspection) = count from message inspection
        struct (told from (Words.numbered number message), inspection)

    /// A request starts a session of its own.
    let private restarted (start: string) inspection =
        if start.StartsWith("POST ", StringComparison.Ordinal) then
            { Numbered = Map.empty }
        else
            inspection

    /// One line in words; empty lines are none.
    let line (text: string) inspection : struct (string voption * Inspection) =
        if String.IsNullOrWhiteSpace text then
            struct (ValueNone, inspection)
        else
            match RecordedLine.parse text with
            | RecordedLine.Message(from, text) ->
                match MessageCodec.read WireLimits.standard (ReadOnlyMemory(Encoding.UTF8.GetBytes text)) with
                | Ok said ->
                    let struct (words, inspection) = message from said inspection
                    struct (ValueSome words, inspection)
                | Error problem ->
                    let words = $"no message: {TerminalText.upTo 200 problem.Detail}"
                    struct (ValueSome(told from words), inspection)
            | RecordedLine.HttpHead(from, start) ->
                struct (ValueSome(told from (TerminalText.upTo 120 start)), restarted start inspection)
            | RecordedLine.Close(from, code, reason) ->
                struct (ValueSome(told from $"closes the WebSocket: {code} {TerminalText.upTo 123 reason}"), inspection)
            | RecordedLine.Other text -> struct (ValueSome(TerminalText.upTo 120 text), inspection)

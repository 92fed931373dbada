namespace PeerFunctional

open System
open Argu
open PeerFunctional.Kernel
open Grammar
open Arguments

/// What `peer tracker` is asked for.
module private TrackerArguments =

    let private dialect =
        function
        | "program" -> Ok Tracker.Program
        | "document" -> Ok Tracker.Document
        | other -> Error $"'{other}' is no dialect: use program or document"

    let private pickleProtocol =
        function
        | "0" -> Ok Encoding.Protocol0
        | "2" -> Ok Encoding.Protocol2
        | other -> Error $"'{other}' is no protocol that is written: use 0 or 2"

    let private isPartOne =
        function
        | "1" -> Ok true
        | "2" -> Ok false
        | other -> Error $"'{other}' is no part: use 1 or 2"

    let private handle name =
        match name with
        | None -> Error "--handle NAME is missing"
        | Some name ->
            Tracker.Fields.handle (Tracker.Fields.ofText name)
            |> Result.mapError (fun problem -> $"--handle: {problem.Detail}")

    /// A port to listen at; 0 lets the system choose.
    let private listeningPort =
        function
        | "0" -> Ok 0
        | text -> Endpoint.parsePort text

    /// Where to listen; without a port, or with port 0, the system chooses one.
    let private listening (text: string) =
        match endpoint 0 text with
        | Error _ when text.EndsWith(":0", StringComparison.Ordinal) -> endpoint 0 (text.Substring(0, text.Length - 2))
        | result -> result

    let private tracker behind collected =
        words behind collected
        |> Result.bind (one "HOST")
        |> Result.bind (endpoint Tracker.Limits.DefaultPort)

    let private ringSpeech policyText dialectText protocolText =
        Ok(fun policy dialect protocol ->
            { Policy = policy
              Dialect = dialect
              Protocol = protocol })
        <*> (policyText |> optional policy Recovering |> named "--policy")
        <*> (dialectText |> optional dialect Tracker.Program |> named "--dialect")
        <*> (protocolText |> optional pickleProtocol Encoding.Protocol0 |> named "--protocol")

    let private phraseSource (results: ParseResults<Serve>) =
        match results.TryGetResult Serve.Phrase, results.TryGetResult Serve.Db with
        | Some _, Some _ -> Error "--phrase and --db exclude each other"
        | None, Some file -> Ok(Some(PhraseSource.Lines file))
        | Some text, None -> Tracker.Phrase.ofText text |> Result.map (PhraseSource.Words >> Some) |> named "--phrase"
        | None, None -> Ok None

    /// Only the recovering tracker of a ring keeps a journal.
    let private withoutContradiction (options: TrackerOptions) =
        match options.State with
        | Some _ when options.IsPartOne -> Error "--state: a tracker of part 1 has no ring to keep"
        | Some _ when options.Speech.Policy = AsPublished ->
            Error "--state: the published tracker forgets its ring when it ends; use --policy recovering"
        | Some _
        | None -> Ok options

    let private serve behind (results: ParseResults<Serve>) =
        Ok(fun () bind port phrase ping isPartOne speech ->
            { Bind = Endpoint.create bind port
              Phrase = phrase
              Ping = ping
              IsPartOne = isPartOne
              Speech = speech
              State = results.TryGetResult Serve.State
              Record = results.TryGetResult Serve.Record
              Journal = results.TryGetResult Serve.Journal })
        <*> (results.GetResults Serve.Words |> words behind |> Result.bind none)
        <*> (results.TryGetResult Serve.Bind |> optional host "127.0.0.1" |> named "--bind")
        <*> (results.TryGetResult Serve.Port
             |> optional listeningPort Tracker.Limits.DefaultPort
             |> named "--port")
        <*> phraseSource results
        <*> (results.TryGetResult Serve.Ping
             |> optional Duration.parse Tracker.Limits.pingEvery
             |> named "--ping")
        <*> (results.TryGetResult Serve.Part |> optional isPartOne false |> named "--part")
        <*> ringSpeech
                (results.TryGetResult Serve.Policy)
                (results.TryGetResult Serve.Dialect)
                (results.TryGetResult Serve.Protocol)
        |> Result.bind withoutContradiction
        |> Result.map TrackerServe

    let private join behind (results: ParseResults<Join>) =
        Ok(fun tracker handle listen pace speech ->
            TrackerJoin
                { Tracker = tracker
                  Handle = handle
                  Listen = listen
                  Pace = pace
                  Stay = results.Contains Join.Stay
                  Speech = speech
                  Record = results.TryGetResult Join.Record
                  Journal = results.TryGetResult Join.Journal })
        <*> (results.GetResults Join.Words |> tracker behind)
        <*> handle (results.TryGetResult Join.Handle)
        <*> (results.TryGetResult Join.Listen |> option listening |> named "--listen")
        <*> (results.TryGetResult Join.Pace |> optional Duration.parse Tracker.Limits.pace |> named "--pace")
        <*> ringSpeech
                (results.TryGetResult Join.Policy)
                (results.TryGetResult Join.Dialect)
                (results.TryGetResult Join.Protocol)

    let private echo behind (results: ParseResults<Echo>) =
        Ok(fun tracker handle -> TrackerEcho(tracker, handle, results.TryGetResult Echo.Journal))
        <*> (results.GetResults Echo.Words |> tracker behind)
        <*> handle (results.TryGetResult Echo.Handle)

    let private collect behind (results: ParseResults<Collect>) =
        results.GetResults Collect.Words
        |> tracker behind
        |> Result.map (fun tracker -> TrackerCollect(tracker, results.TryGetResult Collect.Journal))

    let commands = "serve, join, echo or collect"

    let command behind (results: ParseResults<Ring>) =
        match results.TryGetSubCommand() with
        | None -> "tracker", Error $"name a command: {commands}"
        | Some(Serve results) -> "tracker serve", serve behind results
        | Some(Join results) -> "tracker join", join behind results
        | Some(Ring.Echo results) -> "tracker echo", echo behind results
        | Some(Ring.Collect results) -> "tracker collect", collect behind results

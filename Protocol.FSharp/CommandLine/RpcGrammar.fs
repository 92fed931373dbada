namespace PeerFunctional

open System
open Argu
open PeerFunctional.Kernel
open Arguments

/// What is to be written of live sessions.
type RpcFiles =
    {
        /// A capture of all connections.
        Record: string option
        /// A journal of all sessions.
        Journal: string option
    }

/// What `peer rpc serve` was asked for.
type RpcServeOptions =
    {
        /// Who answers: the name decides the words.
        Name: string
        Listen: Endpoint
        /// Web pages of these origins may call, besides the server's own.
        Origins: string list
        Files: RpcFiles
    }

/// What `peer rpc peer` was asked for.
type RpcPeerOptions =
    {
        Serve: RpcServeOptions
        /// Where the other peer takes batches.
        Other: Uri
        /// Whether the other peer is called again until it answers.
        Retries: bool
    }

/// What `peer rpc call` was asked for.
type RpcCallOptions =
    {
        Target: Uri
        /// Each with its text; all leave at once.
        Calls: (string * CapnWeb.CallText) list
        Timeout: TimeSpan
        Files: RpcFiles
    }

/// What `peer rpc inspect` was asked for.
[<RequireQualifiedAccess>]
type RpcSubject =
    /// A peer: its main object.
    | Peer of Uri
    /// A file of messages, or of records that hold one each.
    | File of string

/// What Cap'n Web's own commands are asked for.
[<RequireQualifiedAccess>]
type RpcCommand =
    | Serve of RpcServeOptions
    | Peer of RpcPeerOptions
    | Call of RpcCallOptions
    | Inspect of RpcSubject
    | Demo

/// Cap'n Web's own commands: `peer rpc` and its demo.
module private RpcGrammar =

    let private port = "the TCP port (default 8080)."

    let private listens =
        "listen on this address instead of 127.0.0.1, such as 0.0.0.0."

    let private origins =
        "let web pages of this origin call, such as https://example.org; a page of another origin is refused."

    let private recorded =
        "write every connection to this pcapng file; 'peer replay' judges it. What goes over TLS is written without it."

    [<HelpFlags("--help", "-h")>]
    type Serve =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Name of name: string
        | [<Unique; EqualsAssignmentOrSpaced>] Port of port: string
        | [<Unique; EqualsAssignmentOrSpaced>] Listen of address: string
        | [<EqualsAssignmentOrSpaced>] Origin of origin: string
        | [<Unique; EqualsAssignmentOrSpaced>] Record of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Journal of file: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Name _ ->
                    "who answers (default Alice). Bob answers in Bob's words; every other name answers in Alice's words."
                | Port _ -> port
                | Listen _ -> listens
                | Origin _ -> origins
                | Record _ -> recorded
                | Journal _ -> SharedGrammar.journalled

    [<HelpFlags("--help", "-h")>]
    type PeerOptions =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Name of name: string
        | [<Unique; EqualsAssignmentOrSpaced>] Port of port: string
        | [<Unique; EqualsAssignmentOrSpaced>] Listen of address: string
        | [<EqualsAssignmentOrSpaced>] Origin of origin: string
        | [<Unique; EqualsAssignmentOrSpaced>] Record of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Journal of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Other of url: string
        | Retry

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Name _ -> "who this peer is (default Alice)."
                | Port _ -> port
                | Listen _ -> listens
                | Origin _ -> origins
                | Record _ -> recorded
                | Journal _ -> SharedGrammar.journalled
                | Other _ -> "the other peer, such as http://127.0.0.1:8081; without a path, /rpc/batch is meant."
                | Retry -> "call the other peer every second until it answers."

    [<HelpFlags("--help", "-h")>]
    type Call =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Timeout of duration: string
        | [<Unique; EqualsAssignmentOrSpaced>] Record of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Journal of file: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Timeout _ -> "how long to wait for all results, such as 500ms, 2s (default 10s)."
                | Record _ -> recorded
                | Journal _ -> SharedGrammar.journalled

    [<HelpFlags("--help", "-h")>]
    type Rpc =
        | [<CliPrefix(CliPrefix.None)>] Serve of ParseResults<Serve>
        | [<CliPrefix(CliPrefix.None)>] Peer of ParseResults<PeerOptions>
        | [<CliPrefix(CliPrefix.None)>] Call of ParseResults<Call>
        | [<CliPrefix(CliPrefix.None)>] Inspect of ParseResults<SharedGrammar.WordsOnly>

        interface IArgParserTemplate with
            member _.Usage = ""

    [<Literal>]
    let private DefaultPort = 8_080

    [<Literal>]
    let private MaxName = 60

    let private name (text: string) =
        if text = "" || text.Length > MaxName || text |> Seq.exists Char.IsControl then
            Error $"a name has 1 to {MaxName} letters"
        else
            Ok text

    let private schemes = [ "http"; "https"; "ws"; "wss" ]

    let private tryUri (text: string) =
        match Uri.TryCreate(text, UriKind.Absolute) with
        | true, NonNull uri when uri.Host <> "" -> Some uri
        | _ -> None

    let private url text =
        match tryUri text with
        | Some uri when List.contains uri.Scheme schemes -> Ok uri
        | Some _
        | None ->
            Error
                $"'{text}' is not a URL of a peer: use one such as http://127.0.0.1:8080/rpc/batch or ws://127.0.0.1:8080/rpc"

    /// A peer without a path takes batches at the usual place.
    let private other text =
        url text
        |> Result.map (fun uri ->
            if uri.AbsolutePath = "/" then
                Uri(uri, "/rpc/batch")
            else
                uri)

    let private origin text =
        match tryUri text with
        | Some uri when uri.PathAndQuery = "/" -> Ok(uri.GetLeftPart UriPartial.Authority)
        | Some _
        | None -> Error $"'{text}' is not an origin: use one such as https://example.org"

    let private serving known port listen origins files =
        let origins =
            (origins, Ok [])
            ||> List.foldBack (fun text found ->
                found |> Result.bind (fun found -> origin text |> Result.map (fun one -> one :: found)))

        Ok(fun name port host origins ->
            { Name = name
              Listen = Endpoint.create host port
              Origins = origins
              Files = files })
        <*> (known |> optional name "Alice" |> named "--name")
        <*> (port |> optional Endpoint.parsePort DefaultPort |> named "--port")
        <*> (listen |> optional host "127.0.0.1" |> named "--listen")
        <*> (origins |> named "--origin")

    let private serve context (results: ParseResults<Serve>) =
        Ok(fun () options -> RpcCommand.Serve options)
        <*> (results.GetResults Serve.Words |> words context |> Result.bind none)
        <*> serving
                (results.TryGetResult Serve.Name)
                (results.TryGetResult Serve.Port)
                (results.TryGetResult Serve.Listen)
                (results.GetResults Serve.Origin)
                { Record = results.TryGetResult Serve.Record
                  Journal = results.TryGetResult Serve.Journal }

    let private peer context (results: ParseResults<PeerOptions>) =
        let partner =
            match results.TryGetResult Other with
            | Some text -> other text
            | None -> Error "name the other peer, such as http://127.0.0.1:8081"

        Ok(fun () options other ->
            RpcCommand.Peer
                { Serve = options
                  Other = other
                  Retries = results.Contains Retry })
        <*> (results.GetResults PeerOptions.Words |> words context |> Result.bind none)
        <*> serving
                (results.TryGetResult PeerOptions.Name)
                (results.TryGetResult PeerOptions.Port)
                (results.TryGetResult PeerOptions.Listen)
                (results.GetResults PeerOptions.Origin)
                { Record = results.TryGetResult PeerOptions.Record
                  Journal = results.TryGetResult PeerOptions.Journal }
        <*> (partner |> named "--other")

    /// Calls are words of their own; commas between them may stand alone or behind a call.
    let private calls texts =
        texts
        |> List.map (fun (text: string) -> text.Trim())
        |> List.map (fun text ->
            if text.Length > 1 then
                text.TrimEnd(',').TrimEnd()
            else
                text)
        |> List.filter (fun text -> text <> "," && text <> "")

    let private parsed (texts: string list) =
        (texts, Ok [])
        ||> List.foldBack (fun text found ->
            found
            |> Result.bind (fun found ->
                CapnWeb.CallText.parse text
                |> Result.bind (fun call ->
                    if CapnWeb.CallText.isCall call then
                        Ok call
                    else
                        Error "it calls nothing: write a call such as greet(\"Ann\")")
                |> Result.mapError (fun problem -> $"'{text}': {problem}")
                |> Result.map (fun call -> (text, call) :: found)))

    let private call context (results: ParseResults<Call>) =
        let places =
            results.GetResults Call.Words
            |> words context
            |> Result.bind (fun places ->
                match places with
                | [] -> Error "URL and CALL are missing"
                | [ _ ] -> Error "CALL is missing: write one such as 'greet()'"
                | target :: texts ->
                    match calls texts with
                    | [] -> Error "CALL is missing: write one such as 'greet()'"
                    | calls -> Ok(target, calls))

        Ok(fun target calls timeout ->
            RpcCommand.Call
                { Target = target
                  Calls = calls
                  Timeout = timeout
                  Files =
                    { Record = results.TryGetResult Call.Record
                      Journal = results.TryGetResult Call.Journal } })
        <*> (places |> Result.bind (fst >> url))
        <*> (places |> Result.bind (snd >> parsed))
        <*> (results.TryGetResult Call.Timeout
             |> optional Duration.parse (TimeSpan.FromSeconds 10.0)
             |> named "--timeout")

    let private inspect context (results: ParseResults<SharedGrammar.WordsOnly>) =
        results.GetResults SharedGrammar.WordsOnly.Words
        |> words context
        |> Result.bind (one "URL or FILE")
        |> Result.bind (fun subject ->
            if subject.Contains "://" then
                url subject |> Result.map RpcSubject.Peer
            else
                Ok(RpcSubject.File subject))
        |> Result.map RpcCommand.Inspect

    let commands = "serve, peer, call or inspect"

    let command context (results: ParseResults<Rpc>) =
        match results.TryGetSubCommand() with
        | None -> "rpc", Error $"name a command: {commands}"
        | Some(Rpc.Serve results) -> "rpc serve", serve context results
        | Some(Rpc.Peer results) -> "rpc peer", peer context results
        | Some(Rpc.Call results) -> "rpc call", call context results
        | Some(Rpc.Inspect results) -> "rpc inspect", inspect context results

    /// In the order a newcomer meets them.
    let helpTopics =
        [ HelpTopic.create
              "rpc serve"
              "[--name NAME] [--port PORT]"
              "Serves an object with greet(), chat(message), get_stats() and name over Cap'n Web, by WebSocket at /rpc and by HTTP batches \
               at /rpc/batch, until Ctrl-C. Callers may run this program, npm's capnweb, or a web page of an allowed origin."
              [ "peer rpc serve", "Alice on 127.0.0.1:8080"
                "peer rpc serve --name Bob --port 8081", "Bob, who answers in other words"
                "peer rpc serve --listen 0.0.0.0 --origin https://example.org",
                "open to the network, and to one web site"
                "peer rpc serve --record serve.pcapng --journal serve.journal",
                "with a capture and a journal for 'peer replay'" ]
          HelpTopic.create
              "rpc peer"
              "--other URL [--name NAME] [--port PORT] [--retry]"
              "Serves as 'peer rpc serve' does, waits a second, and calls the other peer once: greet(), chat(message), get_stats(). Then it \
               waits for calls until Ctrl-C. The other peer is called Bob, or Alice if this peer is Bob."
              [ "peer rpc peer --name Alice --port 8080 --other http://127.0.0.1:8081", "in one terminal"
                "peer rpc peer --name Bob --port 8081 --other http://127.0.0.1:8080 --retry",
                "in another; --retry calls until the other peer answers" ]
          HelpTopic.create
              "rpc call"
              "URL CALL [, CALL ...]"
              "Calls the main object of a peer and prints the result of each call as a JSON line; a value without a JSON form is printed as \
               it is sent. A call can go on with the result of another one before that has come; all calls leave in one request \
               (http) or one after the other (ws). A text stands in double quotes, and a name without them is a property of the main \
               object; a ',' that is a word of its own stands between two calls. Exit code 1 if a call fails."
              [ "peer rpc call http://127.0.0.1:8080/rpc/batch 'greet()'", "one call in one HTTP request"
                "peer rpc call ws://127.0.0.1:8080/rpc 'chat(\"Hi\")' , 'get_stats().messages_received'",
                "two calls by WebSocket; the second takes one field of a result"
                "peer rpc call http://127.0.0.1:8080/rpc/batch 'chat(greet())'",
                "the result of one call as the argument of another, in one round trip"
                "peer rpc call ws://127.0.0.1:8080/rpc 'list().map(x => x.name)'",
                "a program that the peer runs for each item" ]
          HelpTopic.create
              "rpc inspect"
              "URL|FILE"
              "Explains messages in words. For a file it explains each line: a message, or a record with a message in 'msg' or 'raw'. For a URL it \
               asks the peer's main object and prints every message that is sent and received."
              [ "peer rpc inspect session.jsonl", "each message of a recording"
                "peer rpc inspect ws://127.0.0.1:8080/rpc", "the messages that are exchanged with a peer" ] ]

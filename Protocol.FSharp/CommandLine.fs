namespace PeerFunctional

open System
open Argu
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// The command line: arguments to a typed command.
module CommandLine =

    open Grammar

    /// Words in their places, or what is missing or too many.
    let private one name =
        function
        | [ word ] -> Ok word
        | [] -> Error $"{name} is missing"
        | _ :: extra :: _ -> Error $"'{extra}' is one word too many"

    let private two first second =
        function
        | [ a; b ] -> Ok(a, b)
        | [] -> Error $"{first} and {second} are missing"
        | [ _ ] -> Error $"{second} is missing"
        | _ :: _ :: extra :: _ -> Error $"'{extra}' is one word too many"

    let private none =
        function
        | [] -> Ok()
        | extra :: _ -> Error $"'{extra}' is one word too many"

    let private optional (parse: string -> Result<'value, string>) fallback =
        function
        | None -> Ok fallback
        | Some text -> parse text

    let private named option (result: Result<'value, string>) =
        result |> Result.mapError (fun problem -> $"{option}: {problem}")

    let private policy =
        function
        | "published" -> Ok AsPublished
        | "recovering" -> Ok Recovering
        | other -> Error $"'{other}' is no policy: use published or recovering"

    let private partner port =
        function
        | [ dir ] -> Ok(dir, None)
        | [ dir; host ] -> Endpoint.parse port host |> Result.map (fun partner -> dir, Some partner)
        | [] -> Error "DIR is missing"
        | _ :: _ :: extra :: _ -> Error $"'{extra}' is one word too many"

    /// The words of a command: those Argu collected and those behind `--`. A dashed word before `--` is an unknown option.
    let private words (behind: string list) (collected: string list list) =
        let before = List.concat collected

        match before |> List.tryFind (fun word -> word.Length > 1 && word[0] = '-') with
        | Some option -> Error $"unknown option '{option}' (words that start with '-' go behind '--')"
        | None -> Ok(before @ behind)

    let private replicate behind (results: ParseResults<Replicate>) =
        let port =
            results.TryGetResult Port |> optional Endpoint.parsePort 4097 |> named "--port"

        let silence =
            results.TryGetResult Replicate.Silence
            |> optional Duration.parse (TimeSpan.FromSeconds 5.0)
            |> named "--silence"

        let policy =
            results.TryGetResult Replicate.Policy |> optional policy Recovering |> named "--policy"

        match port, silence, policy with
        | Error problem, _, _
        | _, Error problem, _
        | _, _, Error problem -> Error problem
        | Ok port, Ok silence, Ok policy ->
            results.GetResults Replicate.Words
            |> words behind
            |> Result.bind (partner port)
            |> Result.map (fun (dir, partner) ->
                Command.Replicate
                    { Dir = dir
                      Partner = partner
                      Port = port
                      Silence = silence
                      Policy = policy
                      Once = results.Contains Once
                      Record = results.TryGetResult Record
                      Journal = results.TryGetResult Journal
                      Bind = results.TryGetResult Bind })

    let private init behind (results: ParseResults<Init>) =
        results.GetResults Init.Words
        |> words behind
        |> Result.bind (one "DIR")
        |> Result.bind (fun dir ->
            match results.TryGetResult Name with
            | Some name when String.IsNullOrWhiteSpace name -> Error "--name: a name has a letter at least"
            | name -> Ok(FeedInit(dir, name)))

    let private demo behind (results: ParseResults<Demo>) =
        match results.GetResults Demo.Words |> words behind, results.TryGetResult Keep with
        | Error problem, _ -> Error problem
        | Ok([] | [ "sneakernet" ]), keep -> Ok(Command.Demo { Keep = keep })
        | Ok [ "tracker" ], None -> Ok Command.DemoTracker
        | Ok [ "tracker" ], Some _ -> Error "--keep: a ring leaves nothing to keep"
        | Ok [ other ], _ -> Error $"'{other}' is no demo: use sneakernet or tracker"
        | Ok(_ :: extra :: _), _ -> Error $"'{extra}' is one word too many"

    let private system name =
        if List.contains name Systems.names then
            Ok name
        else
            let systems = String.concat " or " Systems.names
            Error $"'{name}' is no system: use {systems}"

    let private replay behind (results: ParseResults<Replay>) =
        let silence =
            results.TryGetResult Replay.Silence
            |> optional Duration.parse (TimeSpan.FromSeconds 5.0)
            |> named "--silence"

        let system =
            results.TryGetResult As |> optional (system >> Result.map Some) None |> named "--as"

        match system, silence with
        | Error problem, _
        | _, Error problem -> Error problem
        | Ok system, Ok silence ->
            results.GetResults Replay.Words
            |> words behind
            |> Result.bind (one "FILE")
            |> Result.map (fun file ->
                Command.Replay
                    { File = file
                      As = system
                      Silence = silence })

    let private pictureFile (file: string) =
        let endsIn (ending: string) =
            file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)

        if endsIn ".svg" || endsIn ".html" then
            Ok(Some file)
        else
            Error $"'{file}' is no picture: use a name that ends in .svg or .html"

    let private width (text: string) =
        match Int32.TryParse text with
        | true, columns when columns >= 40 && columns <= 400 -> Ok(Some columns)
        | _ -> Error $"'{text}' is no width: use 40 to 400 columns"

    let private explain behind (results: ParseResults<Explain>) =
        let out = results.TryGetResult Out |> optional pictureFile None |> named "--out"
        let width = results.TryGetResult Width |> optional width None |> named "--width"

        let policy =
            results.TryGetResult Explain.Policy |> optional policy Recovering |> named "--policy"

        match out, width, policy with
        | Error problem, _, _
        | _, Error problem, _
        | _, _, Error problem -> Error problem
        | Ok out, Ok width, Ok policy ->
            results.GetResults Explain.Words
            |> words behind
            |> Result.bind (one "FILE or SYSTEM")
            |> Result.map (fun subject ->
                Command.Explain
                    { Subject = subject
                      Out = out
                      Width = width
                      Policy = policy })

    let private network =
        function
        | "set" -> Ok Network.Set
        | "bag" -> Ok Network.Bag
        | "queues" -> Ok Network.Queues
        | other -> Error $"'{other}' is no network: use set, bag or queues"

    /// The most of any fault: more would only be more of the same, for longer than anybody waits.
    let private maxFaults = 1000L

    let private faultCount text =
        Quantity.count 0L text
        |> Result.bind (fun count ->
            if count <= maxFaults then
                Ok(int count)
            else
                Error $"'{text}' is too many: use 0 to {maxFaults}")

    let private delays =
        function
        | "any" -> Ok ValueNone
        | text -> faultCount text |> Result.map ValueSome

    let private maxWorkers = 256L

    let private workers text =
        Quantity.count 1L text
        |> Result.bind (fun count ->
            if count <= maxWorkers then
                Ok(int count)
            else
                Error $"'{text}' is too many: use 1 to {maxWorkers}")

    let private option (parse: string -> Result<'value, string>) text =
        match text with
        | None -> Ok None
        | Some text -> parse text |> Result.map Some

    /// Puts a value that was read into place, or keeps the first problem.
    let private filled set (value: Result<'value, string>) (options: Result<CheckOptions, string>) =
        match options, value with
        | Ok options, Ok value -> Ok(set value options)
        | Error problem, _
        | Ok _, Error problem -> Error problem

    let private checkOptions (results: ParseResults<Check>) =
        let fault name text set options =
            filled
                (fun count options ->
                    { options with
                        Faults = set count options.Faults })
                (named name text)
                options

        let count text = optional faultCount 0 text

        Ok
            { Policy = Recovering
              World = results.TryGetResult Check.World
              Network = Network.Queues
              Faults = FaultBudget.none
              MaxStates = None
              MaxMemory = None
              MaxTime = None
              Workers = None
              Trace = results.TryGetResult Check.Trace
              EmitTest = results.TryGetResult Check.Emit_Test
              Growth = results.Contains Check.Growth }
        |> filled
            (fun policy options -> { options with Policy = policy })
            (results.TryGetResult Check.Policy |> optional policy Recovering |> named "--policy")
        |> filled
            (fun network options -> { options with Network = network })
            (results.TryGetResult Check.Network |> optional network Network.Queues |> named "--network")
        |> fault "--drops" (results.TryGetResult Check.Drops |> optional faultCount 1) (fun count faults ->
            { faults with Drops = count })
        |> fault "--duplicates" (results.TryGetResult Check.Duplicates |> count) (fun count faults ->
            { faults with Duplicates = count })
        |> fault "--garbles" (results.TryGetResult Check.Garbles |> count) (fun count faults ->
            { faults with Garbles = count })
        |> fault "--crashes" (results.TryGetResult Check.Crashes |> count) (fun count faults ->
            { faults with Crashes = count })
        |> fault "--wipes" (results.TryGetResult Check.Wipes |> count) (fun count faults ->
            { faults with Wipes = count })
        |> filled
            (fun delays options ->
                { options with
                    Faults = { options.Faults with Delays = delays } })
            (results.TryGetResult Check.Delays |> optional delays (ValueSome 0) |> named "--delays")
        |> filled
            (fun states options -> { options with MaxStates = states })
            (results.TryGetResult Check.Max_States |> option (Quantity.count 1L) |> named "--max-states")
        |> filled
            (fun bytes options -> { options with MaxMemory = bytes })
            (results.TryGetResult Check.Max_Memory |> option Quantity.bytes |> named "--max-memory")
        |> filled
            (fun time options -> { options with MaxTime = time })
            (results.TryGetResult Check.Max_Time |> option Duration.parse |> named "--max-time")
        |> filled
            (fun workers options -> { options with Workers = workers })
            (results.TryGetResult Check.Workers |> option workers |> named "--workers")

    let private check behind (results: ParseResults<Check>) =
        match results.GetResults Check.Words |> words behind, checkOptions results with
        | Error problem, _
        | _, Error problem -> Error problem
        | Ok [], Ok _ -> Ok Command.CheckList
        | Ok [ name ], Ok options -> system name |> Result.map (fun name -> Command.Check(name, options))
        | Ok(_ :: extra :: _), Ok _ -> Error $"'{extra}' is one word too many"

    let private wholeNumber least most (text: string) =
        match Int32.TryParse text with
        | true, number when number >= least && number <= most -> Ok number
        | _ -> Error $"'{text}' is no number from {least} to {most}"

    let private seed (text: string) =
        match UInt64.TryParse text with
        | true, seed -> Ok seed
        | _ -> Error $"'{text}' is no seed: use a number from 0 to {UInt64.MaxValue}"

    let private probability (text: string) =
        match
            Double.TryParse(
                text,
                Globalization.NumberStyles.AllowDecimalPoint,
                Globalization.CultureInfo.InvariantCulture
            )
        with
        | true, number when number <= 1.0 -> Ok(ValueSome number)
        | _ -> Error $"'{text}' is no probability: use 0 to 1, such as 0.3"

    let private (<*>) change value =
        match change, value with
        | Ok change, Ok value -> Ok(change value)
        | Error problem, _
        | _, Error problem -> Error problem

    let private simulate behind (results: ParseResults<Simulate>) =
        let option (given: string option) parse fallback name =
            given |> optional parse fallback |> named name

        let faults =
            Ok(fun loss duplication garbling crashing wiping ->
                { Verification.Options.standard with
                    Loss = loss
                    Duplication = duplication
                    Garbling = garbling
                    Crashing = crashing
                    Wiping = wiping
                    Reordering =
                        if results.Contains Simulate.Reorder then
                            ValueSome 0.3
                        else
                            ValueNone })
            <*> option (results.TryGetResult Simulate.Loss) probability ValueNone "--loss"
            <*> option (results.TryGetResult Simulate.Duplicate) probability ValueNone "--duplicate"
            <*> option (results.TryGetResult Simulate.Garble) probability ValueNone "--garble"
            <*> option (results.TryGetResult Simulate.Crash) probability ValueNone "--crash"
            <*> option (results.TryGetResult Simulate.Wipe) probability ValueNone "--wipe"

        let size system nodes things =
            Ok(fun nodes things -> struct (nodes, things))
            <*> option nodes (wholeNumber 2 system.MostPeers) 2 "--nodes"
            <*> option things (wholeNumber system.LeastThings system.MostThings) 2 "--events"

        let crowd name =
            match Systems.tryFind name with
            | ValueNone -> system name |> Result.map (fun _ -> struct (0, 0))
            | ValueSome system ->
                size system (results.TryGetResult Simulate.Nodes) (results.TryGetResult Simulate.Events)

        Ok(fun (name, struct (nodes, things)) policy runs seed faults ->
            Command.Simulate
                { System = name
                  Policy = policy
                  Runs = runs
                  Seed = seed
                  Nodes = nodes
                  Things = things
                  Faults = faults
                  Trace = results.TryGetResult Simulate.Trace
                  EmitTest = results.TryGetResult Simulate.Emit_Test })
        <*> (results.GetResults Simulate.Words
             |> words behind
             |> Result.bind (one "SYSTEM")
             |> Result.bind (fun name -> crowd name |> Result.map (fun size -> name, size)))
        <*> option (results.TryGetResult Simulate.Policy) policy Recovering "--policy"
        <*> option (results.TryGetResult Simulate.Runs) (wholeNumber 1 100_000_000) 1_000 "--runs"
        <*> option (results.TryGetResult Simulate.Seed) seed 0UL "--seed"
        <*> faults

    // The tracker ring.

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
        match Endpoint.parse 0 text with
        | Error _ when text.EndsWith(":0", StringComparison.Ordinal) ->
            Endpoint.parse 0 (text.Substring(0, text.Length - 2))
        | result -> result

    let private tracker behind collected =
        words behind collected
        |> Result.bind (one "HOST")
        |> Result.bind (Endpoint.parse Tracker.Limits.DefaultPort)

    let private ringSpeech policyText dialectText protocolText =
        Ok(fun policy dialect protocol ->
            { Policy = policy
              Dialect = dialect
              Protocol = protocol })
        <*> (policyText |> optional policy Recovering |> named "--policy")
        <*> (dialectText |> optional dialect Tracker.Program |> named "--dialect")
        <*> (protocolText |> optional pickleProtocol Encoding.Protocol0 |> named "--protocol")

    /// The words of the original's database.
    let private phrase = "blue skies and snowy peaks"

    let private phraseSource (results: ParseResults<Serve>) =
        match results.TryGetResult Serve.Phrase, results.TryGetResult Serve.Db with
        | Some _, Some _ -> Error "--phrase and --db exclude each other"
        | Some text, None -> Ok(PhraseSource.Words text)
        | None, Some file -> Ok(PhraseSource.Lines file)
        | None, None -> Ok(PhraseSource.Words phrase)

    /// Only the recovering tracker of a ring keeps a journal.
    let private withoutContradiction (options: TrackerOptions) =
        match options.State with
        | Some _ when options.IsPartOne -> Error "--state: a tracker of part 1 has no ring to keep"
        | Some _ when options.Speech.Policy = AsPublished ->
            Error "--state: the published tracker forgets its ring when it ends; use --policy recovering"
        | Some _
        | None -> Ok options

    let private serve behind (results: ParseResults<Serve>) =
        Ok(fun () port phrase ping isPartOne speech ->
            { Bind = Endpoint.create (results.GetResult(Serve.Bind, "127.0.0.1")) port
              Phrase = phrase
              Ping = ping
              IsPartOne = isPartOne
              Speech = speech
              State = results.TryGetResult Serve.State
              Record = results.TryGetResult Serve.Record })
        <*> (results.GetResults Serve.Words |> words behind |> Result.bind none)
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
                  Record = results.TryGetResult Join.Record })
        <*> (results.GetResults Join.Words |> tracker behind)
        <*> handle (results.TryGetResult Join.Handle)
        <*> (results.TryGetResult Join.Listen
             |> optional listening (Endpoint.create "127.0.0.1" 0)
             |> named "--listen")
        <*> (results.TryGetResult Join.Pace |> optional Duration.parse Tracker.Limits.pace |> named "--pace")
        <*> ringSpeech
                (results.TryGetResult Join.Policy)
                (results.TryGetResult Join.Dialect)
                (results.TryGetResult Join.Protocol)

    let private echo behind (results: ParseResults<Echo>) =
        Ok(fun tracker handle -> TrackerEcho(tracker, handle))
        <*> (results.GetResults Echo.Words |> tracker behind)
        <*> handle (results.TryGetResult Echo.Handle)

    let private ringCommands = "serve, join, echo or collect"

    let private ring behind (results: ParseResults<Ring>) =
        match results.TryGetSubCommand() with
        | None -> "tracker", Error $"name a command: {ringCommands}"
        | Some(Serve results) -> "tracker serve", serve behind results
        | Some(Join results) -> "tracker join", join behind results
        | Some(Ring.Echo results) -> "tracker echo", echo behind results
        | Some(Collect results) ->
            "tracker collect", results.GetResults WordsOnly.Words |> tracker behind |> Result.map TrackerCollect

    let private commands =
        "feed, replicate, tracker, demo, replay, simulate, check or explain"

    let private feedCommands =
        "init, write, users, read, dump, verify, export or import"

    let private feed behind (results: ParseResults<Feed>) =
        let plain place make (results: ParseResults<WordsOnly>) =
            results.GetResults WordsOnly.Words |> words behind |> Result.bind place |> Result.map make

        match results.TryGetSubCommand() with
        | None -> "feed", Error $"name a command: {feedCommands}"
        | Some(Init results) -> "feed init", init behind results
        | Some(Write results) -> "feed write", results |> plain (two "DIR" "TEXT") FeedWrite
        | Some(Users results) -> "feed users", results |> plain (one "DIR") FeedUsers
        | Some(Read results) -> "feed read", results |> plain (one "DIR") FeedRead
        | Some(Dump results) -> "feed dump", results |> plain (one "FILE or DIR") FeedDump
        | Some(Verify results) -> "feed verify", results |> plain (one "FILE or DIR") FeedVerify
        | Some(Export results) -> "feed export", results |> plain (two "DIR" "TARGET") FeedExport
        | Some(Import results) -> "feed import", results |> plain (two "DIR" "SOURCE") FeedImport

    let private command behind (results: ParseResults<Peer>) =
        match results.TryGetSubCommand() with
        | Some(Feed results) -> feed behind results
        | Some(Replicate results) -> "replicate", replicate behind results
        | Some(Peer.Tracker results) -> ring behind results
        | Some(Peer.Demo results) -> "demo", demo behind results
        | Some(Peer.Replay results) -> "replay", replay behind results
        | Some(Peer.Check results) -> "check", check behind results
        | Some(Peer.Explain results) -> "explain", explain behind results
        | Some(Peer.Simulate results) -> "simulate", simulate behind results
        | Some Json
        | Some Peer.Quiet
        | Some Peer.Verbose
        | None -> "", Error $"name a command: {commands}"

    let private verbosity (results: ParseResults<Peer>) =
        match results.Contains Peer.Quiet, results.Contains Peer.Verbose with
        | true, true -> Error "--quiet and --verbose exclude each other"
        | true, false -> Ok Verbosity.Quiet
        | false, true -> Ok Verbosity.Verbose
        | false, false -> Ok Normal

    let private misuse path problem =
        let program = ("peer " + path).TrimEnd()
        Error(Misuse $"{program}: {problem}; see '{program} --help'")

    /// Argu's message: `ERROR: <problem>` where there is one, then `USAGE: peer <path> [...`.
    let private ofArgu (e: ArguParseException) =
        let usage = e.Message.IndexOf("USAGE: peer", StringComparison.Ordinal)

        let path =
            if usage < 0 then
                ""
            else
                let words = e.Message.Substring(usage + "USAGE: peer".Length).Split('[', '\n')
                words[0].Trim()

        if e.ErrorCode = ErrorCode.HelpText then
            Error(Help(Lesson.print path e.Message))
        else
            let lines = e.Message.Split '\n'
            let problem = lines[0].Replace("ERROR: ", "").Trim().TrimEnd('.')
            let strange = "unrecognized argument: "

            match path with
            | "" when problem.StartsWith strange -> $"{problem.Substring strange.Length} is no command: use {commands}"
            | "feed" when problem.StartsWith strange ->
                $"{problem.Substring strange.Length} is no command: use {feedCommands}"
            | "tracker" when problem.StartsWith strange ->
                $"{problem.Substring strange.Length} is no command: use {ringCommands}"
            | _ -> problem
            |> misuse path

    /// Reads the arguments of the program. Every failure is a value.
    let parse (arguments: string seq) : Result<Invocation, Usage> =
        let arguments = List.ofSeq arguments
        let before = arguments |> List.takeWhile (fun word -> word <> "--")
        let behind = arguments |> List.skip (min arguments.Length (before.Length + 1))

        try
            let results = parser.ParseCommandLine(Array.ofList before, raiseOnUsage = true)
            let path, command = command behind results

            match command, verbosity results with
            | Error problem, _
            | _, Error problem -> misuse path problem
            | Ok command, Ok verbosity ->
                Ok
                    { Command = command
                      Json = results.Contains Json
                      Verbosity = verbosity }
        with :? ArguParseException as e ->
            ofArgu e

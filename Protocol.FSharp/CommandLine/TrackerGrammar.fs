namespace PeerFunctional

open System
open Argu
open PeerFunctional.Kernel
open SharedGrammar
open Arguments

/// Where a tracker's database is from.
type PhraseSource =
    /// The words of a text.
    | Words of Tracker.Phrase
    /// A file with an item a line, in the order of the phrase.
    | Lines of file: string

/// How programs of the tracker ring speak: which field orders, and which pickle protocol.
type RingSpeech =
    { Policy: Policy
      Dialect: Tracker.WireVariant
      Protocol: Kernel.Encodings.PickleProtocol }

/// What `peer tracker serve` was asked for.
type TrackerOptions =
    {
        /// The address to listen on; port 0 lets the system choose.
        Bind: Endpoint
        /// Without one, the phrase that the file of `State` keeps, else the original's.
        Phrase: PhraseSource option
        /// From the end of one round of PING to the next.
        Ping: TimeSpan
        /// Whether it gives every item to everyone, as in part 1 of the assignment; otherwise there is a ring.
        IsPartOne: bool
        Speech: RingSpeech
        /// The file in which the ring outlives the tracker.
        State: string option
        /// A pcapng file to be written.
        Record: string option
        /// A journal to be written.
        Journal: string option
    }

/// What `peer tracker join` was asked for.
type JoinOptions =
    {
        Tracker: Endpoint
        Handle: string
        /// Where it answers queries; port 0 lets the system choose. Without it, on loopback.
        Listen: Endpoint option
        /// From one query to the next.
        Pace: TimeSpan
        /// Whether it goes on serving once it has everything.
        Stay: bool
        Speech: RingSpeech
        /// A pcapng file to be written.
        Record: string option
        /// A journal to be written.
        Journal: string option
    }

/// What the tracker ring's own commands are asked for.
[<RequireQualifiedAccess>]
type TrackerCommand =
    | Serve of TrackerOptions
    | Join of JoinOptions
    | Echo of tracker: Endpoint * handle: string * journal: string option
    | Collect of tracker: Endpoint * journal: string option
    | Status of tracker: Endpoint
    | Demo

/// The tracker ring's own commands: `peer tracker` and its demo.
module private TrackerGrammar =

    [<HelpFlags("--help", "-h")>]
    type Serve =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Bind of address: string
        | [<Unique; EqualsAssignmentOrSpaced>] Port of port: string
        | [<Unique; EqualsAssignmentOrSpaced>] Phrase of text: string
        | [<Unique; EqualsAssignmentOrSpaced>] Db of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Ping of duration: string
        | [<Unique; EqualsAssignmentOrSpaced>] Part of part: string
        | [<Unique; EqualsAssignmentOrSpaced>] Policy of policy: string
        | [<Unique; EqualsAssignmentOrSpaced>] Dialect of dialect: string
        | [<Unique; EqualsAssignmentOrSpaced>] Protocol of protocol: string
        | [<Unique; EqualsAssignmentOrSpaced>] State of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Record of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Journal of file: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Bind _ ->
                    "the address to listen on (default 127.0.0.1); 0.0.0.0 is every IPv4 address of this machine, :: every address, IPv4 too."
                | Port _ -> "the TCP port (default 7777); 0 lets the system choose."
                | Phrase _ ->
                    "the message to be collected, an item a word (default: the one that --state keeps, else the original's)."
                | Db _ -> "a file with an item a line, in the order of the message."
                | Ping _ -> "from one round of PING to the next, such as 500ms, 20s, 2m (default 20s)."
                | Part _ -> "1: everyone collects from the tracker; 2: peers collect from each other (default)."
                | Policy _ ->
                    "'recovering' hears bad messages and goes on (default); 'published' does exactly what the original does."
                | Dialect _ ->
                    "the order of fields written: the running 'program' (default) or the 'document'; both are read."
                | Protocol _ -> "the pickle protocol written, 0 (default) or 2; 0 to 5 are read."
                | State _ -> "keep the ring in this file: the tracker may be ended and started again."
                | Record _ -> "write every connection to this pcapng file."
                | Journal _ -> journalled

    [<HelpFlags("--help", "-h")>]
    type Join =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Handle of name: string
        | [<Unique; EqualsAssignmentOrSpaced>] Listen of address: string
        | [<Unique; EqualsAssignmentOrSpaced>] Pace of duration: string
        | Stay
        | [<Unique; EqualsAssignmentOrSpaced>] Policy of policy: string
        | [<Unique; EqualsAssignmentOrSpaced>] Dialect of dialect: string
        | [<Unique; EqualsAssignmentOrSpaced>] Protocol of protocol: string
        | [<Unique; EqualsAssignmentOrSpaced>] Record of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Journal of file: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Handle _ -> "the name in the ring, which nobody else has."
                | Listen _ ->
                    "HOST or HOST:PORT where others ask for items (default: loopback, and a port the system chooses). The tracker is called from there, and names that address to others; 0.0.0.0 is every IPv4 address of this machine, :: every address, IPv4 too."
                | Pace _ -> "from one query to the next, such as 500ms, 2s (default 2s)."
                | Stay -> "go on answering others once everything is here, until Ctrl-C."
                | Policy _ ->
                    "'recovering' asks for any missing item and heals (default); 'published' does exactly what the original does."
                | Dialect _ -> "the answer to PING: ACK as the running 'program' (default), PING as the 'document'."
                | Protocol _ -> "the pickle protocol written, 0 (default) or 2; 0 to 5 are read."
                | Record _ -> "write every connection to this pcapng file."
                | Journal _ -> journalled

    [<HelpFlags("--help", "-h")>]
    type Echo =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Handle of name: string
        | [<Unique; EqualsAssignmentOrSpaced>] Journal of file: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Handle _ -> "the name to be greeted by."
                | Journal _ -> journalled

    [<HelpFlags("--help", "-h")>]
    type Collect =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Journal of file: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Journal _ -> journalled

    [<HelpFlags("--help", "-h")>]
    type Ring =
        | [<CliPrefix(CliPrefix.None)>] Serve of ParseResults<Serve>
        | [<CliPrefix(CliPrefix.None)>] Join of ParseResults<Join>
        | [<CliPrefix(CliPrefix.None)>] Echo of ParseResults<Echo>
        | [<CliPrefix(CliPrefix.None)>] Collect of ParseResults<Collect>
        | [<CliPrefix(CliPrefix.None)>] Status of ParseResults<WordsOnly>

        interface IArgParserTemplate with
            member _.Usage = ""

    let private dialect = Choices.parse "dialect" Choices.dialects

    let private pickleProtocol =
        Choices.parse "protocol that is written" Choices.protocols

    let private isPartOne = Choices.parse "part" Choices.parts

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

    let private tracker context collected =
        words context collected
        |> Result.bind (one "HOST")
        |> Result.bind (endpoint Tracker.Limits.DefaultPort)

    let private ringSpeech policyText dialectText protocolText =
        Ok(fun policy dialect protocol ->
            { Policy = policy
              Dialect = dialect
              Protocol = protocol })
        <*> (policyText |> optional policy Recovering |> named "--policy")
        <*> (dialectText |> optional dialect Tracker.Program |> named "--dialect")
        <*> (protocolText |> optional pickleProtocol Kernel.Encodings.Protocol0 |> named "--protocol")

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

    let private serve context (results: ParseResults<Serve>) =
        Ok(fun () bind port phrase ping isPartOne speech ->
            { Bind = Endpoint.create bind port
              Phrase = phrase
              Ping = ping
              IsPartOne = isPartOne
              Speech = speech
              State = results.TryGetResult Serve.State
              Record = results.TryGetResult Serve.Record
              Journal = results.TryGetResult Serve.Journal })
        <*> (results.GetResults Serve.Words |> words context |> Result.bind none)
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
        |> Result.map TrackerCommand.Serve

    let private join context (results: ParseResults<Join>) =
        Ok(fun tracker handle listen pace speech ->
            TrackerCommand.Join
                { Tracker = tracker
                  Handle = handle
                  Listen = listen
                  Pace = pace
                  Stay = results.Contains Join.Stay
                  Speech = speech
                  Record = results.TryGetResult Join.Record
                  Journal = results.TryGetResult Join.Journal })
        <*> (results.GetResults Join.Words |> tracker context)
        <*> handle (results.TryGetResult Join.Handle)
        <*> (results.TryGetResult Join.Listen |> option listening |> named "--listen")
        <*> (results.TryGetResult Join.Pace |> optional Duration.parse Tracker.Limits.pace |> named "--pace")
        <*> ringSpeech
                (results.TryGetResult Join.Policy)
                (results.TryGetResult Join.Dialect)
                (results.TryGetResult Join.Protocol)

    let private echo context (results: ParseResults<Echo>) =
        Ok(fun tracker handle -> TrackerCommand.Echo(tracker, handle, results.TryGetResult Echo.Journal))
        <*> (results.GetResults Echo.Words |> tracker context)
        <*> handle (results.TryGetResult Echo.Handle)

    let private collect context (results: ParseResults<Collect>) =
        results.GetResults Collect.Words
        |> tracker context
        |> Result.map (fun tracker -> TrackerCommand.Collect(tracker, results.TryGetResult Collect.Journal))

    let private status context (results: ParseResults<WordsOnly>) =
        results.GetResults WordsOnly.Words |> tracker context |> Result.map TrackerCommand.Status

    let commands = "serve, join, echo, collect or status"

    let command context (results: ParseResults<Ring>) =
        match results.TryGetSubCommand() with
        | None -> "tracker", Error $"name a command: {commands}"
        | Some(Serve results) -> "tracker serve", serve context results
        | Some(Join results) -> "tracker join", join context results
        | Some(Ring.Echo results) -> "tracker echo", echo context results
        | Some(Ring.Collect results) -> "tracker collect", collect context results
        | Some(Ring.Status results) -> "tracker status", status context results

    /// In the order a newcomer meets them.
    let lessons =
        [ Lesson.create
              "tracker serve"
              "[--port PORT] [--phrase TEXT | --db FILE]"
              "Runs a tracker: it deals each peer that registers an item of a message and the peer before it as a neighbour, \
               looks after who is alive, and stands in for items that nobody holds. Ours and the original's peers may mix. \
               It ends by Ctrl-C."
              [ "peer tracker serve", "a tracker on 127.0.0.1:7777 with the original's message"
                "peer tracker serve --phrase 'seven words that nobody has seen before' --state ring.state",
                "a message of your own, and a ring that a restart does not forget"
                "peer tracker serve --bind 0.0.0.0 --db words.txt --record ring.pcapng",
                "open to the network, an item a line, recorded for Wireshark"
                "peer tracker serve --part 1", "part 1: everyone asks the tracker for everything" ]
          Lesson.create
              "tracker join"
              "HOST[:PORT] --handle NAME [--stay]"
              "Takes part in a ring as a peer: registers, answers the others, and asks its neighbour for what it lacks until the \
               message is whole, which it prints. Exit code 0 with the message, 1 if the handle is taken or no tracker answers for a minute. \
               Without --stay it leaves once the tracker, or whoever asks it, can give the others what it was dealt; it says what it waits for."
              [ "peer tracker join 127.0.0.1 --handle ann --stay", "the first peer; it goes on serving the others"
                "peer tracker join 127.0.0.1 --handle bob --pace 200ms", "a second one, in a hurry"
                "peer tracker join 192.168.1.7:7777 --handle cid --listen 192.168.1.9:9000",
                "from another machine: an address the others can reach" ]
          Lesson.create
              "tracker echo"
              "HOST[:PORT] --handle NAME"
              "Says hello to a tracker and prints its answer. Nothing is registered."
              [ "peer tracker echo 127.0.0.1 --handle ann", "Hi ann, Welcome to the network. Register to get started."
                "peer tracker echo localhost:5000 --handle ann --json", "the answer as an object" ]
          Lesson.create
              "tracker collect"
              "HOST[:PORT]"
              "Part 1: asks a tracker for every item in turn and prints the message."
              [ "peer tracker collect 127.0.0.1", "from 'peer tracker serve --part 1', or the original of part 1"
                "peer tracker collect localhost:5000 --quiet", "only the message" ]
          Lesson.create
              "tracker status"
              "HOST[:PORT]"
              "Shows the ring of a tracker of ours: who is in it, where each peer answers, and which item it was dealt. Nothing is \
               registered. An original names a peer's neighbour only, and only to that peer; exit code 3 then."
              [ "peer tracker status 127.0.0.1", "a row a peer, in the order of the ring"
                "peer tracker status 127.0.0.1 --json", "one object a peer, then one of the ring" ] ]

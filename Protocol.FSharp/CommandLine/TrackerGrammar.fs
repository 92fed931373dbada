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

/// How programs of the tracker ring speak: which fields in which order, and which pickle protocol.
type RingWireArguments =
    {
        Policy: Policy
        Dialect: Tracker.WireVariant
        Protocol: Kernel.Encodings.PickleProtocol
        /// Whether it sends the original's fields alone.
        Plain: bool
    }

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
        Wire: RingWireArguments
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
        Wire: RingWireArguments
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
        | Plain
        | [<Unique; EqualsAssignmentOrSpaced>] State of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Record of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Journal of file: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Bind _ ->
                    "the address to listen on (default 127.0.0.1); 0.0.0.0 means every IPv4 address of this machine, :: every IPv6 and IPv4 address."
                | Port _ -> "the TCP port (default 7777); with 0 the system chooses one."
                | Phrase _ ->
                    "the message of the ring; each word is an item (default: the message in the --state file, else the original's)."
                | Db _ -> "a file with the message, one item on each line."
                | Ping _ -> "the time between two rounds of PING, such as 500ms, 20s, 2m (default 20s)."
                | Part _ -> "1: every client collects from the tracker; 2: peers collect from each other (default)."
                | Policy _ ->
                    "'recovering' answers a bad message and goes on (default); 'published' does exactly what the original does."
                | Dialect _ ->
                    "the order of fields in sent messages: as the original 'program' sends them (default), or as its 'document' says. Received messages may have either order."
                | Protocol _ ->
                    "the pickle protocol of sent messages, 0 (default) or 2. Received messages may use protocols 0 to 5."
                | Plain ->
                    "answer a query with one item, as the original does; for peers that refuse a third field in QUERY_RESULT."
                | State _ -> "keep the ring in this file, so that a restarted tracker still knows its peers."
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
        | Plain
        | [<Unique; EqualsAssignmentOrSpaced>] Record of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Journal of file: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Handle _ ->
                    "the name of this peer. It moves here from a peer with the same name on this host; a name that another host has is refused."
                | Listen _ ->
                    "HOST or HOST:PORT where other peers ask this peer for items (default: loopback, and a port that the system chooses). The peer also calls the tracker from this address, and the tracker names it to other peers; 0.0.0.0 means every IPv4 address of this machine, :: every IPv6 and IPv4 address."
                | Pace _ -> "the time between two queries, such as 500ms, 2s (default 2s)."
                | Stay -> "go on answering other peers after the message is complete, until Ctrl-C."
                | Policy _ ->
                    "'recovering' asks for any missing item and registers again after a failure (default); 'published' does exactly what the original does."
                | Dialect _ ->
                    "the answer to PING: ACK as the original 'program' sends it (default), or PING as its 'document' says."
                | Protocol _ ->
                    "the pickle protocol of sent messages, 0 (default) or 2. Received messages may use protocols 0 to 5."
                | Plain ->
                    "ask for one item at a time and answer with one, as the original does; for peers that refuse a third field in QUERY or QUERY_RESULT."
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
                | Handle _ -> "the name that the tracker greets."
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

    let private pickleProtocol = Choices.parse "pickle protocol" Choices.protocols

    let private isPartOne = Choices.parse "part" Choices.parts

    let private handle name =
        match name with
        | None -> Error "--handle NAME is missing"
        | Some name ->
            Tracker.Fields.handle (Tracker.Fields.ofText name)
            |> Result.mapError (fun problem -> $"--handle: {problem.Detail}")

    let private tracker context collected =
        words context collected
        |> Result.bind (one "HOST")
        |> Result.bind (endpoint Tracker.Limits.DefaultPort)

    let private ringSpeech policyText dialectText protocolText plain =
        Ok(fun policy dialect protocol ->
            { Policy = policy
              Dialect = dialect
              Protocol = protocol
              Plain = plain })
        <*> (policyText |> optional policy Recovering |> named "--policy")
        <*> (dialectText |> optional dialect Tracker.Program |> named "--dialect")
        <*> (protocolText |> optional pickleProtocol Kernel.Encodings.Protocol0 |> named "--protocol")

    let private phraseSource (results: ParseResults<Serve>) =
        match results.TryGetResult Serve.Phrase, results.TryGetResult Serve.Db with
        | Some _, Some _ -> Error "--phrase and --db exclude each other: give one of them"
        | None, Some file -> Ok(Some(PhraseSource.Lines file))
        | Some text, None -> Tracker.Phrase.ofText text |> Result.map (PhraseSource.Words >> Some) |> named "--phrase"
        | None, None -> Ok None

    /// Only the recovering tracker of a ring keeps a journal.
    let private withoutContradiction (options: TrackerOptions) =
        match options.State with
        | Some _ when options.IsPartOne -> Error "--state: a tracker of part 1 has no ring to keep; leave --state out"
        | Some _ when options.Wire.Policy = AsPublished ->
            Error "--state: the published tracker forgets its ring when it ends; use --policy recovering"
        | Some _
        | None -> Ok options

    let private serve context (results: ParseResults<Serve>) =
        Ok(fun () bind port phrase ping isPartOne wire ->
            { Bind = Endpoint.create bind port
              Phrase = phrase
              Ping = ping
              IsPartOne = isPartOne
              Wire = wire
              State = results.TryGetResult Serve.State
              Record = results.TryGetResult Serve.Record
              Journal = results.TryGetResult Serve.Journal })
        <*> (results.GetResults Serve.Words |> words context |> Result.bind none)
        <*> (results.TryGetResult Serve.Bind |> optional host "127.0.0.1" |> named "--bind")
        <*> (results.TryGetResult Serve.Port
             |> optional Endpoint.parseListening Tracker.Limits.DefaultPort
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
                (results.Contains Serve.Plain)
        |> Result.bind withoutContradiction
        |> Result.map TrackerCommand.Serve

    let private join context (results: ParseResults<Join>) =
        Ok(fun tracker handle listen pace wire ->
            TrackerCommand.Join
                { Tracker = tracker
                  Handle = handle
                  Listen = listen
                  Pace = pace
                  Stay = results.Contains Join.Stay
                  Wire = wire
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
                (results.Contains Join.Plain)

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
    let helpTopics =
        [ HelpTopic.create
              "tracker serve"
              "[--port PORT] [--phrase TEXT | --db FILE]"
              "Runs a tracker until Ctrl-C. It deals each peer that registers one item of a message and names the peer before it \
               as its neighbour. It removes peers that do not answer PING, and answers queries for items that no peer was dealt. \
               Peers may run this program or the original."
              [ "peer tracker serve", "a tracker on 127.0.0.1:7777 with the original's message"
                "peer tracker serve --phrase 'seven words that nobody has seen before' --state ring.state",
                "your own message, and a ring that survives a restart of the tracker"
                "peer tracker serve --bind 0.0.0.0 --db words.txt --record ring.pcapng",
                "open to the network, items from a file, recorded for Wireshark"
                "peer tracker serve --part 1", "part 1: every client asks the tracker for every item" ]
          HelpTopic.create
              "tracker join"
              "HOST[:PORT] --handle NAME [--stay]"
              "Takes part in a ring as a peer. It registers, asks its neighbour for the items that it lacks, answers other peers, and \
               prints the message once it is complete. Without --stay it leaves as soon as other peers can get its item without \
               it; until then it prints what it waits for. Exit code 1 if a peer on another host has the handle, or if no \
               tracker answers any of ten tries in about 36 s (with another --pace in proportion)."
              [ "peer tracker join 127.0.0.1 --handle ann --stay", "the first peer; it goes on answering the others"
                "peer tracker join 127.0.0.1 --handle bob --pace 200ms", "a second peer, with five queries a second"
                "peer tracker join 192.168.1.7:7777 --handle cid --listen 192.168.1.9:9000",
                "from another machine: --listen names an address that other peers can reach" ]
          HelpTopic.create
              "tracker echo"
              "HOST[:PORT] --handle NAME"
              "Sends ECHO to a tracker and prints the answer. It registers nothing."
              [ "peer tracker echo 127.0.0.1 --handle ann", "Hi ann, Welcome to the network. Register to get started."
                "peer tracker echo localhost:5000 --handle ann --json", "the answer as an object" ]
          HelpTopic.create
              "tracker collect"
              "HOST[:PORT]"
              "Asks a tracker of part 1 for every item in turn and prints the message."
              [ "peer tracker collect 127.0.0.1", "from 'peer tracker serve --part 1', or the original of part 1"
                "peer tracker collect localhost:5000 --quiet", "only the message" ]
          HelpTopic.create
              "tracker status"
              "HOST[:PORT]"
              "Shows the ring of a tracker that runs this program: each peer, its address, and the item that it was dealt. It \
               registers nothing. An original tracker does not answer this question; the exit code is then 3."
              [ "peer tracker status 127.0.0.1", "one row for each peer, in the order of the ring"
                "peer tracker status 127.0.0.1 --json", "one object for each peer, then one for the ring" ] ]

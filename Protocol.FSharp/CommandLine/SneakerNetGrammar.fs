namespace PeerFunctional

open System
open Argu
open PeerFunctional.Kernel
open SharedGrammar
open Arguments

/// What `peer replicate` was asked for. Without a partner it is the responder.
type ReplicateOptions =
    {
        Dir: string
        Partner: Endpoint option
        /// UDP port, 1 to 65535: the responder's own, or the partner's where HOST names none.
        Port: int
        /// How long nothing new may come before a session ends.
        Silence: TimeSpan
        Policy: Policy
        /// The responder ends after its first session.
        Once: bool
        /// A pcapng file to be written.
        Record: string option
        /// A journal to be written.
        Journal: string option
        /// The address to listen on; without it the responder takes loopback only.
        Bind: string option
    }

type DemoOptions =
    {
        /// Where the two peers' folders stay; without it they are removed.
        Keep: string option
    }

/// What `peer feed write` writes.
[<RequireQualifiedAccess>]
type WrittenText =
    | Given of string
    /// All of standard input, as one text.
    | WholeInput
    /// Each line of standard input that holds text.
    | InputLines

/// What SneakerNet's own commands are asked for.
[<RequireQualifiedAccess>]
type SneakerNetCommand =
    | FeedInit of dir: string * name: string option
    /// `large`: an event may be larger than the original takes.
    | FeedWrite of dir: string * text: WrittenText * large: bool
    | FeedUsers of dir: string
    | FeedRead of dir: string
    | FeedDump of path: string
    | FeedVerify of path: string
    | FeedExport of dir: string * target: string
    | FeedImport of dir: string * source: string
    | Replicate of ReplicateOptions
    | Demo of DemoOptions

/// SneakerNet's own commands: `peer feed`, `peer replicate` and its demo.
module private SneakerNetGrammar =

    [<HelpFlags("--help", "-h")>]
    type Init =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Name of name: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Name _ -> "the display name that other peers see; on a feed that exists it replaces the old name."

    [<HelpFlags("--help", "-h")>]
    type Write =
        | [<MainCommand; Hidden>] Words of words: string list
        | Lines
        | Large

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Lines ->
                    "write each line of standard input as an event and skip empty lines; write all of them, or none."
                | Large ->
                    "allow an event of more than 1,024 bytes; original programs then receive neither this event nor later ones of your feed."

    [<HelpFlags("--help", "-h")>]
    type Feed =
        | [<CliPrefix(CliPrefix.None)>] Init of ParseResults<Init>
        | [<CliPrefix(CliPrefix.None)>] Write of ParseResults<Write>
        | [<CliPrefix(CliPrefix.None)>] Users of ParseResults<WordsOnly>
        | [<CliPrefix(CliPrefix.None)>] Read of ParseResults<WordsOnly>
        | [<CliPrefix(CliPrefix.None)>] Dump of ParseResults<WordsOnly>
        | [<CliPrefix(CliPrefix.None)>] Verify of ParseResults<WordsOnly>
        | [<CliPrefix(CliPrefix.None)>] Export of ParseResults<WordsOnly>
        | [<CliPrefix(CliPrefix.None)>] Import of ParseResults<WordsOnly>

        interface IArgParserTemplate with
            member _.Usage = ""

    [<HelpFlags("--help", "-h")>]
    type Replicate =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Port of port: string
        | [<Unique; EqualsAssignmentOrSpaced>] Silence of duration: string
        | [<Unique; EqualsAssignmentOrSpaced>] Policy of policy: string
        | Once
        | [<Unique; EqualsAssignmentOrSpaced>] Record of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Journal of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Bind of address: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Port _ ->
                    "the UDP port of the responder: your own port without HOST, the partner's with HOST (default 4097)."
                | Silence _ ->
                    "end a session after this long without a new event, such as 500ms, 5s, 2m (default 5s); a responder waits twice as long for a partner that runs this program."
                | Policy _ ->
                    "'recovering' repairs losses with messages that the original accepts (default); 'published' does exactly what the original does."
                | Once -> "end after the first session (responder only)."
                | Record _ -> "write every datagram to this pcapng file."
                | Journal _ -> journalled
                | Bind _ ->
                    "the address to listen on (default for the responder: loopback only); 0.0.0.0 means every IPv4 address of this machine, :: every IPv6 and IPv4 address. An answer leaves from the address that received the request."

    let private init context (results: ParseResults<Init>) =
        results.GetResults Init.Words
        |> words context
        |> Result.bind (one "DIR")
        |> Result.bind (fun dir ->
            match results.TryGetResult Name with
            | Some name when String.IsNullOrWhiteSpace name ->
                Error "--name: the name is empty; use one visible character at least"
            | name -> Ok(SneakerNetCommand.FeedInit(dir, name)))

    /// `-` is standard input, unless it stands behind `--`.
    let private written context (results: ParseResults<Write>) =
        let isInput = not (List.contains "-" context.Behind)

        match results.Contains Lines, words context (results.GetResults Write.Words) with
        | _, Error problem -> Error problem
        | _, Ok [] ->
            Error(
                if results.Contains Lines then
                    "DIR is missing"
                else
                    "DIR and TEXT are missing"
            )
        | true, Ok [ dir ] -> Ok(dir, WrittenText.InputLines)
        | true, Ok [ dir; "-" ] when isInput -> Ok(dir, WrittenText.InputLines)
        | true, Ok(_ :: text :: _) -> Error $"'{text}' is one word too many: --lines reads standard input"
        | false, Ok [ _ ] -> Error "TEXT is missing; '-' reads it from standard input"
        | false, Ok [ dir; "-" ] when isInput -> Ok(dir, WrittenText.WholeInput)
        | false, Ok [ _; text ] when String.IsNullOrWhiteSpace text ->
            Error "TEXT is empty: write one visible character at least"
        | false, Ok [ dir; text ] -> Ok(dir, WrittenText.Given text)
        | false, Ok(_ :: _ :: extra :: _) -> tooMany extra

    let private write context (results: ParseResults<Write>) =
        written context results
        |> Result.map (fun (dir, text) -> SneakerNetCommand.FeedWrite(dir, text, results.Contains Large))

    let feedCommands = "init, write, users, read, dump, verify, export or import"

    let feed context (results: ParseResults<Feed>) =
        let plain place make (results: ParseResults<WordsOnly>) =
            results.GetResults WordsOnly.Words |> words context |> Result.bind place |> Result.map make

        match results.TryGetSubCommand() with
        | None -> "feed", Error $"name a command: {feedCommands}"
        | Some(Init results) -> "feed init", init context results
        | Some(Write results) -> "feed write", write context results
        | Some(Users results) -> "feed users", results |> plain (one "DIR") SneakerNetCommand.FeedUsers
        | Some(Read results) -> "feed read", results |> plain (one "DIR") SneakerNetCommand.FeedRead
        | Some(Dump results) -> "feed dump", results |> plain (one "FILE or DIR") SneakerNetCommand.FeedDump
        | Some(Verify results) -> "feed verify", results |> plain (one "FILE or DIR") SneakerNetCommand.FeedVerify
        | Some(Export results) -> "feed export", results |> plain (two "DIR" "TARGET") SneakerNetCommand.FeedExport
        | Some(Import results) -> "feed import", results |> plain (two "DIR" "SOURCE") SneakerNetCommand.FeedImport

    let private place port =
        function
        | [ dir ] -> Ok(dir, None)
        | [ dir; host ] -> endpoint port host |> Result.map (fun partner -> dir, Some partner)
        | [] -> Error "DIR is missing"
        | _ :: _ :: extra :: _ -> tooMany extra

    let replicate context (results: ParseResults<Replicate>) =
        Ok(fun port silence policy bind -> port, silence, policy, bind)
        <*> (results.TryGetResult Port |> optional Endpoint.parsePort 4097 |> named "--port")
        <*> (results.TryGetResult Replicate.Silence
             |> optional Duration.parse SneakerNet.ReplicaSettings.defaultSilence
             |> named "--silence")
        <*> (results.TryGetResult Replicate.Policy |> optional policy Recovering |> named "--policy")
        <*> (results.TryGetResult Bind |> option host |> named "--bind")
        |> Result.bind (fun (port, silence, policy, bind) ->
            results.GetResults Replicate.Words
            |> words context
            |> Result.bind (place port)
            |> Result.bind (fun (dir, partner) ->
                if partner.IsSome && results.Contains Once then
                    Error
                        "--once ends a responder, and with HOST a peer ends after its session anyway: leave --once out"
                else
                    Ok(dir, partner))
            |> Result.map (fun (dir, partner) ->
                SneakerNetCommand.Replicate
                    { Dir = dir
                      Partner = partner
                      Port = port
                      Silence = silence
                      Policy = policy
                      Once = results.Contains Once
                      Record = results.TryGetResult Record
                      Journal = results.TryGetResult Journal
                      Bind = bind }))

    /// In the order a newcomer meets them.
    let helpTopics =
        [ HelpTopic.create
              "feed init"
              "DIR [--name NAME]"
              "Creates a feed in DIR: a key pair (MyFeedID.json, keep it secret) and a log (logs/1.pcap). With --name it also writes \
               an event that holds your display name; on a feed that exists the new name replaces the old one."
              [ "peer feed init alice --name Alice", "create a folder, a key, a log and a display name"
                "peer feed init alice --name 'Alice B.'", "change the display name" ]
          HelpTopic.create
              "feed write"
              "DIR TEXT|-"
              "Appends a message to your feed. The message is on disk when the command returns. If 'peer replicate' runs on DIR, \
               that replica appends the message and sends it to its partners at once. With '-' the text comes from standard input, \
               4 MiB at most."
              [ "peer feed write alice 'first hello.'", "one message"
                "peer feed write alice -", "all of standard input as one message, as in: date | peer feed write alice -"
                "peer feed write alice --lines", "each line of standard input as a message, 4,096 at most"
                "peer feed write alice -- '-5 degrees'", "a text that starts with a dash stands behind '--'" ]
          HelpTopic.create
              "feed read"
              "DIR"
              "Prints the messages of all feeds in the order of their times (UTC), with the display names of their writers. It leaves \
               out events that do not verify, with a warning."
              [ "peer feed read alice", "(2019-11-11 09:20:30) Alice:  first hello."
                "peer feed read alice --json", "feed, seq, time, name and text of each message" ]
          HelpTopic.create
              "feed users"
              "DIR"
              "Lists the feeds in DIR with their display names."
              [ "peer feed users alice", "- @SPQM...saH4=   Alice"
                "peer feed users alice --json", "feed, name and last seq of each" ]
          HelpTopic.create
              "feed verify"
              "FILE|DIR"
              "Checks every event of a log, an export or a whole folder: signature, content, order, hash chain, and the blocks of \
               the file. Prints a verdict on each event, then a summary. A 'chained' event holds the hash of the event before it; the \
               'first' event has none before it; a 'signed only' event holds no hash (the original's form); for a \
               'no predecessor' event the file lacks the event before it. Exit code 1 if a check fails."
              [ "peer feed verify alice", "every log of a folder"
                "peer feed verify alice/logs/2.pcap", "one log"
                "peer feed verify usb/x1234567.pcap --json", "one object for each finding, then a summary" ]
          HelpTopic.create
              "feed dump"
              "FILE|DIR"
              "Prints the body of each event as the original's dump-log does."
              [ "peer feed dump alice/logs/1.pcap", "one log"
                "peer feed dump alice", "every log of a folder" ]
          HelpTopic.create
              "feed export"
              "DIR TARGET"
              "Copies the events that TARGET (such as a USB stick) lacks to a new file x???????.pcap in TARGET."
              [ "peer feed export alice usb", "Alice copies her events to the stick"
                "peer feed import bob usb", "Bob copies the events that he lacks from the stick" ]
          HelpTopic.create
              "feed import"
              "DIR SOURCE"
              "Appends the events of SOURCE (such as a USB stick) that extend a log of DIR, and creates a log for each new feed. It \
               refuses events that do not verify."
              [ "peer feed import bob usb", "Bob copies the events that he lacks from the stick"
                "peer feed verify usb/x1234567.pcap", "check the files on the stick first" ]
          HelpTopic.create
              "replicate"
              "DIR [HOST[:PORT]]"
              "Exchanges feeds with another peer over UDP; the partner runs this program or the original. With HOST it calls the \
               partner there (initiator). Without HOST it waits for partners (responder)."
              [ "peer replicate alice", "Alice waits on 127.0.0.1:4097"
                "peer replicate bob 127.0.0.1", "in a second terminal: Bob calls Alice, and both then hold all events"
                "peer replicate alice --bind 0.0.0.0 --once", "open to the network, for one session"
                "peer replicate alice --bind ::", "open to the network, IPv6 and IPv4"
                "peer replicate bob 192.168.1.7:5000 --record sync.pcapng", "record every datagram for Wireshark" ] ]

namespace PeerFunctional

open System
open Argu
open PeerFunctional.Kernel
open SharedGrammar
open Arguments

/// What `peer link listen` was asked for.
type LinkListenOptions =
    {
        /// Where others call; port 0 lets the system choose.
        Listen: Endpoint
        Acceptance: Link.Acceptance
        MaxLinks: int
        /// Where searches are answered; none where the peer is invisible.
        DiscoveryPort: int option
        /// The most bytes of an item.
        MaxSize: int
        Timeout: TimeSpan
        /// A folder for the items, a file each.
        Out: string option
        /// A pcapng file to be written.
        Record: string option
        /// A journal to be written.
        Journal: string option
    }

/// What `peer link connect` was asked for.
type LinkConnectOptions =
    {
        Target: Endpoint
        Terms: Link.Terms
        /// Where the peer listens itself: a link goes by this address.
        Listen: Endpoint
        Timeout: TimeSpan
        Record: string option
        Journal: string option
    }

/// What `peer link send` was asked for.
type LinkSendOptions =
    {
        Target: Endpoint
        /// A file, or `-` for standard input.
        File: string
        DataType: Link.DataType
        MaxSize: int
        Timeout: TimeSpan
    }

/// What `peer link discover` was asked for.
type LinkDiscoverOptions =
    {
        /// The search is over when no answer came for so long.
        Pause: TimeSpan
        Port: int
        /// Where the search goes; everywhere if none is given.
        Broadcast: string option
    }

/// What the links' own commands are asked for.
[<RequireQualifiedAccess>]
type LinkCommand =
    | Listen of LinkListenOptions
    | Connect of LinkConnectOptions
    | Send of LinkSendOptions
    | Discover of LinkDiscoverOptions
    | Demo

/// The links' own commands: `peer link` and its demo.
module private LinkGrammar =

    [<HelpFlags("--help", "-h")>]
    type Listen =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Accept of acceptance: string
        | [<Unique; EqualsAssignmentOrSpaced>] Max_Connections of number: string
        | Invisible
        | [<Unique; EqualsAssignmentOrSpaced>] Port of port: string
        | [<Unique; EqualsAssignmentOrSpaced>] Max_Size of size: string
        | [<Unique; EqualsAssignmentOrSpaced>] Timeout of duration: string
        | [<Unique; EqualsAssignmentOrSpaced>] Out of dir: string
        | [<Unique; EqualsAssignmentOrSpaced>] Record of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Journal of file: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Accept _ -> "'all' offers are accepted (default), 'none' is, or 'ask' you about each."
                | Max_Connections _ -> "links at a time (default 1000); a further offer is denied."
                | Invisible -> "answer no searches."
                | Port _ -> "the UDP port where searches are answered (default 1024, the original's)."
                | Max_Size _ ->
                    "the most bytes of an item, such as 500K or 64M (default 64M); a larger one ends its link."
                | Timeout _ -> "how long an answer may take, such as 500ms, 2s (default 2s)."
                | Out _ -> "write each item to a file of its own in this folder."
                | Record _ -> "write every connection and datagram to this pcapng file."
                | Journal _ -> journalled

    [<HelpFlags("--help", "-h")>]
    type Connect =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Type of datatype: string
        | Lenient
        | Stream
        | [<Unique; EqualsAssignmentOrSpaced>] Listen of address: string
        | [<Unique; EqualsAssignmentOrSpaced>] Timeout of duration: string
        | [<Unique; EqualsAssignmentOrSpaced>] Record of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Journal of file: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Type _ ->
                    "how items are written: 'json' (default), 'bytes' or 'raw', which is a pickle of plain data."
                | Lenient -> "take items of another data type too; otherwise such an item ends the link."
                | Stream -> "all items have one size, and only the first has a header."
                | Listen _ ->
                    "HOST or HOST:PORT where this peer listens (default: loopback, and a port the system chooses); the partner knows the link by that name."
                | Timeout _ -> "how long an answer may take, such as 500ms, 2s (default 2s)."
                | Record _ -> "write every connection to this pcapng file."
                | Journal _ -> journalled

    [<HelpFlags("--help", "-h")>]
    type Send =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Type of datatype: string
        | [<Unique; EqualsAssignmentOrSpaced>] Max_Size of size: string
        | [<Unique; EqualsAssignmentOrSpaced>] Timeout of duration: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Type _ -> "'bytes' sends the file as it is (default); 'json' and 'raw' send the JSON value in it."
                | Max_Size _ -> "the largest file that is sent, such as 500K or 64M (default 64M)."
                | Timeout _ -> "how long an answer may take, such as 500ms, 2s (default 2s)."

    [<HelpFlags("--help", "-h")>]
    type Discover =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Timeout of duration: string
        | [<Unique; EqualsAssignmentOrSpaced>] Port of port: string
        | [<Unique; EqualsAssignmentOrSpaced>] Broadcast of address: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Timeout _ -> "the search is over when no answer came for so long, such as 500ms (default), 2s."
                | Port _ -> "the UDP port where peers answer searches (default 1024, the original's)."
                | Broadcast _ ->
                    "the IPv4 address that the search goes to (default: every machine of the network, and this one)."

    [<HelpFlags("--help", "-h")>]
    type Link =
        | [<CliPrefix(CliPrefix.None)>] Listen of ParseResults<Listen>
        | [<CliPrefix(CliPrefix.None)>] Connect of ParseResults<Connect>
        | [<CliPrefix(CliPrefix.None)>] Send of ParseResults<Send>
        | [<CliPrefix(CliPrefix.None)>] Discover of ParseResults<Discover>

        interface IArgParserTemplate with
            member _.Usage = ""

    let private loopback = Endpoint.create "127.0.0.1" 0

    let private dataType = Choices.parse "data type" Choices.dataTypes

    /// An item fits an array.
    let private maxSize text =
        Quantity.bytes text
        |> Result.bind (fun size ->
            if size <= 1_073_741_824L then
                Ok(int size)
            else
                Error $"'{text}' is too much: use 1G at most")

    let private timeout text =
        text |> optional Duration.parse Link.Limits.timeout |> named "--timeout"

    let private target context collected =
        words context collected
        |> Result.bind (one "HOST:PORT")
        |> Result.bind (endpoint 0)
        |> Result.bind (fun target ->
            if target.Port = 0 then
                Error
                    $"'{target.Host}' lacks a port: write {target.Host}:PORT, as 'peer link listen' or 'peer link discover' says it"
            else
                Ok target)

    let private listen context (results: ParseResults<Listen>) =
        let address =
            match results.GetResults Listen.Words |> words context with
            | Ok [] -> Ok loopback
            | Ok [ text ] -> listening text
            | Ok(_ :: extra :: _) -> tooMany extra
            | Error problem -> Error problem

        Ok(fun address acceptance maxLinks port maxSize timeout ->
            LinkCommand.Listen
                { Listen = address
                  Acceptance = acceptance
                  MaxLinks = maxLinks
                  DiscoveryPort =
                    if results.Contains Listen.Invisible then
                        None
                    else
                        Some port
                  MaxSize = maxSize
                  Timeout = timeout
                  Out = results.TryGetResult Listen.Out
                  Record = results.TryGetResult Listen.Record
                  Journal = results.TryGetResult Listen.Journal })
        <*> address
        <*> (results.TryGetResult Listen.Accept
             |> optional (Choices.parse "answer to offers" Choices.acceptances) Link.AcceptAll
             |> named "--accept")
        <*> (results.TryGetResult Listen.Max_Connections
             |> optional (wholeNumber 1 15_000) 1_000
             |> named "--max-connections")
        <*> (results.TryGetResult Listen.Port
             |> optional Endpoint.parsePort Link.Limits.DiscoveryPort
             |> named "--port")
        <*> (results.TryGetResult Listen.Max_Size
             |> optional maxSize Link.Limits.DefaultMaxSize
             |> named "--max-size")
        <*> timeout (results.TryGetResult Listen.Timeout)

    let private connect context (results: ParseResults<Connect>) =
        Ok(fun target dataType listen timeout ->
            LinkCommand.Connect
                { Target = target
                  Terms =
                    { DataType = dataType
                      IsStrict = not (results.Contains Connect.Lenient)
                      IsStream = results.Contains Connect.Stream }
                  Listen = listen
                  Timeout = timeout
                  Record = results.TryGetResult Connect.Record
                  Journal = results.TryGetResult Connect.Journal })
        <*> (results.GetResults Connect.Words |> target context)
        <*> (results.TryGetResult Connect.Type |> optional dataType Link.Json |> named "--type")
        <*> (results.TryGetResult Connect.Listen |> optional listening loopback |> named "--listen")
        <*> timeout (results.TryGetResult Connect.Timeout)

    let private send context (results: ParseResults<Send>) =
        let places =
            results.GetResults Send.Words |> words context |> Result.bind (two "HOST:PORT" "FILE")

        Ok(fun target file dataType maxSize timeout ->
            LinkCommand.Send
                { Target = target
                  File = file
                  DataType = dataType
                  MaxSize = maxSize
                  Timeout = timeout })
        <*> (places |> Result.bind (fun (address, _) -> target context [ [ address ] ]))
        <*> (places |> Result.map snd)
        <*> (results.TryGetResult Send.Type |> optional dataType Link.Bytes |> named "--type")
        <*> (results.TryGetResult Send.Max_Size
             |> optional maxSize Link.Limits.DefaultMaxSize
             |> named "--max-size")
        <*> timeout (results.TryGetResult Send.Timeout)

    let private broadcast text =
        host text
        |> Result.bind (fun host ->
            if not (host.Contains ':') && Kernel.Encodings.IpAddress.parse host |> Option.isSome then
                Ok host
            else
                Error $"'{text}' is no IPv4 address: write one such as 192.168.1.255")

    let private discover context (results: ParseResults<Discover>) =
        Ok(fun () pause port broadcast ->
            LinkCommand.Discover
                { Pause = pause
                  Port = port
                  Broadcast = broadcast })
        <*> (results.GetResults Discover.Words |> words context |> Result.bind none)
        <*> (results.TryGetResult Discover.Timeout
             |> optional Duration.parse Link.Limits.searchPause
             |> named "--timeout")
        <*> (results.TryGetResult Discover.Port
             |> optional Endpoint.parsePort Link.Limits.DiscoveryPort
             |> named "--port")
        <*> (results.TryGetResult Discover.Broadcast |> option broadcast |> named "--broadcast")

    let commands = "listen, connect, send or discover"

    let command context (results: ParseResults<Link>) =
        match results.TryGetSubCommand() with
        | None -> "link", Error $"name a command: {commands}"
        | Some(Link.Listen results) -> "link listen", listen context results
        | Some(Link.Connect results) -> "link connect", connect context results
        | Some(Link.Send results) -> "link send", send context results
        | Some(Link.Discover results) -> "link discover", discover context results

    /// In the order a newcomer meets them.
    let lessons =
        [ Lesson.create
              "link listen"
              "[HOST:PORT] [--accept all|ask|none] [--out DIR]"
              "Listens for links and prints each item that comes as a JSON line. It accepts every offer unless told otherwise, and \
               answers searches of the local network. Partners may be peers of peerpy. It ends by Ctrl-C."
              [ "peer link listen", "on loopback, at a port that the first line says"
                "peer link listen 0.0.0.0:54865 --accept ask", "open to the network; you decide about each offer"
                "peer link listen 127.0.0.1:54865 --out items --invisible",
                "each item in a file of its own; no search finds this peer" ]
          Lesson.create
              "link connect"
              "HOST:PORT [--type TYPE] [--lenient] [--stream]"
              "Makes a link with a peer. Each line that you type is sent: of json as a JSON value, or as a text where it is none. What comes \
               is printed as JSON lines. It ends with the input, with the link, or by Ctrl-C. Exit code 1 if there is no link."
              [ "peer link connect 127.0.0.1:54865", "a link of JSON values with the peer that listens there"
                "peer link connect 192.168.1.7:54865 --type bytes --listen 192.168.1.5",
                "lines as bytes; others may call this peer too"
                "peer link connect 127.0.0.1:54865 --lenient", "items of other data types are welcome" ]
          Lesson.create
              "link send"
              "HOST:PORT FILE [--type TYPE]"
              "Sends a file as one item on a link of its own, and says how fast. FILE may be - for standard input. Exit code 1 if it was not sent."
              [ "peer link send 127.0.0.1:54865 photo.jpg", "a file as it is"
                "peer link send 127.0.0.1:54865 value.json --type json", "the JSON value in a file" ]
          Lesson.create
              "link discover"
              "[--timeout DURATION] [--broadcast ADDRESS]"
              "Searches the local network for peers and prints the address of each one that answers. Exit code 1 if none does."
              [ "peer link discover", "half a second"
                "peer link discover --broadcast 192.168.1.255 --timeout 2s", "one network, and more time" ] ]

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
                | Accept _ ->
                    "'all' accepts every offer (default), 'none' denies every offer, 'ask' asks you about each offer."
                | Max_Connections _ -> "the most links at a time (default 1000); the peer denies further offers."
                | Invisible -> "answer no searches."
                | Port _ -> "the UDP port where the peer answers searches (default 1024, the original's)."
                | Max_Size _ ->
                    "the most bytes of an item, such as 500K or 64M (default 64M); a larger one ends its link."
                | Timeout _ -> "how long to wait for an answer, such as 500ms, 2s (default 2s)."
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
                | Type _ -> "the data type of sent items: 'json' (default), 'bytes', or 'raw' (a pickle of plain data)."
                | Lenient -> "accept items of other data types; without this option such an item ends the link."
                | Stream -> "send all items in one size, with a header before the first item only."
                | Listen _ ->
                    "HOST or HOST:PORT where this peer listens (default: loopback, and a port that the system chooses); the partner names the link by this address."
                | Timeout _ -> "how long to wait for an answer, such as 500ms, 2s (default 2s)."
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
                | Max_Size _ -> "the largest file to send, such as 500K or 64M (default 64M)."
                | Timeout _ -> "how long to wait for an answer, such as 500ms, 2s (default 2s)."

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
                | Timeout _ -> "end the search after this long without an answer, such as 500ms (default), 2s."
                | Port _ -> "the UDP port where peers answer searches (default 1024, the original's)."
                | Broadcast _ ->
                    "send the search to this IPv4 address (default: every machine on the networks of this machine, and this machine)."

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
                Error $"'{text}' is too large: use 1G at most")

    let private timeout text =
        text |> optional Duration.parse Link.Limits.timeout |> named "--timeout"

    let private target context collected =
        words context collected
        |> Result.bind (one "HOST:PORT")
        |> Result.bind (endpoint 0)
        |> Result.bind (fun target ->
            if target.Port = 0 then
                Error
                    $"'{target.Host}' lacks a port: write {target.Host}:PORT, as 'peer link listen' or 'peer link discover' prints it"
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
             |> optional (Choices.parse "answer" Choices.acceptances) Link.AcceptAll
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
        let isTarget word =
            target context [ [ word ] ] |> Result.isOk

        let places =
            results.GetResults Send.Words
            |> words context
            |> Result.bind (two "HOST:PORT" "FILE")
            |> Result.bind (fun (address, file) ->
                if isTarget file && not (isTarget address) then
                    Error $"'{file}' is an address: it comes first, as in: peer link send {file} {address}"
                else
                    Ok(address, file))

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
                Error $"'{text}' is not an IPv4 address: use one such as 192.168.1.255")

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
    let helpTopics =
        [ HelpTopic.create
              "link listen"
              "[HOST:PORT] [--accept all|ask|none] [--out DIR]"
              "Listens for links until Ctrl-C and prints each received item as a JSON line. It accepts every offer unless --accept says \
               otherwise, and answers searches on the local network. Partners may run this program or peerpy."
              [ "peer link listen", "on loopback; the first line of output names the port"
                "peer link listen 0.0.0.0:54865 --accept ask", "open to the network; you decide about each offer"
                "peer link listen 127.0.0.1:54865 --out items --invisible",
                "each item in a file of its own; no search finds this peer" ]
          HelpTopic.create
              "link connect"
              "HOST:PORT [--type TYPE] [--lenient] [--stream]"
              "Opens a link to a peer. It sends each line of standard input as an item; on a json link a line that is not JSON is sent \
               as a string. It prints each received item as a JSON line. It ends with its input, with the link, or by Ctrl-C. Exit \
               code 1 if the link fails."
              [ "peer link connect 127.0.0.1:54865", "a link of JSON values to the peer that listens there"
                "peer link connect 192.168.1.7:54865 --type bytes --listen 192.168.1.5",
                "lines as bytes; --listen lets other peers call this peer too"
                "peer link connect 127.0.0.1:54865 --lenient", "accept items of any data type" ]
          HelpTopic.create
              "link send"
              "HOST:PORT FILE [--type TYPE]"
              "Sends a file as one item on its own link and prints the rate. With '-' the item comes from standard input. Exit code 1 if \
               the item was not sent."
              [ "peer link send 127.0.0.1:54865 photo.jpg", "a file, byte for byte"
                "peer link send 127.0.0.1:54865 value.json --type json", "the JSON value in a file" ]
          HelpTopic.create
              "link discover"
              "[--timeout DURATION] [--broadcast ADDRESS]"
              "Searches the local network for peers and prints the address of each peer that answers. Exit code 1 if no peer answers."
              [ "peer link discover", "end half a second after the last answer"
                "peer link discover --broadcast 192.168.1.255 --timeout 2s", "one network, with more time for answers" ] ]

namespace PeerFunctional

open Argu
open SharedGrammar

/// The words of `peer libp2p`, and what its help says of them.
module private Libp2pWords =

    let private key =
        "the file of this peer's private key, for its owner only; it is made if it does not exist (default: a key for this run)."

    let private keyLog =
        "write TLS secrets to this file (mode 0600), so that Wireshark can read the packets."

    let private recorded =
        "write every datagram to this pcapng file (mode 0600), together with the TLS secrets that open it."

    let private agent = "what this peer calls itself (default peer/0.0.1)."

    let private protocol =
        "the name of the request protocol (default /foo/1); a partner that lacks it is disconnected."

    let private sameAgent =
        "keep partners with the same agent only, as the original does, whatever their protocols."

    [<HelpFlags("--help", "-h")>]
    type Listen =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Key of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Agent of name: string
        | [<Unique; EqualsAssignmentOrSpaced>] Protocol of name: string
        | Same_Agent
        | [<Unique; EqualsAssignmentOrSpaced>] Max_Connections of number: string
        | [<Unique; EqualsAssignmentOrSpaced>] Max_Connections_Per_Address of number: string
        | [<Unique; EqualsAssignmentOrSpaced>] Keylog of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Record of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Journal of file: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Key _ -> key
                | Agent _ -> agent
                | Protocol _ -> protocol
                | Same_Agent -> sameAgent
                | Max_Connections _ -> "the most connections at a time (default 1000); further callers are refused."
                | Max_Connections_Per_Address _ ->
                    "the most connections of callers with one IP address (default: as many as there may be)."
                | Keylog _ -> keyLog
                | Record _ -> recorded
                | Journal _ -> journalled

    [<HelpFlags("--help", "-h")>]
    type Dial =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Every of duration: string
        | [<Unique; EqualsAssignmentOrSpaced>] Count of number: string
        | [<Unique; EqualsAssignmentOrSpaced>] Message of text: string
        | [<Unique; EqualsAssignmentOrSpaced>] Key of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Agent of name: string
        | [<Unique; EqualsAssignmentOrSpaced>] Protocol of name: string
        | Same_Agent
        | [<Unique; EqualsAssignmentOrSpaced>] Keylog of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Record of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Journal of file: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Every _ -> "the pause between requests, such as 500ms (default 10s, at most 50s)."
                | Count _ -> "end after this many requests (default: go on until Ctrl-C)."
                | Message _ -> "what the requests say (default: 'Hello from' and this peer's address)."
                | Key _ -> key
                | Agent _ -> agent
                | Protocol _ -> protocol
                | Same_Agent -> sameAgent
                | Keylog _ -> keyLog
                | Record _ -> recorded
                | Journal _ -> journalled

    [<HelpFlags("--help", "-h")>]
    type Identify =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Key of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Keylog of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Record of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Journal of file: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Key _ -> key
                | Keylog _ -> keyLog
                | Record _ -> recorded
                | Journal _ -> journalled

    [<HelpFlags("--help", "-h")>]
    type Ping =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Count of number: string
        | [<Unique; EqualsAssignmentOrSpaced>] Every of duration: string
        | [<Unique; EqualsAssignmentOrSpaced>] Key of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Keylog of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Record of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Journal of file: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Count _ -> "how many pings to send (default 4)."
                | Every _ -> "the pause between pings, such as 200ms (default 1s, at most 50s)."
                | Key _ -> key
                | Keylog _ -> keyLog
                | Record _ -> recorded
                | Journal _ -> journalled

    [<HelpFlags("--help", "-h")>]
    type Id =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Key of file: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Key _ ->
                    "the file of a private key; it is made if it does not exist (default: a key that is not kept)."

    [<HelpFlags("--help", "-h")>]
    type Libp2p =
        | [<CliPrefix(CliPrefix.None)>] Listen of ParseResults<Listen>
        | [<CliPrefix(CliPrefix.None)>] Dial of ParseResults<Dial>
        | [<CliPrefix(CliPrefix.None)>] Identify of ParseResults<Identify>
        | [<CliPrefix(CliPrefix.None)>] Ping of ParseResults<Ping>
        | [<CliPrefix(CliPrefix.None)>] Id of ParseResults<Id>

        interface IArgParserTemplate with
            member _.Usage = ""

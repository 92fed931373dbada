namespace PeerFunctional

open Argu

/// The grammar as Argu reads it. Words without a dash are collected and named by `Arguments`.
module private Grammar =

    let private journalled =
        "write every input and the digest of the state after it to this file, for 'peer replay'."

    [<HelpFlags("--help", "-h")>]
    type WordsOnly =
        | [<MainCommand; Hidden>] Words of words: string list

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""

    [<HelpFlags("--help", "-h")>]
    type Init =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Name of name: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Name _ -> "the display name others see; given again, it changes the name."

    [<HelpFlags("--help", "-h")>]
    type Feed =
        | [<CliPrefix(CliPrefix.None)>] Init of ParseResults<Init>
        | [<CliPrefix(CliPrefix.None)>] Write of ParseResults<WordsOnly>
        | [<CliPrefix(CliPrefix.None)>] Users of ParseResults<WordsOnly>
        | [<CliPrefix(CliPrefix.None)>] Read of ParseResults<WordsOnly>
        | [<CliPrefix(CliPrefix.None)>] Dump of ParseResults<WordsOnly>
        | [<CliPrefix(CliPrefix.None)>] Verify of ParseResults<WordsOnly>
        | [<CliPrefix(CliPrefix.None)>] Export of ParseResults<WordsOnly>
        | [<CliPrefix(CliPrefix.None)>] Import of ParseResults<WordsOnly>

        interface IArgParserTemplate with
            member _.Usage = ""

    // The tracker ring.

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
                | Port _ -> "the responder's UDP port (default 4097)."
                | Silence _ ->
                    "end a session after this long without news, such as 500ms, 5s, 2m (default 5s); a responder waits twice as long for a partner that speaks peer/1."
                | Policy _ ->
                    "'recovering' mends losses in ways the original accepts (default); 'published' does exactly what the original does."
                | Once -> "as the responder, end after the first session."
                | Record _ -> "write every datagram to this pcapng file."
                | Journal _ -> journalled
                | Bind _ ->
                    "the address to listen on (default: loopback only for the responder); 0.0.0.0 is every IPv4 address of this machine, :: every address, IPv4 too. Answers leave from the address that was asked."

    [<HelpFlags("--help", "-h")>]
    type Demo =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Keep of dir: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Keep _ -> "of sneakernet: leave both peers' folders here."

    [<HelpFlags("--help", "-h")>]
    type Replay =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] As of system: string
        | [<Unique; EqualsAssignmentOrSpaced>] Silence of duration: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | As _ -> "the system to look for in a capture (default: every one)."
                | Silence _ -> "how long the captured peers waited for news before they ended a session (default 5s)."

    [<HelpFlags("--help", "-h")>]
    type Explain =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Out of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Width of columns: string
        | [<Unique; EqualsAssignmentOrSpaced>] Policy of policy: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Out _ -> "write the picture to this file: .svg, or .html to step through."
                | Width _ -> "draw in this many columns, 40 to 400 (default: the terminal's)."
                | Policy _ -> "of a system: the machine to draw, 'recovering' (default) or 'published'."

    [<HelpFlags("--help", "-h")>]
    type Check =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Policy of policy: string
        | [<Unique; EqualsAssignmentOrSpaced>] World of name: string
        | [<Unique; EqualsAssignmentOrSpaced>] Network of network: string
        | [<Unique; EqualsAssignmentOrSpaced>] Drops of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Duplicates of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Garbles of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Crashes of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Wipes of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Delays of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Max_States of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Max_Memory of size: string
        | [<Unique; EqualsAssignmentOrSpaced>] Max_Time of duration: string
        | [<Unique; EqualsAssignmentOrSpaced>] Workers of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Trace of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Emit_Test of file: string
        | Growth

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Policy _ -> "'recovering' (default) or 'published'."
                | World _ -> "who is there and holds what (default: the smallest); 'peer check' lists them."
                | Network _ ->
                    "'queues' keep the order of each link (default), in a 'bag' letters overtake each other, in a 'set' equal ones are one."
                | Drops _ -> "letters that may be lost (default 1)."
                | Duplicates _ -> "letters that may arrive twice (default 0)."
                | Garbles _ -> "letters that may arrive garbled (default 0)."
                | Crashes _ -> "crashes that keep the disk (default 0)."
                | Wipes _ -> "crashes that take the disk with them (default 0)."
                | Delays _ ->
                    "timers that may fire while a letter is under way, a store at work or a peer down (default 0), or 'any'."
                | Max_States _ -> "stop after this many different states."
                | Max_Memory _ -> "stop before this much memory is used, such as 500M or 2G (default 4G)."
                | Max_Time _ -> "stop after this long, such as 30s."
                | Workers _ -> "threads (default: one a core); the answer is the same."
                | Trace _ ->
                    "write the counterexample to this file: a picture (.html, .svg), or else a trace to replay and explain."
                | Emit_Test _ -> "write the counterexample to this F# file, as a test that fails until it is mended."
                | Growth -> "tell which parts of the state make states multiply."

    [<HelpFlags("--help", "-h")>]
    type Simulate =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Policy of policy: string
        | [<Unique; EqualsAssignmentOrSpaced>] Runs of number: string
        | [<Unique; EqualsAssignmentOrSpaced>] Seed of number: string
        | [<Unique; EqualsAssignmentOrSpaced>] Nodes of number: string
        | [<Unique; EqualsAssignmentOrSpaced; AltCommandLine("--items")>] Events of number: string
        | [<Unique; EqualsAssignmentOrSpaced>] Loss of probability: string
        | [<Unique; EqualsAssignmentOrSpaced>] Duplicate of probability: string
        | [<Unique; EqualsAssignmentOrSpaced>] Garble of probability: string
        | Reorder
        | [<Unique; EqualsAssignmentOrSpaced>] Crash of probability: string
        | [<Unique; EqualsAssignmentOrSpaced>] Wipe of probability: string
        | [<Unique; EqualsAssignmentOrSpaced>] Trace of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Emit_Test of file: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Policy _ -> "'recovering' (default) or 'published'."
                | Runs _ -> "how many seeds to run (default 1000)."
                | Seed _ -> "the first seed (default 0)."
                | Nodes _ -> "how many peers (default 2, of sneakernet at most 8)."
                | Events _ -> "how many events each peer has of its own, or items their database has (default 2)."
                | Loss _ ->
                    "the probability that a letter is lost, 0 to 1; drawn anew for each seed if not given. A lost letter breaks its connection."
                | Duplicate _ -> "that it arrives twice."
                | Garble _ -> "that it arrives as something else; on a connection in pieces."
                | Reorder -> "let letters overtake each other in every seed."
                | Crash _ -> "that a peer crashes after a step."
                | Wipe _ -> "that a crash takes the disk with it."
                | Trace _ -> "write the first failure to this file, to be replayed and explained."
                | Emit_Test _ -> "write the first failure to this file as an F# test."

    [<HelpFlags("--help", "-h")>]
    type Peer =
        | [<Inherit>] Json
        | [<Inherit>] Quiet
        | [<Inherit>] Verbose
        | [<CliPrefix(CliPrefix.None)>] Feed of ParseResults<Feed>
        | [<CliPrefix(CliPrefix.None)>] Replicate of ParseResults<Replicate>
        | [<CliPrefix(CliPrefix.None)>] Tracker of ParseResults<Ring>
        | [<CliPrefix(CliPrefix.None)>] Demo of ParseResults<Demo>
        | [<CliPrefix(CliPrefix.None)>] Replay of ParseResults<Replay>
        | [<CliPrefix(CliPrefix.None)>] Check of ParseResults<Check>
        | [<CliPrefix(CliPrefix.None)>] Simulate of ParseResults<Simulate>
        | [<CliPrefix(CliPrefix.None)>] Explain of ParseResults<Explain>

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Json -> "print one JSON object a line."
                | Quiet -> "print only what was asked for, and errors."
                | Verbose -> "print more of what happens."
                | Feed _
                | Replicate _
                | Tracker _
                | Demo _
                | Replay _
                | Check _
                | Simulate _
                | Explain _ -> ""

    // A test checks the structure: at each start that would cost as much as all the rest of the parser.
    let parser =
        ArgumentParser.Create<Peer>(programName = "peer", usageStringCharacterWidth = 100, checkStructure = false)

namespace PeerFunctional

open Argu

/// The grammar of all commands as Argu reads it. Words without a dash are collected and named by `Arguments`.
module private Grammar =

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
        | [<Unique; EqualsAssignmentOrSpaced>] Silence of duration: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Out _ -> "write the picture to this file: .svg, or .html to step through."
                | Width _ -> "draw in this many columns, 40 to 400 (default: the terminal's)."
                | Policy _ -> "of a system: the machine to draw, 'recovering' (default) or 'published'."
                | Silence _ ->
                    "of a capture: how long its peers waited for news before they ended a session (default 5s)."

    [<HelpFlags("--help", "-h")>]
    type Check =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Policy of policy: string
        | [<Unique; EqualsAssignmentOrSpaced>] World of world: string
        | All
        | [<Unique; EqualsAssignmentOrSpaced>] Network of network: string
        | [<Unique; EqualsAssignmentOrSpaced>] Drops of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Duplicates of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Corruptions of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Crashes of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Disk_Losses of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Delays of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Max_States of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Max_Memory of size: string
        | [<Unique; EqualsAssignmentOrSpaced>] Max_Time of duration: string
        | [<Unique; EqualsAssignmentOrSpaced>] Workers of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Trace of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Emit_Test of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Junit of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Sarif of file: string
        | Growth

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Policy _ -> "'recovering' (default) or 'published'."
                | World _ -> "who is there and holds what (default: the smallest); 'peer check' lists them."
                | All -> "check every world, of the system or of all systems."
                | Network _ ->
                    "'queues' keep the order of each link (default), in a 'bag' messages overtake each other, in a 'set' equal ones are one."
                | Drops _ -> "messages that may be lost (default 1)."
                | Duplicates _ -> "messages that may arrive twice (default 0)."
                | Corruptions _ -> "messages that may arrive corrupted (default 0)."
                | Crashes _ -> "crashes that keep the disk (default 0)."
                | Disk_Losses _ -> "crashes that lose the disk (default 0)."
                | Delays _ ->
                    "timers that may fire while a message is under way, a store at work or a peer down (default 0), or 'any'."
                | Max_States _ -> "stop after this many different states."
                | Max_Memory _ -> "stop before this much memory is used, such as 500M or 2G (default 4G)."
                | Max_Time _ -> "stop the search of a world after this long, such as 30s."
                | Workers _ -> "threads (default: one a core); the answer is the same."
                | Trace _ ->
                    "write the counterexample to this file: a picture (.html, .svg), or else a trace to replay and explain. A second one goes to FILE-2, and so on."
                | Emit_Test _ -> "write the counterexample to this F# file, as a test that fails until it is mended."
                | Junit _ -> "write what was found of each property to this file, as JUnit XML."
                | Sarif _ -> "write what was found of each property to this file, as SARIF 2.1.0."
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
        | [<Unique; EqualsAssignmentOrSpaced>] Corrupt of probability: string
        | Reorder
        | [<Unique; EqualsAssignmentOrSpaced>] Crash of probability: string
        | [<Unique; EqualsAssignmentOrSpaced>] Lose_Disk of probability: string
        | [<Unique; EqualsAssignmentOrSpaced>] Trace of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Emit_Test of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Junit of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Sarif of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Out of file: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Policy _ -> "'recovering' (default) or 'published'."
                | Runs _ -> "how many seeds to run (default 1000)."
                | Seed _ -> "the first seed (default 0)."
                | Nodes _ -> "how many peers (default 2; of sneakernet at most 100, of tracker 200000)."
                | Events _ -> "how many events each peer has of its own, or items their database has (default 2)."
                | Loss _ ->
                    "the probability that a message is lost, 0 to 1; drawn anew for each seed if not given. A lost message breaks its connection."
                | Duplicate _ -> "that it arrives twice."
                | Corrupt _ -> "that it arrives corrupted; on a connection in pieces."
                | Reorder -> "let messages overtake each other in every seed."
                | Crash _ -> "that a peer crashes after a step."
                | Lose_Disk _ -> "that a crash loses the disk."
                | Trace _ ->
                    "write the first failure of each property to this file: a picture (.html, .svg), or else a trace to replay and explain. A second one goes to FILE-2, and so on."
                | Emit_Test _ -> "write the first failure of each property to this F# file, as a test."
                | Junit _ -> "write what was found of each property to this file, as JUnit XML."
                | Sarif _ -> "write what was found of each property to this file, as SARIF 2.1.0."
                | Simulate.Out _ ->
                    "draw the first seed's run to this file (.svg, .html): peers at the goal, rounds, messages and load over time."

    [<HelpFlags("--help", "-h")>]
    type Help =
        | [<MainCommand; Hidden>] Words of words: string list
        | Man

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Man -> "print the whole manual as a man page."

    [<HelpFlags("--help", "-h")>]
    type Peer =
        | Version
        | [<Inherit>] Json
        | [<Inherit>] Quiet
        | [<Inherit>] Verbose
        | [<CliPrefix(CliPrefix.None)>] Feed of ParseResults<SneakerNetGrammar.Feed>
        | [<CliPrefix(CliPrefix.None)>] Replicate of ParseResults<SneakerNetGrammar.Replicate>
        | [<CliPrefix(CliPrefix.None)>] Tracker of ParseResults<TrackerGrammar.Ring>
        | [<CliPrefix(CliPrefix.None)>] Link of ParseResults<LinkGrammar.Link>
        | [<CliPrefix(CliPrefix.None)>] Demo of ParseResults<Demo>
        | [<CliPrefix(CliPrefix.None)>] Replay of ParseResults<Replay>
        | [<CliPrefix(CliPrefix.None)>] Check of ParseResults<Check>
        | [<CliPrefix(CliPrefix.None)>] Simulate of ParseResults<Simulate>
        | [<CliPrefix(CliPrefix.None)>] Explain of ParseResults<Explain>
        | [<CliPrefix(CliPrefix.None)>] Help of ParseResults<Help>
        | [<CliPrefix(CliPrefix.None)>] Completion of ParseResults<SharedGrammar.WordsOnly>

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Version -> "print the version."
                | Json -> "print one JSON object a line."
                | Quiet -> "print only what was asked for, and errors."
                | Verbose -> "print more of what happens."
                | Feed _
                | Replicate _
                | Tracker _
                | Link _
                | Demo _
                | Replay _
                | Check _
                | Simulate _
                | Explain _
                | Help _
                | Completion _ -> ""

    // A test checks the structure: at each start that would cost as much as all the rest of the parser.
    let parser =
        ArgumentParser.Create<Peer>(programName = "peer", usageStringCharacterWidth = 100, checkStructure = false)

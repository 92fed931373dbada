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
                | Keep _ -> "keep the folders of both peers in this folder (sneakernet only)."

    [<HelpFlags("--help", "-h")>]
    type Replay =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] As of system: string
        | [<Unique; EqualsAssignmentOrSpaced>] Silence of duration: string
        | [<Unique; EqualsAssignmentOrSpaced; CustomCommandLine("--keylog")>] KeyLog of file: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | As _ -> "judge only the conversations of this system (default: of all systems)."
                | Silence _ ->
                    "how long the captured peers waited for a new event before they ended a session (default 5s)."
                | KeyLog _ ->
                    "for a capture: the TLS secrets of its QUIC sessions, an NSS key log, beside those that the capture holds."

    [<HelpFlags("--help", "-h")>]
    type Explain =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Out of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Width of columns: string
        | [<Unique; EqualsAssignmentOrSpaced>] Policy of policy: string
        | [<Unique; EqualsAssignmentOrSpaced>] Silence of duration: string
        | [<Unique; EqualsAssignmentOrSpaced; CustomCommandLine("--keylog")>] KeyLog of file: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Out _ -> "write the diagram to this file: .svg for a picture, .html for a page to step through."
                | Width _ -> "draw in this many columns, 40 to 400 (default: the terminal's)."
                | Policy _ -> "for a system: draw the machine of this policy, 'recovering' (default) or 'published'."
                | Silence _ ->
                    "for a capture: how long its peers waited for a new event before they ended a session (default 5s)."
                | KeyLog _ ->
                    "for a capture: the TLS secrets of its QUIC sessions, an NSS key log, beside those that the capture holds."

    [<HelpFlags("--help", "-h")>]
    type Explore =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] World of world: string
        | [<Unique; EqualsAssignmentOrSpaced>] Policy of policies: string
        | [<Unique; EqualsAssignmentOrSpaced>] Port of port: string
        | [<Unique; EqualsAssignmentOrSpaced>] Silence of duration: string
        | [<Unique; EqualsAssignmentOrSpaced; CustomCommandLine("--keylog")>] KeyLog of file: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | World _ -> "the world that is shown first (default: the smallest); 'peer check' lists all worlds."
                | Policy _ ->
                    "'published' (default), 'recovering', 'recovering,published' (the first peer, the others) or 'published,recovering'."
                | Port _ -> "the TCP port on this machine's loopback (default 8787); 0 lets the system choose one."
                | Silence _ ->
                    "for a capture: how long its peers waited for a new event before they ended a session (default 5s)."
                | KeyLog _ ->
                    "for a capture: the TLS secrets of its QUIC sessions, an NSS key log, beside those that the capture holds."

    [<HelpFlags("--help", "-h")>]
    type Grade =
        | [<MainCommand; Hidden>] Words of words: string list
        | Hint
        | [<Unique; EqualsAssignmentOrSpaced>] Max_States of count: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Hint -> "also say the next step: the word to use, or how a clause begins."
                | Grade.Max_States _ -> "stop the search of a world after this many distinct states (default 100000)."

    [<HelpFlags("--help", "-h")>]
    type Check =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Policy of policies: string
        | [<Unique; EqualsAssignmentOrSpaced>] World of world: string
        | [<Unique; EqualsAssignmentOrSpaced>] Nodes of number: string
        | [<Unique; EqualsAssignmentOrSpaced; AltCommandLine("--items")>] Events of number: string
        | All
        | [<Unique; EqualsAssignmentOrSpaced>] Network of network: string
        | [<Unique; EqualsAssignmentOrSpaced>] Time of model: string
        | [<Unique; EqualsAssignmentOrSpaced>] Latency of duration: string
        | [<Unique; EqualsAssignmentOrSpaced>] Store_Delay of duration: string
        | [<Unique; EqualsAssignmentOrSpaced>] Outage of duration: string
        | [<Unique; EqualsAssignmentOrSpaced>] Drops of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Duplicates of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Corruptions of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Crashes of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Disk_Losses of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Delays of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Search of order: string
        | [<Unique; EqualsAssignmentOrSpaced>] Walks of number: string
        | [<Unique; EqualsAssignmentOrSpaced>] Seed of number: string
        | Safety
        | [<Unique; EqualsAssignmentOrSpaced>] Reduce of reductions: string
        | [<Unique; EqualsAssignmentOrSpaced>] Fairness of fairness: string
        | [<Unique; EqualsAssignmentOrSpaced>] Resume of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Max_States of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Max_Memory of size: string
        | [<Unique; EqualsAssignmentOrSpaced>] Max_Time of duration: string
        | [<Unique; EqualsAssignmentOrSpaced>] Workers of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Trace of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Spec_Trace of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Emit_Test of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Certificate of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Pcap of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Junit of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Sarif of file: string
        | Growth
        | Coverage
        | Cost

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Policy _ ->
                    "'recovering' (default), 'published', 'recovering,published' (the first peer, the others), 'published,recovering', or 'mixed' for the last two, one after the other."
                | World _ -> "the world to check (default: the smallest); 'peer check' lists all worlds."
                | Nodes _ ->
                    "instead of a world by its name: a world of so many peers, as 'peer simulate' has it (default 2)."
                | Events _ -> "the events, items or calls of each peer of such a world (default 2)."
                | All -> "check every world, of the system or of all systems."
                | Network _ ->
                    "'queues' keep the order of messages on each link (default); in a 'bag' datagrams overtake each other."
                | Time _ ->
                    "'ordered' delivers every message before any timer fires (default); 'latency' lets each message take any time up to --latency; 'any' lets timers fire at any moment, early too."
                | Latency _ ->
                    "the longest time that a message takes, such as 2s (default 10ms); it implies --time latency."
                | Store_Delay _ ->
                    "the longest time that a store takes to answer (default none); it implies --time latency."
                | Outage _ ->
                    "the longest time until a peer that crashed starts again (default none); it implies --time latency."
                | Drops _ -> "how many messages may be lost (default 1)."
                | Duplicates _ -> "how many messages may arrive twice (default 0)."
                | Corruptions _ -> "how many messages may arrive corrupted (default 0)."
                | Crashes _ -> "how many crashes may happen that keep the disk (default 0)."
                | Disk_Losses _ -> "how many crashes may happen that lose the disk (default 0)."
                | Delays _ ->
                    "how many timers may fire while a message, a store or a restart is overdue; with --time latency, how many times everything under way may become overdue (default 0)."
                | Search _ ->
                    "'breadth-first' finds the shortest counterexamples (default); 'depth-first' needs less memory, and its counterexamples need not be the shortest; 'random-walk' proves nothing, and can look into worlds that are too large for the others."
                | Check.Walks _ -> "how many random walks, of at most 10000 steps each (default 1000)."
                | Check.Seed _ -> "the seed of the random walks (default 0)."
                | Safety ->
                    "check invariants and what can be reached, and do not ask for the goal: less memory, more states per second."
                | Reduce _ ->
                    "leave out states that others answer for, with --safety: 'symmetry' counts states once that differ only in the names of alike peers; 'order' delivers at once a message that nothing can come before; or 'symmetry,order'."
                | Check.Fairness _ ->
                    "'weak' takes in the end what stays possible (default); 'strong' also what is possible again and again."
                | Resume _ ->
                    "keep a search that a limit or Ctrl-C stops in this file; where the file exists, go on with the search that it holds."
                | Max_States _ -> "stop after this many distinct states."
                | Max_Memory _ -> "stop before the process uses this much memory, such as 500M or 2G (default 4G)."
                | Max_Time _ -> "stop the search of a world after this long, such as 30s."
                | Workers _ -> "search with this many threads (default: one for each core); the verdicts are the same."
                | Trace _ ->
                    "write the counterexample to this file: a page (.html), a picture (.svg), or else a trace for 'peer replay' and 'peer explain'. With 'lost.trace' a second counterexample goes to 'lost-2.trace'."
                | Spec_Trace _ ->
                    "write the counterexample to this file in the Informal Trace Format of Apalache (.itf.json), which other tools read, and 'peer replay' and 'peer explain' too."
                | Emit_Test _ ->
                    "write the counterexample to this F# file, as a test that fails until the machine is fixed."
                | Certificate _ ->
                    "write all states, each with the step that leads to it, to this file, for 'peer verify'. Each counterexample has a certificate of its own: 'proof.cert', 'proof-2.cert'."
                | Pcap _ ->
                    "write the counterexample to this capture file (pcapng), for Wireshark and 'peer replay': sneakernet, tracker and link."
                | Junit _ -> "write the verdict on each property to this file, as JUnit XML."
                | Sarif _ -> "write the verdict on each property to this file, as SARIF 2.1.0."
                | Growth -> "print how many distinct values each part of the state takes."
                | Coverage ->
                    "print which inputs, messages, timers, questions and notices never happen in any state of the world."
                | Cost ->
                    "print how many messages and how much time the goal takes, without faults and with any one message lost, and check the bounds and accounts that worlds have for it."

    [<HelpFlags("--help", "-h")>]
    type Simulate =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] Policy of policies: string
        | [<Unique; EqualsAssignmentOrSpaced>] Runs of number: string
        | [<Unique; EqualsAssignmentOrSpaced>] Seed of number: string
        | [<Unique; EqualsAssignmentOrSpaced>] World of world: string
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
        | [<Unique; EqualsAssignmentOrSpaced>] Pcap of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Junit of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Sarif of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Out of file: string
        | Coverage

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Policy _ ->
                    "'recovering' (default), 'published', 'recovering,published' (the first peer, the others), 'published,recovering', or 'mixed' for the last two, one after the other."
                | Runs _ -> "how many seeds to run (default 1000)."
                | Seed _ -> "the first seed (default 0)."
                | World _ ->
                    "the world to simulate, of those that 'peer check' lists, in place of --nodes and --events."
                | Nodes _ ->
                    "how many peers (default 2; at most 100 of sneakernet and link, 50 of rpc, 200000 of tracker)."
                | Events _ ->
                    "how many events each peer writes (sneakernet), items the message has (tracker), items each caller sends (link), or calls each caller makes (rpc) (default 2)."
                | Loss _ ->
                    "the probability that a message is lost, 0 to 1 (default: each seed draws its own). A lost message breaks its connection."
                | Duplicate _ -> "the probability that a message arrives twice."
                | Corrupt _ ->
                    "the probability that a message arrives corrupted; a message on a connection arrives in pieces instead."
                | Reorder -> "let messages overtake each other in every seed."
                | Crash _ -> "the probability that a peer crashes after a step."
                | Lose_Disk _ -> "the probability that a crash loses the disk."
                | Trace _ ->
                    "write the first failure of each property to this file: a page (.html), a picture (.svg), or else a trace for 'peer replay' and 'peer explain'. With 'lost.trace' a second failure goes to 'lost-2.trace'."
                | Emit_Test _ ->
                    "write the first failure of each property to this F# file, as a test that fails until the machine is fixed."
                | Simulate.Pcap _ ->
                    "write the first failure of each property to this capture file (pcapng), for Wireshark and 'peer replay': sneakernet, tracker and link."
                | Junit _ -> "write the verdict on each property to this file, as JUnit XML."
                | Sarif _ -> "write the verdict on each property to this file, as SARIF 2.1.0."
                | Simulate.Out _ ->
                    "draw the run of the first seed to this file (.svg, .html): peers at the goal, rounds, messages and load over time."
                | Simulate.Coverage ->
                    "print which inputs, messages, timers, questions and notices never happen in any of the seeds."

    [<HelpFlags("--help", "-h")>]
    type WhatIf =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] At of step: string
        | [<Unique; EqualsAssignmentOrSpaced>] Out of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Width of columns: string
        | [<Unique; EqualsAssignmentOrSpaced>] Silence of duration: string
        | [<Unique; EqualsAssignmentOrSpaced; CustomCommandLine("--keylog")>] KeyLog of file: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | At _ ->
                    "the step that goes otherwise, as 'peer explain' numbers it; of a capture the frame, as 'peer replay' numbers it (default: each in turn, with a line for each)."
                | WhatIf.Out _ ->
                    "write the diagram to this file: .svg for a picture, .html for a page to step through."
                | WhatIf.Width _ -> "draw in this many columns, 40 to 400 (default: the terminal's)."
                | WhatIf.Silence _ ->
                    "for a capture: how long its peers waited for a new event before they ended a session (default 5s)."
                | WhatIf.KeyLog _ ->
                    "for a capture: the TLS secrets of its QUIC sessions, an NSS key log, beside those that the capture holds."

    [<HelpFlags("--help", "-h")>]
    type Diff =
        | [<MainCommand; Hidden>] Words of words: string list
        | [<Unique; EqualsAssignmentOrSpaced>] World of world: string
        | [<Unique; EqualsAssignmentOrSpaced>] Network of network: string
        | [<Unique; EqualsAssignmentOrSpaced>] Drops of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Duplicates of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Crashes of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Max_States of count: string
        | [<Unique; EqualsAssignmentOrSpaced>] Out of file: string
        | [<Unique; EqualsAssignmentOrSpaced>] Width of columns: string

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Words _ -> ""
                | Diff.World _ ->
                    "the world that both machines run in (default: the smallest); 'peer check' lists all worlds."
                | Diff.Network _ ->
                    "'queues' keep the order of messages on each link (default); in a 'bag' datagrams overtake each other."
                | Diff.Drops _ -> "how many messages may be lost (default 1)."
                | Diff.Duplicates _ -> "how many messages may arrive twice (default 0)."
                | Diff.Crashes _ -> "how many crashes may happen that keep the disk (default 0)."
                | Diff.Max_States _ -> "stop after this many distinct pairs of states (default 5000)."
                | Diff.Out _ ->
                    "write the diagrams to this file: .svg for pictures, .html for pages. With 'diff.svg' a second difference goes to 'diff-2.svg'."
                | Diff.Width _ -> "draw in this many columns, 40 to 400 (default: the terminal's)."

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
        | [<CliPrefix(CliPrefix.None)>] Rpc of ParseResults<RpcGrammar.Rpc>
        | [<CliPrefix(CliPrefix.None)>] Libp2p of ParseResults<Libp2pWords.Libp2p>
        | [<CliPrefix(CliPrefix.None)>] Demo of ParseResults<Demo>
        | [<CliPrefix(CliPrefix.None)>] Replay of ParseResults<Replay>
        | [<CliPrefix(CliPrefix.None)>] Check of ParseResults<Check>
        | [<CliPrefix(CliPrefix.None)>] Verify of ParseResults<SharedGrammar.WordsOnly>
        | [<CliPrefix(CliPrefix.None)>] Simulate of ParseResults<Simulate>
        | [<CliPrefix(CliPrefix.None)>] Explain of ParseResults<Explain>
        | [<CliPrefix(CliPrefix.None)>] WhatIf of ParseResults<WhatIf>
        | [<CliPrefix(CliPrefix.None)>] Diff of ParseResults<Diff>
        | [<CliPrefix(CliPrefix.None)>] Grade of ParseResults<Grade>
        | [<CliPrefix(CliPrefix.None)>] Explore of ParseResults<Explore>
        | [<CliPrefix(CliPrefix.None)>] Help of ParseResults<Help>
        | [<CliPrefix(CliPrefix.None)>] Completion of ParseResults<SharedGrammar.WordsOnly>

        interface IArgParserTemplate with
            member this.Usage =
                match this with
                | Version -> "print the version."
                | Json -> "print one JSON object on each line."
                | Quiet -> "print only results and errors."
                | Verbose -> "print more details."
                | Feed _
                | Replicate _
                | Tracker _
                | Link _
                | Rpc _
                | Libp2p _
                | Demo _
                | Replay _
                | Check _
                | Verify _
                | Simulate _
                | Explain _
                | WhatIf _
                | Diff _
                | Grade _
                | Explore _
                | Help _
                | Completion _ -> ""

    // A test checks the structure: at each start that would cost as much as all the rest of the parser.
    let parser =
        ArgumentParser.Create<Peer>(programName = "peer", usageStringCharacterWidth = 100, checkStructure = false)

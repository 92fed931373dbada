namespace PeerFunctional

/// What `--help` teaches of every command.
module HelpTopics =

    let private generic =
        [ HelpTopic.create
              "demo"
              "[sneakernet|tracker|link|rpc|libp2p] [--keep DIR]"
              "Runs an example of a system on this machine and prints what each peer does. sneakernet (default): two peers replicate \
               feeds; their outputs stand side by side, and every event is verified at the end. tracker: five peers register with \
               a tracker and ask each other for the words of a message. link: one peer finds another by a search and exchanges \
               values with it. rpc: two peers call each other's objects, pass a callback, and use results before they have come. libp2p: two \
               peers connect by QUIC, prove who they are, and exchange requests."
              [ "peer demo", "two peers replicate in a temporary folder, which is deleted at the end"
                "peer demo --keep demo", "the same, but the folder demo keeps both logs"
                "peer demo tracker", "a tracker and five peers"
                "peer demo link", "two peers that find each other"
                "peer demo rpc", "two peers that call each other's objects"
                "peer demo libp2p", "a listener, and a dialer that sends it requests" ]
          HelpTopic.create
              "replay"
              "FILE"
              "Judges a capture (pcapng or pcap) or a recording of rpc (JSON, a message a line), or runs a journal or a trace again. \
               With '-' the file comes from standard input. For a capture or a recording it prints every message of every conversation, with its frame and \
               its seconds since the first frame of the capture, and a verdict on each side: the side conforms \
               to the published or the recovering policy (rpc has one machine), or it diverges at the first message that the \
               machine does not explain. A journal (from --journal) or a trace (from --trace) must \
               give the same digest after every step. Exit code 1 if a side diverges or a digest differs, 3 if a side cannot be \
               judged or the capture holds no conversation."
              [ "peer replay sync.pcapng", "every message, then a verdict on each side"
                "peer replay sync.pcapng --json", "one object for each message, then one for each side"
                "peer replay alice.journal", "run the journal of a replica again and compare every digest"
                "peer replay ring.pcapng", "judge a tracker, and the peers whose queries the capture holds"
                "peer replay session.jsonl",
                "judge both ends of a Cap'n Web session; a line is such as {\"from\":\"client\",\"msg\":[\"pull\",1]}"
                "peer replay lost.trace", "run a simulated failure again, after a change to the machine" ]
          HelpTopic.create
              "simulate"
              "SYSTEM"
              "Runs the machines of a system in simulated worlds, one world for each seed. Each seed draws its faults: lost, repeated, \
               late and corrupted messages, broken connections, partitions, crashes, lost disks. After this fault phase the peers \
               must reach the goal: equal logs (sneakernet), the whole message at every peer (tracker), an answer to every \
               caller (link), an answer to every call (rpc). The first failure of each property is shrunk to its smallest schedule and printed. Exit code 1 if a \
               seed fails."
              [ "peer simulate sneakernet --runs 10000", "ten thousand seeds of the recovering policy"
                "peer simulate sneakernet --policy published --loss 0.3 --trace lost.trace",
                "find what the original loses, and keep the run"
                "peer simulate tracker --nodes 3 --events 5 --loss 0.1",
                "three peers and a tracker, on connections that break"
                "peer simulate sneakernet --nodes 4 --events 5 --crash 0.01", "four peers that crash" ]
          HelpTopic.create
              "check"
              "[SYSTEM] [--policy POLICY] [--world NAME | --all]"
              "Visits every state that a small world can reach under every choice of the network and its faults. For each property \
               that does not hold it prints the shortest run that violates it, and of the others how many hold in all states; --verbose \
               names them. If a limit ends the search first, each property that was not violated is named as 'unknown', and the exit \
               code is 3. Exit code 1 if a property is violated. Without a system it lists systems, worlds and properties."
              [ "peer check sneakernet --policy published", "how one lost message can leave a feed incomplete for ever"
                "peer check sneakernet --policy recovering",
                "the same world with the recovering policy: every property holds"
                "peer check sneakernet --policy published --trace lost.trace",
                "keep the counterexample for peer replay and peer explain"
                "peer check sneakernet --policy published --pcap lost.pcapng",
                "write the counterexample as a capture, for Wireshark and peer replay"
                "peer check tracker --policy mixed --drops 0 --world two",
                "an original tracker with our peers, and our tracker with original peers"
                "peer check tracker --policy published --drops 0 --world short",
                "no peer is dealt the third item, so the original's peers wait for ever"
                "peer check sneakernet --world both-ways --drops 1 --duplicates 1 --network bag",
                "more faults, and messages that overtake each other"
                "peer check sneakernet --time latency --latency 10ms",
                "every message takes any time up to 10 ms, so timers can change places"
                "peer check sneakernet --certificate proof.cert",
                "every state with the step that leads to it, for peer verify"
                "peer check sneakernet --max-time 10m --resume search.state",
                "if the time is up first, the same command goes on from there"
                "peer check --all --max-time 30s --junit check.xml --sarif check.sarif",
                "every world of every system, with reports for build servers and code scanners" ]
          HelpTopic.create
              "verify"
              "FILE"
              "Holds a certificate that 'peer check --certificate FILE' wrote against the machine. It runs the machine along every state of the \
               file again: each step of a listed state must lead to a listed state, each state must keep the properties, and \
               no run may miss the goal; of a counterexample each step must be possible, and its end must violate the property. The \
               program that verifies shares the machines with the search, and not the search. Exit code 1 if the file proves less than it says."
              [ "peer verify proof.cert", "after: peer check sneakernet --certificate proof.cert"
                "peer verify proof.cert --json", "one object: what is verified, or the problem" ]
          HelpTopic.create
              "explain"
              "FILE|SYSTEM"
              "Draws a capture, a recording of rpc, a journal or a trace as a sequence diagram: one lane for each peer, time from top to bottom, every \
               message in words, with its seconds since the first frame of a capture, and the frame's number where there is room. With '-' the file comes from standard input. Runs of similar messages are folded; --verbose unfolds them and adds the notices of each peer. An \
               HTML page also shows the state of each peer at the selected moment. For a system it draws the phases of its machine \
               as a state diagram."
              [ "peer explain sync.pcapng", "in the terminal"
                "peer explain sync.pcapng --out sync.html", "a page to step through with the arrow keys"
                "peer explain sync.pcapng --out sync.svg", "a picture for a document"
                "peer explain lost.trace --out lost.html", "a failure that 'peer simulate --trace lost.trace' found"
                "peer explain ring.pcapng --out ring.html",
                "a ring that 'peer tracker serve --record ring.pcapng' recorded"
                "peer explain alice.journal", "the journal of 'peer replicate --journal alice.journal'"
                "peer explain sneakernet --policy published",
                "the phases of the original's loop, and the inputs that lead from one to the next" ]
          HelpTopic.create
              "whatif"
              "FILE drop|deliver|duplicate|crash [--at STEP] [--silence DURATION] [--keylog FILE]"
              "Runs a trace again up to a step and lets that step go otherwise: its message is lost, arrives or arrives twice, or its \
               peer crashes. From there the machines go on without faults until only timers are left. The run as it was and the \
               changed run stand side by side, each with its verdict: whether the goal is reached, which property is violated, and \
               the step after which nothing can bring about the goal. Exit code 1 if the changed run violates a property. \
               Of a capture, the machines that explain its participants go on from a frame, for two minutes of their time at most: \
               with its message and without it. A peer that crashes stays down. Exit code 1 if a side ends otherwise, 3 if it cannot be told. \
               Without --at each step or frame is changed in turn, and a line says what each change comes to."
              [ "peer whatif lost.trace deliver --at 7",
                "what if the message that step 7 loses had arrived? (lost.trace is from 'peer check --trace lost.trace')"
                "peer whatif lost.trace crash --at 7 --out crash.html", "what if the peer of step 7 had crashed?"
                "peer whatif sync.pcapng drop --at 7", "what if the message of frame 7 of a capture had been lost?"
                "peer whatif sync.pcapng drop", "which messages of a capture could have been lost without harm?" ]
          HelpTopic.create
              "diff"
              "SYSTEM published recovering [--world NAME]"
              "Runs two machines of a system side by side under the same schedule, and finds the shortest schedules after which \
               what they send differs: one for each kind of message that one peer sends instead of another, or of nothing. Messages, \
               stores and restarts are faster than any timer. Where the machines send different kinds of messages, the search \
               does not go on. Exit code 1 if they differ, 3 if a limit ended the search before it found a difference."
              [ "peer diff sneakernet published recovering",
                "what the recovering policy sends, and the original does not"
                "peer diff tracker published recovering --drops 0 --out ring.svg",
                "without faults, each difference as a picture" ]
          HelpTopic.create
              "grade"
              "SYSTEM [LAW]"
              "Grades a law that you write: what must always hold, or come about at last, in the words of a system. A law is judged by correct \
               machines, which must keep it, and by machines with a planted bug, of which it must catch every one. The search sees every state of \
               a small world of each machine. Without a law it lists the words of the system. Exit code 1 if the law is too strict or misses a \
               bug, 3 if a search was cut."
              [ "peer grade sneakernet", "the words for laws on SneakerNet, each in a sentence"
                "peer grade link 'always for every peer p, item i: p got i implies not p gives i'",
                "which bugs does this law catch?"
                "peer grade rpc 'at last for every peer p, call c: p asks c implies p outcomes c > 0' --hint",
                "the same, and the word to use next" ]
          HelpTopic.create
              "explore"
              "[SYSTEM|TRACE|LINK|FILE.pcapng] [--world NAME] [--policy POLICY] [--port PORT] [--silence DURATION] [--keylog FILE]"
              "Serves a page on this machine that shows a world of a system, and lets you drive it: deliver, lose, repeat or hold each message, \
               fire timers, crash and restart peers. Each click is one step of the real machine. The page shows the sequence diagram, the state \
               of every peer, and how each property stands; it finds violations with the checker, compares both policies under one schedule, \
               and every position is a link that opens to the same state again. A TRACE (from --trace) opens with its steps. A capture opens \
               as its conversations: walk through each, with the state of each side and the bytes of each message. Open the printed address in a browser: it works once, for one browser. Ctrl-C ends the program."
              [ "peer explore", "SneakerNet, as the original behaves"
                "peer explore tracker --world two --policy recovering", "another system, world and policy"
                "peer explore lost.trace", "the counterexample that 'peer check --trace lost.trace' wrote"
                "peer explore sync.pcapng", "a capture, message by message"
                "peer explore --port 0", "on a port that the system chooses" ]
          HelpTopic.create
              "help"
              "[COMMAND]"
              "Prints the help of a command, as '--help' after the command does. With --man it prints the manual of all commands \
               as a man page."
              [ "peer help feed write", "the help of one command"
                "peer help --man", "the manual: pipe it to 'man -l -', or save it as peer.1 in a folder of your MANPATH" ]
          HelpTopic.create
              "completion"
              "bash|zsh|fish"
              "Prints a script that lets your shell complete commands, options, worlds, policies and file names."
              [ "peer completion bash", "in ~/.bashrc: source <(peer completion bash)"
                "peer completion zsh", "in ~/.zshrc, after compinit: source <(peer completion zsh)"
                "peer completion fish", "peer completion fish > ~/.config/fish/completions/peer.fish" ] ]

    /// In the order a newcomer meets them.
    let all =
        SneakerNetGrammar.helpTopics
        @ TrackerGrammar.helpTopics
        @ LinkGrammar.helpTopics
        @ RpcGrammar.helpTopics
        @ Libp2pGrammar.helpTopics
        @ generic

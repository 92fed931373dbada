namespace PeerFunctional

/// What `--help` teaches of every command.
module Lessons =

    let private generic =
        [ Lesson.create
              "demo"
              "[sneakernet|tracker|link] [--keep DIR]"
              "Shows a system at work before your eyes. sneakernet (default): two peers in a temporary folder replicate, both stories \
               side by side, then the verified result. tracker: a tracker and five peers put a message together; who asks whom for what. \
               link: two peers find each other and talk."
              [ "peer demo", "half a minute, nothing left behind"
                "peer demo --keep demo", "look at the logs afterwards"
                "peer demo tracker", "a ring of five peers"
                "peer demo link", "two peers of a local network" ]
          Lesson.create
              "replay"
              "FILE"
              "Reads captured traffic (pcapng or pcap), a journal or a trace. Of a capture it prints every message of every \
               conversation, runs each side through its machine, and says whether the side conforms to the published or the \
               recovering policy, or where it first did something else. A journal that '--journal' wrote or a trace of \
               'peer simulate --trace' is run again and must give the same digest after every step; exit code 1 if it does \
               not. Exit code 3 if something cannot be judged."
              [ "peer replay sync.pcapng", "a verdict a side"
                "peer replay sync.pcapng --json", "one object a message, then one a side"
                "peer replay alice.journal", "the same machine, the same digests"
                "peer replay ring.pcapng", "a tracker, and the peers whose queries are in the capture"
                "peer replay lost.trace", "a simulated failure again, after the machine was changed" ]
          Lesson.create
              "simulate"
              "SYSTEM"
              "Runs the machine in a simulated world, a seed at a time: messages are lost, repeated, late or corrupted, connections break, \
               links are cut, peers crash and start again, some without their disks. After this fault phase the goal must be reached: \
               all logs become equal, every message is whole. The first failure of each property is shrunk until \
               nothing of it can be left out, and told. Exit code 1 if a seed fails."
              [ "peer simulate sneakernet --runs 10000", "ten thousand seeds of the recovering policy"
                "peer simulate sneakernet --policy published --loss 0.3 --trace lost.trace",
                "see what the original loses"
                "peer simulate tracker --nodes 3 --events 5 --loss 0.1",
                "a tracker and its peers whose connections break"
                "peer simulate sneakernet --nodes 4 --events 5 --crash 0.01", "a larger world whose peers crash" ]
          Lesson.create
              "check"
              "[SYSTEM] [--policy POLICY] [--world NAME | --all]"
              "Sees every state that a small world can reach, whatever the network and its faults do, and says whether each \
               property holds in all of them, or shows the shortest way to break it. A search that was cut never says that \
               something holds: exit code 3. Without a system it lists systems, worlds and properties."
              [ "peer check sneakernet --policy published",
                "why the published protocol can stay incomplete after one lost message"
                "peer check sneakernet --policy recovering", "and why the recovering one cannot"
                "peer check sneakernet --policy published --trace lost.trace",
                "the way there as a file for peer replay and peer explain"
                "peer check tracker --policy published --drops 0 --world short",
                "what is dealt to nobody is got by nobody: the original's peers wait for ever"
                "peer check sneakernet --world both-ways --drops 1 --duplicates 1 --network set",
                "more faults, messages that overtake each other"
                "peer check --all --max-time 30s --junit check.xml --sarif check.sarif",
                "every world of every system, with files for build servers and code scanners" ]
          Lesson.create
              "explain"
              "FILE|SYSTEM"
              "Draws a captured conversation, a journal or a simulated run: a lane a peer, time downwards, every message in words; \
               runs of like messages are folded, and --verbose unfolds them and adds what peers told their users. A page shows \
               what each peer was doing and held at the moment chosen. For a system it draws the states of its machine, found by running it."
              [ "peer explain sync.pcapng", "in the terminal"
                "peer explain sync.pcapng --out sync.html", "a page for the projector: arrow keys step, folds open"
                "peer explain sync.pcapng --out sync.svg", "a picture for a document"
                "peer explain lost.trace --out lost.html", "a failure that 'peer simulate --trace lost.trace' found"
                "peer explain ring.pcapng --out ring.html",
                "a ring that 'peer tracker serve --record ring.pcapng' recorded"
                "peer explain alice.journal", "what 'peer replicate --journal alice.journal' wrote"
                "peer explain sneakernet --policy published",
                "the phases of the original's loop, and what leads from one to another" ]
          Lesson.create
              "help"
              "[COMMAND]"
              "Explains a command by examples, as '--help' after the command does. With --man it prints the manual of all commands \
               as a man page, made from the same grammar as the help."
              [ "peer help feed write", "one command"
                "peer help --man", "the manual: pipe it to 'man -l -', or save it as peer.1 in a folder of your MANPATH" ]
          Lesson.create
              "completion"
              "bash|zsh|fish"
              "Prints a script that lets your shell complete commands, options, worlds, policies and file names."
              [ "peer completion bash", "in ~/.bashrc: source <(peer completion bash)"
                "peer completion zsh", "in ~/.zshrc, after compinit: source <(peer completion zsh)"
                "peer completion fish", "peer completion fish > ~/.config/fish/completions/peer.fish" ] ]

    /// In the order a newcomer meets them.
    let all =
        SneakerNetGrammar.lessons @ TrackerGrammar.lessons @ LinkGrammar.lessons @ generic

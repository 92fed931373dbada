namespace PeerFunctional

open System

/// What `--help` teaches of one command: how it is written, what it does, and examples to try.
type Lesson =
    { Path: string
      Arguments: string
      Summary: string
      Examples: (string * string) list }

module Lesson =

    let private lesson path arguments summary examples =
        { Path = path
          Arguments = arguments
          Summary = summary
          Examples = examples }

    let private exits =
        "Exit codes: 0 done, 1 the work failed or something is wrong, 2 wrong usage, 3 cannot be told, 130 interrupted."

    /// Every command, in the order a newcomer meets them.
    let all =
        [ lesson
              "feed init"
              "DIR [--name NAME]"
              "Creates a feed in DIR: a key pair (MyFeedID.json, for your eyes only) and a log (logs/1.pcap). With a name it \
               writes an event that tells the others; on a feed that exists it changes the name."
              [ "peer feed init alice --name Alice", "a folder, a key, a log and a name"
                "peer feed init alice --name 'Alice B.'", "a new name: the last one wins" ]
          lesson
              "feed write"
              "DIR TEXT"
              "Appends a message to your feed. It is on disk when the command returns. While DIR replicates it is in use: end \
               that first."
              [ "peer feed write alice 'first hello.'", "one message"
                "peer feed write alice -- '-5 degrees'", "a text that starts with a dash goes behind '--'" ]
          lesson
              "feed read"
              "DIR"
              "Prints the messages of all feeds by time (UTC), with the names of their writers. Events that do not verify are left out."
              [ "peer feed read alice", "(2019-11-11 09:20:30) Alice:  first hello."
                "peer feed read alice --json", "feed, seq, time, name and text of each message" ]
          lesson
              "feed users"
              "DIR"
              "Lists the feeds known in DIR with their display names."
              [ "peer feed users alice", "- @SPQM...saH4=   Alice"
                "peer feed users alice --json", "feed, name and last seq of each" ]
          lesson
              "feed verify"
              "FILE|DIR"
              "Checks every event of a log, an export or a whole folder: signature, content, order, chain and the file's blocks. \
               A verdict an event, then a summary; exit code 1 if anything is wrong. 'chained' names the event before it, \
               'signed only' names none (the original's form), 'not tied' has no event before it here."
              [ "peer feed verify alice", "every log of a folder"
                "peer feed verify alice/logs/2.pcap", "one log"
                "peer feed verify usb/x1234567.pcap --json", "one object a finding, then a summary" ]
          lesson
              "feed dump"
              "FILE|DIR"
              "Prints the body of each event as the original's dump-log does."
              [ "peer feed dump alice/logs/1.pcap", "one log"
                "peer feed dump alice", "every log of a folder" ]
          lesson
              "feed export"
              "DIR TARGET"
              "Writes the events that TARGET (a USB stick) lacks into a new file x???????.pcap there."
              [ "peer feed export alice usb", "Alice fills the stick"
                "peer feed import bob usb", "Bob takes what is new to him" ]
          lesson
              "feed import"
              "DIR SOURCE"
              "Takes from SOURCE (a USB stick) the events that extend a log of DIR, and creates logs for feeds not seen before. \
               Only events that verify are taken."
              [ "peer feed import bob usb", "Bob takes what is new to him"
                "peer feed verify usb/x1234567.pcap", "look before you take" ]
          lesson
              "replicate"
              "DIR [HOST[:PORT]]"
              "Exchanges feeds with another peer over UDP, ours or the original. With HOST it connects; without, it waits for partners."
              [ "peer replicate alice", "Alice waits on 127.0.0.1:4097"
                "peer replicate bob 127.0.0.1", "in a second terminal: Bob connects, both get what they lack"
                "peer replicate alice --bind 0.0.0.0 --once", "open to the network, for one session"
                "peer replicate alice --bind ::", "open to the network, IPv6 and IPv4"
                "peer replicate bob 192.168.1.7:5000 --record sync.pcapng", "record every datagram for Wireshark" ]
          lesson
              "tracker serve"
              "[--port PORT] [--phrase TEXT | --db FILE]"
              "Runs a tracker: it deals each peer that registers an item of a message and the peer before it as a neighbour, \
               looks after who is alive, and stands in for items that nobody holds. Ours and the original's peers may mix. \
               It ends by Ctrl-C."
              [ "peer tracker serve", "a tracker on 127.0.0.1:7777 with the original's message"
                "peer tracker serve --phrase 'seven words that nobody has seen before' --state ring.state",
                "a message of your own, and a ring that a restart does not forget"
                "peer tracker serve --bind 0.0.0.0 --db words.txt --record ring.pcapng",
                "open to the network, an item a line, recorded for Wireshark"
                "peer tracker serve --part 1", "part 1: everyone asks the tracker for everything" ]
          lesson
              "tracker join"
              "HOST[:PORT] --handle NAME [--stay]"
              "Takes part in a ring as a peer: registers, answers the others, and asks its neighbour for what it lacks until the \
               message is whole, which it prints. Exit code 0 with the message, 1 if the handle is taken or no tracker answers for a minute. \
               Without --stay it leaves once the tracker, or whoever asks it, can give the others what it was dealt; it says what it waits for."
              [ "peer tracker join 127.0.0.1 --handle ann --stay", "the first peer; it goes on serving the others"
                "peer tracker join 127.0.0.1 --handle bob --pace 200ms", "a second one, in a hurry"
                "peer tracker join 192.168.1.7:7777 --handle cid --listen 192.168.1.9:9000",
                "from another machine: an address the others can reach" ]
          lesson
              "tracker echo"
              "HOST[:PORT] --handle NAME"
              "Says hello to a tracker and prints its answer. Nothing is registered."
              [ "peer tracker echo 127.0.0.1 --handle ann", "Hi ann, Welcome to the network. Register to get started."
                "peer tracker echo localhost:5000 --handle ann --json", "the answer as an object" ]
          lesson
              "tracker collect"
              "HOST[:PORT]"
              "Part 1: asks a tracker for every item in turn and prints the message."
              [ "peer tracker collect 127.0.0.1", "from 'peer tracker serve --part 1', or the original of part 1"
                "peer tracker collect localhost:5000 --quiet", "only the message" ]
          lesson
              "demo"
              "[sneakernet|tracker] [--keep DIR]"
              "Shows a system at work before your eyes. sneakernet (default): two peers in a temporary folder replicate, both stories \
               side by side, then the verified result. tracker: a tracker and five peers put a message together; who asks whom for what."
              [ "peer demo", "half a minute, nothing left behind"
                "peer demo --keep demo", "look at the logs afterwards"
                "peer demo tracker", "a ring of five peers" ]
          lesson
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
          lesson
              "simulate"
              "SYSTEM"
              "Runs the machine in a simulated world, a seed at a time: letters are lost, repeated, late or garbled, connections break, \
               links are cut, peers crash and start again, some without their disks. When that stops, the goal must be reached: \
               all logs become equal, every message is whole. The first failure is shrunk until \
               nothing of it can be left out, and told. Exit code 1 if a seed fails."
              [ "peer simulate sneakernet --runs 10000", "ten thousand seeds of the recovering policy"
                "peer simulate sneakernet --policy published --loss 0.3 --trace lost.trace",
                "see what the original loses"
                "peer simulate tracker --nodes 3 --events 5 --loss 0.1",
                "a tracker and its peers whose connections break"
                "peer simulate sneakernet --nodes 4 --events 5 --crash 0.01", "a larger world whose peers crash" ]
          lesson
              "check"
              "[SYSTEM] [--policy POLICY] [--world NAME]"
              "Sees every state that a small world can reach, whatever the network and its faults do, and says whether each \
               property holds in all of them, or shows the shortest way to break it. A search that was cut never says that \
               something holds: exit code 3. Without a system it lists systems, worlds and properties."
              [ "peer check sneakernet --policy published",
                "why the published protocol can stay incomplete after one lost letter"
                "peer check sneakernet --policy recovering", "and why the recovering one cannot"
                "peer check sneakernet --policy published --trace lost.trace",
                "the way there as a file for peer replay and peer explain"
                "peer check tracker --policy published --drops 0 --world short",
                "what is dealt to nobody is got by nobody: the original's peers wait for ever"
                "peer check sneakernet --world both-ways --drops 1 --duplicates 1 --network set",
                "more faults, letters that overtake each other" ]
          lesson
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
                "the phases of the original's loop, and what leads from one to another" ] ]

    let private wrap width (indent: string) (text: string) =
        let add (lines: string list) (word: string) =
            match lines with
            | line :: rest when line.Length + 1 + word.Length <= width -> $"{line} {word}" :: rest
            | lines -> (indent + word) :: lines

        text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        |> Array.fold add []
        |> List.rev
        |> String.concat "\n"

    /// Argu's list of options, from the end of its usage text.
    let private options (usage: string) =
        match usage.IndexOf("OPTIONS:", StringComparison.Ordinal) with
        | -1 -> ""
        | at -> usage.Substring(at).TrimEnd()

    let private examples (examples: (string * string) list) =
        examples |> List.map (fun (line, meaning) -> $"    {line}\n        {meaning}") |> String.concat "\n"

    let private indent = "    "

    let private ofCommand usage lesson =
        [ $"USAGE: peer {lesson.Path} {lesson.Arguments} [OPTIONS]"
          wrap 100 indent lesson.Summary
          $"EXAMPLES:\n{examples lesson.Examples}"
          options usage
          exits ]

    let private overview path usage =
        let below =
            all |> List.filter (fun lesson -> lesson.Path.StartsWith(path, StringComparison.Ordinal))

        /// The word that tells this lesson's branch from the others below the path.
        let branch lesson =
            lesson.Path.Substring(path.Length).Split(' ', StringSplitOptions.RemoveEmptyEntries) |> Array.head

        let opening =
            below |> List.distinctBy branch |> List.truncate 3 |> List.map _.Examples.Head

        let line lesson =
            $"{indent}peer {lesson.Path} {lesson.Arguments}\n" + wrap 100 (indent + indent) lesson.Summary

        [ ("USAGE: peer " + path).TrimEnd() + " COMMAND [OPTIONS]"
          "COMMANDS:\n" + (below |> List.map line |> String.concat "\n")
          $"EXAMPLES:\n{examples opening}"
          options usage
          exits ]

    /// The help of a command, or of a group of commands, with the options Argu lists for it.
    let print (path: string) (usage: string) =
        match all |> List.tryFind (fun lesson -> lesson.Path = path) with
        | Some lesson -> ofCommand usage lesson
        | None -> overview path usage
        |> String.concat "\n\n"

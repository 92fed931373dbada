namespace PeerFunctional.Tests.Cli

open System
open System.IO
open System.Threading.Tasks
open Xunit
open PeerFunctional.SneakerNet
open PeerFunctional.Tests
open PeerFunctional.Tests.Replication
open PeerFunctional.Tests.SneakerNet
open PeerFunctional.Tests.Storage

/// The built program among hostile names, texts, files and arguments: nothing hidden of them reaches its output.
module HostileTextTests =

    /// The name of a file that wants to be another, and to clear the screen.
    let private named extension =
        $"1\u001b[2J\u202e\u009b\n\u2028\u200b\u0301\u0301\u0301\u0301\u0301\u0301\u0301{extension}"

    /// What the program prints holds nothing that is hidden, but for the tab of `feed read`, and does not crash.
    let private isClean (what: string) (outcome: Outcome) =
        let output = outcome.Output.Replace(":\t", ": ")
        Expecto.Expect.sequenceEqual (Hostile.offencesOf output @ Hostile.offencesOf outcome.Errors) [] what
        Expecto.Expect.isFalse (outcome.Errors.Contains("   at ")) what

    /// Runs a command, and once more with `--json`; answers the first outcome.
    let private run folder (arguments: string list) =
        let what = String.Join(' ', arguments)
        let outcome = Peer.runIn folder arguments
        isClean what outcome
        let again = Peer.runIn folder (arguments @ [ "--json" ])
        isClean $"{what} --json" again
        // Fails where a line is no object.
        again.Objects |> ignore
        outcome

    let private succeeds folder arguments =
        (run folder arguments).ExitCode |> Expect.equal 0

    [<Fact>]
    let ``Feeds with hostile names, texts and files are made, read, verified, exported and imported`` () : unit =
        use scratch = new Scratch()
        let mallory, stick = "m" + named "", "s" + named ""
        Directory.CreateDirectory(scratch.Below stick) |> ignore
        succeeds scratch.Path [ "feed"; "init"; mallory; "--name"; Hostile.everything ]
        succeeds scratch.Path [ "feed"; "write"; mallory; Hostile.everything ]
        succeeds scratch.Path [ "feed"; "export"; mallory; stick ]
        File.Copy(Repository.fixture "bad/not-cbor.pcap", Path.Combine(scratch.Path, stick, named ".pcap"))
        File.Copy(Repository.fixture "bad/fork.pcap", Path.Combine(scratch.Path, stick, named "2.pcap"))
        succeeds scratch.Path [ "feed"; "init"; "alice" ]
        run scratch.Path [ "feed"; "import"; "alice"; stick ] |> ignore

        for command in [ "users"; "read"; "dump" ] do
            succeeds scratch.Path [ "feed"; command; "alice" ]

        for command, folder in [ "verify", "alice"; "dump", stick; "verify", stick ] do
            run scratch.Path [ "feed"; command; folder ] |> ignore

    [<Fact>]
    let ``Hostile arguments are told back harmless, in one line`` () : unit =
        use scratch = new Scratch()
        let bad = named ""

        for arguments in
            [ [ bad ]
              [ "--" + bad ]
              [ "feed"; bad ]
              [ "feed"; "init" ]
              [ "feed"; "init"; "--" + bad ]
              [ "feed"; "write"; bad; "text" ]
              [ "feed"; "verify"; bad ]
              [ "feed"; "import"; bad; bad ]
              [ "replicate"; bad; "--port"; bad ]
              [ "replicate"; bad; bad ]
              [ "tracker"; "join"; bad; "--handle"; bad ]
              [ "tracker"; "join"; "127.0.0.1:1"; "--handle"; "\u200b" ]
              [ "tracker"; "serve"; "--db"; bad; "--port"; "0" ]
              [ "tracker"; "serve"; "--bind"; bad ]
              [ "replay"; bad ]
              [ "explain"; bad ]
              [ "check"; bad ]
              [ "check"; "sneakernet"; "--world"; bad ]
              [ "simulate"; "tracker"; "--policy"; bad ] ] do
            let what = String.Join(' ', arguments)
            let outcome = Peer.runIn scratch.Path arguments
            isClean what outcome
            Expecto.Expect.contains [ 1; 2 ] outcome.ExitCode what
            Expecto.Expect.hasLength (outcome.Errors.Trim().Split '\n') 1 what

    [<Fact>]
    let ``Hostile feeds are replicated, recorded, replayed and drawn`` () : Task =
        task {
            use alice = new Scratch()
            use bob = new Scratch()

            for peer in [ alice; bob ] do
                succeeds peer.Path [ "feed"; "init"; "."; "--name"; Hostile.everything ]
                succeeds peer.Path [ "feed"; "write"; "."; Hostile.everything ]

            let port = string (FreePort.udp ())
            let capture = named ".pcapng"

            use responder =
                new Program(
                    alice,
                    [ "--port"
                      port
                      "--once"
                      "--silence"
                      "1s"
                      "--verbose"
                      "--record"
                      capture
                      "--journal"
                      named "" ]
                )

            let! _ = responder.Until _.Contains("waiting")

            use initiator =
                new Program(bob, [ $"127.0.0.1:{port}"; "--silence"; "1s"; "--json" ])

            use hostile = new HandPartner(int port)
            hostile.SayBytes(Text.Encoding.UTF8.GetBytes Hostile.everything)
            hostile.SayBytes [| 0xFFuy; 0x1Buy |]
            let! initiated = initiator.Ends()
            let! responded = responder.Ends()
            isClean "the initiator" initiated
            isClean "the responder" responded

            for file in [ capture; named "" ] do
                run alice.Path [ "replay"; file ] |> ignore
                run alice.Path [ "explain"; file; "--verbose" ] |> ignore

                for picture in [ named ".svg"; named ".html" ] do
                    // The exit code is the verdict on a session with another silence than the original's.
                    Peer.runIn alice.Path [ "explain"; file; "--verbose"; "--out"; picture ]
                    |> isClean $"explain {file} --out {picture}"

                    Hostile.offencesOf (File.ReadAllText(alice.Below picture)) |> Expect.isEmpty
        }

    [<Fact>]
    let ``A flood of datagrams that are refused is told in a few lines and a count`` () : Task =
        task {
            use alice = new Scratch()
            use bob = new Scratch()

            for peer in [ alice; bob ] do
                succeeds peer.Path [ "feed"; "init"; "." ]

            let port = FreePort.udp ()

            use responder =
                new Program(alice, [ "--port"; string port; "--once"; "--silence"; "1s" ])

            let! _ = responder.Until _.Contains("waiting")
            use hostile = new HandPartner(port)

            for _ in 1..2_000 do
                hostile.SayBytes(Text.Encoding.Latin1.GetBytes "HELO \u00ff")

            use initiator = new Program(bob, [ $"127.0.0.1:{port}"; "--silence"; "1s" ])

            let! _ = initiator.Ends()
            let! told = responder.Ends()
            Expecto.Expect.isLessThan (told.Output.Split '\n').Length 100 told.Output
            told.Output |> Expect.isMatch @"\.\.\. and [\d,]+ more: refused, "
        }

    [<Fact>]
    let ``A ring with hostile handles, items and greetings tells of them harmlessly`` () : Task =
        task {
            use scratch = new Scratch()
            // The phrase is cut at blanks.
            let phrase = Hostile.everything.Replace('\n', '.') + " \u202eand snowy peaks"
            let capture = named ".pcapng"

            use tracker =
                new RunningPeer(
                    scratch.Path,
                    [ "tracker"
                      "serve"
                      "--port"
                      "0"
                      "--phrase"
                      phrase
                      "--ping"
                      "10m"
                      "--verbose"
                      "--record"
                      capture ]
                )

            let! listening = tracker.Until _.StartsWith("Listening on ")
            let address = listening.Substring "Listening on ".Length
            succeeds scratch.Path [ "tracker"; "echo"; address; "--handle"; Hostile.handle ]

            succeeds
                scratch.Path
                [ "tracker"
                  "join"
                  address
                  "--handle"
                  Hostile.handle
                  "--pace"
                  "10ms"
                  "--verbose" ]

            // Who looks the same is refused.
            let twin = Hostile.handle + "\u200b"
            let refused = run scratch.Path [ "tracker"; "join"; address; "--handle"; twin ]
            refused.ExitCode |> Expect.equal 1
            let! _ = tracker.Until _.Contains("handle-confusable")
            tracker.Interrupt()
            let! told = tracker.Ends()
            isClean "the tracker" told
            run scratch.Path [ "replay"; capture ] |> ignore
            run scratch.Path [ "explain"; capture ] |> ignore
        }

namespace PeerFunctional.Tests.Replication

open System
open System.Diagnostics
open System.IO
open System.Net.Sockets
open System.Text.RegularExpressions
open System.Threading.Tasks
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Tests.Cli
open PeerFunctional.Tests.Storage

/// `peer feed write`, alone and beside a running `peer replicate` on the same directory, from outside.
module WriteBesideTests =

    let private run (scratch: Scratch) line =
        let outcome = Peer.runIn scratch.Path (Peer.words line)
        Expecto.Expect.equal outcome.ExitCode 0 $"{line}: {outcome.Errors}"
        outcome

    /// Runs `peer` with the output of a shell command as its standard input.
    let private pipe (scratch: Scratch) (shell: string) line =
        Peer.runBy [ "sh"; "-c"; shell + " | \"$@\""; "sh" ] scratch.Path (Peer.words line)

    let private read (scratch: Scratch) dir =
        (run scratch $"feed read {dir}").Lines
        |> Array.map (fun line -> line.Split('\t')[1])
        |> List.ofArray

    /// A feed each for these peers.
    let private feedsOf names =
        let scratch = new Scratch()

        for name in names do
            run scratch $"feed init {name} --name {name}" |> ignore

        scratch

    let private twoFeeds () = feedsOf [ "alice"; "bob" ]

    /// Starts a responder on a port of the system's choice.
    let private respond (scratch: Scratch) dir arguments =
        task {
            let responder =
                new RunningPeer(scratch.Path, [ "replicate"; dir; "--port"; string (FreePort.udp ()) ] @ arguments)

            let! waiting = responder.Until _.Contains("waiting on UDP port")
            return responder, Regex.Match(waiting, @"\d+$").Value
        }

    let private end' (peer: RunningPeer) =
        task {
            peer.Terminate()
            return! peer.Ends()
        }

    [<Fact>]
    let ``A connected partner has what is written beside either replica within a second, and the recording conforms``
        ()
        : Task =
        task {
            use scratch = twoFeeds ()

            let! responder, port =
                respond scratch "alice" [ "--verbose"; "--record"; "r.pcapng"; "--journal"; "j" ]

            use responder = responder

            use initiator =
                new RunningPeer(scratch.Path, [ "replicate"; "bob"; $"127.0.0.1:{port}"; "--verbose" ])

            let! _ = initiator.Until _.Contains("-- ingested")
            let! _ = responder.Until _.Contains("-- ingested")

            for writer, reader in [ "alice", initiator; "bob", responder; "alice", initiator ] do
                let wrote = run scratch $"feed write {writer} 'beside {writer}'"
                let since = Stopwatch.StartNew()
                wrote.Output |> Expect.stringEnds "by the running replica\n"
                let! _ = reader.Until _.Contains("-- ingested")
                since.Elapsed |> Expect.isLessThan (TimeSpan.FromSeconds 1.0)

            let! initiated = initiator.Ends()
            initiated.Output |> Expect.stringContains "received 3, sent 2; both hold the same 5"
            let! responded = end' responder
            responded.Output |> Expect.stringContains "received 2, sent 3; both hold the same 5"
            read scratch "bob" |> List.sort |> Expect.equal [ "beside alice"; "beside alice"; "beside bob" ]
            read scratch "alice" |> List.sort |> Expect.equal [ "beside alice"; "beside alice"; "beside bob" ]
            run scratch "replay r.pcapng --silence 5s" |> ignore
            run scratch "replay j" |> ignore
        }

    [<Fact>]
    let ``The first event of a feed may be written beside its replica, and so may a new name`` () : Task =
        task {
            use scratch = new Scratch()

            for name in [ "alice"; "bob" ] do
                run scratch $"feed init {name}" |> ignore

            let! responder, port = respond scratch "alice" [ "--record"; "r.pcapng" ]
            use responder = responder

            use initiator =
                new RunningPeer(scratch.Path, [ "replicate"; "bob"; $"127.0.0.1:{port}"; "--verbose" ])

            let! _ = initiator.Until _.Contains("-- incoming cmd: b'PORT")
            (run scratch "feed init alice --name Ann").Output |> Expect.stringContains "- @"
            let! _ = initiator.Until _.Contains("-- ingested")
            let! _ = initiator.Ends()
            let! _ = end' responder
            (run scratch "feed users bob").Output |> Expect.stringContains "Ann"
            run scratch "replay r.pcapng" |> ignore
        }

    [<Fact>]
    let ``A published replica takes what is written, and announces it in the next session as the original would``
        ()
        : Task =
        task {
            use scratch = twoFeeds ()
            let! responder, port = respond scratch "alice" [ "--policy"; "published" ]
            use responder = responder
            run scratch "feed write alice beside" |> ignore
            run scratch $"replicate bob 127.0.0.1:{port} --silence 1s" |> ignore
            read scratch "bob" |> Expect.equal [ "beside" ]
            let! _ = end' responder
            return ()
        }

    [<Fact>]
    let ``The socket is its owner's alone, ends with its replica, and a dead one is replaced`` () : Task =
        task {
            use scratch = feedsOf [ "alice" ]
            let socket = scratch.Below "alice/peer.socket"

            do!
                task {
                    let! responder, _ = respond scratch "alice" []
                    use responder = responder

                    File.GetUnixFileMode socket |> Expect.equal (UnixFileMode.UserRead ||| UnixFileMode.UserWrite)

                    responder.Kill()
                }

            File.Exists socket |> Expect.isTrue
            (run scratch "feed write alice alone").Output |> Expect.stringEnds "to logs/1.pcap\n"
            let! again, _ = respond scratch "alice" []
            use again = again
            (run scratch "feed write alice beside").Output |> Expect.stringContains "by the running replica"
            let! _ = end' again
            File.Exists socket |> Expect.isFalse
            read scratch "alice" |> Expect.equal [ "alone"; "beside" ]
        }

    [<Fact>]
    let ``Another file of the socket's name stays, and the replica says that no program can write beside it``
        ()
        : Task =
        task {
            use scratch = feedsOf [ "alice" ]
            File.WriteAllText(scratch.Below "alice/peer.socket", "mine")
            let! responder, _ = respond scratch "alice" []
            use responder = responder
            let refused = Peer.runIn scratch.Path [ "feed"; "write"; "alice"; "x" ]
            refused.ExitCode |> Expect.equal 1
            refused.Errors |> Expect.isMatch @"^peer: .*in use.*\n$"
            let! outcome = end' responder

            outcome.Errors
            |> Expect.isMatch @"^peer: warning: 'peer feed write' cannot write .*peer\.socket.*\n$"

            File.ReadAllText(scratch.Below "alice/peer.socket") |> Expect.equal "mine"
        }

    [<Fact>]
    let ``Callers that send nonsense, too much or nothing do not keep other programs from writing`` () : Task =
        task {
            use scratch = feedsOf [ "alice" ]
            let! responder, _ = respond scratch "alice" []
            use responder = responder

            let call (bytes: byte list) =
                let socket =
                    new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)

                socket.Connect(UnixDomainSocketEndPoint(scratch.Below "alice/peer.socket"))
                socket.Send(Array.ofList bytes) |> ignore
                socket

            use _silent = call []
            use _half = call [ 0uy; 0uy ]

            for nonsense in
                [ [ 9uy; 0uy; 0uy; 0uy; 0uy ]
                  [ 0uy; 0uy; 0uy; 0uy; 0uy ]
                  [ 0uy; 0x7Fuy; 0xFFuy; 0xFFuy; 0xFFuy ]
                  [ 0uy; 0xFFuy; 0xFFuy; 0xFFuy; 0xFFuy ]
                  [ 0uy; 0uy; 0uy; 0uy; 1uy; 0x7Fuy; 0xFFuy; 0xFFuy; 0xFFuy ] ] do
                use caller = call nonsense
                caller.ReceiveTimeout <- int Deadline.minute.TotalMilliseconds
                // The replica hangs up without an answer.
                caller.Receive(Array.zeroCreate<byte> 1) |> Expect.equal 0

            run scratch "feed write alice beside" |> ignore
            let! _ = end' responder
            read scratch "alice" |> Expect.equal [ "beside" ]
        }

    [<Fact>]
    let ``Standard input is one event, or one a line, beside a replica as without`` () : Task =
        task {
            use scratch = feedsOf [ "alice" ]

            let write () =
                (pipe scratch "printf 'one\\ntwo\\n'" "feed write alice -").ExitCode |> Expect.equal 0

                (pipe scratch "printf 'a\\r\\n\\n b\\nc'" "feed write alice --lines --json").Objects
                |> Array.map _.GetProperty("seq").GetInt64()
                |> Array.length
                |> Expect.equal 3

            write ()
            let! responder, _ = respond scratch "alice" []
            use responder = responder
            write ()
            let! _ = end' responder

            read scratch "alice"
            |> Expect.equal [ "one\\u{a}two"; "a"; " b"; "c"; "one\\u{a}two"; "a"; " b"; "c" ]
        }

    /// What a shell command writes, the words behind `feed write alice`, and the reason of the refusal.
    let private refusals =
        [ "printf ''", "-", "holds no text"
          "printf ' \\n'", "-", "holds no text"
          "printf '\\n \\n'", "--lines", "holds no line with text"
          "printf 'a\\377b'", "-", "is not UTF-8 text"
          "yes 2>/dev/null", "-", "has more than 4,194,304 bytes"
          "seq 5000", "--lines", "has 5,000 lines, and one call takes 4,096 at most"
          "(echo ok; head -c 2000 /dev/zero | tr '\\0' x)", "--lines", "event 2 of 2 has 2,"
          "head -c 2000 /dev/zero | tr '\\0' x", "-", "peers of the original take 1,024 at most"
          "head -c 2000 /dev/zero | tr '\\0' x", "-", "or write it with --large"
          "head -c 70000 /dev/zero | tr '\\0' x", "- --large", "has at most 60000 bytes" ]

    [<Fact>]
    let ``Text that cannot be written is refused whole, in one line that says why`` () : unit =
        use scratch = feedsOf [ "alice" ]

        for shell, arguments, why in refusals do
            let outcome = pipe scratch shell $"feed write alice {arguments}"
            Expecto.Expect.isMatch outcome.Errors @"^peer: [^\n]*nothing is written[^\n]*\n$" shell
            Expecto.Expect.stringContains outcome.Errors why shell
            Expecto.Expect.equal outcome.ExitCode 1 shell

        (run scratch "feed dump alice").Output |> Expect.stringContains "** dumped 1 events"

    [<Fact>]
    let ``An event larger than the original takes is written with --large, and refused beside a replica without it``
        ()
        : Task =
        task {
            use scratch = feedsOf [ "alice" ]
            let! responder, _ = respond scratch "alice" []
            use responder = responder
            let large = "head -c 2000 /dev/zero | tr '\\0' x"
            let refused = pipe scratch large "feed write alice -"
            refused.ExitCode |> Expect.equal 1
            refused.Errors |> Expect.stringContains "shorten the text by 1,"
            (pipe scratch large "feed write alice - --large").ExitCode |> Expect.equal 0
            let! _ = end' responder
            (read scratch "alice").Head.Length |> Expect.equal 2_000
        }

namespace PeerFunctional.Tests.Cli

open System
open System.Diagnostics
open System.IO
open System.Threading.Tasks
open Xunit
open PeerFunctional
open PeerFunctional.Tests
open PeerFunctional.Tests.Architecture
open PeerFunctional.Tests.Replication
open PeerFunctional.Tests.Storage

/// The command lines that the help and the pages show, executed as they stand there.
///
/// Chosen by rule: a line is executed unless it waits for the network (`replicate`, `tracker`, `link`, `rpc`, `libp2p`, `explore`, whose programs have tests of
/// their own, on ports of their own), or takes longer than a few seconds (`isLong`). Every line is parsed (`PageTests`,
/// `CommandLineTests`).
module ShownCommandsTests =

    let private pages =
        [ "README.md"
          "docs/sneakernet.md"
          "docs/tracker.md"
          "docs/link.md"
          "docs/rpc.md"
          "docs/libp2p.md"
          "docs/verification.md"
          "docs/explorer.md"
          "docs/lessons.md"
          "docs/laws.md" ]

    let private ofPages =
        [ for path in pages do
              let page = Page.create path (File.ReadAllText(Path.Combine(Repository.root, path)))
              yield! page.Code |> List.choose Page.arguments ]

    let private ofHelp =
        [ for topic in HelpTopics.all do
              for example, _ in topic.Examples do
                  yield! Page.arguments example |> Option.toList ]

    let private waits arguments =
        match arguments with
        | ("replicate" | "tracker" | "link" | "explore") :: _ -> true
        | "rpc" :: "inspect" :: subject :: _ -> subject.Contains "://"
        | "rpc" :: _ -> true
        | "libp2p" :: "id" :: _ -> false
        | "libp2p" :: _ -> true
        | _ -> false

    /// Half a minute of story, every world, or a thousand seeds and more.
    let private isLong arguments =
        match arguments with
        | "demo" :: _ ->
            not (List.exists (fun system -> List.contains system arguments) [ "tracker"; "link"; "rpc"; "libp2p" ])
        | "check" :: _ -> List.contains "--all" arguments || List.contains "set" arguments
        | "simulate" :: _ -> not (List.contains "200" arguments)
        | _ -> false

    /// What a call over the network leaves behind.
    let private recordCall (scratch: Scratch) =
        let port = FreePort.tcp ()

        task {
            use server =
                new RunningPeer(scratch.Path, [ "rpc"; "serve"; "--json"; "--port"; string port ])

            let! _ = server.Until _.Contains("serving")

            let address = $"ws://127.0.0.1:{port}/rpc"

            let call =
                Peer.runIn
                    scratch.Path
                    [ "rpc"
                      "call"
                      address
                      "greet()"
                      "--record"
                      "call.pcapng"
                      "--journal"
                      "call.journal" ]

            Expecto.Expect.equal call.ExitCode 0 call.Errors
            server.Terminate()
            let! _ = server.Ends()
            return ()
        }

    /// What a session over QUIC leaves behind.
    let private recordSession (scratch: Scratch) =
        task {
            use listener =
                new RunningPeer(
                    scratch.Path,
                    [ "libp2p"
                      "listen"
                      "--record"
                      "session.pcapng"
                      "--journal"
                      "session.journal"
                      "--keylog"
                      "session.keylog" ]
                )

            let! line = listener.Until _.Contains("/quic-v1")
            let address = line.Substring(line.IndexOf '/')

            let dial = Peer.runIn scratch.Path [ "libp2p"; "dial"; address; "--count"; "1" ]

            Expecto.Expect.equal dial.ExitCode 0 dial.Errors
            listener.Terminate()
            let! _ = listener.Ends()
            return ()
        }

    /// What the lines read: Alice's and Bob's directories, a stick, recordings, a journal and a trace.
    let private prepare (scratch: Scratch) =
        let run line =
            let outcome = Peer.runIn scratch.Path (Page.words line)
            Expecto.Expect.equal outcome.ExitCode 0 $"{line}: {outcome.Errors}"

        let copy (fixture: string) (name: string) =
            File.Copy(Repository.fixture fixture, scratch.Below name)

        for line in
            [ "feed init alice --name Alice"
              "feed write alice hello"
              "feed init bob --name Bob"
              "feed write bob hello" ] do
            run line

        Directory.CreateDirectory(scratch.Below "usb") |> ignore
        run "feed export bob usb"
        run "feed import alice usb"
        File.Move(Directory.GetFiles(scratch.Below "usb")[0], scratch.Below "usb/x1234567.pcap")
        // A simulation writes it on the page.
        (Peer.runIn scratch.Path (Page.words "check sneakernet --policy published --trace loss.trace")).ExitCode
        |> Expect.equal 1

        copy "sync.pcapng" "sync.pcapng"
        copy "../tracker/register-3-peers.pcapng" "ring.pcapng"
        copy "../capnweb/ws-01-simple-call.jsonl" "session.jsonl"

        Directory.CreateSymbolicLink(
            scratch.Below "interop-fixtures",
            Path.Combine(Repository.root, "interop-fixtures")
        )
        |> ignore

        task {
            use responder =
                new RunningPeer(
                    scratch.Path,
                    [ "replicate"
                      "alice"
                      "--port"
                      string (FreePort.udp ())
                      "--journal"
                      "alice.journal" ]
                )

            let! _ = responder.Until _.Contains("waiting")
            responder.Terminate()
            let! _ = responder.Ends()
            return ()
        }

    /// With a line of standard input, as the shell would run it.
    let private execute (scratch: Scratch) arguments =
        Peer.runBy [ "sh"; "-c"; "echo text | \"$@\""; "sh" ] scratch.Path arguments

    /// What a line answers that shows a violation, a search that was cut, or a side that diverges or cannot be judged.
    let private answers arguments =
        let has word = List.contains word arguments

        match arguments with
        | ("check" | "simulate" | "diff") :: _ when has "published" -> [ 1 ]
        | "grade" :: _ :: _ :: _ -> [ 0; 1 ]
        | "whatif" :: file :: _ when has "drop" || file.EndsWith ".pcapng" -> [ 1 ]
        | "check" :: _ when has "--max-states" || has "random-walk" -> [ 3 ]
        | ("replay" | "explain") :: file :: _ when file.EndsWith "lost-push.pcapng" -> [ 1 ]
        | ("replay" | "explain") :: file :: _ when file.EndsWith ".pcapng" -> [ 0; 3 ]
        | _ -> [ 0 ]

    [<Fact>]
    let ``Every bounded command line of the help and the pages runs as it stands there`` () : Task =
        task {
            use scratch = new Scratch()
            do! prepare scratch
            do! recordCall scratch
            do! recordSession scratch

            let lines =
                ofPages @ ofHelp
                |> List.distinct
                |> List.filter (fun arguments -> not (waits arguments || isLong arguments))

            lines.Length |> Expect.isGreaterThan 50

            // Traces are made before they are read.
            let makes arguments =
                [ "--trace"; "--certificate"; "--spec-trace"; "--pcap"; "init" ]
                |> List.exists (fun word -> List.contains word arguments)

            // Only commands of one directory are in each other's way.
            let writes arguments = List.head arguments = "feed"

            let run arguments =
                let outcome = execute scratch arguments
                let line = String.Join(' ', arguments)
                let last = outcome.Errors.Split('\n') |> Array.truncate 3 |> String.concat " / "
                Expecto.Expect.contains (answers arguments) outcome.ExitCode $"{line}: {last}"

            let made, others = List.partition makes lines
            let written, read = List.partition writes others
            List.iter run (made @ written)
            Threading.Tasks.Parallel.ForEach(read, ParallelOptions(MaxDegreeOfParallelism = 4), run) |> ignore
        }

namespace PeerFunctional.Tests.Cli

open System
open System.Threading.Tasks
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Tests.Replication
open PeerFunctional.Tests.Storage

/// Progress on a terminal of 40 columns, which `script` provides.
module ProgressTests =

    [<Literal>]
    let private Columns = 40

    let private onTerminal =
        [ "sh"
          "-c"
          $"TERM=xterm exec script -qec \"stty cols {Columns}; $*\" /dev/null"
          "sh" ]

    /// What stood on the status line, in order: what follows an erased line up to its end.
    let private statuses (output: string) =
        output.Split "\r\u001b[2K"
        |> Array.skip 1
        |> Array.map (fun after -> after.Split('\r', '\n')[0])
        |> Array.filter _.Contains('%')

    let private areGood (statuses: string array) =
        statuses |> Expect.isNonEmpty

        for status in statuses do
            Expecto.Expect.isLessThan status.Length Columns status

        Array.last statuses |> Expect.stringContains "100 %"

    [<Fact>]
    let ``Progress keeps the width of the terminal, and ends at 100 %`` () : unit =
        let ran = Peer.runBy onTerminal "." [ "simulate"; "sneakernet"; "--runs"; "700" ]

        Expecto.Expect.equal ran.ExitCode 0 ran.Output
        statuses ran.Output |> areGood

    [<Fact>]
    let ``Progress of a sync stands under thousands of lines, not between them`` () : Task =
        task {
            use scratch = new Scratch()

            let run (shell: string list) line =
                let outcome = Peer.runBy shell scratch.Path (Peer.words line)
                Expecto.Expect.equal outcome.ExitCode 0 $"{line}: {outcome.Errors}{outcome.Output}"
                outcome

            for name in [ "alice"; "bob" ] do
                run [] $"feed init {name}" |> ignore

            run [ "sh"; "-c"; "seq 4000 | \"$@\""; "sh" ] "feed write alice --lines --quiet" |> ignore
            let port = FreePort.udp ()

            use responder =
                new RunningPeer(scratch.Path, [ "replicate"; "alice"; "--port"; string port; "--once" ])

            let! _ = responder.Until _.Contains("waiting")
            let ran = run onTerminal $"replicate bob 127.0.0.1:{port} --verbose --silence 1s"
            let shown = statuses ran.Output
            areGood shown
            ran.Lines.Length |> Expect.isGreaterThan 8_000
            shown.Length |> Expect.isLessThan 400
            ran.Output |> Expect.stringContains "received 4000, sent 0; both hold the same 4000"
            let! _ = responder.Ends()
            return ()
        }

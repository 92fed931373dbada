namespace PeerFunctional.Tests.Cli

open System
open System.Diagnostics
open System.Threading.Tasks
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

/// Laws that are written on the page of `peer explore`, and on the command line.
module LawPageTests =

    let private npm = Repository.capnWebFixture "npm"

    let private expected =
        [ "a mistake Column 8: expected a statement, found 'fore', which stands for nothing: did you mean 'for'?"
          "too strict true"
          "a hint true"
          "the next hint Next: the word 'before', used as 'i before j': one user gives both items, the first one earlier."
          "full marks 4 of 4 correct machines keep your law, and it catches 11 of 11 bugs."
          "a run of a bug opens true"
          "the law beside its properties ✗ Violated since step N: "
          "kept for the next visit true"
          "complaints []" ]

    [<Fact>]
    let ``A person writes a law on the page, is told a mistake and a hint, mends the law, and gets full marks``
        ()
        : Task =
        task {
            use scratch = new Scratch()
            use peer = new RunningPeer(scratch.Path, [ "explore"; "link"; "--port"; "0" ])
            let! line = peer.Until _.Contains("http://")

            let address =
                line.Substring(line.IndexOf("http://", StringComparison.Ordinal)).TrimEnd('"', '}')

            use browser =
                new StartedProgram(
                    ProcessStartInfo(
                        "node",
                        [ "law.mjs"; address; scratch.Path ],
                        WorkingDirectory = npm,
                        RedirectStandardInput = true
                    )
                )

            let! ran = browser.EndsWithin(TimeSpan.FromMinutes 3.0)
            ran.Errors |> Expect.equal ""

            ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            |> List.ofArray
            |> Expect.equal expected
        }

    [<Fact>]
    let ``A grade on the command line is one object for each machine and one for all, and a law with a mistake is wrong usage``
        ()
        : unit =
        use scratch = new Scratch()

        let law =
            "at last for every peer p, peer q: not p waits-for q and for every event e: p stores e implies q stores e"

        let graded = Peer.runIn scratch.Path [ "grade"; "sneakernet"; law; "--json" ]
        graded.ExitCode |> Expect.equal 1
        let lines = graded.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        lines.Length |> Expect.equal (4 + 16 + 1)
        Array.last lines |> Expect.stringContains "\"kept\":4,\"correct\":4,\"caught\":12,\"bugs\":16,"

        let mistaken =
            Peer.runIn scratch.Path [ "grade"; "sneakernet"; "always for every peer p: p store p" ]

        mistaken.ExitCode |> Expect.equal 2

        mistaken.Errors
        |> Expect.stringContains "column 28: expected a word for the peer 'p', found 'store': did you mean 'stores'?"

namespace PeerFunctional.Tests.Cli

open System.IO
open System.Threading.Tasks
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

/// `--journal` of the tracker's commands, and what `peer replay` and `peer explain` make of the files, from outside.
module JournalCommandTests =

    let private ends (program: RunningPeer) =
        task {
            program.Interrupt()
            let! outcome = program.Ends()
            outcome.ExitCode |> Expect.equal 130
        }

    let private serve (scratch: Scratch) arguments =
        task {
            let tracker =
                new RunningPeer(scratch.Path, [ "tracker"; "serve"; "--port"; "0" ] @ arguments)

            let! line = tracker.Until _.StartsWith("Listening on ")
            return tracker, line.Substring "Listening on ".Length
        }

    /// A ring at work: the journals of its tracker, of a peer that stays, of one that leaves, and of a greeting.
    let private ring (scratch: Scratch) policy =
        task {
            let! tracker, address =
                serve scratch [ "--journal"; "tracker.journal"; "--policy"; policy ]

            use tracker = tracker

            let join handle arguments =
                [ "tracker"
                  "join"
                  address
                  "--handle"
                  handle
                  "--pace"
                  "50ms"
                  "--journal"
                  handle ]
                @ arguments

            use staying = new RunningPeer(scratch.Path, join "ann" [ "--stay"; "--verbose" ])
            let! _ = staying.Until _.Contains("Registered")
            use leaving = new RunningPeer(scratch.Path, join "bob" [])
            let! left = leaving.Ends()
            left.ExitCode |> Expect.equal 0

            let greeting =
                Peer.runIn scratch.Path [ "tracker"; "echo"; address; "--handle"; "eve"; "--journal"; "eve" ]

            greeting.ExitCode |> Expect.equal 0
            do! ends staying
            do! ends tracker
            return [ "tracker.journal"; "ann"; "bob"; "eve" ]
        }

    let private replayed (scratch: Scratch) (file: string) =
        let outcome = Peer.runIn scratch.Path [ "replay"; file; "--json" ]
        outcome, (Array.exactlyOne outcome.Objects).GetProperty("verdict").GetString()

    [<Fact>]
    let ``The journals of a live ring give the live digests, and are drawn in its words`` () : Task =
        task {
            use scratch = new Scratch()
            let! files = ring scratch "recovering"

            for file in files do
                let outcome, verdict = replayed scratch file
                Expecto.Expect.equal (outcome.ExitCode, verdict) (0, "same") $"{file}: {outcome.Output}"
                File.GetUnixFileMode(scratch.Below file) |> string |> Expect.equal "UserWrite, UserRead"

            let drawn file =
                let outcome = Peer.runIn scratch.Path [ "explain"; file; "--width"; "120" ]
                Expecto.Expect.equal outcome.ExitCode 0 outcome.Errors
                outcome.Output

            drawn "tracker.journal" |> Expect.stringContains "REGISTER ann at port"
            drawn "bob" |> Expect.stringContains "QUERY_RESULT"
            drawn "eve" |> Expect.stringContains "Hi eve, Welcome to the network"
        }

    [<Fact>]
    let ``The journals of part 1 give the live digests, too`` () : Task =
        task {
            use scratch = new Scratch()

            let! tracker, address =
                serve scratch [ "--part"; "1"; "--journal"; "tracker.journal" ]

            use tracker = tracker

            let collected =
                Peer.runIn scratch.Path [ "tracker"; "collect"; address; "--journal"; "client" ]

            collected.ExitCode |> Expect.equal 0
            do! ends tracker

            for file in [ "tracker.journal"; "client" ] do
                let outcome, verdict = replayed scratch file
                Expecto.Expect.equal (outcome.ExitCode, verdict) (0, "same") outcome.Output
        }

    [<Fact>]
    let ``A journal that was changed or cut is not judged, and both commands say why`` () : Task =
        task {
            use scratch = new Scratch()
            let! tracker, address = serve scratch []
            use tracker = tracker

            let greeting =
                Peer.runIn scratch.Path [ "tracker"; "echo"; address; "--handle"; "eve"; "--journal"; "eve" ]

            greeting.ExitCode |> Expect.equal 0
            do! ends tracker
            let bytes = File.ReadAllBytes(scratch.Below "eve")

            let is problem (changed: byte array) =
                File.WriteAllBytes(scratch.Below "changed", changed)
                let outcome, verdict = replayed scratch "changed"
                Expecto.Expect.equal (outcome.ExitCode, verdict) (3, "not-judged") outcome.Output
                outcome.Errors |> Expect.stringContains problem
                let drawn = Peer.runIn scratch.Path [ "explain"; "changed" ]
                drawn.Errors |> Expect.stringContains problem

            is "truncated-entry" (Array.truncate (bytes.Length - 2) bytes)
            is "truncated-entry" (Array.truncate "peer journal 3\n".Length bytes)
            let changed = Array.copy bytes
            changed[bytes.Length - 1] <- changed[bytes.Length - 1] ^^^ 1uy
            is "damaged-entry" changed
        }

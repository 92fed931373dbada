namespace PeerFunctional.Tests.Cli

open System.IO
open NUnit.Framework
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

[<TestFixture>]
module CheckCommandTests =

    let private check arguments = Peer.runIn "." ("check" :: arguments)

    [<Test>]
    let ``One lost letter leaves the published protocol incomplete, and the shortest way there is told`` () =
        let result = check [ "sneakernet"; "--policy"; "published" ]
        Assert.That(result.ExitCode, Is.EqualTo 1)

        Assert.That(
            result.Output,
            Does.StartWith "AsPublished: violated: when faults stop, all logs become equal and all sessions end. "
        )

        Assert.That(result.Output, Does.Match @"\nBob never gets Alice:1: HAVE \+Alice:1 to Bob was lost in step \d+\n")
        Assert.That(result.Output, Does.Contain "AsPublished: 4 properties hold in all ")

    [<Test>]
    let ``The recovering protocol gets by, in all states`` () =
        let result = check [ "sneakernet"; "--policy"; "recovering"; "--growth" ]
        Assert.That(result.ExitCode, Is.EqualTo 0)
        Assert.That(result.Output, Does.Match @"^Recovering: 5 properties hold in all [\d,]+ states \(depth \d+\)\n")
        Assert.That(result.Output, Does.Match @"\n\d+ +letters under way\n")

    [<Test>]
    let ``A search that was cut says that nothing is known`` () =
        let result = check [ "sneakernet"; "--max-states"; "100" ]
        Assert.That(result.ExitCode, Is.EqualTo 3)
        Assert.That(result.Output, Does.Contain "unknown")
        Assert.That(result.Output, Does.Contain "cut by --max-states")
        Assert.That(result.Output, Does.Not.Contain "hold")

    [<Test>]
    let ``Without a system it lists what can be checked`` () =
        let result = check []
        Assert.That(result.ExitCode, Is.EqualTo 0)

        for words in [ "sneakernet"; "--world one-event"; "when faults stop, all logs become equal" ] do
            Assert.That(result.Output, Does.Contain words)

    [<Test>]
    let ``An unknown world is named, with those that are known`` () =
        let result = check [ "sneakernet"; "--world"; "moon" ]
        Assert.That(result.ExitCode, Is.EqualTo 2)
        Assert.That(result.Errors, Does.Contain "sneakernet has no world 'moon': use one-event")

    [<Test>]
    let ``The counterexample is written to the file that --trace names`` () =
        use scratch = new Scratch()
        let file = Path.Combine(scratch.Path, "lost.trace")
        check [ "sneakernet"; "--policy=published"; "--trace"; file ] |> ignore

        let replayed = Peer.runIn "." [ "replay"; file ]
        Assert.That(replayed.ExitCode, Is.EqualTo 0, replayed.Errors)
        Assert.That(replayed.Output, Does.Match "Bob never gets Alice:1: .* was lost in step")

        let explained = Peer.runIn "." [ "explain"; file ]
        Assert.That(explained.Output, Does.Contain "lost")

        let steps = File.ReadAllLines file

        let broken =
            let last = steps[steps.Length - 1]
            let digit = if last[last.Length - 3] = '0' then "1" else "0"

            Array.append
                (Array.truncate (steps.Length - 1) steps)
                [| last.Substring(0, last.Length - 3) + digit + "\"}" |]

        File.WriteAllLines(file, broken)
        let differing = Peer.runIn "." [ "replay"; file ]
        Assert.That(differing.ExitCode, Is.EqualTo 1)
        Assert.That(differing.Errors, Does.Contain "the trace has digest")

    [<Test>]
    let ``The counterexample is drawn to a picture that --trace names`` () =
        use scratch = new Scratch()
        let file = Path.Combine(scratch.Path, "lost.svg")
        check [ "sneakernet"; "--policy=published"; "--trace"; file ] |> ignore
        Assert.That(File.ReadAllText file, Does.StartWith "<svg")

    [<Test>]
    let ``The counterexample becomes a test of its moves`` () =
        use scratch = new Scratch()
        let file = Path.Combine(scratch.Path, "Counterexample.fs")
        check [ "sneakernet"; "--policy=published"; "--emit-test"; file ] |> ignore
        let source = File.ReadAllText file
        Assert.That(source, Does.Contain "Move.Lose 4\n")
        Assert.That(source, Does.Contain "Worlds.world AsPublished (Worlds.named")
        Assert.That(source, Does.Contain "``when faults stop  all logs become equal and all sessions end`` () =")

    [<Test>]
    let ``For programs there is an object for each property`` () =
        let result = check [ "sneakernet"; "--json" ]
        Assert.That(result.Output.TrimEnd().Split('\n').Length, Is.EqualTo 5)
        Assert.That(result.Output, Does.Contain "\"verdict\":\"holds\"")

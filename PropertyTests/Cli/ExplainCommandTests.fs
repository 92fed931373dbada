namespace PeerFunctional.Tests.Cli

open System.IO
open System.Xml.Linq
open NUnit.Framework
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

/// `peer explain` from outside.
[<TestFixture; Parallelizable(ParallelScope.All)>]
module ExplainCommandTests =

    let private sync = Repository.fixture "sync.pcapng"

    [<Test>]
    let ``A capture is drawn in the width asked for, and unfolded when asked`` () =
        use scratch = new Scratch()
        let folded = Peer.runIn scratch.Path [ "explain"; sync; "--width"; "80" ]
        Assert.That(folded.Errors, Is.Empty)
        Assert.That(folded.ExitCode, Is.EqualTo 0)
        Assert.That(folded.Output, Does.Contain("├─ HELO initiator ─").And.Contain "▸ 9 × responder → initiator")
        Assert.That(folded.Output, Does.Contain "conforms to published")
        Assert.That(folded.Lines |> Array.map _.Length, Is.All.LessThanOrEqualTo 80)

        let unfolded =
            Peer.runIn scratch.Path [ "explain"; sync; "--verbose"; "--width"; "90" ]

        Assert.That(unfolded.Output, Does.Contain("push Alice:9 ─┤").And.Not.Contain "▸")
        Assert.That(unfolded.Output, Does.Contain "ingested event")
        let moments = Peer.runIn scratch.Path [ "explain"; sync; "--json" ]
        Assert.That(moments.Objects, Has.Length.GreaterThan 32)
        Assert.That(moments.Objects[0].GetProperty("words").GetString(), Does.StartWith "initiator to responder: HELO")

    [<Test>]
    let ``A capture's moments have the states that its replay shows`` () =
        use scratch = new Scratch()
        let moments = (Peer.runIn scratch.Path [ "explain"; sync; "--json" ]).Objects

        let states =
            moments
            |> Array.choose (fun moment ->
                match moment.TryGetProperty "state" with
                | true, state -> Some(state.GetString())
                | false, _ -> None)

        Assert.That(states[0], Is.EqualTo "contacting, try 1; shown to hold 7mQ6:7")
        Assert.That(Array.last states, Does.EndWith "; shown to hold 7mQ6:7 Alice:9")

    [<Test>]
    let ``Pictures are whole files, and nothing lies beside them`` () =
        use scratch = new Scratch()

        for subject in [ sync; "sneakernet" ] do
            for name in [ "x.svg"; "x.html" ] do
                let outcome = Peer.runIn scratch.Path [ "explain"; subject; "--out"; name ]
                Assert.That(outcome.ExitCode, Is.EqualTo 0, outcome.Errors)
                let text = File.ReadAllText(Path.Combine(scratch.Path, name))

                Assert.That(
                    XDocument.Parse(text).Root.Name.LocalName,
                    Is.EqualTo(if name = "x.svg" then "svg" else "html")
                )

        Assert.That(Directory.GetFiles scratch.Path, Has.Length.EqualTo 2)

    [<Test>]
    let ``A system prints its machine's phases`` () =
        use scratch = new Scratch()

        let outcome =
            Peer.runIn scratch.Path [ "explain"; "sneakernet"; "--policy"; "published" ]

        Assert.That(outcome.Output, Does.Contain("loop, pushing").And.Contain "contacting")

    [<TestCase("explain", 2)>]
    [<TestCase("explain nowhere.pcapng", 1)>]
    [<TestCase("explain noise", 1)>]
    [<TestCase("explain noise --out x.png", 2)>]
    [<TestCase("explain noise --width 10", 2)>]
    let ``What cannot be explained is one line on standard error`` (line: string, exitCode: int) =
        use scratch = new Scratch()
        File.WriteAllText(Path.Combine(scratch.Path, "noise"), "this is no capture")
        let outcome = Peer.runIn scratch.Path (Peer.words line)
        Assert.That(outcome.ExitCode, Is.EqualTo exitCode)
        Assert.That(outcome.Output, Is.Empty)

        Assert.That(
            (outcome.Errors.Trim().Split '\n') |> Array.filter (fun line -> not (line.Contains "warning")),
            Has.Length.EqualTo 1
        )

    [<TestCase("explain nowhere")>]
    [<TestCase("explain .")>]
    [<TestCase("replay nowhere")>]
    [<TestCase("replay .")>]
    let ``What is no file is called no file, by the name the user gave it`` (line: string) =
        use scratch = new Scratch()
        let outcome = Peer.runIn scratch.Path (Peer.words line)
        Assert.That(outcome.ExitCode, Is.EqualTo 1)
        Assert.That(outcome.Errors, Does.StartWith $"peer: {List.last (Peer.words line)} is no file")

namespace PeerFunctional.Tests.Cli

open System.IO
open System.Text.RegularExpressions
open System.Xml.Linq
open NUnit.Framework
open PeerFunctional.Tests.Storage

/// Traces of `peer simulate` from outside: replayed and explained.
[<TestFixture>]
module TraceTests =

    let private run (scratch: Scratch) line =
        Peer.runIn scratch.Path (Peer.words line)

    /// A trace in a file whose name tells nothing.
    let private simulate scratch =
        run scratch "simulate sneakernet --policy published --runs 200 --loss 0.3 --trace found"

    /// Writes the trace again, changed.
    let private change (scratch: Scratch) (before: string) (after: string) =
        let text = File.ReadAllText(scratch.Below "found")
        Assert.That(text, Does.Match before)
        File.WriteAllText(scratch.Below "changed", Regex.Replace(text, before, after))

    [<Test>]
    let ``A trace is replayed to the same digests, and the failure is told again`` () =
        use scratch = new Scratch()
        let found = simulate scratch
        Assert.That(found.ExitCode, Is.EqualTo 1)
        let replayed = run scratch "replay found"
        Assert.That(replayed.ExitCode, Is.EqualTo 0, replayed.Errors)
        Assert.That(found.Lines, Does.Contain replayed.Lines[0])
        Assert.That(replayed.Output, Does.Contain "gives the trace's digest after every one of them")
        let verdict = (run scratch "replay found --json").Objects |> Array.exactlyOne
        Assert.That(verdict.GetProperty("verdict").GetString(), Is.EqualTo "same")

    [<TestCase("\"digest\":\".", "\"digest\":\"0", "step 1: the trace has digest")>]
    [<TestCase("\"policy\":\"published\"", "\"policy\":\"recovering\"", "step 1: the trace has digest")>]
    [<TestCase("\"ending\":\"missed\"", "\"ending\":\"broken\"", "the trace ended otherwise")>]
    let ``A trace that another machine made differs, and where is told``
        (before: string, after: string, words: string)
        =
        use scratch = new Scratch()
        simulate scratch |> ignore
        change scratch before after
        let replayed = run scratch "replay changed"
        Assert.That(replayed.ExitCode, Is.EqualTo 1)
        Assert.That(replayed.Errors, Does.Contain words)
        Assert.That(replayed.Errors.Trim().Split '\n', Has.Length.EqualTo 1)

        let explained = run scratch "explain changed"
        Assert.That(explained.ExitCode, Is.EqualTo 0)
        Assert.That(explained.Errors, Does.Contain "another run than the trace's")

    [<TestCase("replay changed")>]
    [<TestCase("explain changed")>]
    let ``What is no trace of ours is one line on standard error`` (line: string) =
        use scratch = new Scratch()
        simulate scratch |> ignore

        for before, after, problem in
            [ "\"system\":\"sneakernet\"", "\"system\":\"mars\"", "unknown-system"
              "\"step\":\"start\"", "\"step\":", "bad-json" ] do
            change scratch before after
            let outcome = run scratch line
            Assert.That(outcome.ExitCode, Is.EqualTo 1)
            Assert.That(outcome.Output, Is.Empty)
            Assert.That(outcome.Errors, Does.Contain problem)
            Assert.That(outcome.Errors.Trim().Split '\n', Has.Length.EqualTo 1)

    [<Test>]
    let ``A trace is drawn, and its page has each peer's state`` () =
        use scratch = new Scratch()
        simulate scratch |> ignore
        let drawn = run scratch "explain found --width 90"
        Assert.That(drawn.Errors, Is.Empty)
        Assert.That(drawn.Output, Does.Contain("lost ×").And.Contain "never gets")
        Assert.That(drawn.Output, Does.Not.Contain "Welcome")
        Assert.That((run scratch "explain found --verbose").Output, Does.Contain "Welcome")

        for name in [ "x.svg"; "x.html" ] do
            Assert.That((run scratch $"explain found --out {name}").ExitCode, Is.EqualTo 0)

        let page = XDocument.Load(scratch.Below "x.html")

        for peer in [ "data-state0"; "data-state1" ] do
            let states =
                page.Descendants()
                |> Seq.choose (fun element -> element.Attribute(XName.Get peer) |> Option.ofObj)
                |> Seq.map _.Value
                |> List.ofSeq

            Assert.That(states, Is.Not.Empty)
            Assert.That(states, Is.All.Matches "; holds .+:2")

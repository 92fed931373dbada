namespace PeerFunctional.Tests.Cli

open System.IO
open System.Text.RegularExpressions
open System.Xml.Linq
open Xunit
open PeerFunctional.Tests.Storage
open PeerFunctional.Tests

/// Traces of `peer simulate` from outside: replayed and explained.
module TraceTests =

    let private run (scratch: Scratch) line =
        Peer.runIn scratch.Path (Peer.words line)

    /// A simulation that finds a violation, and the trace that it writes.
    let private simulation =
        lazy
            (use scratch = new Scratch()

             let outcome =
                 run scratch "simulate sneakernet --policy published --runs 200 --loss 0.3 --trace found"

             outcome, File.ReadAllText(scratch.Below "found"))

    /// The trace in a file whose name tells nothing; answers what the simulation printed.
    let private simulate (scratch: Scratch) =
        let outcome, trace = simulation.Value
        File.WriteAllText(scratch.Below "found", trace)
        outcome

    /// Writes the trace again, changed.
    let private change (scratch: Scratch) (before: string) (after: string) =
        let text = File.ReadAllText(scratch.Below "found")
        text |> Expect.isMatch before
        File.WriteAllText(scratch.Below "changed", Regex.Replace(text, before, after))

    [<Fact>]
    let ``A trace is replayed to the same digests, and the failure is told again`` () : unit =
        use scratch = new Scratch()
        let found = simulate scratch
        found.ExitCode |> Expect.equal 1
        let replayed = run scratch "replay found"
        Expecto.Expect.equal replayed.ExitCode 0 replayed.Errors
        found.Lines |> Expect.contains replayed.Lines[0]
        replayed.Output |> Expect.stringContains "after every step the machine's digest equals the trace's"
        let verdict = (run scratch "replay found --json").Objects |> Array.exactlyOne
        verdict.GetProperty("verdict").GetString() |> Expect.equal "same"

    [<Theory>]
    [<InlineData("\"digest\":\".", "\"digest\":\"0", "step 1: the trace has digest")>]
    [<InlineData("\"policy\":\"published\"", "\"policy\":\"recovering\"", "step 1: the trace has digest")>]
    [<InlineData("\"ending\":\"missed\"", "\"ending\":\"broken\"", "the trace ends with")>]
    let ``A trace that another machine made differs, and where is told``
        (before: string, after: string, words: string)
        : unit =
        use scratch = new Scratch()
        simulate scratch |> ignore
        change scratch before after
        let replayed = run scratch "replay changed"
        replayed.ExitCode |> Expect.equal 1
        replayed.Errors |> Expect.stringContains words
        replayed.Errors.Trim().Split '\n' |> Expect.hasLength 1

        let explained = run scratch "explain changed"
        explained.ExitCode |> Expect.equal 0
        explained.Errors |> Expect.stringContains "which differs from the trace"

    [<Theory>]
    [<InlineData("replay changed")>]
    [<InlineData("explain changed")>]
    let ``A file that is not a trace gives one line on standard error`` (line: string) : unit =
        use scratch = new Scratch()
        simulate scratch |> ignore

        for before, after, problem in
            [ "\"system\":\"sneakernet\"", "\"system\":\"mars\"", "unknown-system"
              "\"step\":\"start\"", "\"step\":", "bad-json" ] do
            change scratch before after
            let outcome = run scratch line
            outcome.ExitCode |> Expect.equal 1
            outcome.Output |> Expect.equal ""
            outcome.Errors |> Expect.stringContains problem
            outcome.Errors.Trim().Split '\n' |> Expect.hasLength 1

    [<Fact>]
    let ``A trace is drawn, and its page has each peer's state`` () : unit =
        use scratch = new Scratch()
        simulate scratch |> ignore
        let drawn = run scratch "explain found --width 90"
        drawn.Errors |> Expect.equal ""
        drawn.Output |> Expect.stringContains "lost ×"
        drawn.Output |> Expect.stringContains "never gets"
        drawn.Output |> Expect.stringLacks "Welcome"
        (run scratch "explain found --verbose").Output |> Expect.stringContains "Welcome"

        for name in [ "x.svg"; "x.html" ] do
            (run scratch $"explain found --out {name}").ExitCode |> Expect.equal 0

        let page = XDocument.Load(scratch.Below "x.html")

        for peer in [ "data-state0"; "data-state1" ] do
            let states =
                page.Descendants()
                |> Seq.choose (fun element -> element.Attribute(XName.Get peer) |> Option.ofObj)
                |> Seq.map _.Value
                |> List.ofSeq

            states |> Expect.isNonEmpty
            states |> Expect.all (fun text -> Regex.IsMatch(text, "; holds .+:2"))

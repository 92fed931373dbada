namespace PeerFunctional.Tests.Cli

open System.IO
open System.Text.Json
open System.Text.RegularExpressions
open Xunit
open PeerFunctional.Tests.Storage
open PeerFunctional.Tests

/// `peer whatif` and `peer diff` from outside.
module WhatIfCommandTests =

    let private run (scratch: Scratch) line =
        Peer.runIn scratch.Path (Peer.words line)

    /// The original's counterexample, which loses HAVE in step 7.
    let private trace =
        lazy
            (use scratch = new Scratch()
             run scratch "check sneakernet --policy published --trace lost.trace" |> ignore
             File.ReadAllText(scratch.Below "lost.trace"))

    let private lost (scratch: Scratch) =
        File.WriteAllText(scratch.Below "lost.trace", trace.Value)

    [<Fact>]
    let ``The message that is lost arrives instead, and both futures stand side by side with their verdicts``
        ()
        : unit =
        use scratch = new Scratch()
        lost scratch
        let told = run scratch "whatif lost.trace deliver --at 7 --width 160"
        Expecto.Expect.equal told.ExitCode 0 told.Errors

        for words in
            [ "Alice, as it was"
              "Bob, changed"
              "changed: HAVE +Alice:1 to Bob arrives"
              "as it was: Bob never gets Alice:1"
              "after step 7 nothing can change that"
              "changed: the goal is reached after"
              "assumed: at most 1 lost message" ] do
            told.Output |> Expect.stringContains words

        // Each run counts its steps in a column of its own, at its side.
        let head = told.Lines |> Array.find _.Contains("Alice, as it was")
        head.Trim() |> Expect.stringStarts "step "
        head |> Expect.stringEnds " step"

        for side in [ @"^[\d. ]*\s\d\d\s.*timer: silence"; @"timer: silence.*\s\d\d$" ] do
            told.Lines |> Array.exists (fun line -> Regex.IsMatch(line, side)) |> Expect.isTrue

        let narrow = run scratch "whatif lost.trace deliver --at 7 --width 80"

        narrow.Lines
        |> Array.exists (fun line -> line.Contains "as it was  " && not (line.Contains "Alice"))
        |> Expect.isTrue

        let futures = (run scratch "whatif lost.trace deliver --at 7 --json").Objects

        futures
        |> Array.filter (fun each -> fst (each.TryGetProperty "future"))
        |> Array.map (fun each -> each.GetProperty("verdict").GetString())
        |> Expect.equal [| "violated"; "reached" |]

        for name in [ "futures.svg"; "futures.html" ] do
            (run scratch $"whatif lost.trace deliver --at 7 --out {name}").ExitCode |> Expect.equal 0
            File.ReadAllText(scratch.Below name) |> Expect.stringContains "no return"

    [<Theory>]
    [<InlineData("whatif lost.trace drop --at 99", 2, "there is no step 99: the run has the steps 1 to")>]
    [<InlineData("whatif lost.trace drop --at 7",
                 2,
                 "step 7 cannot be changed by 'drop': possible there: deliver, duplicate, crash")>]
    [<InlineData("whatif lost.trace drop --at 1",
                 2,
                 "step 1 cannot be changed by 'drop': possible there: crash; steps with one message:")>]
    [<InlineData("whatif lost.trace crash --at 8", 1, "")>]
    [<InlineData("whatif lost.trace sink --at 7", 2, "unknown change 'sink'")>]
    [<InlineData("whatif lost.trace drop --out all.svg", 2, "--out draws one change: name its step with --at STEP")>]
    [<InlineData("whatif lost.trace", 2, "CHANGE is missing")>]
    [<InlineData("whatif gone.trace drop --at 1", 1, "gone.trace is not a file")>]
    let ``What cannot be changed is refused, with what can be`` (line: string, exit: int, words: string) : unit =
        use scratch = new Scratch()
        lost scratch
        let outcome = run scratch line
        Expecto.Expect.equal outcome.ExitCode exit outcome.Errors
        outcome.Errors |> Expect.stringContains words

    [<Fact>]
    let ``Without a step each is changed in turn, and comes to what it comes to alone`` () : unit =
        use scratch = new Scratch()
        lost scratch
        let each = run scratch "whatif lost.trace drop --json"
        each.ExitCode |> Expect.equal 1

        let outcome (told: JsonElement) = told.GetProperty("outcome").GetString()

        each.Objects
        |> Array.map outcome
        |> Array.countBy id
        |> Array.sort
        |> Expect.equal [| "harmed", 1; "mended", 3 |]

        for told in each.Objects |> Array.distinctBy outcome do
            let alone =
                run scratch $"""whatif lost.trace drop --at {told.GetProperty("at").GetInt64()} --json"""

            (alone.Objects |> Array.last).GetProperty("verdict").GetString()
            |> Expect.equal (if outcome told = "mended" then "reached" else "violated")

    [<Fact>]
    let ``A capture tells which of its messages could have been lost without harm`` () : unit =
        use scratch = new Scratch()
        let capture = Repository.trackerFixture "register-3-peers.pcapng"
        let told = Peer.runIn scratch.Path [ "whatif"; capture; "drop" ]
        told.ExitCode |> Expect.equal 1

        for words in
            [ "frame 176, QUERY_RESULT 2 \"peaks\" to cat is lost: every side ends as it would have without the change"
              "QUERY 2 to ben is lost: tracker ends otherwise: listening; ring: ann, cat"
              "33 tried, 11 without harm, 22 with harm, 0 cannot be told" ] do
            told.Output |> Expect.stringContains words

        let unknown =
            Peer.runIn scratch.Path [ "whatif"; Repository.capnWebFixture "npm-batch-and-ws.pcapng"; "drop" ]

        unknown.ExitCode |> Expect.equal 3
        unknown.Output |> Expect.stringContains "cannot be told: the state of client is unknown"

    [<Fact>]
    let ``Each kind of difference between two machines is told, drawn and written to a file of its own`` () : unit =
        use scratch = new Scratch()
        let told = run scratch "diff link published recovering --width 140"
        Expecto.Expect.equal told.ExitCode 1 told.Errors

        for words in
            [ "alice sends HELLO with published, and with recovering one of other contents: after"
              "alice, published"
              "bob, recovering"
              "HELLO from alice:5000: json, strict, ext=1"
              "1 kind of difference in all" ] do
            told.Output |> Expect.stringContains words

        let cut =
            run scratch "diff sneakernet published recovering --drops 0 --max-states 5 --out diff.svg"

        cut.ExitCode |> Expect.equal 1
        cut.Output |> Expect.stringContains "--max-states ended the search, and there may be more"

        for name in [ "diff.svg"; "diff-2.svg" ] do
            File.Exists(scratch.Below name) |> Expect.isTrue

    [<Theory>]
    [<InlineData("diff rpc published recovering", "rpc has one machine")>]
    [<InlineData("diff sneakernet published published", "the two policies are the same")>]
    [<InlineData("diff sneakernet published", "name two policies")>]
    [<InlineData("diff sneakernet published mixed", "'mixed' names two worlds")>]
    let ``Machines that cannot be compared are refused`` (line: string, words: string) : unit =
        use scratch = new Scratch()
        let outcome = run scratch line
        outcome.ExitCode |> Expect.equal 2
        outcome.Errors |> Expect.stringContains words

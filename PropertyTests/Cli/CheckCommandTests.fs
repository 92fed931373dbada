namespace PeerFunctional.Tests.Cli

open System
open System.IO
open System.Text.RegularExpressions
open System.Text.Json
open System.Xml.Linq
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

module CheckCommandTests =

    let private check arguments = Peer.runIn "." ("check" :: arguments)

    [<Fact>]
    let ``One lost letter leaves the published protocol incomplete, and the shortest way there is told`` () : unit =
        let result = check [ "sneakernet"; "--policy"; "published" ]
        result.ExitCode |> Expect.equal 1

        result.Output
        |> Expect.stringStarts "published: violated: when faults stop, all logs become equal and all sessions end. "

        result.Output
        |> Expect.isMatch
            @"\nBob never gets Alice:1: .+ to (Alice|Bob) was lost in step (\d+); after step \2 nothing can change that\n"

        result.Output |> Expect.stringContains "published: 7 properties hold in all "

    [<Fact>]
    let ``The diagram numbers the step that the sentence names, and the mend is told`` () : unit =
        let result = check [ "sneakernet"; "--policy"; "published" ]
        let step = Regex.Match(result.Output, @"was lost in step (\d+);").Groups[1].Value

        result.Lines
        |> Array.filter (fun line -> line.Contains "× lost" || line.Contains "lost ×")
        |> Array.exactlyOne
        |> Expect.isMatch $@"^[^│├]*\b{step} +[│ ]*(├|lost ×)"

        for line in
            [ "Mended by ask-again:"
              "  shown by      the test 'A recovering replica passes in every world with a lost message'" ] do
            result.Lines |> Expect.contains line

        let violated =
            (check [ "sneakernet"; "--policy"; "published"; "--json" ]).Objects
            |> Array.find (fun each ->
                match each.TryGetProperty "verdict" with
                | true, verdict -> verdict.GetString() = "violated"
                | false, _ -> false)

        violated.GetProperty("mends").EnumerateArray()
        |> Seq.map (fun mend -> mend.GetProperty("name").GetString())
        |> List.ofSeq
        |> Expect.equal [ "ask-again" ]

        violated.GetProperty("steps").EnumerateArray()
        |> Seq.filter (fun each -> each.GetProperty("words").GetString().Contains "lost")
        |> Seq.map (fun each -> each.GetProperty("step").GetInt32())
        |> List.ofSeq
        |> Expect.equal [ int step ]

    [<Fact>]
    let ``A run with two violated properties writes a trace and a test of each, which replay and differ`` () : unit =
        use scratch = new Scratch()

        let result =
            Peer.runIn
                scratch.Path
                (Peer.words
                    "check tracker --policy published --world plenty --drops 1 --trace found.trace --emit-test Found.fs --json")

        let violated =
            result.Objects
            |> Array.filter (fun each ->
                match each.TryGetProperty "verdict" with
                | true, verdict -> verdict.GetString() = "violated"
                | false, _ -> false)

        violated.Length |> Expect.isGreaterThan 1

        let files =
            [ "found"
              for number in 2 .. violated.Length do
                  $"found-{number}" ]

        violated
        |> Array.map (fun each -> each.GetProperty("trace").GetString())
        |> List.ofArray
        |> Expect.equal (files |> List.map (fun file -> $"{file}.trace"))

        for file in files do
            (Peer.runIn scratch.Path [ "replay"; $"{file}.trace" ]).ExitCode |> Expect.equal 0

            File.ReadAllText(scratch.Below(file.Replace("found", "Found") + ".fs"))
            |> Expect.stringStarts "module PeerFunctional.Tests.Counterexample"

        files
        |> List.map (fun file -> File.ReadAllText(scratch.Below $"{file}.trace"))
        |> List.distinct
        |> Expect.hasLength files.Length

    [<Theory>]
    [<InlineData("check sneakernet --trace gone/x.trace")>]
    [<InlineData("check sneakernet --junit gone/x.trace")>]
    [<InlineData("simulate sneakernet --sarif gone/x.trace")>]
    [<InlineData("simulate sneakernet --emit-test gone/x.trace")>]
    [<InlineData("explain sneakernet --out gone/x.svg")>]
    let ``A file in a folder that does not exist is named before the work, with what to do`` (line: string) : unit =
        use scratch = new Scratch()
        let refused = Peer.runIn scratch.Path (Peer.words line)
        refused.ExitCode |> Expect.equal 1
        refused.Output |> Expect.equal ""

        refused.Errors
        |> Expect.isMatch
            @"^peer: cannot write 'gone/x\.(trace|svg)': there is no folder '[^']*/gone'; make it first\n$"

    [<Fact>]
    let ``The recovering protocol gets by, in all states`` () : unit =
        let result = check [ "sneakernet"; "--policy"; "recovering"; "--growth" ]
        result.ExitCode |> Expect.equal 0

        result.Output
        |> Expect.isMatch
            @"^recovering: 8 properties hold in all [\d,]+ states \(depth \d+\) of world one-event; chance of a missed state below 1e-\d+\n  assumed: at most 1 lost message; messages of a link in order; messages, stores and restarts faster than any timer; timers never early, never late\n"

        result.Output |> Expect.isMatch @"\n\d+ +messages in flight\n"

    [<Fact>]
    let ``A search that was cut says that nothing is known`` () : unit =
        let result = check [ "sneakernet"; "--max-states"; "100" ]
        result.ExitCode |> Expect.equal 3
        result.Output |> Expect.stringContains "unknown"
        result.Output |> Expect.stringContains "--max-states ended the search"
        result.Output |> Expect.stringContains "\n  unknown: no peer's log shrinks\n"
        result.Output |> Expect.stringLacks "properties hold"

    [<Fact>]
    let ``Without a system it lists what can be checked`` () : unit =
        let result = check []
        result.ExitCode |> Expect.equal 0

        for words in [ "sneakernet"; "--world one-event"; "when faults stop, all logs become equal" ] do
            result.Output |> Expect.stringContains words

    [<Fact>]
    let ``An unknown world is named, with those that are known`` () : unit =
        let result = check [ "sneakernet"; "--world"; "moon" ]
        result.ExitCode |> Expect.equal 2
        result.Errors |> Expect.stringContains "sneakernet has no world 'moon': use one-event"

    [<Fact>]
    let ``The counterexample is written to the file that --trace names`` () : unit =
        use scratch = new Scratch()
        let file = Path.Combine(scratch.Path, "lost.trace")
        check [ "sneakernet"; "--policy=published"; "--trace"; file ] |> ignore

        let replayed = Peer.runIn "." [ "replay"; file ]
        Expecto.Expect.equal replayed.ExitCode 0 replayed.Errors
        replayed.Output |> Expect.isMatch "Bob never gets Alice:1: .* was lost in step"

        let explained = Peer.runIn "." [ "explain"; file ]
        explained.Output |> Expect.stringContains "lost"

        let steps = File.ReadAllLines file

        let broken =
            let last = steps[steps.Length - 1]
            let digit = if last[last.Length - 3] = '0' then "1" else "0"

            Array.append
                (Array.truncate (steps.Length - 1) steps)
                [| last.Substring(0, last.Length - 3) + digit + "\"}" |]

        File.WriteAllLines(file, broken)
        let differing = Peer.runIn "." [ "replay"; file ]
        differing.ExitCode |> Expect.equal 1
        differing.Errors |> Expect.stringContains "the trace has digest"

    [<Fact>]
    let ``The counterexample is drawn to a picture that --trace names`` () : unit =
        use scratch = new Scratch()
        let file = Path.Combine(scratch.Path, "lost.svg")
        check [ "sneakernet"; "--policy=published"; "--trace"; file ] |> ignore
        File.ReadAllText file |> Expect.stringStarts "<svg"

    let private withoutSpaces (text: string) =
        text |> String.filter (fun letter -> not (Char.IsWhiteSpace letter) && letter <> ';')

    /// `CheckedCounterexample.fs` is compiled with these tests, without the attribute of a test. In `MendedCheckedCounterexample.fs` the machine
    /// is the recovering one.
    [<Fact>]
    let ``The emitted test of a counterexample fails, and the machine that is mended passes it`` () : unit =
        use scratch = new Scratch()
        let file = Path.Combine(scratch.Path, "Counterexample.fs")
        check [ "sneakernet"; "--policy=published"; "--emit-test"; file ] |> ignore
        let source = File.ReadAllText file

        let written file =
            Repository.text $"PropertyTests/SneakerNet/{file}.fs" |> withoutSpaces

        let named (name: string) (source: string) =
            source.Replace("Tests.Counterexample", $"Tests.{name}")

        source.Replace("[<Fact>]", "")
        |> named "CheckedCounterexample"
        |> withoutSpaces
        |> Expect.equal (written "CheckedCounterexample")

        source.Replace("PeerPolicies.published", "PeerPolicies.recovering")
        |> named "MendedCheckedCounterexample"
        |> withoutSpaces
        |> Expect.equal (written "MendedCheckedCounterexample")

        Assert.ThrowsAny<Sdk.XunitException>(
            CheckedCounterexample.``when faults stop  all logs become equal and all sessions end``
        )
        |> ignore

    [<Fact>]
    let ``For programs there is an object for each property, and one with the time that it took`` () : unit =
        let objects = (check [ "sneakernet"; "--policy=published"; "--json" ]).Objects
        objects.Length |> Expect.equal 9

        let text (name: string) index =
            objects[index].GetProperty(name).GetString()

        text "id" 0
        |> Expect.equal
            "sneakernet/one-event/published/logs-hold-only-verified-events-one-after-the-other-of-one-history"

        [ "system"; "world"; "policy"; "verdict" ]
        |> List.map (fun name -> text name 7)
        |> Expect.equal [ "sneakernet"; "one-event"; "published"; "violated" ]

        objects[7].GetProperty("steps").EnumerateArray() |> List.ofSeq |> Expect.isNonEmpty
        text "id" 8 |> Expect.equal "sneakernet/one-event/published"
        objects[8].GetProperty("seconds").GetDouble() |> Expect.isGreaterThan 0.0

        for each in objects[..7] do
            each.TryGetProperty "seconds" |> fst |> Expect.isFalse

    [<Fact>]
    let ``With --all every world is checked, and files tell build servers and code scanners`` () : unit =
        use scratch = new Scratch()
        let junit, sarif = scratch.Below "check.xml", scratch.Below "check.sarif"

        let result =
            check [ "--all"; "--max-states=20"; "--junit"; junit; "--sarif"; sarif ]

        result.ExitCode |> Expect.equal 3

        let suites = (XDocument.Load junit).Root.Elements "testsuite" |> List.ofSeq

        suites
        |> List.map (fun suite -> suite.Attribute(XName.Get "name").Value)
        |> Expect.equal
            [ for system in PeerFunctional.Systems.all do
                  for world, _ in system.Worlds do
                      $"{system.Name}/{world}" + if system.Policies.IsEmpty then "" else "/recovering" ]

        for suite in suites do
            let name = suite.Attribute(XName.Get "name").Value.Split '/'
            result.Output |> Expect.isMatch $"\n{name[0]} +{name[1]} +(recovering)? +\d+ +\d+ +\d+ +\d"

        let run =
            (JsonDocument.Parse(File.ReadAllText sarif)).RootElement.GetProperty("runs")[0]

        run.GetProperty("results").GetArrayLength()
        |> Expect.equal (suites |> List.sumBy (fun suite -> Seq.length (suite.Elements "testcase")))

    [<Fact>]
    let ``Every violated property of a simulation has its own trace and test`` () : unit =
        use scratch = new Scratch()

        let result =
            Peer.runIn
                scratch.Path
                (Peer.words
                    "simulate sneakernet --policy published --runs 20 --loss 0.3 --trace lost.trace --emit-test Lost.fs --sarif lost.sarif --json")

        result.ExitCode |> Expect.equal 1

        let traces =
            [ for each in result.Objects do
                  match each.TryGetProperty "trace" with
                  | true, trace ->
                      let seeds = each.GetProperty("failed_seeds")
                      each.GetProperty("failed_seed").GetUInt64() |> Expect.equal (seeds[0].GetUInt64())
                      each.GetProperty("failures").GetInt32() |> Expect.equal (seeds.GetArrayLength())
                      trace.GetString()
                  | false, _ -> () ]

        traces.Head |> Expect.equal "lost.trace"

        File.ReadAllText(scratch.Below "Lost.fs")
        |> Expect.stringStarts "module PeerFunctional.Tests.Counterexample\n"

        File.ReadAllText(scratch.Below "lost.sarif") |> Expect.stringContains "\"uri\":\"lost.trace\""

        for trace in traces do
            (Peer.runIn scratch.Path [ "replay"; trace ]).ExitCode |> Expect.equal 0

    [<Fact>]
    let ``The command that a simulation prints repeats a failing seed`` () : unit =
        let failed =
            Peer.runIn "." (Peer.words "simulate sneakernet --policy published --runs 60 --loss 0.3")

        failed.ExitCode |> Expect.equal 1

        let command =
            Regex.Match(failed.Output, @"; repeat one with: peer (simulate .+ --seed \d+ --runs 1)\n").Groups[1].Value

        command
        |> Expect.stringStarts "simulate sneakernet --policy published --nodes 2 --events 2 --loss 0.3 --seed "

        let again = Peer.runIn "." (Peer.words command)
        again.ExitCode |> Expect.equal 1
        again.Output |> Expect.stringContains "published: 0 of 1 seeds passed"

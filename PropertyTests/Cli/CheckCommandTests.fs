namespace PeerFunctional.Tests.Cli

open System.IO
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

[<Collection "alone">]
module CheckCommandTests =

    let private check arguments = Peer.runIn "." ("check" :: arguments)

    [<Fact>]
    let ``One lost letter leaves the published protocol incomplete, and the shortest way there is told`` () : unit =
        let result = check [ "sneakernet"; "--policy"; "published" ]
        result.ExitCode |> Expect.equal 1

        result.Output
        |> Expect.stringStarts "published: violated: when faults stop, all logs become equal and all sessions end. "

        result.Output
        |> Expect.isMatch @"\nBob never gets Alice:1: HAVE \+Alice:1 to Bob was lost in step \d+\n"

        result.Output |> Expect.stringContains "published: 4 properties hold in all "

    [<Fact>]
    let ``The recovering protocol gets by, in all states`` () : unit =
        let result = check [ "sneakernet"; "--policy"; "recovering"; "--growth" ]
        result.ExitCode |> Expect.equal 0

        result.Output
        |> Expect.isMatch @"^recovering: 5 properties hold in all [\d,]+ states \(depth \d+\)\n"

        result.Output |> Expect.isMatch @"\n\d+ +messages under way\n"

    [<Fact>]
    let ``A search that was cut says that nothing is known`` () : unit =
        let result = check [ "sneakernet"; "--max-states"; "100" ]
        result.ExitCode |> Expect.equal 3
        result.Output |> Expect.stringContains "unknown"
        result.Output |> Expect.stringContains "cut by --max-states"
        result.Output |> Expect.stringLacks "hold"

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

    [<Fact>]
    let ``The counterexample becomes a test of its steps`` () : unit =
        use scratch = new Scratch()
        let file = Path.Combine(scratch.Path, "Counterexample.fs")
        check [ "sneakernet"; "--policy=published"; "--emit-test"; file ] |> ignore
        let source = File.ReadAllText file
        source |> Expect.stringContains "Action.Drop 4\n"
        source |> Expect.stringContains "Scenarios.world AsPublished (Scenarios.named"

        source
        |> Expect.stringContains "``when faults stop  all logs become equal and all sessions end`` () : unit ="

    [<Fact>]
    let ``For programs there is an object for each property`` () : unit =
        let result = check [ "sneakernet"; "--json" ]
        result.Output.TrimEnd().Split('\n').Length |> Expect.equal 5
        result.Output |> Expect.stringContains "\"verdict\":\"holds\""

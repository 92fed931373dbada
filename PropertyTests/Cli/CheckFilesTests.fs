namespace PeerFunctional.Tests.Cli

open System.IO
open System.Text.RegularExpressions
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

/// What `peer check` leaves for other commands, and goes on with.
module CheckFilesTests =

    let private check arguments = Peer.runIn "." ("check" :: arguments)

    [<Fact>]
    let ``A search that is stopped and resumed ends as one that is never stopped`` () : unit =
        use scratch = new Scratch()

        let checkTo limit =
            Peer.runIn scratch.Path (Peer.words $"check sneakernet --resume search.state {limit}")

        let first = checkTo "--max-states 300"
        first.ExitCode |> Expect.equal 3
        first.Output |> Expect.stringContains "** wrote 'search.state'"
        (checkTo "--max-states 900").ExitCode |> Expect.equal 3

        let last = checkTo ""
        last.Output |> Expect.stringContains "** goes on with the search in 'search.state'"
        let whole = check [ "sneakernet" ]
        last.ExitCode |> Expect.equal 0

        let verdict (outcome: Outcome) =
            outcome.Lines[outcome.Lines.Length - 2 ..] |> String.concat "\n"

        Regex.Replace(verdict last, @"; [\d,]+ states as 'search\.state' has them", "")
        |> Expect.equal (verdict whole)

        let other =
            Peer.runIn scratch.Path (Peer.words "check sneakernet --drops 2 --resume search.state")

        other.ExitCode |> Expect.equal 1
        other.Errors |> Expect.stringContains "other-search: the file holds another search"
        File.WriteAllText(scratch.Below "search.state", "peer-search 1\nno")
        let damaged = checkTo ""
        damaged.ExitCode |> Expect.equal 1
        damaged.Errors |> Expect.stringContains "damaged"

    [<Fact>]
    let ``The order of the search and what is asked change no verdict, and the verdict says what they give up``
        ()
        : unit =
        let last arguments =
            let result = check (Peer.words arguments)
            result.ExitCode, result.Output

        let whole = snd (last "sneakernet")

        let states = Regex.Match(whole, @"in all ([\d,]+) states").Groups[1].Value

        for arguments, good, words in
            [ "sneakernet --search depth-first", 8, "; depth first, so counterexamples need not be the shortest"
              "sneakernet --safety", 7, "; the goal was not asked for"
              "sneakernet --fairness strong", 8, "what is possible again and again happens in the end" ] do
            let code, line = last arguments
            code |> Expect.equal 0
            line |> Expect.stringContains $"{good} properties hold in all {states} states"
            line |> Expect.stringContains words

        let code, line = last "sneakernet --search random-walk --walks 20 --seed 7"
        code |> Expect.equal 3
        line |> Expect.stringContains "unknown: "
        line |> Expect.stringContains "random walks do not visit all states"

    [<Fact>]
    let ``A certificate that check writes is verified, and one that was changed is refused by name`` () : unit =
        use scratch = new Scratch()

        let verify file =
            Peer.runIn scratch.Path [ "verify"; file ]

        (Peer.runIn scratch.Path (Peer.words "check sneakernet --policy published --certificate proof.cert")).ExitCode
        |> Expect.equal 1

        for file, words in
            [ "proof.cert", "7 properties hold in all "
              "proof-2.cert", "violates 'when faults stop" ] do
            let verified = verify file
            verified.ExitCode |> Expect.equal 0
            verified.Output |> Expect.stringContains words

        let bytes = File.ReadAllBytes(scratch.Below "proof.cert")
        let changed = Array.copy bytes
        changed[bytes.Length - 100] <- changed[bytes.Length - 100] ^^^ 1uy

        for problem, content in
            [ "cut-short", bytes[.. bytes.Length - 2]
              "cut-short", bytes[..99]
              "extra-bytes", Array.append bytes [| 0uy |]
              "no-certificate", [||]
              "bad-rank", changed ] do
            File.WriteAllBytes(scratch.Below "changed.cert", content)
            let refused = verify "changed.cert"
            refused.ExitCode |> Expect.equal 1
            refused.Errors |> Expect.isMatch $"^peer: changed\\.cert: {problem}: "

    [<Theory>]
    [<InlineData("--drops 0")>]
    [<InlineData("--drops 2 --duplicates 1 --network bag")>]
    [<InlineData("--drops 0 --crashes 1 --time latency --latency 20ms")>]
    let ``A verified certificate names the assumptions of its search, field by field`` (options: string) : unit =
        use scratch = new Scratch()

        let assumed line (search: string list) =
            let outcome = Peer.runIn scratch.Path (Peer.words line)

            [ for field in outcome.Objects[0].GetProperty("assumptions").EnumerateObject() do
                  if not (List.contains field.Name search) then
                      string field ]

        let searched =
            assumed
                $"check link --world stream-idle --safety {options} --certificate proof.cert --json"
                [ "fairness"; "reductions" ]

        assumed "verify proof.cert --json" [] |> Expect.equal searched
        searched.Length |> Expect.isGreaterThan 7

    [<Fact>]
    let ``A counterexample in the Informal Trace Format is replayed and explained`` () : unit =
        use scratch = new Scratch()

        let run line =
            Peer.runIn scratch.Path (Peer.words line)

        (run "check sneakernet --policy published --spec-trace lost.itf.json").ExitCode |> Expect.equal 1
        let replayed = run "replay lost.itf.json"
        replayed.ExitCode |> Expect.equal 0
        replayed.Output |> Expect.isMatch "Bob never gets Alice:1: .* was lost in step"
        (run "explain lost.itf.json").Output |> Expect.stringContains "lost"

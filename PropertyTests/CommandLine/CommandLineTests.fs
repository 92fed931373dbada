namespace PeerFunctional.Tests.CommandLine

open System
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional
open PeerFunctional.Kernel
open PeerFunctional.Tests.Cli
open PeerFunctional.Tests

module CommandLineTests =

    [<Property>]
    let ``Every command reads back from its arguments, with the global options at the end`` () =
        let invocation =
            gen {
                let! arguments, command =
                    Gen.oneof
                        [ Commands.feedCommand
                          Commands.replicateOptions
                          Commands.serveOptions
                          Commands.joinOptions ]

                let! json = Gen.elements [ true; false ]
                let! verbosity = Gen.elements [ Quiet; Normal; Verbose ]

                let face =
                    [ if json then
                          "--json"
                      match verbosity with
                      | Quiet -> "--quiet"
                      | Verbose -> "--verbose"
                      | Normal -> () ]

                return
                    arguments @ face,
                    { Command = command
                      Json = json
                      Verbosity = verbosity }
            }

        Prop.forAll (Arb.fromGen invocation) (fun (arguments, expected) -> CommandLine.parse arguments = Ok expected)

    [<Property>]
    let ``No arguments at all end in an exception`` () =
        let scrap =
            Gen.elements
                [ "feed"
                  "init"
                  "replicate"
                  "demo"
                  "--"
                  "--json"
                  "--name"
                  "--name="
                  "--port"
                  "--help"
                  "-h"
                  "-"
                  ""
                  "="
                  "--port=x"
                  "--silence=1"
                  "\u0000"
                  "x" ]

        Prop.forAll (Arb.fromGen (Gen.listOf scrap)) (fun arguments ->
            match CommandLine.parse arguments with
            | Ok _
            | Error(Help _) -> true
            | Error(Misuse line) -> line.StartsWith "peer" && not (line.Contains '\n') && line.Contains "--help")

    [<Theory>]
    [<InlineData("",
                 "name a command: feed, replicate, tracker, link, rpc, libp2p, demo, replay, check, verify, simulate, explain, whatif, diff, grade, explore, help or completion")>]
    [<InlineData("feed", "name a command: init, write")>]
    [<InlineData("chekc", "unknown command 'chekc': did you mean 'check'? See 'peer --help'")>]
    [<InlineData("version", "unknown command 'version': did you mean '--version'?")>]
    [<InlineData("--versoin", "unknown option '--versoin': did you mean '--version'?")>]
    [<InlineData("feed wirte a b", "peer feed: unknown command 'wirte': did you mean 'write'?")>]
    [<InlineData("check sneakernett", "unknown system 'sneakernett': did you mean 'sneakernet'?")>]
    [<InlineData("check sneakernet --polcy published", "unknown option '--polcy': did you mean '--policy'?")>]
    [<InlineData("check sneakernet --jsno", "unknown option '--jsno': did you mean '--json'?")>]
    [<InlineData("check sneakernet --policy=publishd", "unknown policy 'publishd': did you mean 'published'?")>]
    [<InlineData("rpc call ws://h/rpc [1,2,3].map(x=>x)", "a call begins with a member of the main object")>]
    [<InlineData("rpc call ws://h/rpc f([1].g())", "a call begins with a member of the main object")>]
    [<InlineData("rpc call ws://h/rpc {a:1}.a", "a call begins with a member of the main object")>]
    [<InlineData("check rpc --policy published", "--policy: rpc has one machine")>]
    [<InlineData("check rpc --world call --policy recovering", "--policy: rpc has one machine")>]
    [<InlineData("simulate rpc --policy published", "--policy: rpc has one machine")>]
    [<InlineData("explain rpc --policy published", "--policy: rpc has one machine")>]
    [<InlineData("check sneakernet --world one-evnt", "no world 'one-evnt': did you mean 'one-event'?")>]
    [<InlineData("check sneakernet --world one-event --all", "--world and --all exclude each other")>]
    [<InlineData("check --world one-event", "SYSTEM is missing")>]
    [<InlineData("demo trcker", "unknown demo 'trcker': did you mean 'tracker'?")>]
    [<InlineData("help chekc", "unknown command 'chekc': did you mean 'check'?")>]
    [<InlineData("help --man check", "--man prints the whole manual: name no command")>]
    [<InlineData("completion", "SHELL is missing")>]
    [<InlineData("completion tcsh", "unknown shell 'tcsh': use bash, zsh or fish")>]
    [<InlineData("nope", "unknown command 'nope': use feed, replicate")>]
    [<InlineData("feed nope", "unknown command 'nope': use init, write")>]
    [<InlineData("feed init", "DIR is missing")>]
    [<InlineData("feed init a b", "'b' is one word too many")>]
    [<InlineData("feed write a", "TEXT is missing")>]
    [<InlineData("feed write", "DIR and TEXT are missing")>]
    [<InlineData("feed init a --nam x", "unknown option '--nam'")>]
    [<InlineData("feed init a --name", "'--name'")>]
    [<InlineData("feed init a --name x --name y", "more than once")>]
    [<InlineData("feed init a --name=", "--name")>]
    [<InlineData("replicate", "DIR is missing")>]
    [<InlineData("replicate a h x", "'x' is one word too many")>]
    [<InlineData("replicate a h --once", "--once ends a responder")>]
    [<InlineData("link send README.md 127.0.0.1:5", "it comes first, as in: peer link send 127.0.0.1:5 README.md")>]
    [<InlineData("rpc call ws://h/rpc greet(),name", "write two calls as words of their own")>]
    [<InlineData("replicate a h:0", "'0' is not a port")>]
    [<InlineData("replicate a --port 65536", "--port: '65536'")>]
    [<InlineData("replicate a --silence 5", "--silence: '5' is not a duration")>]
    [<InlineData("replicate a --policy x", "--policy: unknown policy 'x': use published or recovering")>]
    [<InlineData("replicate a --bind 0.0.0.0:5000", "--bind: '0.0.0.0:5000' names a port too: use --port 5000")>]
    [<InlineData("replicate a --bind 10.0.1", "--bind: '10.0.1' is not a complete IP address")>]
    [<InlineData("replicate a --bind 0x0", "--bind: '0x0' is not a complete IP address")>]
    [<InlineData("replicate a --bind 0.0.0.0.", "--bind: '0.0.0.0.' is not a complete IP address")>]
    [<InlineData("replicate a --bind :::", "--bind: ':::' is not a complete IP address")>]
    [<InlineData("replicate a --bind [::", "--bind: '[::' is not a complete IP address")>]
    [<InlineData("replicate a 5000",
                 "'5000' is not a complete IP address: use one such as 192.168.1.7, ::1 or fe80::1%eth0")>]
    [<InlineData("replicate a fe80::1%", "'fe80::1%' is not a complete IP address")>]
    [<InlineData("replicate a 10.0.0.1%eth0", "'10.0.0.1%eth0' is not a complete IP address")>]
    [<InlineData("tracker serve --bind 1.2.3.256", "--bind: '1.2.3.256' is not a complete IP address")>]
    [<InlineData("tracker echo 1.2.3:9 --handle a", "'1.2.3' is not a complete IP address")>]
    [<InlineData("tracker join h --handle a --listen 1.2.3:9", "--listen: '1.2.3' is not a complete IP address")>]
    [<InlineData("explain", "FILE or SYSTEM is missing")>]
    [<InlineData("explain a --out b.png", "--out: 'b.png' is not a picture")>]
    [<InlineData("explain a --width 39", "--width: '39' is not a width")>]
    [<InlineData("demo x", "unknown demo 'x': use sneakernet, tracker, link, rpc or libp2p")>]
    [<InlineData("demo tracker x", "'x' is one word too many")>]
    [<InlineData("demo tracker --keep x", "--keep: the tracker demo writes no files")>]
    [<InlineData("tracker", "name a command: serve, join, echo, collect or status")>]
    [<InlineData("tracker nope", "unknown command 'nope': use serve, join, echo, collect or status")>]
    [<InlineData("tracker serve x", "'x' is one word too many")>]
    [<InlineData("tracker serve --port 65536", "--port: '65536' is not a port")>]
    [<InlineData("tracker serve --phrase a --db b", "--phrase and --db exclude each other")>]
    [<InlineData("tracker serve --ping 20", "--ping: '20' is not a duration")>]
    [<InlineData("tracker serve --part 3", "--part: unknown part '3': use 1 or 2")>]
    [<InlineData("tracker serve --dialect x", "--dialect: unknown dialect 'x': use program or document")>]
    [<InlineData("tracker serve --protocol 3", "--protocol: unknown pickle protocol '3': use 0 or 2")>]
    [<InlineData("tracker serve --part 1 --state f", "--state: a tracker of part 1 has no ring to keep")>]
    [<InlineData("tracker serve --policy published --state f", "--state: the published tracker forgets")>]
    [<InlineData("tracker join --handle a", "HOST is missing")>]
    [<InlineData("tracker join h", "--handle NAME is missing")>]
    [<InlineData("tracker join h --handle=", "--handle")>]
    [<InlineData("tracker join h:70000 --handle a", "'70000' is not a port")>]
    [<InlineData("tracker join h --handle a --listen h:", "--listen: 'h:' ends with ':'")>]
    [<InlineData("tracker join h --handle a --listen h:70000", "--listen: '70000' is not a port")>]
    [<InlineData("tracker echo h", "--handle NAME is missing")>]
    [<InlineData("tracker collect", "HOST is missing")>]
    [<InlineData("check x", "unknown system 'x': use sneakernet")>]
    [<InlineData("check sneakernet --network x", "--network: unknown network 'x': use bag or queues")>]
    [<InlineData("check sneakernet --drops 1001", "--drops: '1001' is too large: use 0 to 1000")>]
    [<InlineData("check sneakernet --time x", "--time: unknown time model 'x': use ordered, latency or any")>]
    [<InlineData("check sneakernet --time any --latency 1s",
                 "--time any has no bounds: leave out --latency, --store-delay and --outage, or use --time latency")>]
    [<InlineData("check sneakernet --time any --delays 1",
                 "--time any lets everything take any time: leave out --delays")>]
    [<InlineData("check sneakernet --delays x", "--delays: 'x' is not a number: use 0 or more")>]
    [<InlineData("check sneakernet --max-memory 5",
                 "--max-memory: '5' is not a size: use a number and K, M or G, such as 2G")>]
    [<InlineData("check sneakernet --max-states 0", "--max-states: '0' is not a number: use 1 or more")>]
    [<InlineData("check sneakernet --workers 0", "--workers: '0' is not a number: use 1 or more")>]
    [<InlineData("simulate", "SYSTEM is missing")>]
    [<InlineData("simulate x", "unknown system 'x': use sneakernet")>]
    [<InlineData("simulate sneakernet --loss 1.1", "--loss: '1.1' is not a probability: use 0 to 1")>]
    [<InlineData("simulate sneakernet --loss=NaN", "--loss: 'NaN' is not a probability")>]
    [<InlineData("simulate sneakernet --loss=-Infinity", "--loss: '-Infinity' is not a probability")>]
    [<InlineData("simulate sneakernet --nodes 101", "--nodes: '101' is not a number from 2 to 100")>]
    [<InlineData("demo --quiet --verbose", "exclude each other")>]
    let ``Wrong usage says what is wrong`` (line: string, problem: string) : unit =
        match CommandLine.parse (line.Split(' ', StringSplitOptions.RemoveEmptyEntries)) with
        | Error(Misuse text) -> text |> Expect.stringContains problem
        | other -> failwith $"{other}"

    [<Fact>]
    let ``Words behind two dashes are words, whatever they look like`` () : unit =
        let expected =
            { Command = Command.SneakerNet(SneakerNetCommand.FeedWrite("alice", WrittenText.Given "--json", false))
              Json = true
              Verbosity = Normal }

        CommandLine.parse [ "feed"; "write"; "alice"; "--json"; "--"; "--json" ]
        |> Expect.equal (Ok expected)

    [<Fact>]
    let ``A dash is standard input, and behind two dashes it is a text`` () : unit =
        let written arguments =
            match CommandLine.parse ("feed" :: "write" :: arguments) with
            | Ok { Command = Command.SneakerNet(SneakerNetCommand.FeedWrite("alice", text, false)) } -> text
            | other -> failwith $"{other}"

        written [ "alice"; "-" ] |> Expect.equal WrittenText.WholeInput
        written [ "alice"; "--"; "-" ] |> Expect.equal (WrittenText.Given "-")
        written [ "--"; "alice"; "-" ] |> Expect.equal (WrittenText.Given "-")
        written [ "alice"; "-"; "--lines" ] |> Expect.equal WrittenText.InputLines

    [<Fact>]
    let ``The version is asked for with or without a command`` () : unit =
        for arguments in [ [ "--version" ]; [ "--version"; "feed"; "write"; "a"; "b" ] ] do
            match CommandLine.parse arguments with
            | Ok invocation -> invocation.Command |> Expect.equal Command.Version
            | other -> failwith $"{other}"

    [<Fact>]
    let ``Help before a command is the help behind it`` () : unit =
        for topic in HelpTopics.all do
            let path = List.ofArray (topic.Path.Split ' ')

            CommandLine.parse ("help" :: path) |> Expect.equal (CommandLine.parse (path @ [ "--help" ]))

        CommandLine.parse [ "help" ] |> Expect.equal (CommandLine.parse [ "--help" ])

    [<Fact>]
    let ``The port names the partner's too, unless HOST does`` () : unit =
        let partner (arguments: string list) =
            match CommandLine.parse arguments with
            | Ok { Command = Command.SneakerNet(SneakerNetCommand.Replicate { Partner = Some partner }) } ->
                string partner
            | other -> $"{other}"

        partner [ "replicate"; "d"; "h"; "--port"; "5000" ] |> Expect.equal "h:5000"
        partner [ "replicate"; "d"; "h:6000"; "--port"; "5000" ] |> Expect.equal "h:6000"
        partner [ "replicate"; "d"; "h" ] |> Expect.equal "h:4097"

    [<Fact>]
    let ``Every example of the help is a command`` () : unit =
        for topic in HelpTopics.all do
            Expecto.Expect.isGreaterThanOrEqual topic.Examples.Length 2 topic.Path

            for example, _ in topic.Examples do
                match Peer.words example with
                | "peer" :: arguments ->
                    match CommandLine.parse arguments with
                    | Ok _
                    | Error(Help _) -> ()
                    | Error(Misuse line) -> failwith $"{example}: {line}"
                | _ -> failwith example

    [<Fact>]
    let ``Every command has help with its arguments, options and examples`` () : unit =
        for topic in HelpTopics.all do
            match CommandLine.parse (List.ofArray (topic.Path.Split ' ') @ [ "--help" ]) with
            | Error(Help text) ->
                text |> Expect.stringStarts $"USAGE: peer {topic.Path} {topic.Arguments}"
                text |> Expect.stringContains "--json"

                for example, _ in topic.Examples do
                    text |> Expect.stringContains example
            | other -> failwith $"{topic.Path}: {other}"

    [<Theory>]
    [<InlineData("")>]
    [<InlineData("feed")>]
    [<InlineData("tracker")>]
    let ``A group's help names its commands`` (path: string) : unit =
        match CommandLine.parse [ yield! path.Split(' ', StringSplitOptions.RemoveEmptyEntries); "--help" ] with
        | Error(Help text) ->
            for topic in HelpTopics.all do
                if topic.Path.StartsWith path then
                    text |> Expect.stringContains $"peer {topic.Path} {topic.Arguments}"
        | other -> failwith $"{other}"

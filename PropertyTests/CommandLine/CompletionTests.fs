namespace PeerFunctional.Tests.CommandLine

open System.Diagnostics
open System.IO
open Xunit
open PeerFunctional
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

/// The scripts that `peer completion` prints, and the manual.
module CompletionTests =

    /// What bash offers for the last of these words, by the script in a file.
    let private bash (scratch: Scratch) words =
        let script = scratch.Below "completion"
        File.WriteAllText(script, CommandLine.completion Shell.Bash)

        let quoted =
            words |> List.map (fun (word: string) -> $"'{word}'") |> String.concat " "

        let line =
            $"source '{script}'; COMP_WORDS=(peer {quoted}); COMP_CWORD={List.length words}; _peer; printf '%%s\\n' \"${{COMPREPLY[@]}}\""

        let ran =
            StartedProgram.run (ProcessStartInfo("bash", [ "--norc"; "-c"; line ], WorkingDirectory = scratch.Path))

        ran.Errors |> Expect.equal ""
        ran.Output.Split '\n' |> Array.filter (fun word -> word <> "") |> List.ofArray

    [<Fact>]
    let ``Bash completes commands, options and their values`` () : unit =
        use scratch = new Scratch()

        bash scratch [ "fe" ] |> Expect.equal [ "feed" ]
        bash scratch [ "feed"; "wr" ] |> Expect.equal [ "write" ]
        bash scratch [ "check"; "sn" ] |> Expect.equal [ "sneakernet" ]
        bash scratch [ "check"; "sneakernet"; "--pol" ] |> Expect.equal [ "--policy" ]
        bash scratch [ "check"; "--policy"; "m" ] |> Expect.equal [ "mixed" ]
        bash scratch [ "explain"; "--policy"; "p" ] |> Expect.equal [ "published" ]
        bash scratch [ "explain"; "--policy"; "=" ] |> Expect.equal [ "published"; "recovering" ]
        bash scratch [ "explain"; "--policy"; "="; "r" ] |> Expect.equal [ "recovering" ]
        bash scratch [ "check"; "--world"; "one-e" ] |> Expect.equal [ "one-event" ]
        bash scratch [ "--json"; "completion"; "f" ] |> Expect.equal [ "fish" ]
        bash scratch [ "help"; "repli" ] |> Expect.equal [ "replicate" ]

    [<Fact>]
    let ``Bash completes files and folders where a command takes them`` () : unit =
        use scratch = new Scratch()
        Directory.CreateDirectory(scratch.Below "sweet home") |> ignore
        File.WriteAllText(scratch.Below "sync.pcapng", "")

        bash scratch [ "replay"; "sy" ] |> Expect.equal [ "sync.pcapng" ]
        bash scratch [ "feed"; "write"; "sw" ] |> Expect.equal [ "sweet home" ]
        bash scratch [ "feed"; "write"; "sy" ] |> Expect.equal []
        bash scratch [ "check"; "--trace"; "sy" ] |> Expect.equal [ "sync.pcapng" ]

    [<Fact>]
    let ``The script of each shell and the manual have every command and option`` () : unit =
        for text in
            [ CommandLine.completion Shell.Bash
              CommandLine.completion Shell.Zsh
              CommandLine.completion Shell.Fish ] do
            for topic in HelpTopics.all do
                text |> Expect.stringContains ("/" + topic.Path.Replace(" ", "/"))

            for option in [ "disk-losses"; "max-memory"; "handle"; "version" ] do
                text |> Expect.stringContains option

        for topic in HelpTopics.all do
            CommandLine.manual () |> Expect.stringContains $".SS peer {topic.Path}"

    [<Fact>]
    let ``The manual is a page that man formats without a complaint`` () : unit =
        use scratch = new Scratch()
        let page = scratch.Below "peer.1"
        File.WriteAllText(page, CommandLine.manual ())

        let formatted =
            StartedProgram.run (
                ProcessStartInfo("groff", [ "-man"; "-ww"; "-Tutf8"; "-P-cbou"; page ], WorkingDirectory = scratch.Path)
            )

        formatted.Errors |> Expect.equal ""
        formatted.Output |> Expect.stringContains "--disk-losses"

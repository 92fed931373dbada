namespace PeerFunctional.Tests.Cli

open System
open System.Diagnostics
open System.IO
open System.Net.Sockets
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

/// Things that have a file's name and are none.
module OddFilesTests =

    let private pipe (path: string) =
        (StartedProgram.run (ProcessStartInfo("mkfifo", [ path ]))).ExitCode |> Expect.equal 0

    let private refused (scratch: Scratch) line (name: string) =
        let outcome = Peer.runIn scratch.Path (Peer.words line)
        Expecto.Expect.equal outcome.ExitCode 1 line
        Expecto.Expect.stringContains outcome.Errors name line
        Expecto.Expect.stringContains outcome.Errors "only regular files are opened" line

    [<Fact>]
    let ``A pipe in the place of a file fails at once, and the error names it`` () : unit =
        use scratch = new Scratch()
        Given.directory (scratch.Below "alice") |> ignore
        Directory.CreateDirectory(scratch.Below "alice/logs") |> ignore
        Directory.CreateDirectory(scratch.Below "keyless") |> ignore

        for name in [ "odd.pcap"; "alice/logs/2.pcap"; "keyless/MyFeedID.json" ] do
            pipe (scratch.Below name)

        for line in
            [ "feed read alice"
              "feed users alice"
              "feed write alice text"
              "replicate alice 127.0.0.1" ] do
            refused scratch line "2.pcap is a pipe"

        for line in
            [ "feed dump odd.pcap"
              "replay odd.pcap"
              "explain odd.pcap"
              "tracker serve --port 0 --db odd.pcap"
              "rpc inspect odd.pcap"
              "tracker serve --port 0 --state odd.pcap" ] do
            refused scratch line "odd.pcap is a pipe"

        refused scratch "feed write keyless text" "MyFeedID.json is a pipe"
        refused scratch "tracker serve --port 0 --state /dev/null" "/dev/null is a device"

        Peer.runIn (scratch.Path) [ "tracker"; "serve"; "--record"; "odd.pcap" ]
        |> _.ExitCode
        |> Expect.equal 1

    [<Fact>]
    let ``A link that a command writes to stays a link, and a pipe that no program reads fails at once`` () : unit =
        use scratch = new Scratch()
        let options = [ "--certificate"; "--junit"; "--sarif" ]

        for option in options do
            File.CreateSymbolicLink(scratch.Below $"link{option}", $"file{option}") |> ignore

        let written = options |> List.collect (fun option -> [ option; $"link{option}" ])

        (Peer.runIn scratch.Path ([ "check"; "link"; "--drops"; "0" ] @ written)).ExitCode |> Expect.equal 0

        for option in options do
            FileInfo(scratch.Below $"link{option}").LinkTarget |> Expect.equal $"file{option}"
            Expecto.Expect.isGreaterThan (FileInfo(scratch.Below $"file{option}").Length) 0L option

        (Peer.runIn scratch.Path [ "verify"; "file--certificate" ]).ExitCode |> Expect.equal 0

        pipe (scratch.Below "odd")

        for option in options do
            let outcome =
                Peer.runIn scratch.Path [ "check"; "link"; "--drops"; "0"; option; "odd" ]

            Expecto.Expect.equal outcome.ExitCode 1 option

            outcome.Errors |> Expect.stringContains "cannot write 'odd': no program reads this pipe or socket"

    [<Fact>]
    let ``An import takes what is whole, names everything else file by file, and exits with 1`` () : unit =
        use scratch = new Scratch()
        Given.directory (scratch.Below "alice") |> ignore
        Directory.CreateDirectory(scratch.Below "usb/x3.pcap") |> ignore
        pipe (scratch.Below "usb/x1.pcap")
        File.CreateSymbolicLink(scratch.Below "usb/x2.pcap", "nowhere") |> ignore

        use socket =
            new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)

        socket.Bind(UnixDomainSocketEndPoint(scratch.Below "usb/x4.pcap"))
        File.WriteAllBytes(scratch.Below "usb/x5.pcap", [||])
        let log = Given.ourLog (Given.feed (Given.keys 1) 3)
        File.WriteAllBytes(scratch.Below "usb/x6.pcap", log[.. log.Length - 9])

        let outcome = Peer.runIn scratch.Path (Peer.words "feed import alice usb --json")
        outcome.ExitCode |> Expect.equal 1
        let summary = Array.last outcome.Objects
        summary.GetProperty("imported").GetInt32() |> Expect.equal 2

        [ for damaged in summary.GetProperty("damaged").EnumerateArray() ->
              damaged.GetProperty("file").GetString(), damaged.GetProperty("problem").GetString() ]
        |> Expect.equal
            [ "x1.pcap", "not-a-file"
              "x2.pcap", "io-error"
              "x3.pcap", "not-a-file"
              "x4.pcap", "not-a-file"
              "x5.pcap", "missing-header"
              "x6.pcap", "truncated-block" ]

        for number in 1..6 do
            outcome.Errors |> Expect.stringContains $"warning: x{number}.pcap: "

        outcome.Errors
        |> Expect.stringContains "imported 2 event(s), refused 0 event(s) and found 6 damaged place(s) in 'usb'"

    [<Fact>]
    let ``An import that fails leaves no log behind`` () : unit =
        use scratch = new Scratch()
        Given.directory (scratch.Below "alice") |> ignore
        Directory.CreateDirectory(scratch.Below "usb") |> ignore

        for number in 1..3 do
            File.WriteAllBytes(scratch.Below $"usb/x{number}.pcap", Given.ourLog (Given.feed (Given.keys number) 40))

        // A shell's limit of file sizes, in units of 1,024 bytes.
        let limited =
            ProcessStartInfo(
                "bash",
                [ "-c"; "ulimit -f 4; exec dotnet \"$0\" feed import alice usb"; Peer.program ],
                WorkingDirectory = scratch.Path
            )

        limited.Environment["DOTNET_EnableWriteXorExecute"] <- "0"
        let ran = StartedProgram.run limited
        ran.ExitCode |> Expect.equal 1
        ran.Errors |> Expect.stringContains "imported 0 of 120 event(s), then: "
        ran.Errors |> Expect.stringContains "the file cannot grow"
        Directory.GetFiles(scratch.Below "alice/logs") |> Expect.isEmpty

    [<Fact>]
    let ``A recording and a journal that cannot grow end with one line each, and the replication goes on`` () : unit =
        use scratch = new Scratch()
        Given.directory (scratch.Below "alice") |> ignore

        let outcome =
            Peer.runIn scratch.Path (Peer.words "replicate alice 127.0.0.1:9 --record /dev/full --journal /dev/full")

        let lines = outcome.Errors.Trim().Split '\n'
        lines |> Seq.filter _.Contains("recording to '/dev/full' ended") |> Expect.hasLength 1
        lines |> Seq.filter _.Contains("the journal '/dev/full' ended") |> Expect.hasLength 1
        Expecto.Expect.hasLength lines 3 outcome.Errors
        outcome.ExitCode |> Expect.equal 1

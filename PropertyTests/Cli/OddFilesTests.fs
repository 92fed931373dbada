namespace PeerFunctional.Tests.Cli

open System
open System.Diagnostics
open System.IO
open System.Net.Sockets
open NUnit.Framework
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

/// Things that have a file's name and are none.
[<TestFixture; Parallelizable(ParallelScope.All)>]
module OddFilesTests =

    let private pipe (path: string) =
        (StartedProgram.run (ProcessStartInfo("mkfifo", [ path ]))).ExitCode |> Expect.equal 0

    let private refused (scratch: Scratch) line (name: string) =
        let outcome = Peer.runIn scratch.Path (Peer.words line)
        Assert.That(outcome.ExitCode, Is.EqualTo 1, line)
        Assert.That(outcome.Errors, Does.Contain(name).And.Contain "only regular files are opened", line)

    [<Test>]
    let ``A pipe in the place of a file is refused by name, and nobody waits for its other end`` () =
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
              "tracker serve --port 0 --state odd.pcap" ] do
            refused scratch line "odd.pcap is a pipe"

        refused scratch "feed write keyless text" "MyFeedID.json is a pipe"
        refused scratch "tracker serve --port 0 --state /dev/null" "/dev/null is a device"

        Assert.That(
            Peer.runIn (scratch.Path) [ "tracker"; "serve"; "--record"; "odd.pcap" ] |> _.ExitCode,
            Is.EqualTo 1
        )

    [<Test>]
    let ``An import takes what is whole, names everything else file by file, and exits with 1`` () =
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
        Assert.That(outcome.ExitCode, Is.EqualTo 1)
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
            Assert.That(outcome.Errors, Does.Contain $"warning: x{number}.pcap: ")

        Assert.That(outcome.Errors, Does.Contain "2 event(s) were imported; of 'usb' 6 place(s) are damaged")

    [<Test>]
    let ``An import that fails leaves no log behind`` () =
        use scratch = new Scratch()
        Given.directory (scratch.Below "alice") |> ignore
        Directory.CreateDirectory(scratch.Below "usb") |> ignore

        for number in 1..3 do
            File.WriteAllBytes(scratch.Below $"usb/x{number}.pcap", Given.ourLog (Given.feed (Given.keys number) 40))

        // A shell's limit of file sizes, in units of 1,024 bytes.
        let limited =
            ProcessStartInfo(
                "bash",
                [ "-c"
                  "ulimit -f 4; exec dotnet \"$0\" feed import alice usb"
                  Path.Combine(AppContext.BaseDirectory, "peer.dll") ],
                WorkingDirectory = scratch.Path
            )

        limited.Environment["DOTNET_EnableWriteXorExecute"] <- "0"
        let ran = StartedProgram.run limited
        Assert.That(ran.ExitCode, Is.EqualTo 1)
        Assert.That(ran.Errors, Does.Contain "0 of 120 event(s) were imported, then: ")
        Assert.That(ran.Errors, Does.Contain "the file cannot grow")
        Assert.That(Directory.GetFiles(scratch.Below "alice/logs"), Is.Empty)

    [<Test>]
    let ``A recording and a journal that cannot grow end with one line each, and the replication goes on`` () =
        use scratch = new Scratch()
        Given.directory (scratch.Below "alice") |> ignore

        let outcome =
            Peer.runIn scratch.Path (Peer.words "replicate alice 127.0.0.1:9 --record /dev/full --journal /dev/full")

        let lines = outcome.Errors.Trim().Split '\n'
        Assert.That(lines, Has.Exactly(1).Contains "recording to '/dev/full' ended")
        Assert.That(lines, Has.Exactly(1).Contains "the journal '/dev/full' ended")
        Assert.That(lines, Has.Length.EqualTo 3, outcome.Errors)
        Assert.That(outcome.ExitCode, Is.EqualTo 1)

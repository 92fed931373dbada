namespace PeerFunctional.Tests.Cli

open System
open System.IO
open System.Text.RegularExpressions
open NUnit.Framework
open PeerFunctional.SneakerNet
open PeerFunctional.Tests.Storage
open PeerFunctional.Tests
open PeerFunctional.Tests.SneakerNet

/// `peer feed ...` from outside, as a user and a script see it.
[<TestFixture; Parallelizable(ParallelScope.All)>]
module FeedCommandsTests =

    /// Keys, stick files and clock times as placeholders.
    let private masked (text: string) =
        [ @"[A-Za-z0-9+/]{43}=", "KEY"
          @"x\d{7}\.pcap", "xN.pcap"
          @"\(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\)", "(TIME)" ]
        |> List.fold (fun text (pattern, name) -> Regex.Replace(text, pattern, (name: string))) text

    let private shouldPrint (expected: string) (outcome: Outcome) =
        Assert.That(outcome.Errors, Is.Empty)
        Assert.That(masked outcome.Output, Is.EqualTo expected)
        Assert.That(outcome.ExitCode, Is.EqualTo 0)

    let private peer (scratch: Scratch) line =
        Peer.runIn scratch.Path (Peer.words line)

    let private run (scratch: Scratch) line =
        let outcome = peer scratch line
        Assert.That(outcome.ExitCode, Is.EqualTo 0, $"{line}: {outcome.Errors}")
        outcome

    let private welcome = "Welcome to SneakerNet\n\n"

    [<Test>]
    let ``A feed is made, named and named anew in the original's words`` () =
        use scratch = new Scratch()

        peer scratch "feed init bob --name Bobby"
        |> shouldPrint (
            welcome
            + "** starting the user directory app\n** created logs directory\n** created my log at logs/1.pcap\n"
            + "** defined display name 'Bobby'\n\n** list of known users:\n- @KEY   Bobby\n"
        )

        let key = Path.Combine(scratch.Path, "bob", "MyFeedID.json")
        Assert.That(File.GetUnixFileMode key, Is.EqualTo(UnixFileMode.UserRead ||| UnixFileMode.UserWrite))

        peer scratch "feed init bob --name Bob"
        |> shouldPrint (
            welcome
            + "** starting the user directory app\n** loaded my feed ID: @KEY\n"
            + "** defined display name 'Bob'\n\n** list of known users:\n- @KEY   Bob\n"
        )

        peer scratch "feed dump bob/logs/1.pcap"
        |> shouldPrint (
            welcome
            + "** dumping log 'bob/logs/1.pcap', only showing body of events\n\n"
            + "** KEY:1\n{ 'app': 'feed/about',\n  'display_name': 'Bobby',\n  'feed': 'KEY'}\n\n"
            + "** KEY:2\n{ 'app': 'feed/about',\n  'display_name': 'Bob',\n  'feed': 'KEY'}\n\n"
            + "** dumped 2 events\n"
        )

        peer scratch "feed users bob"
        |> shouldPrint (
            welcome
            + "** starting the user directory app\n** loaded my feed ID: @KEY\n** loaded my name: 'Bob'\n\n"
            + "** list of known users:\n- @KEY   Bob\n"
        )

    [<Test>]
    let ``A stick carries events from peer to peer in the original's words`` () =
        use scratch = new Scratch()

        for line in
            [ "feed init alice --name Alice"
              "feed init bob --name Bobby"
              "feed init bob --name Bob"
              "feed write bob 'first hello.'" ] do
            run scratch line |> ignore

        Directory.CreateDirectory(Path.Combine(scratch.Path, "usb")) |> ignore

        peer scratch "feed export bob usb"
        |> shouldPrint (
            welcome
            + "** exporting new events to 'usb'\n\n** found 3 event(s) in directory 'logs'\n"
            + "** found 0 event(s) in target directory 'usb'\n\n"
            + "** exporting KEY/1\n** exporting KEY/2\n** exporting KEY/3\n\n** exported 3 event(s) to 'usb/xN.pcap'\n"
        )

        peer scratch "feed import alice usb"
        |> shouldPrint (
            welcome
            + "** importing new events from 'usb'\n\n** found 3 event(s) in 'usb'\n** found 1 event(s) in 'logs'\n\n"
            + "** creating logs/2.pcap for KEY\n\n** import KEY/1\n** import KEY/2\n** import KEY/3\n\n"
            + "** imported 3 event(s) to the 'logs' directory\n"
        )

        // What follows goes to the log that is there, and the stick takes only what it lacks.
        run scratch "feed write bob 'second hello.'" |> ignore

        Assert.That(
            masked (run scratch "feed export bob usb").Output,
            Does.Contain "** exporting KEY/4\n\n** exported 1 event(s)"
        )

        Assert.That(
            masked (run scratch "feed import alice usb").Output,
            Does.Contain "** import KEY/4\n\n** imported 1 event(s)"
        )

        Assert.That((run scratch "feed export bob usb").Output, Does.EndWith "\n** no events exported\n")

        Assert.That(
            (run scratch "feed import alice usb").Output,
            Does.EndWith "\n** imported 0 event(s) to the 'logs' directory\n"
        )

        Assert.That(Directory.GetFiles(Path.Combine(scratch.Path, "alice", "logs")), Has.Length.EqualTo 2)

        peer scratch "feed read alice"
        |> shouldPrint "(TIME) Bob:\tfirst hello.\n(TIME) Bob:\tsecond hello.\n"

        let verified = run scratch "feed verify alice --json"
        Assert.That(verified.Lines, equalTo [| """{"events":5,"feeds":2,"valid":true}""" |])

    [<Test>]
    let ``The recorded folders read as they were written`` () =
        let outcome =
            Peer.runIn (Repository.fixture "logs/sync/after") [ "feed"; "read"; "bob"; "--json" ]

        Assert.That(outcome.ExitCode, Is.EqualTo 0)
        let said = outcome.Objects
        Assert.That(said, Has.Length.EqualTo 13)
        let times = said |> Array.map _.GetProperty("time").GetInt64()
        Assert.That(times, Is.Ordered)

        for name in [ "Alice"; "Bob" ] do
            Assert.That(said |> Array.exists (fun one -> one.GetProperty("name").GetString() = name))

    [<TestCase("dump", "odd")>]
    [<TestCase(".", "export")>]
    let ``A dump is the original's, byte for byte`` (folder: string, name: string) =
        let outcome =
            Peer.runIn (Repository.fixture folder) [ "feed"; "dump"; $"{name}.pcap" ]

        Assert.That(outcome.Output, Is.EqualTo(File.ReadAllText(Repository.fixture $"dump/{name}.txt")))

    [<Test>]
    let ``A good log is well, a damaged one is not, and notes are no damage`` () =
        let verify name =
            Peer.runIn (Repository.fixture "bad") [ "feed"; "verify"; name; "--json" ]

        Assert.That((verify "reference-good.pcap").ExitCode, Is.EqualTo 0)
        Assert.That((verify "duplicate.pcap").ExitCode, Is.EqualTo 0)
        let outcome = verify "fork.pcap"
        Assert.That(outcome.ExitCode, Is.EqualTo 1)

        match outcome.Objects with
        | [| finding; summary |] ->
            Assert.That(finding.GetProperty("problem").GetString(), Is.EqualTo "fork")
            Assert.That(finding.GetProperty("file").GetString(), Is.EqualTo "fork.pcap")
            Assert.That(finding.GetProperty("signed_event_sha256").GetArrayLength(), Is.EqualTo 2)
            Assert.That(summary.GetProperty("valid").GetBoolean(), Is.False)
            Assert.That(summary.GetProperty("events").GetInt32(), Is.EqualTo 7)
        | other -> Assert.Fail $"{other.Length} lines"

        let human = Peer.runIn (Repository.fixture "bad") [ "feed"; "verify"; "fork.pcap" ]

        Assert.That(
            human.Output,
            Does.Contain("WRONG: fork.pcap: ").And.Contain "** verified 7 event(s) of 1 feed(s): 1 problem(s)"
        )

    [<Test>]
    let ``An import takes only what verifies, and never the own feed`` () =
        use scratch = new Scratch()
        let usb = Directory.CreateDirectory(Path.Combine(scratch.Path, "usb")).FullName
        run scratch "feed init alice --name Alice" |> ignore

        // What Alice's own key signed elsewhere: a copy of her folder that went on.
        let copy = Path.Combine(scratch.Path, "copy")
        Directory.CreateDirectory(Path.Combine(copy, "logs")) |> ignore

        for file in [ "MyFeedID.json"; "logs/1.pcap" ] do
            File.Copy(Path.Combine(scratch.Path, "alice", file), Path.Combine(copy, file))

        run scratch "feed write copy 'from elsewhere'" |> ignore
        run scratch "feed export copy usb" |> ignore

        for bad in [ "forged.pcap"; "not-cbor.pcap" ] do
            File.Copy(Repository.fixture $"bad/{bad}", Path.Combine(usb, bad))

        let outcome = peer scratch "feed import alice usb --json"
        Assert.That(outcome.ExitCode, Is.EqualTo 1)
        Assert.That(outcome.Errors, Does.Contain "not-cbor.pcap: undecodable-event: the block at byte ")
        Assert.That(outcome.Errors, Does.Contain "forged.pcap: signature-invalid: ")

        Assert.That(
            outcome.Errors,
            Does.Contain "2 event(s) were imported; of 'usb' 1 place(s) are damaged and 8 event(s) were refused"
        )

        let summary = Array.last outcome.Objects
        Assert.That(summary.GetProperty("imported").GetInt32(), Is.EqualTo 2)

        // Both files hold events 4 to 6 behind the third, which neither holds soundly.
        Assert.That(
            summary.GetProperty("refused").GetRawText(),
            Is.EqualTo """{"gap":6,"own-feed":1,"signature-invalid":1}"""
        )

        Assert.That(
            (run scratch "feed verify alice --json").Lines,
            equalTo [| """{"events":3,"feeds":2,"valid":true}""" |]
        )

    [<Test>]
    let ``An event that needs no private key is refused as signature-invalid`` () =
        use scratch = new Scratch()
        run scratch "feed init alice" |> ignore
        let usb = Directory.CreateDirectory(scratch.Below "usb").FullName
        File.Copy(Repository.fixture "signatures/identity-key.pcap", Path.Combine(usb, "x0000001.pcap"))

        let verified = peer scratch "feed verify usb --json"
        Assert.That(verified.ExitCode, Is.EqualTo 1)
        Assert.That(verified.Objects[0].GetProperty("problem").GetString(), equalTo "signature-invalid")

        let summary = Array.last (peer scratch "feed import alice usb --json").Objects
        Assert.That(summary.GetProperty("imported").GetInt32(), equalTo 0)
        Assert.That(summary.GetProperty("refused").GetRawText(), equalTo """{"signature-invalid":1}""")

    [<Test>]
    let ``A text too long for the original is written with a warning, one too long for any peer is not`` () =
        use scratch = new Scratch()
        run scratch "feed init alice" |> ignore
        let long = run scratch $"feed write alice '{String('x', 2_000)}'"
        Assert.That(long.Errors, Does.StartWith("peer: warning: ").And.Contain "1024")
        let tooLong = peer scratch $"feed write alice '{String('x', Event.MaxWire)}'"
        Assert.That(tooLong.ExitCode, Is.EqualTo 1)
        Assert.That(tooLong.Errors.Trim().Split('\n'), Has.Length.EqualTo 1)
        Assert.That(tooLong.Errors, Does.Contain "60000")
        Assert.That((run scratch "feed read alice").Lines, Has.Length.EqualTo 1)

    [<Test>]
    let ``Texts from outside cannot touch the terminal, and bad signatures are left out`` () =
        use scratch = new Scratch()
        run scratch "feed init alice" |> ignore
        let mallory = Given.keys 9

        let first =
            Writer.event mallory ValueNone 1L (Content.about mallory.Feed "Mal\u001b[2Jlory\n")

        let second = Writer.message mallory (ValueSome first.Hash) 2L "a\u009b31m\nb"

        let forged = Writer.forged mallory ValueNone 3L

        let logs = Path.Combine(scratch.Path, "alice", "logs")
        File.WriteAllBytes(Path.Combine(logs, "2.pcap"), Given.ourLog [ first; second; forged ])

        for command in [ "users"; "read"; "read --quiet"; "dump"; "verify" ] do
            let outcome = peer scratch $"feed {command} alice"

            Assert.That(
                outcome.Output |> Seq.filter (fun unit -> Char.IsControl unit && unit <> '\n' && unit <> '\t'),
                Is.Empty
            )

        let read = run scratch "feed read alice"
        Assert.That(masked read.Output, Is.EqualTo "(TIME) Mal\\u{1b}[2Jlory\\u{a}:\ta\\u{9b}31m\\u{a}b\n")
        Assert.That(read.Errors, Does.Contain "signature-invalid")

    [<Test>]
    let ``A log without its key gets no new one`` () =
        use scratch = new Scratch()
        Given.log scratch.Path 1 (Given.ourLog (Given.feed (Given.keys 1) 1))
        let outcome = peer scratch "feed init . --name Alice"
        Assert.That(outcome.ExitCode, Is.EqualTo 1)
        Assert.That(outcome.Errors, Does.Contain "MyFeedID.json")
        Assert.That(File.Exists(scratch.Below "MyFeedID.json"), Is.False)

    [<TestCase("", 2)>]
    [<TestCase("feed", 2)>]
    [<TestCase("feed write alice", 2)>]
    [<TestCase("feed init --nam x", 2)>]
    [<TestCase("feed write nowhere text", 1)>]
    [<TestCase("feed read nowhere", 1)>]
    [<TestCase("feed users nowhere", 1)>]
    [<TestCase("feed verify nowhere", 1)>]
    [<TestCase("feed dump nowhere", 1)>]
    [<TestCase("feed export . nowhere", 1)>]
    [<TestCase("feed import . nowhere", 1)>]
    [<TestCase("feed verify .", 1)>]
    let ``What cannot be done is one line on standard error`` (line: string, exitCode: int) =
        use scratch = new Scratch()
        let outcome = peer scratch line
        Assert.That(outcome.ExitCode, Is.EqualTo exitCode)
        Assert.That(outcome.Output, Is.Empty)
        Assert.That(outcome.Errors, Does.StartWith "peer")
        Assert.That(outcome.Errors.Trim().Split('\n'), Has.Length.EqualTo 1)

    [<Test>]
    let ``Help is on standard output and no error`` () =
        use scratch = new Scratch()
        let outcome = run scratch "feed write --help"
        Assert.That(outcome.Output, Does.StartWith "USAGE: peer feed write DIR TEXT")
        Assert.That(outcome.Errors, Is.Empty)

    [<Test>]
    let ``Quiet leaves the answer, and each line of json is an object`` () =
        use scratch = new Scratch()
        run scratch "feed init alice --name Alice" |> ignore
        Assert.That(masked (run scratch "feed users alice --quiet").Output, Is.EqualTo "- @KEY   Alice\n")

        for command in
            [ "users alice"
              "read alice"
              "dump alice"
              "verify alice"
              "write alice x"
              "init alice --name A" ] do
            for one in (run scratch $"feed {command} --json").Objects do
                Assert.That(one.ValueKind, Is.EqualTo Text.Json.JsonValueKind.Object)

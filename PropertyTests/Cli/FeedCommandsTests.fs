namespace PeerFunctional.Tests.Cli

open System
open System.IO
open System.Text
open System.Text.RegularExpressions
open Xunit
open PeerFunctional.SneakerNet
open PeerFunctional.Tests.Storage
open PeerFunctional.Tests
open PeerFunctional.Tests.SneakerNet

/// `peer feed ...` from outside, as a user and a script see it.
module FeedCommandsTests =

    /// Keys, stick files and clock times as placeholders.
    let private masked (text: string) =
        [ @"[A-Za-z0-9+/]{43}=", "KEY"
          @"x\d{7}\.pcap", "xN.pcap"
          @"\(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\)", "(TIME)" ]
        |> List.fold (fun text (pattern, name) -> Regex.Replace(text, pattern, (name: string))) text

    let private shouldPrint (expected: string) (outcome: Outcome) =
        outcome.Errors |> Expect.equal ""
        masked outcome.Output |> Expect.equal expected
        outcome.ExitCode |> Expect.equal 0

    let private peer (scratch: Scratch) line =
        Peer.runIn scratch.Path (Peer.words line)

    let private run (scratch: Scratch) line =
        let outcome = peer scratch line
        Expecto.Expect.equal outcome.ExitCode 0 $"{line}: {outcome.Errors}"
        outcome

    let private welcome = "Welcome to SneakerNet\n\n"

    [<Fact>]
    let ``A feed is made, named and named anew in the original's words`` () : unit =
        use scratch = new Scratch()

        peer scratch "feed init bob --name Bobby"
        |> shouldPrint (
            welcome
            + "** starting the user directory app\n** created logs directory\n** created my log at logs/1.pcap\n"
            + "** defined display name 'Bobby'\n\n** list of known users:\n- @KEY   Bobby\n"
        )

        let key = Path.Combine(scratch.Path, "bob", "MyFeedID.json")
        File.GetUnixFileMode key |> Expect.equal (UnixFileMode.UserRead ||| UnixFileMode.UserWrite)

        peer scratch "feed init bob --name Bob"
        |> shouldPrint (
            welcome
            + "** starting the user directory app\n** loaded my feed ID: @KEY\n"
            + "** defined display name 'Bob'\n\n** list of known users:\n- @KEY   Bob\n"
        )

        peer scratch "feed init bob --name Bob"
        |> shouldPrint (
            welcome
            + "** starting the user directory app\n** loaded my feed ID: @KEY\n"
            + "** the display name is 'Bob' already\n\n** list of known users:\n- @KEY   Bob\n"
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

    [<Fact>]
    let ``A stick carries events from peer to peer in the original's words`` () : unit =
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

        masked (run scratch "feed export bob usb").Output
        |> Expect.stringContains "** exporting KEY/4\n\n** exported 1 event(s)"

        masked (run scratch "feed import alice usb").Output
        |> Expect.stringContains "** import KEY/4\n\n** imported 1 event(s)"

        (run scratch "feed export bob usb").Output |> Expect.stringEnds "\n** no events exported\n"

        (run scratch "feed import alice usb").Output
        |> Expect.stringEnds "\n** imported 0 event(s) to the 'logs' directory\n"

        Directory.GetFiles(Path.Combine(scratch.Path, "alice", "logs")) |> Expect.hasLength 2

        peer scratch "feed read alice"
        |> shouldPrint "(TIME) Bob:\tfirst hello.\n(TIME) Bob:\tsecond hello.\n"

        let verified = run scratch "feed verify alice --json"
        verified.Lines |> Expect.equal [| """{"events":5,"feeds":2,"valid":true}""" |]

    [<Fact>]
    let ``The recorded folders read as they were written`` () : unit =
        let outcome =
            Peer.runIn (Repository.fixture "logs/sync/after") [ "feed"; "read"; "bob"; "--json" ]

        outcome.ExitCode |> Expect.equal 0
        let said = outcome.Objects
        said |> Expect.hasLength 13
        let times = said |> Array.map _.GetProperty("time").GetInt64()
        times |> Expect.isAscending

        for name in [ "Alice"; "Bob" ] do
            said |> Array.exists (fun one -> one.GetProperty("name").GetString() = name) |> Expect.isTrue

    [<Theory>]
    [<InlineData("dump", "odd")>]
    [<InlineData(".", "export")>]
    let ``A dump is the original's, byte for byte`` (folder: string, name: string) : unit =
        let outcome =
            Peer.runIn (Repository.fixture folder) [ "feed"; "dump"; $"{name}.pcap" ]

        outcome.Output |> Expect.equal (File.ReadAllText(Repository.fixture $"dump/{name}.txt"))

    [<Fact>]
    let ``A good log is well, a damaged one is not, and notes are no damage`` () : unit =
        let verify name =
            Peer.runIn (Repository.fixture "bad") [ "feed"; "verify"; name; "--json" ]

        (verify "reference-good.pcap").ExitCode |> Expect.equal 0
        (verify "duplicate.pcap").ExitCode |> Expect.equal 0
        let outcome = verify "fork.pcap"
        outcome.ExitCode |> Expect.equal 1

        match outcome.Objects with
        | [| finding; summary |] ->
            finding.GetProperty("problem").GetString() |> Expect.equal "fork"
            finding.GetProperty("file").GetString() |> Expect.equal "fork.pcap"
            finding.GetProperty("signed_event_sha256").GetArrayLength() |> Expect.equal 2
            Expect.isFalse (summary.GetProperty("valid").GetBoolean())
            summary.GetProperty("events").GetInt32() |> Expect.equal 7
        | other -> failwith $"{other.Length} lines"

        let human = Peer.runIn (Repository.fixture "bad") [ "feed"; "verify"; "fork.pcap" ]

        human.Output |> Expect.stringContains "WRONG: fork.pcap: "
        human.Output |> Expect.stringContains "** verified 7 event(s) of 1 feed(s): 1 problem(s)"

    [<Fact>]
    let ``An import takes only what verifies, and never the own feed`` () : unit =
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
        outcome.ExitCode |> Expect.equal 1
        outcome.Errors |> Expect.stringContains "not-cbor.pcap: undecodable-event: the block at byte "
        outcome.Errors |> Expect.stringContains "forged.pcap: signature-invalid: "

        outcome.Errors
        |> Expect.stringContains "imported 2 event(s), refused 8 event(s) and found 1 damaged place(s) in 'usb'"

        let summary = Array.last outcome.Objects
        summary.GetProperty("imported").GetInt32() |> Expect.equal 2

        // Both files hold events 4 to 6 behind the third, which neither holds soundly.
        summary.GetProperty("refused").GetRawText()
        |> Expect.equal """{"gap":6,"own-feed":1,"signature-invalid":1}"""

        (run scratch "feed verify alice --json").Lines
        |> Expect.equal [| """{"events":3,"feeds":2,"valid":true}""" |]

    [<Fact>]
    let ``An event that needs no private key is refused as signature-invalid`` () : unit =
        use scratch = new Scratch()
        run scratch "feed init alice" |> ignore
        let usb = Directory.CreateDirectory(scratch.Below "usb").FullName
        File.Copy(Repository.fixture "signatures/identity-key.pcap", Path.Combine(usb, "x0000001.pcap"))

        let verified = peer scratch "feed verify usb --json"
        verified.ExitCode |> Expect.equal 1
        verified.Objects[0].GetProperty("problem").GetString() |> Expect.equal "signature-invalid"

        let summary = Array.last (peer scratch "feed import alice usb --json").Objects
        summary.GetProperty("imported").GetInt32() |> Expect.equal 0
        summary.GetProperty("refused").GetRawText() |> Expect.equal """{"signature-invalid":1}"""

    [<Fact>]
    let ``A text too long for the original is written with --large only, one too long for any peer is not`` () : unit =
        use scratch = new Scratch()
        run scratch "feed init alice" |> ignore

        for text, options, limit in
            [ String('x', 2_000), "", "1,024"
              String('x', Event.MaxWire), "", "60000"
              String('x', Event.MaxWire), "--large", "60000" ] do
            let tooLong = peer scratch $"feed write alice '{text}' {options}"
            tooLong.ExitCode |> Expect.equal 1
            tooLong.Errors.Trim().Split('\n') |> Expect.hasLength 1
            tooLong.Errors |> Expect.stringContains limit

        (run scratch $"feed write alice '{String('x', 2_000)}' --large").Errors |> Expect.equal ""

        (peer scratch $"feed init alice --name {String('x', 2_000)}").Errors
        |> Expect.stringContains "1,024"

        (peer scratch "feed write alice ' '").ExitCode |> Expect.equal 2
        (run scratch "feed read alice").Lines |> Expect.hasLength 1

    [<Fact>]
    let ``Texts from outside cannot touch the terminal, and bad signatures are left out`` () : unit =
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

            outcome.Output
            |> Seq.filter (fun unit -> Char.IsControl unit && unit <> '\n' && unit <> '\t')
            |> Expect.isEmpty

        let read = run scratch "feed read alice"
        masked read.Output |> Expect.equal "(TIME) Mal\\u{1b}[2Jlory\\u{a}:\ta\\u{9b}31m\\u{a}b\n"
        read.Errors |> Expect.stringContains "signature-invalid"

    [<Fact>]
    let ``An event whose content was changed on the disk is told by its hash, not by its signature`` () : unit =
        use scratch = new Scratch()
        run scratch "feed init alice" |> ignore
        run scratch "feed write alice 'as said'" |> ignore
        let log = Path.Combine(scratch.Path, "alice", "logs", "1.pcap")
        let text = Encoding.Latin1.GetString(File.ReadAllBytes log)
        File.WriteAllBytes(log, Encoding.Latin1.GetBytes(text.Replace("as said", "as sold")))
        let read = peer scratch "feed read alice"
        read.Errors |> Expect.stringContains "content-hash-mismatch"
        read.Errors |> Expect.stringLacks "signature-invalid"

    [<Fact>]
    let ``A log without its key gets no new one`` () : unit =
        use scratch = new Scratch()
        Given.log scratch.Path 1 (Given.ourLog (Given.feed (Given.keys 1) 1))
        let outcome = peer scratch "feed init . --name Alice"
        outcome.ExitCode |> Expect.equal 1
        outcome.Errors |> Expect.stringContains "MyFeedID.json"
        let written = peer scratch "feed write . text"
        written.Errors |> Expect.stringContains "restore MyFeedID.json"
        let noLog = Path.Combine(scratch.Path, "README.md")
        File.WriteAllText(noLog, "no log")
        let dumped = peer scratch "feed dump README.md"
        dumped.ExitCode |> Expect.equal 1
        dumped.Errors |> Expect.stringContains "README.md: the file is not a log"
        Expect.isFalse (File.Exists(scratch.Below "MyFeedID.json"))

    [<Theory>]
    [<InlineData("", 2)>]
    [<InlineData("feed", 2)>]
    [<InlineData("feed write alice", 2)>]
    [<InlineData("feed init --nam x", 2)>]
    [<InlineData("feed write nowhere text", 1)>]
    [<InlineData("feed read nowhere", 1)>]
    [<InlineData("feed users nowhere", 1)>]
    [<InlineData("feed verify nowhere", 1)>]
    [<InlineData("feed dump nowhere", 1)>]
    [<InlineData("feed export . nowhere", 1)>]
    [<InlineData("feed import . nowhere", 1)>]
    [<InlineData("feed verify .", 1)>]
    let ``A feed command that cannot be done gives one line on standard error`` (line: string, exitCode: int) : unit =
        use scratch = new Scratch()
        let outcome = peer scratch line
        outcome.ExitCode |> Expect.equal exitCode
        outcome.Output |> Expect.equal ""
        outcome.Errors |> Expect.stringStarts "peer"
        outcome.Errors.Trim().Split('\n') |> Expect.hasLength 1

    [<Fact>]
    let ``Help is on standard output and no error`` () : unit =
        use scratch = new Scratch()
        let outcome = run scratch "feed write --help"
        outcome.Output |> Expect.stringStarts "USAGE: peer feed write DIR TEXT"
        outcome.Errors |> Expect.equal ""

    [<Fact>]
    let ``Quiet leaves the answer, and each line of json is an object`` () : unit =
        use scratch = new Scratch()
        run scratch "feed init alice --name Alice" |> ignore
        masked (run scratch "feed users alice --quiet").Output |> Expect.equal "- @KEY   Alice\n"

        for command in
            [ "users alice"
              "read alice"
              "dump alice"
              "verify alice"
              "write alice x"
              "init alice --name A" ] do
            for one in (run scratch $"feed {command} --json").Objects do
                one.ValueKind |> Expect.equal Text.Json.JsonValueKind.Object

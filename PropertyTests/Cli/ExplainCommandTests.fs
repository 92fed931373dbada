namespace PeerFunctional.Tests.Cli

open System
open System.IO
open System.Text.Json
open System.Text.RegularExpressions
open System.Xml.Linq
open Xunit
open PeerFunctional.Capture
open PeerFunctional.Runtime.Capture
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

/// `peer explain` from outside.
module ExplainCommandTests =

    let private sync = Repository.fixture "sync.pcapng"

    [<Fact>]
    let ``A capture is drawn in the width asked for, and unfolded when asked`` () : unit =
        use scratch = new Scratch()
        let folded = Peer.runIn scratch.Path [ "explain"; sync; "--width"; "80" ]
        folded.Errors |> Expect.equal ""
        folded.ExitCode |> Expect.equal 0
        folded.Output |> Expect.stringContains "├─ HELO initiator ─"
        folded.Output |> Expect.stringContains "▸ 9 × responder → initiator"
        folded.Output |> Expect.stringContains "conforms to published"
        folded.Lines |> Array.map _.Length |> Expect.all (fun one -> one <= 80)

        let unfolded =
            Peer.runIn scratch.Path [ "explain"; sync; "--verbose"; "--width"; "90" ]

        unfolded.Output |> Expect.stringContains "push Alice:9 ─┤"
        unfolded.Output |> Expect.stringLacks "▸"
        unfolded.Output |> Expect.stringContains "ingested event"
        let moments = Peer.runIn scratch.Path [ "explain"; sync; "--json" ]
        moments.Objects |> Seq.length |> Expect.isGreaterThan 32

        moments.Objects[0].GetProperty("words").GetString()
        |> Expect.stringStarts "initiator to responder: HELO"

    [<Theory>]
    [<InlineData("replay")>]
    [<InlineData("explain")>]
    let ``A dash reads standard input, and what comes is told as of a file`` (command: string) : unit =
        use scratch = new Scratch()
        let file = Peer.runIn scratch.Path [ command; sync; "--json" ]

        let piped =
            Peer.runBy [ "sh"; "-c"; $"cat '{sync}' | \"$@\""; "sh" ] scratch.Path [ command; "-"; "--json" ]

        Expecto.Expect.equal piped.ExitCode file.ExitCode piped.Errors
        piped.Output |> Expect.equal file.Output

        let empty =
            Peer.runBy [ "sh"; "-c"; "printf xyz | \"$@\""; "sh" ] scratch.Path [ command; "-" ]

        empty.ExitCode |> Expect.equal 3
        empty.Errors |> Expect.stringContains "standard input: "

    [<Theory>]
    [<InlineData("link/json.pcapng")>]
    [<InlineData("capnweb/seed-alice-bob.pcapng")>]
    [<InlineData("incomplete/ring-collect-and-move.pcapng")>]
    [<InlineData("incomplete/three-responder-processes-within-30s.pcapng")>]
    [<InlineData("libp2p/quic/quic-session-with-keys.pcapng")>]
    let ``Replay and explain count the times of a capture from its first frame`` (name: string) : unit =
        use scratch = new Scratch()
        let file = Path.Combine(Repository.root, "interop-fixtures", name)
        let facts = CaptureFacts.ofBlocks (CaptureFile(file).Blocks())

        let began =
            DateTimeOffset.UnixEpoch + TimeSpan.FromTicks(ValueOption.defaultValue 0L facts.Began / 100L)

        let at (moment: JsonElement) = moment.GetProperty("at").GetDouble()

        let messages =
            (Peer.runIn scratch.Path [ "replay"; file; "--json" ]).Objects
            |> Array.filter (fun told -> told.TryGetProperty "words" |> fst)

        messages.Length |> Expect.isGreaterThan 3

        for message in messages do
            // The stated time has ticks of 100 ns.
            let since: TimeSpan = message.GetProperty("time").GetDateTimeOffset() - began
            abs (at message - since.TotalSeconds) |> Expect.isLessThan 2.5e-7

        let drawn =
            (Peer.runIn scratch.Path [ "explain"; file; "--json" ]).Objects |> Array.map at |> set

        (messages |> Array.map at |> set) - drawn |> Expect.isEmpty

        let told =
            Regex.Match(
                (Peer.runIn scratch.Path [ "replay"; file ]).Output,
                @"^ *\d+ +(\d+\.\d{6})  ",
                RegexOptions.Multiline
            )

        told.Groups[1].Value
        |> Expect.equal ((at messages[0]).ToString("F6", Globalization.CultureInfo.InvariantCulture))

    [<Fact>]
    let ``A drawing of a capture numbers its frames, at its side where six lanes stay readable, and else in its titles and objects``
        ()
        : unit =
        use scratch = new Scratch()
        let drawn = Peer.runIn scratch.Path [ "explain"; sync; "--width"; "80" ]
        drawn.Output |> Expect.isMatch @"\n *frame +initiator +responder"
        drawn.Output |> Expect.isMatch @"0\.000 +1 +├─ HELO initiator ─"
        drawn.Output |> Expect.isMatch @"\d+-\d+ .*▸ 9 × responder → initiator"
        drawn.Lines |> Array.map _.Length |> Expect.all (fun one -> one <= 80)

        let ring =
            Path.Combine(Repository.root, "interop-fixtures", "tracker", "register-5-peers.pcapng")

        let ofWidth (width: int) =
            (Peer.runIn scratch.Path [ "explain"; ring; "--width"; string width ]).Output

        ofWidth 80 |> Expect.stringLacks "frame"
        ofWidth 120 |> Expect.isMatch @"\n *frame +tracker"

        let frames command =
            (Peer.runIn scratch.Path [ command; sync; "--json" ]).Objects
            |> Array.choose (fun told ->
                match told.TryGetProperty "frame" with
                | true, frame -> Some(frame.GetInt64())
                | false, _ -> None)
            |> set

        frames "explain" |> Expect.equal (frames "replay")

        (Peer.runIn scratch.Path [ "explain"; sync; "--out"; "x.svg" ]).ExitCode |> Expect.equal 0

        File.ReadAllText(Path.Combine(scratch.Path, "x.svg"))
        |> Expect.stringContains "<title>0.000 s, frame 1: initiator to responder: HELO initiator"

    [<Fact>]
    let ``Rows name a libp2p peer by the end of its id, and the verdict has it whole`` () : unit =
        use scratch = new Scratch()

        let replayed =
            Peer.runIn scratch.Path [ "replay"; Repository.libp2pFixture "quic/quic-session-with-keys.pcapng" ]

        Expecto.Expect.equal replayed.ExitCode 0 replayed.Errors
        let ids = Regex.Matches(replayed.Output, "12D3KooW\\w+")
        ids.Count |> Expect.equal 2

        for id in ids do
            replayed.Output |> Expect.stringContains $"er …{id.Value.Substring(id.Length - 6)} "

    [<Fact>]
    let ``A capture's moments have the states that its replay shows`` () : unit =
        use scratch = new Scratch()
        let moments = (Peer.runIn scratch.Path [ "explain"; sync; "--json" ]).Objects

        let states =
            moments
            |> Array.choose (fun moment ->
                match moment.TryGetProperty "state" with
                | true, state -> Some(state.GetString())
                | false, _ -> None)

        states[0] |> Expect.equal "contacting, try 1; holds at least 7mQ6:7"
        Array.last states |> Expect.stringEnds "; holds at least 7mQ6:7 Alice:9"

    [<Fact>]
    let ``Pictures are whole files, and nothing lies beside them`` () : unit =
        use scratch = new Scratch()

        for subject in [ sync; "sneakernet" ] do
            for name in [ "x.svg"; "x.html" ] do
                let outcome = Peer.runIn scratch.Path [ "explain"; subject; "--out"; name ]
                Expecto.Expect.equal outcome.ExitCode 0 outcome.Errors
                let text = File.ReadAllText(Path.Combine(scratch.Path, name))

                XDocument.Parse(text).Root.Name.LocalName |> Expect.equal (if name = "x.svg" then "svg" else "html")

        Directory.GetFiles scratch.Path |> Expect.hasLength 2

    [<Fact>]
    let ``A system prints its machine's phases`` () : unit =
        use scratch = new Scratch()

        let outcome =
            Peer.runIn scratch.Path [ "explain"; "sneakernet"; "--policy"; "published" ]

        outcome.Output |> Expect.stringContains "loop, pushing"
        outcome.Output |> Expect.stringContains "contacting"

    [<Theory>]
    [<InlineData("explain", 2)>]
    [<InlineData("explain nowhere.pcapng", 1)>]
    [<InlineData("explain sneakerent", 2)>]
    [<InlineData("explain noise", 3)>]
    [<InlineData("explain noise --out x.png", 2)>]
    [<InlineData("explain noise --width 10", 2)>]
    let ``A file that cannot be explained gives one line on standard error`` (line: string, exitCode: int) : unit =
        use scratch = new Scratch()
        File.WriteAllText(Path.Combine(scratch.Path, "noise"), "this is no capture")
        let outcome = Peer.runIn scratch.Path (Peer.words line)
        outcome.ExitCode |> Expect.equal exitCode
        outcome.Output |> Expect.equal ""

        (outcome.Errors.Trim().Split '\n')
        |> Array.filter (fun line -> not (line.Contains "warning"))
        |> Expect.hasLength 1

    [<Theory>]
    [<InlineData("explain nowhere")>]
    [<InlineData("explain .")>]
    [<InlineData("replay nowhere")>]
    [<InlineData("replay .")>]
    let ``A path that is not a file is reported by the name the user gave`` (line: string) : unit =
        use scratch = new Scratch()
        let outcome = Peer.runIn scratch.Path (Peer.words line)
        outcome.ExitCode |> Expect.equal 1
        outcome.Errors |> Expect.stringStarts $"peer: {List.last (Peer.words line)} is not a file"

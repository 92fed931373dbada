namespace PeerFunctional.Tests.Cli

open System
open System.IO
open System.Text.Json
open Xunit
open Spectre.Console
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional
open PeerFunctional.Cli.Output
open PeerFunctional.Verification
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

/// The one place where texts meet the terminal, with what every system tells.
module ScreenTests =

    /// All that a screen prints.
    let private printed json (speak: Screen -> unit) =
        use output = new StringWriter(NewLine = "\n")
        use errors = new StringWriter(NewLine = "\n")

        let settings =
            AnsiConsoleSettings(Ansi = AnsiSupport.No, Out = AnsiConsoleOutput output)

        speak (Screen(output, errors, json, Verbose, AnsiConsole.Create settings))
        output.ToString() + errors.ToString()

    let private values =
        ArbMap.defaults
        |> ArbMap.mergeArb (Arb.fromGen Hostile.text)
        |> ArbMap.mergeArb (Arb.fromGen (Gen.choose (1, 5) |> Gen.map (fun number -> (Given.keys number).Feed)))

    let private isClean printed = Hostile.offencesOf printed = []

    /// A notice, in words and as an object, has no hidden character, and takes exactly its lines.
    let private isTold (lines: string list) facts =
        let story =
            printed false (fun screen ->
                for line in lines do
                    screen.Story line)

        let object = printed true (fun screen -> screen.Notice(facts))

        isClean story
        && isClean object
        && story.Split('\n').Length = lines.Length + 1
        && object.Split('\n').Length = 2
        && JsonDocument.Parse(object).RootElement.GetProperty("notice").GetString() = fst facts

    [<Theory>]
    [<InlineData("sneakernet")>]
    [<InlineData("tracker")>]
    [<InlineData("link")>]
    [<InlineData("rpc")>]
    [<InlineData("libp2p")>]
    let ``Every demo ends well, and with --json each line is an object`` (system: string) : unit =
        use scratch = new Scratch()
        let outcome = Peer.runIn scratch.Path [ "demo"; system; "--json" ]
        Expecto.Expect.equal (outcome.ExitCode, outcome.Errors) (0, "") system
        outcome.Objects |> Expect.isNonEmpty

        for one in outcome.Objects do
            one.ValueKind |> Expect.equal JsonValueKind.Object

    [<Fact>]
    let ``A notice whose facts have the names of others is told all the same`` () : unit =
        let told =
            printed true (fun screen -> screen.Notice(("linked", [ "side", box "left"; "notice", box "no" ]), "bob"))

        told |> Expect.equal "{\"side\":\"bob\",\"notice\":\"linked\"}\n"

    [<Fact>]
    let ``Help keeps the width that is asked for, and commands stay whole`` () : unit =
        let help =
            "USAGE: peer x\n\n    one two three four\n    five\n\n    peer a command that is not broken\n    --all    what is\n             left"

        HelpText.Lines(help, 18)
        |> List.ofSeq
        |> Expect.equal
            [ "USAGE: peer x"
              ""
              "    one two three"
              "    four five"
              ""
              "    peer a command that is not broken"
              "    --all    what"
              "             is"
              "             left" ]

    [<Property(MaxTest = 500)>]
    let ``No notice of a replica hides anything from the terminal`` () =
        Prop.forAll (ArbMap.arbitrary<SneakerNet.Notice> values) (fun notice ->
            isTold
                (SneakerNet.Notice.lines notice @ ValueOption.toList (SneakerNet.Notice.summary notice))
                (SneakerNet.Notice.facts notice))

    [<Property(MaxTest = 500)>]
    let ``No notice of the ring hides anything from the terminal`` () =
        Prop.forAll (ArbMap.arbitrary<Tracker.Notice> values) (fun notice ->
            isTold [ Tracker.Notice.line notice ] (Tracker.Notice.facts notice))

    [<Property(MaxTest = 300)>]
    let ``Whatever a screen is given to print, nothing is hidden in it`` () =
        Prop.forAll (Arb.fromGen Hostile.text) (fun text ->
            printed false (fun screen ->
                screen.Story text
                screen.Detail text
                screen.Answer text
                screen.Table([| text; "b" |], [ [| "a"; text |] :> Collections.Generic.IReadOnlyList<string> ])
                screen.Warn text
                screen.Warn([ text; text ], 3L)
                screen.Fail text |> ignore
                screen.Welcome text)
            |> isClean
            && printed true (fun screen -> screen.Object {| Text = text; Texts = [| text |] |}) |> isClean)

    [<Fact>]
    let ``The tab between two parts of an answer is ours, one in them is not`` () : unit =
        printed false (fun screen -> screen.Answer("a\tb", "c\td")) |> Expect.equal "a\\u{9}b\tc\\u{9}d\n"

    /// A timeline with such a text everywhere.
    let private timeline text =
        { Title = text
          Lanes = [ text; "b" + text ]
          Events =
            [ for event in
                  [ Sent(1, 0, 1, text)
                    Delivered 1
                    TimelineEvent.TimerFired(0, text)
                    Noticed(0, text)
                    Remarked(ValueNone, text) ] do
                  { At = TimeSpan.Zero
                    Event = event
                    State = ValueSome text
                    Step = ValueNone } ]
          Conclusion = [ text ]
          SecondRun = ValueNone
          Numbering = Numbering.Steps }

    [<Property(MaxTest = 100)>]
    let ``No drawing on a terminal, picture or page has anything hidden in it`` () =
        Prop.forAll (Arb.fromGen Hostile.text) (fun text ->
            let diagram = SequenceDiagram.ofTimeline (timeline text)

            let style =
                { Width = 100
                  Color = false
                  Ascii = false
                  Unfolded = true }

            printed false (fun screen -> screen.Draw(TerminalDiagram.lines style diagram)) |> isClean
            && isClean (SvgDiagram.print diagram)
            && isClean (HtmlDiagram.print diagram))

namespace PeerFunctional.Tests.Verification

open System
open Xunit
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Verification
open PeerFunctional.Tests

module DiagramTests =

    let private forAny property =
        Prop.forAll (Arb.fromGen Timelines.any) (fun timeline ->
            property timeline (SequenceDiagram.ofTimeline timeline))

    let private drawn style diagram =
        TerminalDiagram.lines style diagram |> List.map string

    let private strokes diagram =
        diagram.Rows
        |> Array.toList
        |> List.collect _.Marks
        |> List.filter (function
            | Bundle _ -> false
            | _ -> true)

    [<Property>]
    let ``Every happening is drawn once`` () =
        forAny (fun timeline diagram -> (strokes diagram).Length = timeline.Events.Length)

    [<Property>]
    let ``No arrow runs upwards, and each ends where its row says so`` () =
        forAny (fun _ diagram ->
            diagram.Arrows
            |> Array.indexed
            |> Array.forall (fun (index, arrow) ->
                List.contains (Departure index) diagram.Rows[arrow.Start].Marks
                && arrow.Ends
                   |> List.forall (fun struct (row, fate) ->
                       row >= arrow.Start && List.contains (Ending(index, fate)) diagram.Rows[row].Marks)))

    [<Property>]
    let ``A message arrives once at most, then it arrives again`` () =
        forAny (fun _ diagram ->
            diagram.Arrows
            |> Array.forall (fun arrow ->
                let fates = arrow.Ends |> List.map (fun struct (_, fate) -> fate)

                match List.tryFindIndex ((=) Reaches) fates, List.tryFindIndex ((=) ReachesAgain) fates with
                | None, Some _ -> false
                | Some first, Some again -> first < again && (fates |> List.filter ((=) Reaches)).Length = 1
                | _, None -> (fates |> List.filter ((=) Reaches)).Length <= 1))

    [<Property>]
    let ``Rows keep the order of time, and those folded away follow their bundle`` () =
        forAny (fun _ diagram ->
            let times = diagram.Rows |> Array.map _.At

            times = Array.sort times
            && diagram.Rows
               |> Array.indexed
               |> Array.forall (fun (index, row) ->
                   match row.Within with
                   | ValueSome bundle -> bundle < index && SequenceDiagram.isBundle diagram.Rows[bundle]
                   | ValueNone -> true))

    [<Property(MaxTest = 40)>]
    let ``Lines keep the width, folded or not, in colour or ASCII`` () =
        forAny (fun _ diagram ->
            [ for width in [ 40; 80; 133 ] do
                  for unfolded in [ true; false ] do
                      let style =
                          { Width = width
                            Color = false
                            Ascii = false
                            Unfolded = unfolded }

                      let plain = drawn style diagram
                      let ascii = drawn { style with Ascii = true } diagram

                      plain |> List.forall (fun line -> Canvas.length line <= width)
                      && ascii |> List.forall (Seq.forall (fun letter -> letter >= ' ' && letter <= '~')) ]
            |> List.forall id)

    [<Fact>]
    let ``Names that begin alike keep their ends where there is no room for all of them`` () : unit =
        [ "127.0.0.1:35837"; "127.0.0.1:35838" ]
        |> Canvas.fitAll 8
        |> Expect.equal [ "…1:35837"; "…1:35838" ]

        Canvas.fitAll 8 [ "initiator"; "responder" ] |> Expect.equal [ "initiat…"; "respond…" ]

    [<Property(MaxTest = 40)>]
    let ``Nothing in a timeline reaches the terminal as a command`` () =
        forAny (fun _ diagram ->
            let style =
                { Width = 80
                  Color = true
                  Ascii = false
                  Unfolded = true }

            let isColor (part: string) =
                part.Length > 1
                && part[0] = '['
                && Seq.forall
                    (fun letter -> Char.IsAsciiDigit letter || letter = ';')
                    (part.Substring(1, part.IndexOf 'm' - 1))

            drawn style diagram
            |> List.forall (fun line ->
                let parts = line.Split '\u001b'

                parts |> Array.skip 1 |> Array.forall isColor
                && parts |> Array.forall (Hostile.offences >> List.isEmpty)))

    [<Fact>]
    let ``A line without a colour and one in colour show the same text`` () : unit =
        let diagram = SequenceDiagram.ofTimeline Timelines.everything

        let lines color =
            drawn
                { Width = 90
                  Color = color
                  Ascii = false
                  Unfolded = false }
                diagram

        let bare =
            lines true
            |> List.map (fun line -> Text.RegularExpressions.Regex.Replace(line, "\u001b\[[0-9;]*m", ""))

        bare |> Expect.equal (lines false)
        String.concat "" (lines true) |> Expect.stringContains "\u001b[0;1;31m"

    let private golden name diagram width =
        let lines =
            drawn
                { Width = width
                  Color = false
                  Ascii = false
                  Unfolded = false }
                diagram

        let file =
            IO.Path.Combine(Repository.root, "PropertyTests", "Verification", "Golden", name)

        String.Join("\n", lines) + "\n" |> Expect.equal (IO.File.ReadAllText file)

    [<Theory>]
    [<InlineData("sync")>]
    [<InlineData("lost-push")>]
    [<InlineData("no-answer")>]
    [<InlineData("both-ways")>]
    let ``A recording looks as it did`` (recording: string) : unit =
        golden $"{recording}.txt" (SequenceDiagram.ofTimeline (Timelines.ofRecording recording)) 100

    [<Fact>]
    let ``Everything that can happen looks as it did`` () : unit =
        golden "everything.txt" (SequenceDiagram.ofTimeline Timelines.everything) 80

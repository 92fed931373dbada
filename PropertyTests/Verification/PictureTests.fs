namespace PeerFunctional.Tests.Verification

open System
open System.IO
open System.Text.RegularExpressions
open System.Xml
open System.Xml.Linq
open Xunit
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Tests

module PictureTests =

    let private parse (text: string) =
        let settings =
            XmlReaderSettings(DtdProcessing = DtdProcessing.Ignore, XmlResolver = null)

        use reader = XmlReader.Create(new StringReader(text), settings)
        XDocument.Load reader

    let private names (document: XDocument) =
        document.Descendants() |> Seq.map (fun element -> element.Name.LocalName) |> Set.ofSeq

    let private drawn =
        Set
            [ "svg"
              "title"
              "desc"
              "style"
              "defs"
              "marker"
              "path"
              "rect"
              "g"
              "line"
              "circle"
              "text"
              "tspan" ]

    let private page =
        Set
            [ "html"
              "head"
              "meta"
              "body"
              "header"
              "h1"
              "p"
              "div"
              "span"
              "button"
              "main"
              "section"
              "dl"
              "dt"
              "dd"
              "details"
              "summary"
              "ul"
              "li"
              "script" ]

    let private attributes (document: XDocument) =
        document.Descendants() |> Seq.collect _.Attributes() |> Seq.toList

    let private isSafe (document: XDocument) =
        attributes document
        |> List.forall (fun attribute ->
            let name = attribute.Name.LocalName

            not (name.StartsWith "on")
            && name <> "href"
            && name <> "src"
            && (name <> "style" || not (attribute.Value.Contains "url")))

    [<Property(MaxTest = 40)>]
    let ``No text breaks out of the SVG`` () =
        Prop.forAll (Arb.fromGen Timelines.any) (fun timeline ->
            let document = parse (SvgDiagram.print (SequenceDiagram.ofTimeline timeline))
            Set.isSubset (names document) drawn && isSafe document)

    [<Property(MaxTest = 40)>]
    let ``No text breaks out of the page, which has our one script and no other`` () =
        let script =
            (parse (HtmlDiagram.print (SequenceDiagram.ofTimeline Timelines.everything))).Descendants()
            |> Seq.filter (fun element -> element.Name.LocalName = "script")
            |> Seq.map _.Value
            |> List.ofSeq

        Prop.forAll (Arb.fromGen Timelines.any) (fun timeline ->
            let text = HtmlDiagram.print (SequenceDiagram.ofTimeline timeline)
            let document = parse text

            let scripts =
                document.Descendants()
                |> Seq.filter (fun element -> element.Name.LocalName = "script")
                |> Seq.map _.Value
                |> List.ofSeq

            Set.isSubset (names document) (drawn + page)
            && isSafe document
            && scripts = script
            && text.Split("<script").Length = 2)

    [<Fact>]
    let ``A picture of a machine's phases says how its lines are read`` () : unit =
        let system = ValueOption.get (Systems.tryFind "sneakernet")
        let diagram: StateDiagram = system.Diagram Recovering

        let texts =
            (parse (StateDiagramSvg.print diagram)).Descendants()
            |> Seq.filter (fun element -> element.Name.LocalName = "text")
            |> Seq.map _.Value

        texts |> Expect.contains $"→ {StateDiagram.goalHead}: {StateDiagram.inputsHead}"

    [<Fact>]
    let ``Words are found in the picture as they are, markup and all`` () : unit =
        let words = "<b>&amp;\"quoted\"</b>"

        let timeline =
            { Timelines.everything with
                Events =
                    [ Timelines.timed 0.0 (Sent(1, 0, 1, words))
                      Timelines.timed 0.0 (Delivered 1) ] }

        let document = parse (SvgDiagram.print (SequenceDiagram.ofTimeline timeline))

        let texts =
            document.Descendants()
            |> Seq.filter (fun element -> element.Name.LocalName = "text")
            |> Seq.map _.Value

        texts |> Expect.contains words

    /// Where a text stands within its group: left, right and baseline, by the mean width of its letters. `isBold`: its group is.
    let private box isBold (text: XElement) =
        let attribute name =
            match text.Attribute(XName.Get name) with
            | null -> ""
            | found -> found.Value

        let letter =
            match attribute "class" with
            | "time" -> SvgPage.letterWidth * SvgPage.leastScale * 0.9
            | "name" -> SvgPage.boldLetterWidth * 1.2
            | _ when isBold -> SvgPage.boldLetterWidth
            | _ -> SvgPage.letterWidth

        let width = letter * float (Canvas.length text.Value)
        let x = float (attribute "x")

        let left =
            match attribute "text-anchor" with
            | "middle" -> x - width / 2.0
            | "end" -> x - width
            | _ -> x

        struct (left, left + width, float (attribute "y"))

    let private isOver (struct (left, right, y)) (struct (otherLeft, otherRight, otherY)) =
        min right otherRight - max left otherLeft > 4.0 && abs (y - otherY: float) < 14.0

    let private classOf (element: XElement) =
        match element.Attribute(XName.Get "class") with
        | null -> ""
        | found -> found.Value

    [<Property(MaxTest = 40)>]
    let ``The words of a row do not stand on each other, and nor do the names of lanes`` () =
        Prop.forAll (Arb.fromGen Timelines.any) (fun timeline ->
            let document = parse (SvgDiagram.print (SequenceDiagram.ofTimeline timeline))

            let groups =
                document.Descendants()
                |> Seq.filter (fun element -> List.contains (classOf element) [ "row"; "row fold"; "names" ])

            for group in groups do
                let boxes =
                    [ for text in group.Descendants() do
                          if text.Name.LocalName = "text" then
                              box (List.contains (classOf text.Parent) [ "bad"; "good"; "warning"; "bundle" ]) text ]

                for place, one in List.indexed boxes do
                    for other in List.skip (place + 1) boxes do
                        Expecto.Expect.isFalse (isOver one other) $"{one} and {other} of {group.Value}")

    [<Property(MaxTest = 40)>]
    let ``Every row of the page is labelled, and every state is there to be asked for`` () =
        Prop.forAll (Arb.fromGen Timelines.any) (fun timeline ->
            let diagram = SequenceDiagram.ofTimeline timeline
            let document = parse (SvgDiagram.print diagram)

            let rows =
                document.Descendants()
                |> Seq.filter (fun element -> not (isNull (element.Attribute "data-row")))
                |> List.ofSeq

            let states =
                rows
                |> List.sumBy (fun row ->
                    row.Attributes()
                    |> Seq.filter (fun attribute -> attribute.Name.LocalName.StartsWith "data-state")
                    |> Seq.length)

            rows.Length = diagram.Rows.Length
            && rows |> List.forall (fun row -> (Seq.head (row.Elements())).Name.LocalName = "title")
            && states =
                (diagram.Rows
                 |> Array.sumBy (fun row ->
                     row.States |> List.map (fun struct (lane, _) -> lane) |> List.distinct |> List.length)))

    [<Fact>]
    let ``A page opens at the first thing that goes wrong, and at its beginning where nothing does`` () : unit =
        let opensAt timeline =
            let diagram = SequenceDiagram.ofTimeline timeline
            let page = parse (HtmlDiagram.print diagram)

            page.Descendants()
            |> Seq.choose (fun element -> Option.ofObj (element.Attribute "data-fault"))
            |> Seq.map (fun row -> SequenceDiagram.sentence diagram (int row.Value))
            |> List.ofSeq

        opensAt Timelines.everything |> Expect.equal [ "Alice to Bob: event Alice:1, is lost" ]

        opensAt
            { Timelines.everything with
                Events = Timelines.everything.Events @ [ Timelines.timed 2_000.0 (Diverged(0, "sends nothing")) ] }
        |> Expect.equal [ "Alice: sends nothing" ]

        let ofStep number =
            { Timelines.timed (100.0 * float number) (TimelineEvent.TimerFired(0, $"turn {number}")) with
                Step = ValueSome number }

        opensAt
            { Timelines.everything with
                Events = [ ofStep 1; ofStep 2 ] }
        |> Expect.equal [ "Alice: turn 2" ]

        opensAt (Timelines.ofRecording "sync") |> Expect.isEmpty

    [<Fact>]
    let ``However many lanes a page has, no text of its drawing is smaller than 14 pixels`` () : unit =
        let lanes =
            [ for lane in 1..6 do
                  $"peer {lane}" ]

        let picture =
            { Timelines.everything with
                Lanes = lanes }
            |> SequenceDiagram.ofTimeline
            |> SvgDiagram.print

        let drawing = (parse picture).Root

        let smallest =
            Regex.Matches(picture, @"font-size:([\d.]+)px")
            |> Seq.map (fun size -> float size.Groups[1].Value)
            |> Seq.min

        let least =
            Regex.Match((drawing.Attribute "style").Value, @"^min-width:([\d.]+)px$")

        let scale = float least.Groups[1].Value / float (drawing.Attribute "width").Value
        smallest * scale |> Expect.isGreaterThanOrEqual 13.99

    [<Fact>]
    let ``Verdicts of several participants are a list that folds`` () : unit =
        let items conclusion =
            let page =
                { Timelines.everything with
                    Conclusion = conclusion }
                |> SequenceDiagram.ofTimeline
                |> HtmlDiagram.print
                |> parse

            page.Descendants()
            |> Seq.filter (fun element -> element.Name.LocalName = "details")
            |> Seq.map (fun list ->
                list.Attributes("open") |> Seq.length,
                list.Descendants() |> Seq.filter (fun element -> element.Name.LocalName = "li") |> Seq.length)
            |> List.ofSeq

        items [ "a conforms" ] |> Expect.isEmpty
        items [ "a conforms"; "b diverges" ] |> Expect.equal [ 1, 2 ]
        items (List.replicate 6 "it conforms") |> Expect.equal [ 0, 6 ]

    [<Fact>]
    let ``Lines of the drawing never run upwards`` () : unit =
        for name in [ "sync"; "both-200"; "cutoff" ] do
            let document =
                parse (SvgDiagram.print (SequenceDiagram.ofTimeline (Timelines.ofRecording name)))

            for line in document.Descendants() |> Seq.filter (fun element -> not (isNull (element.Attribute "data-a"))) do
                let y (end': string) = float (line.Attribute end').Value
                y "y2" |> Expect.isGreaterThanOrEqual (y "y1")

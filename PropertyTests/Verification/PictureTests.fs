namespace PeerFunctional.Tests.Verification

open System
open System.IO
open System.Xml
open System.Xml.Linq
open Xunit
open FsCheck.FSharp
open FsCheck.Xunit
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
              "text" ]

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
    let ``Lines of the drawing never run upwards`` () : unit =
        for name in [ "sync"; "both-200"; "cutoff" ] do
            let document =
                parse (SvgDiagram.print (SequenceDiagram.ofTimeline (Timelines.ofRecording name)))

            for line in document.Descendants() |> Seq.filter (fun element -> not (isNull (element.Attribute "data-a"))) do
                let y (end': string) = float (line.Attribute end').Value
                y "y2" |> Expect.isGreaterThanOrEqual (y "y1")

namespace PeerFunctional.Verification

open System
open System.Text
open PeerFunctional.Kernel.Encodings

module SarifReport =

    let private message text = Json.Object [ "text", Json.Text text ]

    /// A path as the reference that a URI may be.
    let private uri (path: string) =
        let escaped =
            Encoding.UTF8.GetBytes path
            |> Array.map (fun value ->
                let letter = char value

                if Char.IsAsciiLetterOrDigit letter || "-._~/".Contains letter then
                    string letter
                else
                    $"%%{value:X2}")
            |> String.concat ""

        if escaped.StartsWith '/' then
            "file://" + escaped
        else
            escaped

    let private place world =
        "logicalLocations",
        Json.Items
            [ Json.Object
                  [ "name", Json.Text world.World
                    "fullyQualifiedName", Json.Text(WorldReport.id world)
                    "kind", Json.Text "module" ] ]

    let private location world trace =
        let file =
            match trace with
            | Some path ->
                [ "physicalLocation", Json.Object [ "artifactLocation", Json.Object [ "uri", Json.Text(uri path) ] ] ]
            | None -> []

        Json.Object(file @ [ place world ])

    let private flow steps =
        let locations =
            steps
            |> List.map (fun step ->
                Json.Object [ "location", Json.Object [ "message", message (CounterexampleStep.words step) ] ])

        Json.Items [ Json.Object [ "threadFlows", Json.Items [ Json.Object [ "locations", Json.Items locations ] ] ] ]

    let private finding (property: PropertyReport) =
        match property.Finding with
        | PropertyFinding.Passed -> "pass", "none", $"Holds: {property.Sentence}", None, []
        | PropertyFinding.Unknown reason -> "open", "none", $"Unknown: {property.Sentence}: {reason}", None, []
        | PropertyFinding.Violated found ->
            let flows =
                if found.Steps.IsEmpty then
                    []
                else
                    [ "codeFlows", flow found.Steps ]

            "fail", "error", $"Violated: {property.Sentence}: {found.Sentence}", found.Trace, flows

    let private result index (world, property: PropertyReport) =
        let id = WorldReport.propertyId world property.Sentence
        let kind, level, words, trace, flows = finding property

        Json.Object(
            [ "ruleId", Json.Text id
              "ruleIndex", Json.Number(int64 index)
              "kind", Json.Text kind
              "level", Json.Text level
              "message", message words
              "locations", Json.Items [ location world trace ]
              "partialFingerprints", Json.Object [ "property/v1", Json.Text id ]
              "properties", Json.Object [ "assumptions", Json.Items(List.map Json.Text world.Assumptions) ] ]
            @ flows
        )

    let private rule (world, property: PropertyReport) =
        Json.Object
            [ "id", Json.Text(WorldReport.propertyId world property.Sentence)
              "shortDescription", message property.Sentence ]

    let print version worlds =
        let properties =
            worlds |> List.collect (fun world -> world.Properties |> List.map (fun property -> world, property))

        let driver =
            Json.Object
                [ "name", Json.Text "peer"
                  "version", Json.Text version
                  "rules", Json.Items(List.map rule properties) ]

        let run =
            Json.Object
                [ "tool", Json.Object [ "driver", driver ]
                  "results", Json.Items(List.mapi result properties) ]

        Json.Object
            [ "$schema", Json.Text "https://json.schemastore.org/sarif-2.1.0.json"
              "version", Json.Text "2.1.0"
              "runs", Json.Items [ run ] ]
        |> JsonLine.print
        |> fun line -> line + "\n"

namespace PeerFunctional.Verification

open System.Globalization

module JUnitReport =

    let private seconds (value: float) =
        value.ToString("0.000", CultureInfo.InvariantCulture)

    let private count isSo worlds =
        worlds
        |> List.sumBy (fun world -> world.Properties |> List.filter (fun each -> isSo each.Finding) |> List.length)
        |> string

    let private counts worlds =
        [ "tests", count (fun _ -> true) worlds
          "failures", count _.IsViolated worlds
          "errors", count _.IsUnknown worlds
          "time", worlds |> List.sumBy _.Seconds |> seconds ]

    let private finding =
        function
        | PropertyFinding.Passed -> []
        | PropertyFinding.Violated found ->
            let steps = found.Steps |> List.map CounterexampleStep.words |> String.concat "; "

            [ Markup.element "failure" [ "type", "violated"; "message", found.Sentence ] [ Text steps ] ]
        | PropertyFinding.Unknown reason -> [ Markup.element "error" [ "type", "unknown"; "message", reason ] [] ]

    let private case world (property: PropertyReport) =
        Markup.element
            "testcase"
            [ "classname", (WorldReport.id world).Replace('/', '.')
              "name", property.Sentence ]
            (finding property.Finding)

    let private assumptions world =
        match world.Assumptions with
        | [] -> []
        | assumed ->
            [ Markup.element
                  "properties"
                  []
                  [ for clause in assumed -> Markup.element "property" [ "name", "assumption"; "value", clause ] [] ] ]

    let private suite world =
        Markup.element
            "testsuite"
            (("name", WorldReport.id world) :: counts [ world ])
            (assumptions world @ List.map (case world) world.Properties)

    let print worlds =
        let suites =
            Markup.element "testsuites" (("name", "peer") :: counts worlds) (List.map suite worlds)

        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + Markup.print suites + "\n"

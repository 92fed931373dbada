namespace PeerFunctional.Tests.Verification

open System.Text.Json
open System.Xml.Linq
open Xunit
open PeerFunctional
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Tests

/// Reports for build servers and code scanners.
module ReportTests =

    let private worlds =
        [ { System = "sneakernet"
            World = "one-event"
            Policy = ValueSome PeerPolicies.published
            Assumptions = [ "at most 1 lost message"; "timers never early, never late" ]
            Seconds = 1.25
            Properties =
              [ { Sentence = "no peer's log shrinks"
                  Finding = PropertyFinding.Passed }
                { Sentence = "all logs become equal"
                  Finding =
                    PropertyFinding.Violated
                        { Sentence = "Bob <never> gets \"Alice:1\""
                          Steps =
                            [ { Step = ValueSome 3
                                Words = "HELO is lost" }
                              { Step = ValueNone
                                Words = "Bob & Alice end" } ]
                          NoReturn = ValueNone
                          Trace = Some "my traces/lost.trace"
                          Mends = [] } } ] }
          { System = "tracker"
            World = "two"
            Policy = ValueSome PeerPolicies.recovering
            Assumptions = []
            Seconds = 0.5
            Properties =
              [ { Sentence = "a database item never changes"
                  Finding = PropertyFinding.Unknown "--max-time ended the search" } ] } ]

    [<Fact>]
    let ``JUnit XML has a suite for each world and a case for each property`` () : unit =
        let root = (XDocument.Parse(JUnitReport.print worlds)).Root
        let attribute name (element: XElement) = element.Attribute(XName.Get name).Value

        [ "tests"; "failures"; "errors"; "time" ]
        |> List.map (fun name -> attribute name root)
        |> Expect.equal [ "3"; "1"; "1"; "1.750" ]

        root.Elements "testsuite"
        |> Seq.map (attribute "name")
        |> List.ofSeq
        |> Expect.equal [ "sneakernet/one-event/published"; "tracker/two/recovering" ]

        root.Descendants "property"
        |> Seq.map (fun each -> attribute "name" each, attribute "value" each)
        |> List.ofSeq
        |> Expect.equal
            [ "assumption", "at most 1 lost message"
              "assumption", "timers never early, never late" ]

        let failure = root.Descendants "failure" |> Seq.exactlyOne
        attribute "message" failure |> Expect.equal "Bob <never> gets \"Alice:1\""
        failure.Value |> Expect.equal "3. HELO is lost; Bob & Alice end"
        attribute "name" failure.Parent |> Expect.equal "all logs become equal"

        root.Descendants "error"
        |> Seq.exactlyOne
        |> attribute "message"
        |> Expect.equal "--max-time ended the search"

    [<Fact>]
    let ``SARIF has a rule and a result for each property, as its schema wants them`` () : unit =
        let log = (JsonDocument.Parse(SarifReport.print "0.1.0" worlds)).RootElement
        log.GetProperty("version").GetString() |> Expect.equal "2.1.0"
        let run = log.GetProperty("runs")[0]
        let driver = run.GetProperty("tool").GetProperty("driver")
        driver.GetProperty("name").GetString() |> Expect.equal "peer"
        let rules = driver.GetProperty("rules").EnumerateArray() |> List.ofSeq
        let results = run.GetProperty("results").EnumerateArray() |> List.ofSeq

        results
        |> List.map (fun each -> each.GetProperty("kind").GetString())
        |> Expect.equal [ "pass"; "fail"; "open" ]

        for index, result in List.indexed results do
            let text (name: string) = result.GetProperty(name).GetString()
            // The standard: a result that is no failure has the level 'none'.
            text "level" |> Expect.equal (if text "kind" = "fail" then "error" else "none")
            result.GetProperty("ruleIndex").GetInt32() |> Expect.equal index
            rules[index].GetProperty("id").GetString() |> Expect.equal (text "ruleId")

        let failed = results[1]

        failed.GetProperty("properties").GetProperty("assumptions").EnumerateArray()
        |> Seq.map _.GetString()
        |> List.ofSeq
        |> Expect.equal [ "at most 1 lost message"; "timers never early, never late" ]

        failed.GetProperty("ruleId").GetString()
        |> Expect.equal "sneakernet/one-event/published/all-logs-become-equal"

        failed
            .GetProperty("locations")
            .[0].GetProperty("physicalLocation")
            .GetProperty("artifactLocation")
            .GetProperty("uri")
            .GetString()
        |> Expect.equal "my%20traces/lost.trace"

        failed.GetProperty("codeFlows").[0].GetProperty("threadFlows").[0].GetProperty("locations").EnumerateArray()
        |> Seq.map (fun each -> each.GetProperty("location").GetProperty("message").GetProperty("text").GetString())
        |> List.ofSeq
        |> Expect.equal [ "3. HELO is lost"; "Bob & Alice end" ]

    [<Fact>]
    let ``The names of all properties of all worlds differ`` () : unit =
        let names =
            [ for system in Systems.all do
                  for world, _ in system.Worlds do
                      for policies in PeerPolicies.published :: PeerPolicies.recovering :: PeerPolicies.mixed do
                          let report =
                              { System = system.Name
                                World = world
                                Policy = ValueSome policies
                                Assumptions = []
                                Properties = []
                                Seconds = 0.0 }

                          match system.Scenario policies world with
                          | ValueSome scenario ->
                              yield! ProtocolSystem.sentences scenario |> List.map (WorldReport.propertyId report)
                          | ValueNone -> failwith world ]

        names |> List.distinct |> Expect.equal names

        names
        |> List.iter (
            Expect.isMatch
                "^[a-z0-9]+/[a-z0-9-]+/(published|recovering|recovering,published|published,recovering)/[a-z0-9-]+$"
        )

namespace PeerFunctional.Tests.Verification

open System.Text.Json
open System.Text.RegularExpressions
open Xunit
open FsCheck.Xunit
open PeerFunctional.Tests
open PeerFunctional.Verification

module ItfTraceTests =

    let private subject =
        Certificates.scenario "ping-pong" (PingPong.world 3) PingPong.properties

    let private options =
        { FaultOptions.standard with
            Loss = ValueSome 0.3 }

    let private traceOf seed =
        let outcome = Simulator.run subject.World subject.Properties options seed
        Trace.ofSchedule subject options outcome.Schedule

    [<Property(MaxTest = 100)>]
    let ``A trace in the Informal Trace Format reads back as it was, however its numbers are written`` (seed: uint64) =
        let trace = traceOf seed
        let itf = ItfTrace.print subject trace
        let bigNumbers = Regex.Replace(itf, "\":(\\d+)", "\":{\"#bigint\":\"$1\"}")
        let expected = TraceFile.print (Trace.inWords subject.World trace)

        for text in [ itf; bigNumbers ] do
            match ItfTrace.parse text with
            | Ok read -> Expect.equal expected (TraceFile.print read)
            | Error problem -> failwith $"{problem}"

    [<Fact>]
    let ``A trace in the Informal Trace Format has a state before the first step and one after each`` () : unit =
        let trace = traceOf 3UL
        use document = JsonDocument.Parse(ItfTrace.print subject trace)
        let root = document.RootElement
        root.GetProperty("#meta").GetProperty("format").GetString() |> Expect.equal "ITF"
        root.GetProperty("states").GetArrayLength() |> Expect.equal (trace.Steps.Length + 1)

        let names =
            [ for name in root.GetProperty("vars").EnumerateArray() -> name.GetString() ]

        for index, state in Seq.indexed (root.GetProperty("states").EnumerateArray()) do
            state.GetProperty("#meta").GetProperty("index").GetInt32() |> Expect.equal index

            for name in names do
                state.TryGetProperty name |> fst |> Expect.isTrue

    [<Fact>]
    let ``What is no trace in the Informal Trace Format has a named problem`` () : unit =
        let problem text =
            match ItfTrace.parse text with
            | Ok _ -> "read"
            | Error problem -> problem.Problem

        let foreign =
            """{"#meta":{"format":"ITF"},"vars":["x"],"states":[{"#meta":{"index":0},"x":1}]}"""

        [ "no"
          "{}"
          foreign
          foreign.Replace("\"format\"", "\"trace\":[],\"format\"") ]
        |> List.map problem
        |> Expect.equal [ "bad-json"; "no-trace"; "bad-field"; "no-trace" ]

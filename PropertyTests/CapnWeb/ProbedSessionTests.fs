namespace PeerFunctional.Tests.CapnWeb

open System.Text.Json.Nodes
open Xunit
open PeerFunctional.Kernel
open PeerFunctional.CapnWeb
open PeerFunctional.Tests
open PeerFunctional.Tests.CapnWeb.ExpressionGenerators

/// Conversations written by hand, put to a session of ours and to npm's server.
module ProbedSessionTests =

    /// Where ours differs on purpose, and how.
    let private differing =
        Map.ofList
            [ "release count negative", "a negative count is refused: npm raises its count"
              "resolve of the main object of the peer", "an object is no promise: npm releases it"
              "value urlBad", "the error has no properties of Node's"
              "peer exports id -1 twice, server releases both together",
              "both introductions are given up: npm leaks one" ]

    let private canonical (text: string) =
        (nonNull (JsonNode.Parse text)).ToJsonString()

    let private receive run text =
        match MessageCodec.read limits (utf8 text) with
        | Ok message -> SessionRun.receive message run
        | Error problem -> SessionRun.input run (Malformed(SessionRun.address, problem))

    let private answers texts =
        let run =
            (SessionRun.start SessionSettings.standard ProbedServer.application, texts) ||> List.fold receive

        run.Sent |> List.rev |> List.map (written >> textOf >> canonical)

    [<Fact>]
    let ``A session answers hand-written conversations as npm's server does, in the same order`` () : unit =
        let probes =
            [ for line in WireRecordings.probes "probes-npm-server.jsonl" do
                  let probe = WireRecordings.string "probe" line
                  let sent = WireRecordings.texts "send" line
                  let got = WireRecordings.texts "got" line

                  let isWhole =
                      sent.Length = line.GetProperty("send").GetArrayLength()
                      && got.Length = line.GetProperty("got").GetArrayLength()

                  if isWhole && not (probe.Contains "limit set") then
                      probe, answers sent, got |> List.map canonical ]

        (probes.Length > 190) |> Expect.isTrue

        probes
        |> List.filter (fun (_, actual, expected) -> actual <> expected)
        |> List.map (fun (probe, _, _) -> probe)
        |> set
        |> Expect.equal (differing |> Map.keys |> set)

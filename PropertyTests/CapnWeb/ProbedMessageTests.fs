namespace PeerFunctional.Tests.CapnWeb

open System.Text.Json
open System.Text.RegularExpressions
open Xunit
open PeerFunctional.CapnWeb
open PeerFunctional.Tests
open PeerFunctional.Tests.CapnWeb.ExpressionGenerators

/// Messages written by hand, each with npm's answer to it.
module ProbedMessageTests =

    /// The limits that npm's server had.
    let private limitsOf probe =
        match probe with
        | "message size limit set to 100" -> { limits with MessageLength = 100 }
        | "depth limit set to 4" -> { limits with Nesting = 4 }
        | _ -> limits

    /// An abort because of what the session holds, not of the message by itself.
    let private isOfSession (message: string) =
        Regex.IsMatch(message, "^(no such export ID|refcount would|Export |no such entry on exports table: -?[0-9]+$)")

    /// The failure that an abort among some messages tells.
    let private aborted texts =
        texts
        |> List.tryPick (fun text ->
            match MessageCodec.read limits (utf8 text) with
            | Ok(Abort(Value.Error failure)) when not (isOfSession failure.Message) ->
                Some(failure.Name, failure.Message)
            | Ok _
            | Error _ -> None)

    let private refused limits texts =
        texts
        |> List.tryPick (fun text ->
            match MessageCodec.read limits (utf8 text) with
            | Ok _ -> None
            | Error problem -> Some(WireProblem.errorName problem, problem.Detail))

    /// Probes whose long messages the file has not (`WireLimitTests` makes such ones), a binary one, and the one where ours is
    /// stricter.
    let private isElsewhere (probe: string) (line: JsonElement) =
        (WireRecordings.texts "send" line).Length <> line.GetProperty("send").GetArrayLength()
        || probe = "release count negative"

    [<Fact>]
    let ``What npm's server aborts on is refused with its words, and nothing else is`` () : unit =
        let probes =
            [ for line in WireRecordings.probes "probes-npm-server.jsonl" do
                  let probe = WireRecordings.string "probe" line

                  if not (isElsewhere probe line) then
                      probe,
                      refused (limitsOf probe) (WireRecordings.texts "send" line),
                      aborted (WireRecordings.texts "got" line) ]

        (probes.Length > 190) |> Expect.isTrue

        (probes |> List.filter (fun (_, _, expected) -> expected.IsSome) |> List.length > 50)
        |> Expect.isTrue

        probes |> List.filter (fun (_, actual, expected) -> actual <> expected) |> Expect.isEmpty

    [<Fact>]
    let ``What npm's server answers is read, and written again letter for letter`` () : unit =
        [ for line in WireRecordings.probes "probes-npm-server.jsonl" do
              for text in WireRecordings.texts "got" line do
                  match MessageCodec.read limits (utf8 text) with
                  | Ok message when textOf (written message) = text -> ()
                  | other -> $"{text}: {other}" ]
        |> Expect.isEmpty

    [<Fact>]
    let ``What npm's client aborts on is refused with its words, and nothing else is`` () : unit =
        let probes =
            [ for line in WireRecordings.probes "probes-npm-client.jsonl" do
                  let said from =
                      [ for message in line.GetProperty("log").EnumerateArray() do
                            if WireRecordings.string "from" message = from then
                                WireRecordings.string "raw" message ]

                  WireRecordings.string "probe" line, refused limits (said "server"), aborted (said "client") ]

        probes.Length |> Expect.equal 23
        probes |> List.filter (fun (_, actual, expected) -> actual <> expected) |> Expect.isEmpty

    [<Fact>]
    let ``What Python's server answers is read`` () : unit =
        [ for line in WireRecordings.probes "probes-python-server.jsonl" do
              for text in WireRecordings.texts "got" line do
                  match MessageCodec.read limits (utf8 text) with
                  | Ok _ -> ()
                  | Error problem -> $"{text}: {problem.Detail}" ]
        |> Expect.isEmpty

    /// The body of a request or an answer that stands whole in a text.
    let private body (text: string) =
        let at = text.IndexOf "\r\n\r\n"
        text.Substring(at + 4)

    let private hasPlainBody (text: string) =
        Regex.Count(text, "content-length: ") = 1 && text.StartsWith "POST /rpc/batch HTTP/1.1"

    [<Fact>]
    let ``A batch that npm's server fails on has a problem, and no other has`` () : unit =
        let probes =
            [ for line in WireRecordings.probes "probes-npm-batch-http.jsonl" do
                  let sent = WireRecordings.string "sent" line
                  let received = WireRecordings.string "received" line

                  if hasPlainBody sent then
                      let read = Batch.read limits (utf8 (body sent))

                      let isFailed =
                          read
                          |> List.exists (fun message ->
                              match message with
                              | Ok(Abort _)
                              | Error _ -> true
                              | Ok _ -> false)

                      WireRecordings.string "probe" line, isFailed, received.StartsWith "HTTP/1.1 500" ]

        (probes.Length > 12) |> Expect.isTrue
        probes |> List.filter (fun (_, actual, expected) -> actual <> expected) |> Expect.isEmpty

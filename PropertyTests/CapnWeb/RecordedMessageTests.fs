namespace PeerFunctional.Tests.CapnWeb

open Xunit
open PeerFunctional.CapnWeb
open PeerFunctional.Tests
open PeerFunctional.Tests.CapnWeb.ExpressionGenerators

/// Messages that npm's peers and Python's sent.
module RecordedMessageTests =

    /// What is wrong with a text, or how it is written again if that is otherwise.
    let private change text =
        match MessageCodec.read limits (utf8 text) with
        | Error problem -> Some $"{text}: {problem.Detail}"
        | Ok message ->
            let again = textOf (written message)

            if again = text then
                None
            else
                Some $"{text} becomes {again}"

    let private value text =
        match ExpressionReader.read limits (utf8 text) |> Result.bind ExpressionWriter.write with
        | Ok text -> textOf text
        | Error problem -> $"{text}: {problem.Detail}"

    /// Python writes a whole double with a point, and the sign of a zero.
    let private asJavaScript (text: string) =
        text.Replace("[3.0,1e+300,", "[3,1e+300,").Replace(",-0.0,", ",0,")

    [<Theory>]
    [<InlineData("ws-*.jsonl", 33)>]
    [<InlineData("batch-*.jsonl", 12)>]
    [<InlineData("seed-*.jsonl", 1)>]
    [<InlineData("python-*.jsonl", 1)>]
    [<InlineData("npm-client-to-*.jsonl", 1)>]
    let ``Every recorded message reads, and is written again letter for letter`` (pattern: string, count: int) : unit =
        let files = WireRecordings.files pattern
        files.Length |> Expect.equal count

        files
        |> List.collect WireRecordings.messages
        |> List.choose (asJavaScript >> change)
        |> Expect.isEmpty

    [<Fact>]
    let ``Every value of npm reads, and is written as npm writes it`` () : unit =
        let values =
            [ for value in (WireRecordings.document "values.json").GetProperty("values").EnumerateArray() ->
                  WireRecordings.string "wire" value ]

        values.Length |> Expect.equal 71
        values |> List.map value |> Expect.equal values

    [<Fact>]
    let ``What any version of npm wrote is read`` () : unit =
        let encodings =
            [ for form in (WireRecordings.document "version-differences.json").GetProperty("encodes").EnumerateObject() do
                  for version in form.Value.EnumerateArray() do
                      let text = WireRecordings.string "result" version

                      if not (text.StartsWith "THROWS") then
                          text ]

        (encodings.Length > 25) |> Expect.isTrue
        // Padding went with 0.6.1.
        encodings |> List.map value |> Expect.equal (encodings |> List.map _.Replace("=\"]", "\"]"))

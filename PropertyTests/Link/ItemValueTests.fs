namespace PeerFunctional.Tests.Link

open System
open System.IO
open System.Text
open System.Text.Json
open FsCheck.FSharp
open Xunit
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Tests
open PeerFunctional.Link
open PeerFunctional.Tests.Link.Generators

/// The values that items hold.
module ItemValueTests =

    let private parse (text: string) = PythonJson.parse text |> get

    let private raw (value: JsonElement) = value.GetRawText()

    let private text =
        Gen.elements
            [ "\"a\""
              "\"\\ud800\""
              "\"é\""
              "\"\\\"NaN\""
              "12345678901234567890123"
              "-0.5"
              "1e400"
              "true"
              "null" ]

    let rec private value depth =
        if depth = 0 then
            text
        else
            let inner = value (depth - 1)

            Gen.oneof
                [ text
                  Gen.listOf inner |> Gen.map (fun items -> "[" + String.Join(",", items) + "]")
                  inner |> Gen.map (fun value -> "{\"k\":" + value + "}") ]

    [<Property>]
    let ``A value sent as json reads as it was`` () =
        value 3 |> Arb.fromGen |> Prop.forAll
        <| fun text ->
            let item = ItemValue.write Json (parse text) |> get
            // Written again it is the same, whatever was escaped.
            ItemValue.read Json item |> Result.bind (ItemValue.write Json) = Ok item

    [<Property>]
    let ``Plain data sent raw reads as it was``
        (numbers: bigint list, texts: FsCheck.NonNull<string> list, flag: bool)
        =
        let texts =
            texts
            |> List.map (fun text -> String(text.Get |> Seq.filter (Char.IsSurrogate >> not) |> Array.ofSeq))

        let numbers = String.Join(",", numbers)

        let whole =
            "{\"numbers\":["
            + numbers
            + "],\"texts\":"
            + JsonSerializer.Serialize texts
            + ",\"flag\":"
            + (if flag then "true" else "false")
            + ",\"none\":null,\"half\":0.5}"

        let item = ItemValue.write Raw (parse whole) |> get
        JsonElement.DeepEquals(ItemValue.read Raw item |> get, parse whole)

    [<Theory>]
    [<InlineData("[NaN, Infinity, -Infinity]", "[\"NaN\", \"Infinity\", \"-Infinity\"]")>]
    [<InlineData("{\"NaN\": \"Infinity\"}", "{\"NaN\": \"Infinity\"}")>]
    [<InlineData("[\"\\\"NaN\", NaN]", "[\"\\\"NaN\", \"NaN\"]")>]
    let ``Python's words for floats are read`` (python: string, json: string) : unit =
        raw (parse python) |> Expect.equal json

    [<Theory>]
    [<InlineData("[1]", "no-object")>]
    [<InlineData("{\"date\": 1}", "no-data")>]
    [<InlineData("{\"data\": 1", "bad-json")>]
    let ``An item of a json link that holds no value is named`` (item: string, problem: string) : unit =
        match ItemValue.read Json { Bytes = ascii item } with
        | Error wrong -> wrong.Problem |> Expect.equal problem
        | Ok value -> failwith $"{value}"

    [<Fact>]
    let ``JSON too deep is refused`` () : unit =
        let deep = String('[', 100_000) + String(']', 100_000)

        match ItemValue.read Json { Bytes = ascii ("{\"data\": " + deep + "}") } with
        | Error wrong -> wrong.Problem |> Expect.equal "bad-json"
        | Ok _ -> failwith "it was read"

    [<Fact>]
    let ``Every recorded pickle of plain data reads; one that needs a class, or holds a set, is refused`` () : unit =
        let samples =
            JsonDocument.Parse(File.ReadAllText(Repository.linkFixture "values.json")).RootElement.GetProperty "samples"

        let mutable read = 0

        for sample in samples.EnumerateArray() do
            let bytes = Convert.FromHexString(sample.GetProperty("hex").GetString())
            let needsGlobals = sample.TryGetProperty "needs_globals" |> fst

            match ItemValue.read Raw { Bytes = ReadOnlyMemory bytes } with
            | Ok _ -> read <- read + 1
            | Error wrong when needsGlobals || wrong.Problem = "pickle-other-type" -> ()
            | Error wrong -> failwith $"{sample}: {wrong}"

        Expecto.Expect.isGreaterThan read 100 "samples that read"

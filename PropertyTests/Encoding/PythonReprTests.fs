namespace PeerFunctional.Tests.Encoding

open System
open System.IO
open System.Text.Json
open Xunit
open FsCheck
open FsCheck.Xunit
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Tests

module PythonReprTests =

    let private show (json: string) (show: JsonElement -> string) =
        use document = JsonDocument.Parse json
        show document.RootElement

    [<Fact>]
    let ``Values are shown as Python shows them, byte for byte`` () : unit =
        use recorded =
            JsonDocument.Parse(File.ReadAllText(Repository.fixture "dump/pprint.json"))

        recorded.RootElement.GetArrayLength() |> Expect.isGreaterThan 50

        for pair in recorded.RootElement.EnumerateArray() do
            let ours = show (pair.GetProperty("json").GetString()) PythonRepr.pretty
            ours |> Expect.equal (pair.GetProperty("pprint").GetString())

    [<Theory>]
    [<InlineData("1e16", "1e+16")>]
    [<InlineData("1e15", "1000000000000000.0")>]
    [<InlineData("0.0001", "0.0001")>]
    [<InlineData("0.00001", "1e-05")>]
    [<InlineData("-0.0", "-0.0")>]
    [<InlineData("-0", "0")>]
    [<InlineData("1e400", "inf")>]
    [<InlineData("123.456", "123.456")>]
    [<InlineData("1e23", "1e+23")>]
    [<InlineData("5e-324", "5e-324")>]
    let ``Numbers are spelled as Python spells them`` (json: string, expected: string) : unit =
        show json PythonRepr.line |> Expect.equal expected

    [<Property>]
    let ``A float's digits read back`` (value: NormalFloat) =
        let shown = show (JsonSerializer.Serialize value.Get) PythonRepr.line
        Double.Parse(shown, Globalization.CultureInfo.InvariantCulture) = value.Get

    [<Property>]
    let ``A shown text never holds a control character`` (text: NonNull<string>) =
        PythonRepr.text (text.Get + "\u001b\u0085\u202e") |> Seq.forall (Char.IsControl >> not)

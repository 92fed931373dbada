namespace PeerFunctional.Tests.Encoding

open System
open System.IO
open System.Text.Json
open NUnit.Framework
open FsCheck
open FsCheck.NUnit
open PeerFunctional.Encoding
open PeerFunctional.Tests

[<TestFixture>]
module PythonReprTests =

    let private show (json: string) (show: JsonElement -> string) =
        use document = JsonDocument.Parse json
        show document.RootElement

    [<Test>]
    let ``Values are shown as Python shows them, byte for byte`` () =
        use recorded =
            JsonDocument.Parse(File.ReadAllText(Repository.fixture "dump/pprint.json"))

        Assert.That(recorded.RootElement.GetArrayLength(), Is.GreaterThan 50)

        for pair in recorded.RootElement.EnumerateArray() do
            let ours = show (pair.GetProperty("json").GetString()) PythonRepr.pretty
            Assert.That(ours, Is.EqualTo(pair.GetProperty("pprint").GetString()))

    [<TestCase("1e16", "1e+16")>]
    [<TestCase("1e15", "1000000000000000.0")>]
    [<TestCase("0.0001", "0.0001")>]
    [<TestCase("0.00001", "1e-05")>]
    [<TestCase("-0.0", "-0.0")>]
    [<TestCase("-0", "0")>]
    [<TestCase("1e400", "inf")>]
    [<TestCase("123.456", "123.456")>]
    [<TestCase("1e23", "1e+23")>]
    [<TestCase("5e-324", "5e-324")>]
    let ``Numbers are spelled as Python spells them`` (json: string, expected: string) =
        Assert.That(show json PythonRepr.line, Is.EqualTo expected)

    [<Property>]
    let ``A float's digits read back`` (value: NormalFloat) =
        let shown = show (JsonSerializer.Serialize value.Get) PythonRepr.line
        Double.Parse(shown, Globalization.CultureInfo.InvariantCulture) = value.Get

    [<Property>]
    let ``A shown text never holds a control character`` (text: NonNull<string>) =
        PythonRepr.text (text.Get + "\u001b\u0085\u202e") |> Seq.forall (Char.IsControl >> not)

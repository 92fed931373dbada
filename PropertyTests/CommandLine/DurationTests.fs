namespace PeerFunctional.Tests.CommandLine

open System
open NUnit.Framework
open FsCheck
open FsCheck.FSharp
open FsCheck.NUnit
open PeerFunctional

[<TestFixture>]
module DurationTests =

    [<Property>]
    let ``A printed duration reads back`` () =
        let milliseconds = Gen.choose (1, int Duration.max.TotalMilliseconds)

        Prop.forAll (Arb.fromGen milliseconds) (fun milliseconds ->
            let duration = TimeSpan.FromMilliseconds(float milliseconds)
            Duration.parse (Duration.print duration) = Ok duration)

    [<TestCase("5s", 5_000)>]
    [<TestCase("500ms", 500)>]
    [<TestCase("2m", 120_000)>]
    [<TestCase("1h", 3_600_000)>]
    [<TestCase("1.5s", 1_500)>]
    [<TestCase("24h", 86_400_000)>]
    let ``A number and a unit are a duration`` (text: string, milliseconds: int) =
        Assert.That(Duration.parse text = Ok(TimeSpan.FromMilliseconds(float milliseconds)))

    [<TestCase("")>]
    [<TestCase("5")>]
    [<TestCase("s")>]
    [<TestCase("-5s")>]
    [<TestCase("5 s")>]
    [<TestCase("0s")>]
    [<TestCase("0.1ms")>]
    [<TestCase("25h")>]
    [<TestCase("1e3s")>]
    [<TestCase("NaNs")>]
    [<TestCase("999999999999999999999999999999h")>]
    [<TestCase("5d")>]
    let ``Anything else is refused with a word on what to write`` (text: string) =
        match Duration.parse text with
        | Ok duration -> Assert.Fail $"{text} became {duration}"
        | Error problem -> Assert.That(problem, Does.Contain($"'{text}'").And.Contain "use ")

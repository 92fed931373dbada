namespace PeerFunctional.Tests.CommandLine

open System
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional
open PeerFunctional.Tests

module DurationTests =

    [<Property>]
    let ``A printed duration reads back`` () =
        let milliseconds = Gen.choose (1, int Duration.max.TotalMilliseconds)

        Prop.forAll (Arb.fromGen milliseconds) (fun milliseconds ->
            let duration = TimeSpan.FromMilliseconds(float milliseconds)
            Duration.parse (Duration.print duration) = Ok duration)

    [<Theory>]
    [<InlineData("5s", 5_000)>]
    [<InlineData("500ms", 500)>]
    [<InlineData("2m", 120_000)>]
    [<InlineData("1h", 3_600_000)>]
    [<InlineData("1.5s", 1_500)>]
    [<InlineData("24h", 86_400_000)>]
    let ``A number and a unit are a duration`` (text: string, milliseconds: int) : unit =
        Duration.parse text |> Expect.equal (Ok(TimeSpan.FromMilliseconds(float milliseconds)))

    [<Theory>]
    [<InlineData("")>]
    [<InlineData("5")>]
    [<InlineData("s")>]
    [<InlineData("-5s")>]
    [<InlineData("5 s")>]
    [<InlineData("0s")>]
    [<InlineData("0.1ms")>]
    [<InlineData("25h")>]
    [<InlineData("1e3s")>]
    [<InlineData("NaNs")>]
    [<InlineData("999999999999999999999999999999h")>]
    [<InlineData("5d")>]
    let ``Anything else is refused with a word on what to write`` (text: string) : unit =
        match Duration.parse text with
        | Ok duration -> failwith $"{text} became {duration}"
        | Error problem ->
            problem |> Expect.stringContains $"'{text}'"
            problem |> Expect.stringContains "use "

namespace PeerFunctional.Tests.SneakerNet

open System
open System.IO
open System.Text
open System.Text.Json
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.SneakerNet
open PeerFunctional.Tests.Storage
open PeerFunctional.Tests

module ContentTests =

    let private feed = (Given.keys 1).Feed

    /// Any Unicode text: FsCheck's strings without lone surrogates.
    let private text =
        ArbMap.defaults
        |> ArbMap.arbitrary<string>
        |> Arb.toGen
        |> Gen.map (fun text ->
            let text = if isNull text then "" else text
            String.Join("", text.EnumerateRunes() |> Seq.filter ((<>) Rune.ReplacementChar)) + "é😀\u001b\"\\")
        |> Arb.fromGen

    [<Property>]
    let ``A name and a message read back, whatever they hold`` () =
        Prop.forAll text (fun text ->
            Content.parse (Content.about feed text) = Content.About text
            && Content.parse (Content.message feed text) = Content.Message text)

    [<Property>]
    let ``A content is printable ASCII`` () =
        Prop.forAll text (fun text ->
            let bytes = (Content.message feed text).ToArray()
            bytes |> Array.forall (fun unit -> unit >= 0x20uy && unit <= 0x7Euy))

    [<Property>]
    let ``Any bytes parse to some content`` (bytes: byte[]) =
        match Content.parse (ReadOnlyMemory bytes) with
        | Content.About _
        | Content.Message _
        | Content.Other -> true

    [<Theory>]
    [<InlineData("")>]
    [<InlineData("17")>]
    [<InlineData("[]")>]
    [<InlineData("{}")>]
    [<InlineData("{\"app\": \"feed/message\"}")>]
    [<InlineData("{\"app\": \"feed/message\", \"text\": 17}")>]
    [<InlineData("{\"app\": \"feed/message\", \"text\": \"\\ud800\"}")>]
    [<InlineData("{\"app\": \"feed/about\", \"text\": \"x\"}")>]
    [<InlineData("{\"app\": \"x\", \"text\": \"x\"}")>]
    [<InlineData("{\"app\": \"feed/message\", \"text\": \"x\"")>]
    let ``A content that is neither a name nor a message parses as Other`` (json: string) : unit =
        Content.parse (ReadOnlyMemory(Encoding.UTF8.GetBytes json)) |> Expect.equal Content.Other

    [<Fact>]
    let ``Content nested too deeply parses as Other`` () : unit =
        let json = String('[', 50_000)
        Content.parse (ReadOnlyMemory(Encoding.UTF8.GetBytes json)) |> Expect.equal Content.Other

    [<Fact>]
    let ``Every recorded content is what we would write for it, byte for byte`` () : unit =
        use expected =
            JsonDocument.Parse(File.ReadAllText(Repository.fixture "expected.json"))

        let contents =
            [ for file in expected.RootElement.EnumerateObject() do
                  for event in file.Value.EnumerateArray() do
                      event.GetProperty("feed").GetString(), event.GetProperty("content").GetString() ]

        contents.Length |> Expect.isGreaterThan 50

        for writer, json in contents do
            let feed = FeedId.parse writer |> Writer.get

            let ours =
                match Content.parse (ReadOnlyMemory(Encoding.UTF8.GetBytes json)) with
                | Content.About name -> Content.about feed name
                | Content.Message text -> Content.message feed text
                | Content.Other -> failwith json

            Encoding.UTF8.GetString ours.Span |> Expect.equal json

namespace PeerFunctional.Tests.Storage

open System
open System.IO
open System.Text.Json
open System.Text.RegularExpressions
open Xunit
open PeerFunctional.Runtime.Storage
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

module KeyFileTests =

    let private read path = KeyFile.Read(path, Given.signatures)

    [<Fact>]
    let ``A key file made is read back, is the owner's alone, and is never replaced`` () : unit =
        use scratch = new Scratch()
        let made = Given.directory (scratch.Below "peer")
        let file = scratch.Below "peer/MyFeedID.json"
        let text = File.ReadAllText file
        let found = read (scratch.Below "peer")

        found.Feed |> Expect.equal made.Feed
        found.Seed.ToArray() |> Expect.equal (made.Seed.ToArray())
        File.GetUnixFileMode file |> Expect.equal (UnixFileMode.UserRead ||| UnixFileMode.UserWrite)
        Stored.problem (fun () -> Given.directory (scratch.Below "peer")) |> Expect.equal "key-exists"
        File.ReadAllText file |> Expect.equal text
        Directory.GetFiles(scratch.Below "peer") |> Expect.hasLength 1

    [<Fact>]
    let ``A key file has the original's fields in the original's order and spelling`` () : unit =
        use scratch = new Scratch()
        let made = Given.directory scratch.Path
        let text = File.ReadAllText(scratch.Below "MyFeedID.json")
        use ours = JsonDocument.Parse text

        use original =
            JsonDocument.Parse(File.ReadAllText(Repository.fixture "logs/sync/before/alice/MyFeedID.json"))

        let names (json: JsonDocument) =
            [ for field in json.RootElement.EnumerateObject() -> field.Name ]

        names ours |> Expect.equal (names original)
        text |> Expect.stringStarts $"{{\n  \"public_key\": \"{made.Feed}\",\n  \"private_key\": \""
        ours.RootElement.GetProperty("create_context").GetArrayLength() |> Expect.equal 6

        let time = ours.RootElement.GetProperty("create_time").GetString()
        Expecto.Expect.isTrue (Regex.IsMatch(time, @"^[A-Z][a-z]{2} [A-Z][a-z]{2} [ 123]\d \d\d:\d\d:\d\d \d{4}$")) time

    [<Fact>]
    let ``The original's key files are read`` () : unit =
        for peer in
            [ "sync/before/alice"
              "sync/after/bob"
              "both-ways/after/alice"
              "both-ways/before/bob" ] do
            let path = Repository.fixture $"logs/{peer}"
            use json = JsonDocument.Parse(File.ReadAllText(Path.Combine(path, "MyFeedID.json")))
            string (read path).Feed |> Expect.equal (json.RootElement.GetProperty("public_key").GetString())

    [<Fact>]
    let ``Every way a key file can be wrong has its name, and the message names the file`` () : unit =
        use scratch = new Scratch()
        let file = scratch.Below "MyFeedID.json"
        let key = String('A', 43) + "="

        let problemOf (text: string) =
            File.WriteAllText(file, text)
            let error = Assert.Throws<StoreException>(fun () -> read scratch.Path |> ignore)
            error.Message |> Expect.stringContains file
            error.Problem

        Stored.problem (fun () -> read scratch.Path) |> Expect.equal "key-missing"
        problemOf "no json" |> Expect.equal "key-not-json"
        problemOf (String(' ', 70_000)) |> Expect.equal "key-not-json"
        problemOf "[]" |> Expect.equal "key-bad"
        problemOf "{}" |> Expect.equal "key-bad"
        problemOf $"{{\"public_key\": \"{key}\", \"private_key\": 5}}" |> Expect.equal "key-bad"
        problemOf $"{{\"public_key\": \"{key}\", \"private_key\": \"AAAA\"}}" |> Expect.equal "key-bad"

        problemOf $"{{\"public_key\": \"{key}\", \"private_key\": \"{key}\"}}"
        |> Expect.equal "key-mismatch"

namespace PeerFunctional.Tests.Storage

open System
open System.IO
open System.Text.Json
open System.Text.RegularExpressions
open NUnit.Framework
open PeerFunctional.Runtime.Storage
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

[<TestFixture>]
module KeyFileTests =

    let private read path = KeyFile.Read(path, Given.signatures)

    [<Test>]
    let ``A key file made is read back, is the owner's alone, and is never replaced`` () =
        use scratch = new Scratch()
        let made = Given.directory (scratch.Below "peer")
        let file = scratch.Below "peer/MyFeedID.json"
        let text = File.ReadAllText file
        let found = read (scratch.Below "peer")

        Assert.That(found.Feed, equalTo made.Feed)
        Assert.That(found.Seed.ToArray(), equalTo (made.Seed.ToArray()))
        Assert.That(File.GetUnixFileMode file, equalTo (UnixFileMode.UserRead ||| UnixFileMode.UserWrite))
        Assert.That(Stored.problem (fun () -> Given.directory (scratch.Below "peer")), equalTo "key-exists")
        Assert.That(File.ReadAllText file, equalTo text)
        Assert.That(Directory.GetFiles(scratch.Below "peer"), Has.Length.EqualTo 1)

    [<Test>]
    let ``A key file has the original's fields in the original's order and spelling`` () =
        use scratch = new Scratch()
        let made = Given.directory scratch.Path
        let text = File.ReadAllText(scratch.Below "MyFeedID.json")
        use ours = JsonDocument.Parse text

        use original =
            JsonDocument.Parse(File.ReadAllText(Repository.fixture "logs/sync/before/alice/MyFeedID.json"))

        let names (json: JsonDocument) =
            [ for field in json.RootElement.EnumerateObject() -> field.Name ]

        Assert.That(names ours, equalTo (names original))
        Assert.That(text, Does.StartWith $"{{\n  \"public_key\": \"{made.Feed}\",\n  \"private_key\": \"")
        Assert.That(ours.RootElement.GetProperty("create_context").GetArrayLength(), equalTo 6)

        let time = ours.RootElement.GetProperty("create_time").GetString()
        Assert.That(Regex.IsMatch(time, @"^[A-Z][a-z]{2} [A-Z][a-z]{2} [ 123]\d \d\d:\d\d:\d\d \d{4}$"), time)

    [<Test>]
    let ``The original's key files are read`` () =
        for peer in
            [ "sync/before/alice"
              "sync/after/bob"
              "both-ways/after/alice"
              "both-ways/before/bob" ] do
            let path = Repository.fixture $"logs/{peer}"
            use json = JsonDocument.Parse(File.ReadAllText(Path.Combine(path, "MyFeedID.json")))
            Assert.That(string (read path).Feed, equalTo (json.RootElement.GetProperty("public_key").GetString()))

    [<Test>]
    let ``Every way a key file can be wrong has its name, and the message names the file`` () =
        use scratch = new Scratch()
        let file = scratch.Below "MyFeedID.json"
        let key = String('A', 43) + "="

        let problemOf (text: string) =
            File.WriteAllText(file, text)
            let error = Assert.Throws<StoreException>(fun () -> read scratch.Path |> ignore)
            Assert.That(error.Message, Does.Contain file)
            error.Problem

        Assert.That(Stored.problem (fun () -> read scratch.Path), equalTo "key-missing")
        Assert.That(problemOf "no json", equalTo "key-not-json")
        Assert.That(problemOf (String(' ', 70_000)), equalTo "key-not-json")
        Assert.That(problemOf "[]", equalTo "key-bad")
        Assert.That(problemOf "{}", equalTo "key-bad")
        Assert.That(problemOf $"{{\"public_key\": \"{key}\", \"private_key\": 5}}", equalTo "key-bad")
        Assert.That(problemOf $"{{\"public_key\": \"{key}\", \"private_key\": \"AAAA\"}}", equalTo "key-bad")
        Assert.That(problemOf $"{{\"public_key\": \"{key}\", \"private_key\": \"{key}\"}}", equalTo "key-mismatch")

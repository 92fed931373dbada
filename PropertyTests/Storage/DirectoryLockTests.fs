namespace PeerFunctional.Tests.Storage

open System.Diagnostics
open NUnit.Framework
open PeerFunctional.Tests
open PeerFunctional.Runtime.Storage

[<TestFixture>]
module DirectoryLockTests =

    [<Test>]
    let ``The second of two writers is told which directory is in use`` () =
        use scratch = new Scratch()
        Given.directory scratch.Path |> ignore
        use _first = Given.openStore scratch.Path

        let error =
            Assert.Throws<StoreException>(fun () -> Given.openStore scratch.Path |> ignore)

        Assert.That(error.Problem, equalTo "directory-locked")
        Assert.That(error.Message, Does.Contain scratch.Path)

    [<Test>]
    let ``A reader needs no lock, and a writer may follow a writer`` () =
        use scratch = new Scratch()
        Given.directory scratch.Path |> ignore

        do
            use _writer = Given.openStore scratch.Path
            use reader = LogStore.OpenForReading scratch.Path
            Assert.That(reader.Heads, Is.Empty)

        use again = Given.openStore scratch.Path
        Assert.That(again.Heads, Is.Empty)

    [<Test>]
    let ``Two directories whose logs are one folder have one writer`` () =
        use scratch = new Scratch()
        let keys = scratch.Below "alice"
        Given.directory keys |> ignore
        System.IO.Directory.CreateDirectory(scratch.Below "shared/logs") |> ignore
        System.IO.Directory.CreateDirectory(scratch.Below "copy") |> ignore
        System.IO.File.Copy(scratch.Below "alice/MyFeedID.json", scratch.Below "copy/MyFeedID.json")

        for name in [ "alice"; "copy" ] do
            System.IO.Directory.CreateSymbolicLink(scratch.Below $"{name}/logs", scratch.Below "shared/logs")
            |> ignore

        use _first = Given.openStore keys
        Assert.That(Stored.problem (fun () -> Given.openStore (scratch.Below "copy")), equalTo "directory-locked")

    [<Test>]
    let ``The lock of a killed process is free at once`` () =
        use scratch = new Scratch()
        Given.directory scratch.Path |> ignore

        let start = ProcessStartInfo("flock", RedirectStandardInput = true)

        // -F: the process that holds the lock is the one that is killed.
        System.IO.Directory.CreateDirectory(scratch.Below "logs") |> ignore

        for argument in [ "-F"; scratch.Below "logs"; "sh"; "-c"; "echo held; exec cat" ] do
            start.ArgumentList.Add argument

        use holder = new StartedProgram(start)
        holder.Until((=) "held") |> Deadline.get "the lock" |> ignore
        Assert.That(Stored.problem (fun () -> Given.openStore scratch.Path), equalTo "directory-locked")
        holder.Kill()
        holder.Ends() |> Deadline.get "the end of its holder" |> ignore
        use store = Given.openStore scratch.Path
        Assert.That(store.Heads, Is.Empty)

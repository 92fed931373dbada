namespace PeerFunctional.Tests.Storage

open System.Diagnostics
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Runtime.Storage

module DirectoryLockTests =

    [<Fact>]
    let ``The second of two writers is told which directory is in use`` () : unit =
        use scratch = new Scratch()
        Given.directory scratch.Path |> ignore
        use _first = Given.openStore scratch.Path

        let error =
            Assert.Throws<StoreException>(fun () -> Given.openStore scratch.Path |> ignore)

        error.Problem |> Expect.equal "directory-locked"
        error.Message |> Expect.stringContains scratch.Path

    [<Fact>]
    let ``A reader needs no lock, and a writer may follow a writer`` () : unit =
        use scratch = new Scratch()
        Given.directory scratch.Path |> ignore

        do
            use _writer = Given.openStore scratch.Path
            use reader = LogStore.OpenForReading(scratch.Path, Given.signatures)
            reader.Heads |> Expect.isEmpty

        use again = Given.openStore scratch.Path
        again.Heads |> Expect.isEmpty

    [<Fact>]
    let ``Two directories whose logs are one folder have one writer`` () : unit =
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
        Stored.problem (fun () -> Given.openStore (scratch.Below "copy")) |> Expect.equal "directory-locked"

    [<Fact>]
    let ``The lock of a killed process is free at once`` () : unit =
        use scratch = new Scratch()
        Given.directory scratch.Path |> ignore

        let start = ProcessStartInfo("flock", RedirectStandardInput = true)

        // -F: the process that holds the lock is the one that is killed.
        System.IO.Directory.CreateDirectory(scratch.Below "logs") |> ignore

        for argument in [ "-F"; scratch.Below "logs"; "sh"; "-c"; "echo held; exec cat" ] do
            start.ArgumentList.Add argument

        use holder = new StartedProgram(start)
        holder.Until((=) "held") |> Deadline.get "the lock" |> ignore
        Stored.problem (fun () -> Given.openStore scratch.Path) |> Expect.equal "directory-locked"
        holder.Kill()
        holder.Ends() |> Deadline.get "the end of its holder" |> ignore
        use store = Given.openStore scratch.Path
        store.Heads |> Expect.isEmpty

namespace PeerFunctional.Tests.Library

open System
open System.Diagnostics
open System.IO
open System.Threading.Tasks
open Xunit
open PeerFunctional.Tests

/// Everything packed once, and a folder outside the repository whose programs have nothing but the packages.
type PackedFeed() =
    let folder = Directory.CreateTempSubdirectory("peer-library-").FullName
    let feed = Path.Combine(folder, "packages")

    /// Runs a program to its good end; answers what it printed.
    let run inFolder (command: string list) : Task<string> =
        let start =
            ProcessStartInfo(command.Head, command.Tail, WorkingDirectory = inFolder)

        for name, value in
            [ "PACKAGES", feed
              // Packages of an earlier run of the same version must not be taken for these.
              "NUGET_PACKAGES", Path.Combine(folder, "installed")
              "NUGET_FALLBACK_PACKAGES", PackedFeed.Installed
              "DOTNET_NOLOGO", "1"
              "DOTNET_CLI_TELEMETRY_OPTOUT", "1"
              // Servers of the build would outlive it and keep its output open.
              "MSBUILDDISABLENODEREUSE", "1"
              "UseSharedCompilation", "false" ] do
            start.Environment[name] <- value

        task {
            use program = new StartedProgram(start)
            let! ran = program.EndsWithin(TimeSpan.FromMinutes 4.0)
            Expecto.Expect.equal ran.ExitCode 0 (ran.Output + ran.Errors)
            return ran.Output
        }

    /// The packages that were restored for the build of the tests.
    static member private Installed =
        match Environment.GetEnvironmentVariable "NUGET_PACKAGES" with
        | null
        | "" -> Path.Combine(Environment.GetFolderPath Environment.SpecialFolder.UserProfile, ".nuget", "packages")
        | folder -> folder

    /// The packed files.
    member _.Packages = Directory.GetFiles(feed, "*.nupkg")

    /// Follows a section of the page; answers what its commands print.
    member _.Follow heading =
        run folder [ "bash"; "-ec"; LibraryPage.commands heading ]

    interface IAsyncLifetime with
        member _.InitializeAsync() =
            LibraryPage.write folder
            let configuration = DirectoryInfo(AppContext.BaseDirectory).Parent.Name

            run
                Repository.root
                [ "dotnet"
                  "pack"
                  "PeerFunctional.sln"
                  "-c"
                  configuration
                  "--no-build"
                  "-o"
                  feed ]

        member _.DisposeAsync() =
            Directory.Delete(folder, recursive = true)
            Task.CompletedTask

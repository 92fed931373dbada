namespace PeerFunctional.Tests.Mutations

open System
open System.Diagnostics
open System.IO
open PeerFunctional.Tests

/// What a run of a command with a mutant left behind.
type MutantRun =
    {
        Lines: string list
        /// The mutants that it came by.
        Reached: Set<int>
        /// -1 where the whole program ended.
        ExitCode: int
    }

/// The built program, which runs one command after another, each with the mutant that is wanted.
type MutantProgram(folder: string) =

    let start () =
        let start =
            ProcessStartInfo(
                "dotnet",
                [ "Cli.CSharp/bin/Release/net10.0/peer.dll" ],
                WorkingDirectory = folder,
                RedirectStandardInput = true
            )

        start.Environment["DOTNET_STARTUP_HOOKS"] <- Path.Combine(AppContext.BaseDirectory, "mutants.dll")
        // A mutant may keep adding to its state.
        start.Environment["DOTNET_GCHeapHardLimit"] <- "C0000000"
        new StartedProgram(start)

    let mutable running = ValueNone

    let stop () =
        running |> ValueOption.iter (fun program -> (program :> IDisposable).Dispose())
        running <- ValueNone

    let numbers (text: string) =
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries) |> Seq.map int |> Set.ofSeq

    /// Reads the answer to a command, last line first.
    let rec answer (program: StartedProgram) (limit: TimeSpan) (run: MutantRun) =
        async {
            match! program.NextLineWithin limit |> Async.AwaitTask with
            | ValueNone ->
                stop ()
                return { run with ExitCode = -1 }
            | ValueSome line when line.StartsWith "reached" ->
                return!
                    answer
                        program
                        limit
                        { run with
                            Reached = numbers (line.Substring "reached".Length) }
            | ValueSome line when line.StartsWith "exit " ->
                return
                    { run with
                        ExitCode = int (line.Substring "exit ".Length) }
            | ValueSome line -> return! answer program limit { run with Lines = line :: run.Lines }
        }

    /// Runs a command; answers nothing if it does not end in time.
    member _.Run(number: int, command: string, limit: TimeSpan) =
        async {
            let program = running |> ValueOption.defaultWith start
            running <- ValueSome program

            try
                program.Say $"{number} {command} --json"

                let! run =
                    answer
                        program
                        limit
                        { Lines = []
                          Reached = Set.empty
                          ExitCode = 0 }

                return ValueSome { run with Lines = List.rev run.Lines }
            with
            | failure when failure.Message.Contains "did not come within" ->
                stop ()
                return ValueNone
            | :? IOException ->
                stop ()

                return
                    ValueSome
                        { Lines = []
                          Reached = Set.empty
                          ExitCode = -1 }
        }

    member _.IsRunning = running.IsSome

    /// Ends the program: the next command starts another one.
    member _.Stop() = stop ()

    interface IDisposable with
        member _.Dispose() = stop ()

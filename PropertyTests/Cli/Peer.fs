namespace PeerFunctional.Tests.Cli

open System
open System.Diagnostics
open System.IO
open System.Text.Json
open PeerFunctional.Tests

/// What a run of the program left behind.
type Outcome =
    { ExitCode: int
      Output: string
      Errors: string }

    static member Of(ran: Ran) =
        { ExitCode = ran.ExitCode
          Output = ran.Output
          Errors = ran.Errors }

    member this.Lines = this.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)

    /// Every line of `--json` output, parsed.
    member this.Objects =
        this.Lines |> Array.map (fun line -> JsonDocument.Parse(line).RootElement)

/// The built program, run from outside.
module Peer =

    /// The file that users run: the copy beside the tests holds no code that was compiled ahead.
    let program =
        let configuration = DirectoryInfo(AppContext.BaseDirectory).Parent.Name
        Path.Combine(Repository.root, "Cli.CSharp", "bin", configuration, "net10.0", "peer.dll")

    /// Starts `peer` in a folder by a command that runs another one.
    let startBy (command: string list) (folder: string) (arguments: string list) =
        let whole = command @ "dotnet" :: program :: arguments

        let start = ProcessStartInfo(whole.Head, whole.Tail, WorkingDirectory = folder)

        start.Environment["TZ"] <- "UTC"
        new StartedProgram(start)

    /// Starts `peer` with these arguments in a folder.
    let startIn folder arguments = startBy [] folder arguments

    /// Runs `peer` in a folder by a command that runs another one; a run that hangs is ended after a minute.
    let runBy command (folder: string) (arguments: string list) =
        use peer = startBy command folder arguments
        peer.Ends() |> Deadline.get "the end of peer" |> Outcome.Of

    /// Runs `peer` with these arguments in a folder.
    let runIn folder arguments = runBy [] folder arguments

    /// The words of a line as a shell hands them over; a text in single quotes is one word.
    let words (line: string) =
        line.Split '\''
        |> Array.mapi (fun index part ->
            if index % 2 = 1 then
                [| part |]
            else
                part.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        |> Array.concat
        |> List.ofArray

namespace PeerFunctional.Tests.TwoHosts

open System
open System.ComponentModel
open PeerFunctional.Tests

/// A program of the system, run to its end.
module Tool =

    let private limit = TimeSpan.FromSeconds 20.0

    /// What it printed, or why it failed. One that hangs is ended.
    let run (command: string list) : Result<string, string> =
        try
            use tool = new StartedProgram(command.Head, command.Tail)
            let ran = tool.EndsWithin limit |> Deadline.get $"the end of {command.Head}"

            if ran.ExitCode <> 0 then
                Error $"{command.Head}: exit code {ran.ExitCode}: {ran.Errors.Trim()}"
            else
                Ok ran.Output
        with :? Win32Exception as problem ->
            Error problem.Message

namespace PeerFunctional.Tests.TwoHosts

open System.ComponentModel
open System.Diagnostics

/// A program of the system, run to its end.
module Tool =

    let private deadline = 20_000

    /// What it printed, or why it failed. One that hangs is ended.
    let run (command: string list) : Result<string, string> =
        let start =
            ProcessStartInfo(command.Head, command.Tail, RedirectStandardOutput = true, RedirectStandardError = true)

        try
            use tool = Process.Start start
            let output = tool.StandardOutput.ReadToEndAsync()
            let errors = tool.StandardError.ReadToEndAsync()

            if not (tool.WaitForExit deadline) then
                tool.Kill(entireProcessTree = true)
                Error $"{command.Head} did not end"
            elif tool.ExitCode <> 0 then
                Error $"{command.Head}: exit code {tool.ExitCode}: {errors.Result.Trim()}"
            else
                Ok output.Result
        with :? Win32Exception as problem ->
            Error problem.Message

namespace PeerFunctional.Tests

open System
open System.Diagnostics
open System.IO
open System.Text
open System.Threading.Channels
open System.Threading.Tasks

/// What a program left behind.
type Ran =
    { ExitCode: int
      Output: string
      Errors: string }

/// All that comes from a program's output or errors: the text so far, and its lines as they come.
type private Transcript(reader: StreamReader) =
    let text = StringBuilder()
    let lines = Channel.CreateUnbounded<string>()

    let reading =
        task {
            let line = StringBuilder()
            let buffer = Array.zeroCreate<char> 4_096
            let mutable count = -1

            while count <> 0 do
                let! read = reader.ReadAsync(buffer, 0, buffer.Length)
                count <- read
                lock text (fun () -> text.Append(buffer, 0, count) |> ignore)

                for letter in Seq.truncate count buffer do
                    if letter = '\n' then
                        lines.Writer.TryWrite(string line) |> ignore
                        line.Clear() |> ignore
                    else
                        line.Append letter |> ignore

            if line.Length > 0 then
                lines.Writer.TryWrite(string line) |> ignore

            lines.Writer.Complete()
        }

    member _.SoFar = lock text (fun () -> string text)

    member _.Ended: Task<unit> = reading

    /// The next line; none at the end.
    member _.NextLine() =
        task {
            match! lines.Reader.WaitToReadAsync() with
            | true ->
                let! line = lines.Reader.ReadAsync()
                return ValueSome line
            | false -> return ValueNone
        }

/// A program that a test runs. Every wait for it has a deadline; when it strikes, the program is ended, and the test fails
/// with what was waited for and all that the program has said.
type StartedProgram(start: ProcessStartInfo) =
    do
        start.RedirectStandardOutput <- true
        start.RedirectStandardError <- true

    let words = String.Join(" ", Seq.append [ start.FileName ] start.ArgumentList)
    let running = Process.Start start
    let output = Transcript running.StandardOutput
    let errors = Transcript running.StandardError

    let kill () =
        if not running.HasExited then
            running.Kill(entireProcessTree = true)

    let within limit what work =
        let soFar () =
            kill ()
            $"; output so far:\n{output.SoFar}\nerrors so far:\n{errors.SoFar}"

        Deadline.withinOr soFar limit $"{what} of '{words}'" work

    let await what work = within Deadline.minute what work

    new(name: string, arguments: string list) = new StartedProgram(ProcessStartInfo(name, arguments))

    member _.Id = running.Id

    /// `kill -9`.
    member _.Kill() = kill ()

    /// The next line of output; none at its end.
    member _.NextLine() : Task<string voption> =
        await "the next line" (output.NextLine())

    /// The same by another deadline.
    member _.NextLineWithin(limit: TimeSpan) : Task<string voption> =
        within limit "the next line" (output.NextLine())

    /// Writes a line to its standard input, if `start` redirects it.
    member _.Say(line: string) = running.StandardInput.WriteLine line

    /// Reads on to the first such line.
    member program.Until(isWanted: string -> bool) : Task<string> =
        let rec next () =
            task {
                match! output.NextLine() with
                | ValueSome line when isWanted line -> return line
                | ValueSome _ -> return! next ()
                | ValueNone -> return failwith $"the output of '{words}' ended: {errors.SoFar}"
            }

        await "a line" (next ())

    /// Waits for its end; answers all of its output.
    member _.EndsWithin(limit: TimeSpan) : Task<Ran> =
        let ended =
            task {
                do! running.WaitForExitAsync()
                do! output.Ended
                do! errors.Ended
            }

        task {
            do! within limit "the end" ended

            return
                { ExitCode = running.ExitCode
                  Output = output.SoFar
                  Errors = errors.SoFar }
        }

    member program.Ends() = program.EndsWithin Deadline.minute

    interface IDisposable with
        member _.Dispose() =
            // What a failed test left at work.
            kill ()
            running.Dispose()

module StartedProgram =

    /// Runs a program to its end.
    let run (start: ProcessStartInfo) : Ran =
        use program = new StartedProgram(start)
        program.Ends() |> Deadline.get $"the end of {start.FileName}"

    /// What tshark says of a capture: a line a packet.
    let tshark (arguments: string list) : string array =
        let ran = run (ProcessStartInfo("tshark", arguments))

        if ran.ExitCode <> 0 then
            failwith $"tshark {arguments} failed: {ran.Errors}"

        ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)

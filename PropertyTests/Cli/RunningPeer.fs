namespace PeerFunctional.Tests.Cli

open System
open System.Collections.Generic
open System.Runtime.InteropServices
open System.Threading.Tasks
open PeerFunctional.Tests

module private Native =

    [<DllImport("libc")>]
    extern int kill(int processId, int signal)

    [<Literal>]
    let SIGINT = 2

/// `peer` at work in a folder, whose lines are read as they come.
type RunningPeer(folder: string, arguments: string list) =
    let peer = Peer.startIn folder arguments
    let errors = peer.StandardError.ReadToEndAsync()
    let lines = List<string>()

    /// Reads on to the first such line.
    member _.Until(isWanted: string -> bool) : Task<string> =
        task {
            let mutable line = ""

            while not (isWanted line) do
                let! next = peer.StandardOutput.ReadLineAsync()

                line <-
                    if isNull next then
                        failwith $"the output ended: {errors.Result}"
                    else
                        next

                lines.Add line

            return line
        }

    /// Ctrl-C.
    member _.Interrupt() =
        Native.kill (peer.Id, Native.SIGINT) |> Expect.equal 0

    /// `kill -9`: nothing is closed or written any more.
    member _.Kill() =
        peer.Kill()
        peer.WaitForExit()

    /// Reads on to the end.
    member _.Ends() : Task<Outcome> =
        task {
            let! rest = peer.StandardOutput.ReadToEndAsync()
            do! peer.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes 1.0)
            let! errors = errors

            return
                { ExitCode = peer.ExitCode
                  Output = String.Join("\n", Seq.append lines [ rest ])
                  Errors = errors }
        }

    interface IDisposable with
        member _.Dispose() =
            // What a failed test left at work.
            if not peer.HasExited then
                peer.Kill()

            peer.Dispose()

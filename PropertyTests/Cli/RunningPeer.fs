namespace PeerFunctional.Tests.Cli

open System
open System.Runtime.InteropServices
open System.Threading.Tasks
open PeerFunctional.Tests

module private Native =

    [<DllImport("libc")>]
    extern int kill(int processId, int signal)

    [<Literal>]
    let SIGINT = 2

    [<Literal>]
    let SIGTERM = 15

/// `peer` at work in a folder, whose lines are read as they come.
type RunningPeer(folder: string, arguments: string list, ?by: string list) =
    let peer = Peer.startBy (defaultArg by []) folder arguments

    /// Reads on to the first such line.
    member _.Until(isWanted: string -> bool) : Task<string> = peer.Until isWanted

    /// Ctrl-C.
    member _.Interrupt() =
        Native.kill (peer.Id, Native.SIGINT) |> Expect.equal 0

    /// What a service manager sends.
    member _.Terminate() =
        Native.kill (peer.Id, Native.SIGTERM) |> Expect.equal 0

    /// `kill -9`: nothing is closed or written any more.
    member _.Kill() =
        peer.Kill()
        peer.Ends() |> Deadline.get "the end of peer" |> ignore

    /// Reads on to the end.
    member running.Ends() : Task<Outcome> = running.EndsWithin Deadline.minute

    member _.EndsWithin(limit: TimeSpan) : Task<Outcome> =
        task {
            let! ran = peer.EndsWithin limit
            return Outcome.Of ran
        }

    interface IDisposable with
        member _.Dispose() = (peer :> IDisposable).Dispose()

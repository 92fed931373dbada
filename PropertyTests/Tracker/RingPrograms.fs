namespace PeerFunctional.Tests.Tracker

open System
open System.IO
open System.Diagnostics
open System.Threading.Tasks
open Xunit
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Kernel
open PeerFunctional.Tracker
open PeerFunctional.Tests
open PeerFunctional.Tests.Cli
open PeerFunctional.Tests.Storage
open PeerFunctional.Tests.Tcp

/// Trackers and peers as programs of their own.
module RingPrograms =

    let words = "blue skies and snowy peaks"

    /// Starts a tracker; returns it and its endpoint.
    let serve (scratch: Scratch) (arguments: string list) =
        task {
            let tracker =
                new RunningPeer(
                    scratch.Path,
                    [ "tracker"; "serve"; "--verbose" ]
                    @ (if List.contains "--port" arguments then
                           []
                       else
                           [ "--port"; "0" ])
                    @ arguments
                )

            let! line = tracker.Until _.StartsWith("Listening on ")
            return tracker, line.Substring "Listening on ".Length
        }

    let join (scratch: Scratch) (tracker: string) handle (arguments: string list) =
        new RunningPeer(scratch.Path, [ "tracker"; "join"; tracker; "--handle"; handle; "--pace"; "50ms" ] @ arguments)

    let isMessage (line: string) = line = words

    let hasMessage (outcome: Outcome) =
        outcome.ExitCode |> Expect.equal 0
        Array.last outcome.Lines |> Expect.equal words

    let interrupted (program: RunningPeer) =
        task {
            program.Interrupt()
            let! outcome = program.Ends()
            outcome.ExitCode |> Expect.equal 130
            outcome.Errors |> Expect.equal ""
            return outcome
        }

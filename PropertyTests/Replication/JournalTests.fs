namespace PeerFunctional.Tests.Replication

open System
open System.IO
open System.Net
open System.Threading
open System.Threading.Tasks
open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Hosting
open PeerFunctional.Runtime.Systems.SneakerNet
open PeerFunctional.SneakerNet
open PeerFunctional.Verification
open PeerFunctional.Tests
open PeerFunctional.Tests.Cli
open PeerFunctional.Tests.Storage

/// Journals of live replicas.
module JournalTests =

    let private host policy role journal (peer: LivePeer) =
        let options =
            ReplicaOptions(role, policy, TimeSpan.FromMilliseconds 300.0, IPAddress.Loopback)

        let context =
            HostContext<Notice>(Action<Notice> ignore, TimeProvider.System, Journal = journal)

        ReplicaHost.Open(peer.Store, options, Given.signatures, context)

    /// Lets two peers replicate; answers their journals.
    let private journals policy (scratch: Scratch) (responder: LivePeer) (initiator: LivePeer) =
        task {
            let ours, theirs = scratch.Below "responder", scratch.Below "initiator"
            let responding = host policy (Responder(0, true)) ours responder

            let initiating =
                host policy (Initiator(ReplicaHost.AddressOf responding)) theirs initiator

            let run (host: LiveMachine<Replica, Timer, Message, UserCommand, StoreAnswer, StoreQuestion, Notice>) =
                task {
                    use _host = host
                    return! host.RunAsync CancellationToken.None |> Deadline.await "the end of a replica"
                }

            let responded = run responding
            let! _ = run initiating

            // The published responder waits for the next session: it is asked to end.
            responding.Command Stop
            let! _ = responded
            return [ ours; theirs ]
        }

    /// The last run of a journal, and why it is the last.
    let private replay (path: string) =
        JournalEntries.Read path
        |> Seq.skip 1
        |> InputJournal.fold
            (fun _ run -> ValueSome run)
            ValueNone
            (JournalForm.ofRole (ReplicaRole.create Given.signatures))

    let private check policy =
        task {
            use scratch = new Scratch()
            let events = Given.feed (Given.keys 1) 300
            use responder = LivePeer.Holding(40, events)
            use initiator = LivePeer.Holding(30, List.truncate 20 events)
            let! paths = journals policy scratch responder initiator

            for path, (peer: LivePeer) in List.zip paths [ responder; initiator ] do
                let struct (last, problem) = replay path
                problem |> Expect.equal ValueNone
                let run = ValueOption.get last
                run.Steps |> Expect.isGreaterThan 10L
                run.IsOver |> Expect.isTrue
                Replica.frontier run.State |> Expect.equal peer.Frontier
        }

    [<Fact>]
    let ``The journals of two live peers give the live digest after every step`` () : Task = check Recovering

    [<Fact>]
    let ``The journals of two published peers do so too`` () : Task = check AsPublished

    [<Fact>]
    let ``A journal is drawn with what its peer got and sent`` () : Task =
        task {
            use scratch = new Scratch()
            use responder = LivePeer.Holding(3, Given.feed (Given.keys 1) 2)
            use initiator = LivePeer.Holding(2, [])
            let! paths = journals Recovering scratch responder initiator

            for path, sends in List.zip paths [ "├─ HELO responder"; "├─ HELO initiator" ] do
                let drawn = Peer.runIn scratch.Path [ "explain"; path; "--width"; "100" ]
                Expecto.Expect.equal drawn.ExitCode 0 drawn.Errors
                drawn.Output |> Expect.stringContains sends
                drawn.Output |> Expect.stringContains "◄─"
                drawn.Output |> Expect.stringContains "push "
                drawn.Output |> Expect.stringContains "● ended"

            let bytes = File.ReadAllBytes paths.Head
            File.WriteAllBytes(scratch.Below "cut", bytes[.. bytes.Length - 2])
            let drawn = Peer.runIn scratch.Path [ "explain"; "cut" ]
            drawn.ExitCode |> Expect.equal 0
            drawn.Errors |> Expect.stringContains "the drawing ends here: truncated-entry"
        }

    [<Fact>]
    let ``A journal whose signature of an event was exchanged for another one is not run beyond it`` () : Task =
        task {
            use scratch = new Scratch()
            use responder = LivePeer.Holding(0, [])
            use initiator = LivePeer.Holding(2, [])
            let! paths = journals Recovering scratch responder initiator

            /// Takes every event of ours for unsigned, as if its signature were another one.
            let strict =
                { new ISignatures with
                    member _.PublicKey seed = Given.signatures.PublicKey seed
                    member _.Sign(seed, message) = Given.signatures.Sign(seed, message)
                    member _.Verify(_, _, _) = false }

            let struct (_, problem) =
                JournalEntries.Read paths.Head
                |> Seq.skip 1
                |> InputJournal.fold (fun () _ -> ()) () (JournalForm.ofRole (ReplicaRole.create strict))

            problem |> ValueOption.map _.Problem |> Expect.equal (ValueSome "signature-invalid")
        }

namespace PeerFunctional.Tests.Replication

open System
open System.IO
open System.Net
open System.Threading
open System.Threading.Tasks
open Xunit
open FsCheck
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Replication
open PeerFunctional.SneakerNet
open PeerFunctional.Tests
open PeerFunctional.Tests.Cli
open PeerFunctional.Tests.Storage

module JournalTests =

    let private host policy role journal (peer: LivePeer) =
        let options =
            ReplicaOptions(role, policy, TimeSpan.FromMilliseconds 300.0, IPAddress.Loopback)

        new ReplicaHost(
            peer.Store,
            options,
            Given.signatures,
            Action<Notice> ignore,
            TimeProvider.System,
            journal = journal
        )

    /// Lets two peers replicate; answers their journals.
    let private journals policy (scratch: Scratch) (responder: LivePeer) (initiator: LivePeer) =
        task {
            let ours, theirs = scratch.Below "responder", scratch.Below "initiator"
            let responding = host policy (Responder(0, true)) ours responder
            let contact = Endpoint.create "127.0.0.1" responding.Port
            let initiating = host policy (Initiator contact) theirs initiator

            let run (host: ReplicaHost) =
                task {
                    use _host = host
                    return! host.RunAsync CancellationToken.None |> Deadline.await "the end of a replica"
                }

            let responded = run responding
            let! _ = run initiating

            // The published responder waits for the next session: it is asked to end.
            responding.Stop()
            let! _ = responded
            return [ ours; theirs ]
        }

    let private replay path =
        JournalReader.Replay(path, Given.signatures) |> List.ofSeq

    let private problems path =
        replay path |> List.choose (fun struct (_, error) -> Option.ofObj error) |> List.map _.Problem

    let private last path =
        let struct (run, _) = replay path |> List.last
        run

    let private check policy =
        task {
            use scratch = new Scratch()
            let events = Given.feed (Given.keys 1) 300
            use responder = LivePeer.Holding(40, events)
            use initiator = LivePeer.Holding(30, List.truncate 20 events)
            let! paths = journals policy scratch responder initiator

            for path, (peer: LivePeer) in List.zip paths [ responder; initiator ] do
                problems path |> Expect.equal []
                let run = last path
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
                drawn.Output |> Expect.stringContains "● done"

            let bytes = File.ReadAllBytes paths.Head
            File.WriteAllBytes(scratch.Below "cut", bytes[.. bytes.Length - 2])
            let drawn = Peer.runIn scratch.Path [ "explain"; "cut" ]
            drawn.ExitCode |> Expect.equal 0
            drawn.Errors |> Expect.stringContains "drawn up to here: truncated-entry"
        }

    [<Fact>]
    let ``A journal that was changed or cut is found out`` () : Task =
        task {
            use scratch = new Scratch()
            use responder = LivePeer.Holding(3, [])
            use initiator = LivePeer.Holding(2, [])
            let! paths = journals Recovering scratch responder initiator
            let bytes = File.ReadAllBytes paths.Head

            let changed = scratch.Below "changed"

            let rewrite (change: byte[] -> byte[]) =
                File.WriteAllBytes(changed, change (Array.copy bytes))
                problems changed

            rewrite (fun bytes -> bytes[.. bytes.Length - 2]) |> Expect.equal [ "truncated-entry" ]

            // The settings' entry follows the magic; the first input's digest stands behind its length, array and time.
            let settings = ReplicaJournal.magic.Length

            let first =
                settings + 4 + Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(ReadOnlySpan(bytes, settings, 4))

            rewrite (fun bytes ->
                let digest = Array.FindIndex(bytes, first + 5, (fun value -> value = 0x1Buy)) + 4
                bytes[digest] <- bytes[digest] ^^^ 1uy
                bytes)
            |> Expect.equal [ "digest-differs" ]
        }

    [<Property>]
    let ``Any bytes are an entry or a malformation`` (bytes: byte[]) =
        let entry = ReadOnlyMemory(Array.append [| 0x9Fuy |] bytes)
        ReplicaJournal.start entry |> Result.isError |> ignore

        let settings =
            { Policy = Recovering
              Role = Responder(4097, false)
              PushPort = 1
              Own = ValueNone
              Silence = TimeSpan.FromSeconds 5.0
              Heads = []
              Tokens = Keyed [| 1uy; 2uy |] }

        let header = ReplicaJournal.header settings
        let first = header.AsMemory(ReplicaJournal.magic.Length + 4)

        match ReplicaJournal.start (Memory.op_Implicit first) with
        | Ok run -> run.Settings = settings && Result.isError (ReplicaJournal.replay Given.signatures entry run)
        | Error _ -> false

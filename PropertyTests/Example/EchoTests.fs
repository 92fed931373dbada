namespace PeerFunctional.Tests.Example

open System
open System.Collections.Concurrent
open System.IO
open System.Net
open System.Threading
open System.Threading.Tasks
open Xunit
open FsCheck.Xunit
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Verification
open PeerFunctional.Example
open PeerFunctional.Runtime.Capture
open PeerFunctional.Runtime.Hosting
open PeerFunctional.Runtime.Search
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

/// The example of a system, over datagrams and connections: checked, simulated, run live and replayed.
[<Collection "alone">]
module EchoTests =

    let private wire = ValueOption.get Message.wires.Streams
    let private codec = ValueOption.get Message.wires.Datagrams

    let private verdicts policy peers faults =
        StateSearch.Run(
            WorldModel.create
                (Worlds.world (PeerPolicies.same policy) peers)
                (Assumptions.ordered Network.Ordered faults)
                Worlds.properties,
            SearchOptions(Workers = 2)
        )

    [<Property(MaxTest = 200)>]
    let ``A number comes back from the wire as it was, however its line is cut`` (numbers: int list) (cut: int) =
        let bytes =
            numbers |> List.map (fun number -> (wire.Codec.Write(Number number)).ToArray()) |> Array.concat

        let size = 1 + abs (cut % 7)

        let read =
            ((wire.Codec.Decoder(Dialled(Endpoint.create "echo" 1, 0)), []), Array.chunkBySize size bytes)
            ||> Array.fold (fun (decoder, read) piece ->
                let struct (messages, decoder) = decoder.Take(ReadOnlyMemory piece)
                decoder, read @ messages)
            |> snd

        read |> Expect.equal (numbers |> List.map (Number >> Ok))

    [<Property(MaxTest = 500)>]
    let ``Any datagram is a message that prints as it was, or a malformation`` (text: string) =
        match codec.Decode Message.finder (ReadOnlyMemory(Text.Encoding.UTF8.GetBytes(string text))) with
        | Ok message ->
            let struct (_, bytes) = codec.Encode message
            codec.Decode Message.finder bytes |> Expect.equal (Ok message)
        | Error problem -> [ "unknown-word"; "bad-port" ] |> Expect.contains problem.Problem

    [<Fact>]
    let ``A visitor that tries again gets its number in every state, whatever is lost once on either wire`` () : unit =
        let faults =
            { FaultBudget.none with
                Drops = 1
                Corruptions = 1
                Crashes = 1 }

        CheckReport.passed (verdicts Recovering 2 faults) |> Expect.isTrue

        CheckReport.passed (
            verdicts
                Recovering
                3
                { faults with
                    Crashes = 0
                    Corruptions = 0 }
        )
        |> Expect.isTrue

    [<Fact>]
    let ``A visitor that tries once waits for ever after one loss, and the checker shows how`` () : unit =
        let oneDrop = { FaultBudget.none with Drops = 1 }

        let report = verdicts AsPublished 2 oneDrop

        report.Verdicts
        |> List.choose (fun struct (property, verdict) ->
            match verdict with
            | Violated trace -> Some(Property.sentence property, trace.Steps.Length)
            | Holds
            | Witnessed _
            | NeverWitnessed
            | Unknown -> None)
        |> Expect.equal [ Worlds.properties.Liveness.Sentence, 1 ]

        CheckReport.passed (verdicts AsPublished 2 { oneDrop with Drops = 0 }) |> Expect.isTrue

    [<Fact>]
    let ``A thousand simulations with storms end well, and published visitors fail in some`` () : unit =
        let fails policy seed =
            let simulation =
                Worlds.system.Scenario (PeerPolicies.same policy) (Worlds.system.Crowd 4 1)
                |> ValueOption.map (ProtocolSystem.simulation Worlds.system FaultOptions.standard)
                |> ValueOption.get

            (simulation.Run(uint64 seed)).Ending <> Passed

        [ 1..1_000 ] |> List.filter (fails Recovering) |> Expect.isEmpty
        [ 1..20 ] |> List.exists (fails AsPublished) |> Expect.isTrue

    let private onLoopback (streams: IPEndPoint | null) =
        Binding<Message>(
            Datagrams = readOnlyDict [ Message.finder, IPEndPoint(IPAddress.Loopback, 0) ],
            Streams = streams
        )

    let private visitors = MachineRole.create "echo" "visitor" (Peer.machine Recovering)

    /// An echo and a visitor on loopback, recorded and journalled by the visitor; `echo` may make the echo another one.
    let private exchange (scratch: Scratch) (echo: int -> Machine<Peer, Timer, Message, unit, unit, unit, Notice>) =
        let path = scratch.Below "echo.pcapng"
        let heard = ConcurrentQueue<Notice>()

        task {
            use stopping = new CancellationTokenSource()
            use recorder = new Recorder(path, TimeProvider.System)

            use echo =
                LiveMachine.Open(
                    MachineRole.create "echo" "echo" echo,
                    Message.wires,
                    onLoopback (IPEndPoint(IPAddress.Loopback, 0)),
                    (fun sockets -> sockets.StreamAddress.Value.Port),
                    HostContext<Notice>(ignore, TimeProvider.System)
                )

            let finder = echo.Sockets.DatagramAddress Message.finder

            let visitor =
                LiveMachine.Open(
                    visitors,
                    Message.wires,
                    onLoopback null,
                    (fun _ -> Peer.visitor finder 42),
                    HostContext<Notice>(
                        (fun notice -> heard.Enqueue notice),
                        TimeProvider.System,
                        Recorder = recorder,
                        Journal = scratch.Below "visitor.journal"
                    )
                )

            let echoing = echo.RunAsync stopping.Token
            let! _ = visitor.RunAsync stopping.Token |> Deadline.await "the visitor's end"
            do! visitor.DisposeAsync()
            do! stopping.CancelAsync()
            do! (echoing :> Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing)
        }
        |> Deadline.get "the echo"

        let reports =
            Explanation.reports [ Participants.analyzer ] (Capture.blocks (ReadOnlyMemory(File.ReadAllBytes path)))

        struct (List.ofSeq heard, reports |> List.collect _.Verdicts)

    /// An exchange of a process that had one before: while its first steps are compiled, a peer is later than a replay allows.
    let private recorded scratch echo =
        use first = new Scratch()
        exchange first echo |> ignore
        exchange scratch echo

    [<Fact>]
    let ``An echo and a visitor run live over both wires, their recording conforms, and a journal gives the live digests``
        ()
        : unit =
        use scratch = new Scratch()

        let struct (heard, conformances) =
            recorded scratch (Echoing >> Peer.machine Recovering)

        heard |> Expect.equal [ CameBack 42 ]

        conformances
        |> List.map (fun conformance -> conformance.Role, Conformance.words conformance.Conformance)
        |> Expect.equal [ "echo", "conforms to published"; "visitor", "conforms to published" ]

        let struct (steps, problem) =
            JournalEntries.Read(scratch.Below "visitor.journal")
            |> Seq.skip 1
            |> InputJournal.fold (fun _ run -> run.Steps) 0L (JournalForm.ofRole visitors)

        (problem, steps > 2L) |> Expect.equal (ValueNone, true)

    [<Fact>]
    let ``An echo that answers twice is found to diverge in its recording, and its visitor is not`` () : unit =
        let twice port =
            let machine = Peer.machine Recovering (Echoing port)

            { machine with
                Step =
                    fun now peer input ->
                        let struct (peer, outputs) = machine.Step now peer input

                        struct (peer,
                                outputs
                                |> List.collect (fun output -> if output.IsSend then [ output; output ] else [ output ])) }

        use scratch = new Scratch()
        let struct (_, conformances) = recorded scratch twice

        conformances
        |> List.map (fun conformance -> conformance.Role, conformance.Conformance.IsDiverges)
        |> Expect.equal [ "echo", true; "visitor", false ]

    [<Fact>]
    let ``A capture longer than what is kept of one conversation is judged in pieces, to its end`` () : unit =
        let datagram from target text =
            { Source = Endpoint.create "127.0.0.1" from
              Destination = Endpoint.create "127.0.0.1" target
              Payload = ReadOnlyMemory(Text.Encoding.ASCII.GetBytes(text: string)) }
            |> Packet.build
            |> CapturedFrames.ofPacket 0L
            |> Captured

        let most = 2_000

        let recognizer: Recognizer<Endpoint> =
            Recognizer.ofDatagrams
                (fun datagram -> Recognized(datagram.Destination, [ datagram.Destination ]))
                (fun datagram -> [ datagram.Source ])

        let analyzer =
            CaptureAnalyzer.create { recognizer with MostEvents = most } Participants.judge

        let pair = [ datagram 4002 4000 "WHERE"; datagram 4000 4002 "HERE 4001" ]
        let blocks = Seq.init (most / 2 + 1) (fun _ -> pair) |> Seq.concat

        Explanation.reports [ analyzer ] blocks |> List.map _.Rows.Length |> Expect.equal [ most; 2 ]

namespace PeerFunctional.Tests.Tracker

open System
open System.Diagnostics
open System.Net
open System.Threading
open System.Threading.Tasks
open Xunit
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Hosting
open PeerFunctional.Runtime.Systems.Tracker
open PeerFunctional.Tracker
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage
open PeerFunctional.Tests.Tcp

/// Callers that send their request, end their side and wait for the answer. The original tracker under Python 2.7 answers
/// each of these requests when it comes whole.
module HalfCloseTests =

    let private phrase = LosslessNetwork.original
    let private loopback = IPEndPoint(IPAddress.Loopback, 0)
    let private context = HostContext<Notice>(ignore, TimeProvider.System)

    let private wireOptions reading =
        { Variant = Program
          Protocol = Protocol0
          ReadMode = reading }

    /// Runs a host while a test asks it.
    let private using
        (host: LiveMachine<'state, Timer, 'message, UserCommand, Answer, Question, Notice>)
        (ask: IPEndPoint -> unit)
        : Task =
        task {
            use host = host
            let run = host.RunAsync CancellationToken.None
            ask (IPEndPoint(IPAddress.Loopback, host.Sockets.StreamAddress.Value.Port))
            host.Command Stop
            let! _ = run |> Deadline.await "the end of a host"
            return ()
        }

    let private tracker policy journal =
        let settings = TrackerSettings.create policy phrase
        let wires = RingRoles.wires (wireOptions (ReadMode.ofPolicy policy))
        RingHost.Open(RingRoles.tracker, wires, loopback, (fun _ -> settings), context, journal)

    /// Sends a request in so many pieces and half-closes; returns the answer and the time that it took.
    let private ask (target: IPEndPoint) pieces (request: byte array) =
        use caller = Caller.Call target
        let started = Stopwatch.StartNew()

        for piece in Array.splitInto pieces request do
            caller.Send piece

        caller.End()
        let answer = caller.ReadToEnd()
        Expecto.Expect.isLessThan started.Elapsed (TimeSpan.FromSeconds 1.5) "the answer comes before a deadline"
        answer

    let private write = Wire.write Program Protocol0

    let private benMoved =
        UpdateNeighbour
            { Handle = "ben"
              Address = Endpoint.create "127.0.0.1" 9_002 }

    let private requests =
        [ Register("ann", 9_001), "REG_INIT"
          Register("ann", 9_001), "REG_INIT"
          Register("ben", 9_002), "REG_INIT"
          Query(0, ValueNone), "QUERY_RESULT"
          Ping "now", "ACK"
          Echo "ann", "Welcome to the network" ]

    let private answers target pieces (request, expected: string) =
        match ask target pieces request with
        | Ok answer -> answer |> Expect.stringContains expected
        | Error problem -> failwith $"{problem}"

    [<Theory>]
    [<InlineData(1)>]
    [<InlineData(5)>]
    let ``A recovering tracker answers every request whose sender has ended its side, and at once``
        (pieces: int)
        : Task =
        using (tracker Recovering null) (fun target ->
            for request, expected in requests do
                answers target pieces (write request, expected)

            ask target pieces (write benMoved) |> Expect.equal (Ok ""))

    [<Fact>]
    let ``A tracker with a state file answers them after the file has the change`` () : Task =
        task {
            use scratch = new Scratch()
            use journal = RingSaveFile.Open(scratch.Below "ring.state", ValueSome phrase)

            do!
                using (tracker Recovering journal) (fun target ->
                    for request, expected in requests do
                        answers target 1 (write request, expected))
        }

    [<Fact>]
    let ``The published tracker answers each as the recorded original did`` () : Task =
        using (tracker AsPublished null) (fun target ->
            for request, expected in
                [ Register("ann", 9_001), "REG_INIT"
                  Register("ann", 9_001), "REG_INIT"
                  Query(0, ValueNone), "Bad request"
                  Ping "now", "Bad request"
                  benMoved, "Bad request"
                  Echo "ann", "Welcome to the network" ] do
                answers target 1 (write request, expected))

    /// The first caller is silent while the others half-close.
    [<Fact>]
    let ``A published tracker also answers callers that half-closed while they waited`` () : Task =
        using (tracker AsPublished null) (fun target ->
            use first = Caller.Call target

            let waiting =
                [ for number in 1..3 do
                      let caller = Caller.Call target
                      caller.Send(write (Echo $"peer {number}"))
                      caller.End()
                      caller ]

            first.Send(write (Echo "ann"))
            Expect.isTrue (Result.isOk (first.ReadToEnd()))

            for caller in waiting do
                caller.ReadToEnd() |> Result.defaultValue "" |> Expect.stringContains "Hi peer"
                (caller :> IDisposable).Dispose())

    [<Theory>]
    [<InlineData(1)>]
    [<InlineData(4)>]
    let ``A recovering peer answers every request whose sender has ended its side, and at once`` (pieces: int) : Task =
        let nobody = Endpoint.create "127.0.0.1" 1

        let peer =
            RingHost.Open(
                RingRoles.peer,
                RingRoles.wires (wireOptions WholeMessage),
                loopback,
                (fun listen -> CollectorSettings.create Recovering "ann" listen.Value nobody),
                context
            )

        using peer (fun target ->
            for request, expected in
                [ Query(0, ValueNone), "QUERY_RESULT"
                  Ping "now", "ACK"
                  Echo "ben", "No data sent!"
                  Register("ben", 9_002), "No data sent!" ] do
                answers target pieces (write request, expected)

            ask target pieces (write benMoved) |> Expect.equal (Ok ""))

    [<Fact>]
    let ``Both trackers of part 1 answer requests whose senders have ended their sides`` () : Task =
        task {
            for policy in [ AsPublished; Recovering ] do
                let wires = RingRoles.partOneWires Protocol0 (ReadMode.ofPolicy policy)

                let tracker =
                    RingHost.Open(
                        RingRoles.partOneTracker,
                        wires,
                        loopback,
                        (fun _ -> struct (policy, phrase)),
                        context
                    )

                do!
                    using tracker (fun target ->
                        answers target 1 ("REGISTER"B, "I5")
                        answers target 1 (Pickle.write Protocol0 (Fields.ofInt 2), "blue"))
        }

    /// A caller that reads to the end waited two seconds for a tracker that waited for the caller.
    [<Fact>]
    let ``The end of the answer to REGISTER comes with the answer, also to a caller that does not close`` () : Task =
        using (tracker Recovering null) (fun target ->
            let started = Stopwatch.StartNew()

            for number in 1..20 do
                use caller = Caller.Call target
                caller.Send(write (Register($"peer {number}", 9_000 + number)))
                caller.ReadToEnd() |> Result.defaultValue "" |> Expect.stringContains "REG_INIT"

            started.Elapsed |> Expect.isLessThan (TimeSpan.FromSeconds 5.0))

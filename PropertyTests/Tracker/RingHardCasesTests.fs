namespace PeerFunctional.Tests.Tracker

open System
open System.Collections.Concurrent
open System.Net
open System.Threading.Tasks
open Xunit
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Hosting
open PeerFunctional.Runtime.Systems.Tracker
open PeerFunctional.Tracker
open PeerFunctional.Tests
open PeerFunctional.Tests.Tcp

/// Bad requests to a tracker in this process, over bare sockets.
module RingHardCasesTests =

    let private phrase =
        match Phrase.ofText "blue skies and snowy peaks" with
        | Ok phrase -> phrase
        | Error problem -> failwith problem

    let private wireOptions =
        { Variant = Program
          Protocol = Protocol0
          ReadMode = WholeMessage }

    let private loopback = IPEndPoint(IPAddress.Loopback, 0)

    type private Running() =
        let notices = ConcurrentQueue<Notice>()

        let host =
            RingHost.Open(
                RingRoles.tracker,
                RingRoles.wires wireOptions,
                loopback,
                (fun _ -> TrackerSettings.create Recovering phrase),
                HostContext<Notice>((fun notice -> notices.Enqueue notice), TimeProvider.System)
            )

        let run = host.RunAsync Threading.CancellationToken.None
        let target = IPEndPoint(IPAddress.Loopback, host.Sockets.StreamAddress.Value.Port)
        member _.Address = host.Sockets.StreamAddress.Value
        member _.Call() = Caller.Call target

        /// Sends bytes and reads the answer.
        member this.Ask(bytes: byte array) =
            use caller = this.Call()
            caller.Send bytes
            caller.ReadToEnd()

        /// The answer to a message sent at once. The caller then closes, as an original does.
        member this.Ask(message: Message) =
            use caller = this.Call()
            caller.Send(Wire.write Program Protocol0 message)
            let buffer = Array.zeroCreate<byte> Wire.MaxLength
            let length = caller.Socket.Receive buffer

            match
                Fixtures.hear
                    (Wire.codec wireOptions)
                    (Dialled(Endpoint.create "127.0.0.1" 1, 0))
                    [ buffer[.. length - 1] ]
            with
            | [ Ok message ] -> message
            | other -> failwith $"%A{other}"

        member _.Refused =
            [ for notice in notices do
                  match notice with
                  | Refused(_, reason, _) -> reason
                  | _ -> () ]

        interface IAsyncDisposable with
            member _.DisposeAsync() =
                ValueTask(
                    task {
                        host.Command Stop
                        let! _ = run
                        do! host.DisposeAsync()
                    }
                )

    let private isRegistered message =
        match message with
        | RegInit { Neighbour = ValueSome _ } -> true
        | _ -> false

    [<Fact>]
    let ``Hundreds of silent callers do not prevent a registration`` () : Task =
        task {
            use tracker = new Running()
            let idle = [ for _ in 1..500 -> tracker.Call() ]

            for number in 1..50 do
                Expect.isTrue (isRegistered (tracker.Ask(Register($"peer {number}", 9_000 + number))))

            for caller in idle do
                (caller :> IDisposable).Dispose()
        }

    /// Python 2's protocol 0, as a stranger may write it.
    let private register (handle: string) (port: string) =
        Text.Encoding.ASCII.GetBytes $"(S'REGISTER'\nS'{handle}'\nI{port}\nt."

    [<Fact>]
    let ``Every bad request is answered with words and counted by name, and the next peer is served`` () : Task =
        task {
            use tracker = new Running()

            let nonsense =
                [ "GET / HTTP/1.1\r\n\r\n"B
                  // A byte string of 4 GB, a text of 4 GB, and one of 2^60 bytes.
                  [| 0x54uy; 0xFFuy; 0xFFuy; 0xFFuy; 0x7Fuy |]
                  [| 0x58uy; 0xFFuy; 0xFFuy; 0xFFuy; 0xFFuy |]
                  [| 0x80uy; 4uy; 0x8Duy; 0uy; 0uy; 0uy; 0uy; 0uy; 0uy; 0uy; 0x10uy |]
                  register "ann" "0"
                  register "ann" "70000"
                  register "ann" "-1"
                  register (String('a', 256)) "9000"
                  register (String('a', 1_000_000)) "9000"
                  "(S'ECHO'\nI5\nt."B
                  "cos\nsystem\n(S'true'\ntR."B ]

            for bytes in nonsense do
                match tracker.Ask bytes with
                | Ok answer -> answer |> Expect.stringContains "Bad request"
                | Error error -> failwith $"{error} to {bytes.Length} bytes"

            tracker.Refused.Length |> Expect.equal nonsense.Length

            for expected in [ "bad-port"; "bad-handle" ] do
                tracker.Refused |> Expect.contains expected

            Expect.isTrue (isRegistered (tracker.Ask(Register("ann", 9_001))))
        }

    [<Fact>]
    let ``Half a message before a half-close is refused, and a message in single bytes is served`` () : Task =
        task {
            use tracker = new Running()
            let whole = Wire.write Program Protocol0 (Register("ann", 9_001))

            do
                use half = tracker.Call()
                half.Send whole[.. whole.Length / 2]
                half.End()

                match half.ReadToEnd() with
                | Ok answer -> answer |> Expect.stringContains "Bad request"
                | Error error -> failwith $"{error}"

            use slow = tracker.Call()

            for letter in whole do
                slow.Send [| letter |]

            let buffer = Array.zeroCreate<byte> Wire.MaxLength
            let length = slow.Socket.Receive buffer
            Text.Encoding.ASCII.GetString(buffer, 0, length) |> Expect.stringContains "REG_INIT"
        }

    [<Fact>]
    let ``A neighbour that answers garbage is reported, and the tracker is queried in its place`` () : Task =
        task {
            use tracker = new Running()
            use mad = new Sockets.TcpListener(loopback)
            mad.Start()

            let rubbish =
                task {
                    while true do
                        use! caller = mad.AcceptTcpClientAsync()
                        caller.GetStream().Write "rubbish, and no pickle at all"B
                }

            let madPort = (mad.LocalEndpoint :?> IPEndPoint).Port
            Expect.isTrue (isRegistered (tracker.Ask(Register("mad", madPort))))
            let failures = ConcurrentQueue<string>()
            let enough = TaskCompletionSource()

            let tell notice =
                match notice with
                | NeighbourFailed(neighbour, reason) -> failures.Enqueue $"{neighbour.Handle}: {reason}"
                | Completed _ -> enough.SetResult()
                | _ -> ()

            use ann =
                RingHost.Open(
                    RingRoles.peer,
                    RingRoles.wires wireOptions,
                    loopback,
                    (fun listen ->
                        { CollectorSettings.create Recovering "ann" listen.Value tracker.Address with
                            Pace = TimeSpan.FromMilliseconds 20.0 }),
                    HostContext<Notice>(tell, TimeProvider.System)
                )

            let run = ann.RunAsync Threading.CancellationToken.None
            do! enough.Task |> Deadline.awaitEnd "the message"
            ann.Command Stop
            let! last = run |> Deadline.await "the end of ann"
            Collector.isComplete last |> Expect.isTrue
            failures |> Expect.isNonEmpty

            for failure in failures do
                failure |> Expect.stringStarts "mad: pickle-"

            mad.Stop()
            do! (rubbish :> Task).ContinueWith(fun (_: Task) -> ())
        }

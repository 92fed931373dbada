namespace PeerFunctional.Tests.Quic

open System
open System.Net
open System.Net.Sockets
open System.Security.Cryptography
open System.Threading.Tasks
open Xunit
open PeerFunctional.Runtime.Quic
open PeerFunctional.Tests

module QuicHostileTests =

    /// Sends datagrams to an endpoint, and answers how many bytes come back for each within a short time.
    let private answersTo (target: IPEndPoint) (datagrams: byte[] list) : Task<int list> =
        task {
            use socket = new UdpClient(IPEndPoint(IPAddress.Loopback, 0))
            let mutable answers = []

            for datagram in datagrams do
                let! _ = socket.SendAsync(datagram, datagram.Length, target)
                let answer = socket.ReceiveAsync()
                let! first = Task.WhenAny(answer, Task.Delay 300)

                if obj.ReferenceEquals(first, answer) then
                    let! answer = answer
                    answers <- answer.Buffer.Length :: answers
                else
                    // The next answer would go to the receive that is still open.
                    answers <- 0 :: answers

            return List.rev answers
        }

    let private answerTo target datagram =
        task {
            match! answersTo target [ datagram ] with
            | [ length ] -> return length
            | _ -> return failwith "one datagram has one answer"
        }

    /// A long header of this version, with two ids of eight bytes, and this many bytes in all.
    let private longHeader (version: byte[]) length =
        let ids = RandomNumberGenerator.GetBytes 16

        Array.concat
            [ [| 0xc0uy |]
              version
              [| 8uy |]
              ids[..7]
              [| 8uy |]
              ids[8..]
              RandomNumberGenerator.GetBytes(length - 23) ]

    [<Fact>]
    let ``Another version is answered by the versions we speak, from 1,200 bytes on and by less than was sent``
        ()
        : Task =
        task {
            use listener = Quic.listener (Quic.settings ())

            let! answer =
                longHeader [| 9uy; 9uy; 9uy; 9uy |] 1_200 |> answerTo listener.LocalEndPoint

            let! none =
                longHeader [| 9uy; 9uy; 9uy; 9uy |] 1_199 |> answerTo listener.LocalEndPoint

            answer |> Expect.equal (7 + 16 + 8)
            none |> Expect.equal 0
        }
        |> Quic.inTime

    /// A short header for a connection that nobody knows.
    let private unknown length =
        Array.append [| 0x40uy |] (RandomNumberGenerator.GetBytes(length - 1))

    [<Fact>]
    let ``A stateless reset is shorter than its cause, and the smallest causes get none`` () : Task =
        task {
            use listener = Quic.listener (Quic.settings ())

            for length in [ 22; 30; 39; 1_000 ] do
                let! answer = unknown length |> answerTo listener.LocalEndPoint
                answer |> Expect.isLessThan length
                answer |> Expect.isGreaterThanOrEqual 21

            let! none = unknown 21 |> answerTo listener.LocalEndPoint
            none |> Expect.equal 0
        }
        |> Quic.inTime

    /// Bytes and datagrams that come within a second after the first datagrams of a flood.
    let private afterFlood (target: IPEndPoint) (datagrams: byte[] list) : Task<int * int> =
        task {
            use socket = new UdpClient(IPEndPoint(IPAddress.Loopback, 0))
            socket.Client.ReceiveBufferSize <- 4_194_304

            for datagram in datagrams do
                let! _ = socket.SendAsync(datagram, datagram.Length, target)
                ()

            let mutable bytes, count, isOver = 0, 0, false

            while not isOver do
                let answer = socket.ReceiveAsync()
                let! first = Task.WhenAny(answer, Task.Delay 1_000)

                if obj.ReferenceEquals(first, answer) then
                    let! answer = answer
                    bytes <- bytes + answer.Buffer.Length
                    count <- count + 1
                else
                    isOver <- true

            return bytes, count
        }

    [<Fact>]
    let ``Stateless resets are so many a second at most`` () : Task =
        task {
            use listener = Quic.listener (Quic.settings ())

            let! _, count =
                [ for _ in 1..1_000 -> unknown 100 ] |> afterFlood listener.LocalEndPoint
            // A flood that lasts into the next second gets those of both.
            count |> Expect.isGreaterThan 0
            count |> Expect.isLessThanOrEqual 300
        }
        |> Quic.inTime

    [<Fact>]
    let ``A forged first datagram of a client brings at most three bytes for each of its own`` () : Task =
        task {
            let first = TaskCompletionSource<byte[]>()

            use dialer =
                Quic.dialer
                    { Quic.settings () with
                        Handshake = TimeSpan.FromMilliseconds 200.0
                        Recorder = QuicRecorder(fun _ _ _ bytes -> first.TrySetResult(bytes.ToArray()) |> ignore) }

            let! _ =
                dialer.DialAsync(IPEndPoint(IPAddress.Loopback, FreePort.udp ())) |> Quic.failure

            let! forged = first.Task
            use listener = Quic.listener (Quic.settings ())
            let! bytes, _ = [ forged ] |> afterFlood listener.LocalEndPoint
            bytes |> Expect.isGreaterThan 0
            bytes |> Expect.isLessThanOrEqual (3 * forged.Length)
        }
        |> Quic.inTime

    [<Fact>]
    let ``An endpoint that only dials answers nothing that it does not know`` () : Task =
        task {
            use dialer = Quic.dialer (Quic.settings ())
            let! reset = unknown 100 |> answerTo dialer.LocalEndPoint

            let! versions =
                longHeader [| 9uy; 9uy; 9uy; 9uy |] 1_200 |> answerTo dialer.LocalEndPoint

            (reset, versions) |> Expect.equal (0, 0)
        }
        |> Quic.inTime

    [<Fact>]
    let ``Two listeners that answer each other's datagrams fall silent`` () : Task =
        task {
            let mutable sent = 0

            let counting =
                { Quic.settings () with
                    Recorder =
                        QuicRecorder(fun isSent _ _ _ ->
                            if isSent then
                                System.Threading.Interlocked.Increment &sent |> ignore) }

            use first = Quic.listener counting
            use second = Quic.listener counting
            // The first one takes it for the second one's.
            use relay = new QuicRelay(first.LocalEndPoint)
            use socket = new UdpClient(IPEndPoint(IPAddress.Loopback, 0))
            let bytes = unknown 1_400
            let! _ = socket.SendAsync(bytes, bytes.Length, relay.EndPoint)
            let! _ = answerTo second.LocalEndPoint (unknown 40)
            sent |> Expect.isLessThan 40
        }
        |> Quic.inTime

    [<Fact>]
    let ``Ten thousand datagrams of noise leave a listener at work`` () : Task =
        task {
            use listener = Quic.listener (Quic.settings ())
            Quic.echoAll listener |> ignore
            use socket = new UdpClient(IPEndPoint(IPAddress.Loopback, 0))
            let random = Random 13

            for _ in 1..10_000 do
                let bytes = Array.zeroCreate<byte>(random.Next(1, 1_400))
                random.NextBytes bytes

                // A third of them look like the first datagram of a client.
                if random.Next 3 = 0 && bytes.Length > 20 then
                    [| 0xc3uy; 0uy; 0uy; 0uy; 1uy; 8uy |].CopyTo(bytes, 0)
                    bytes[14] <- 8uy

                let! _ = socket.SendAsync(bytes, bytes.Length, listener.LocalEndPoint)
                ()

            use dialer = Quic.dialer (Quic.settings ())
            let! connection = dialer.DialAsync listener.LocalEndPoint
            let! answer = connection |> Quic.ask "still here"B
            answer |> Expect.equal "still here"B
        }
        |> Quic.inTime

    [<Fact>]
    let ``Five megabytes arrive whole over a network that loses one datagram of twenty`` () : Task =
        task {
            use listener = Quic.listener (Quic.settings ())
            Quic.echoAll listener |> ignore
            use relay = new QuicRelay(listener.LocalEndPoint, { Loss = 0.05; Damage = 0.0 }, 7)
            use dialer = Quic.dialer (Quic.settings ())
            let! connection = dialer.DialAsync relay.EndPoint
            let bytes = RandomNumberGenerator.GetBytes 2_500_000
            let! answer = connection |> Quic.ask bytes
            SHA256.HashData answer |> Expect.equal (SHA256.HashData bytes)
        }
        |> Quic.inTime

    [<Fact>]
    let ``Connections whose datagrams are damaged bring right answers or end, and the listener goes on`` () : Task =
        task {
            use listener = Quic.listener (Quic.settings ())
            Quic.echoAll listener |> ignore

            use dialer =
                Quic.dialer
                    { Quic.settings () with
                        Handshake = TimeSpan.FromSeconds 2.0 }

            let attempt seed =
                task {
                    use relay =
                        new QuicRelay(listener.LocalEndPoint, { Loss = 0.0; Damage = 0.3 }, seed)

                    try
                        let! connection = dialer.DialAsync relay.EndPoint
                        let! answer = connection |> Quic.ask (Array.replicate 20_000 (byte seed))
                        answer |> Expect.equal (Array.replicate 20_000 (byte seed))
                        let! _ = connection.CloseAsync()
                        return 1
                    with :? QuicException ->
                        return 0
                }

            let! connected = Task.WhenAll [ for seed in 1..60 -> attempt seed ]
            Array.sum connected |> Expect.isGreaterThan 30
            let! connection = dialer.DialAsync listener.LocalEndPoint
            let! answer = connection |> Quic.ask "still here"B
            answer |> Expect.equal "still here"B
        }
        |> Quic.inTime

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

    /// Sends datagrams in their order, and answers what comes back first.
    let private firstAnswer (target: IPEndPoint) (datagrams: byte[] list) : Task<byte[]> =
        task {
            use socket = new UdpClient(IPEndPoint(IPAddress.Loopback, 0))

            for datagram in datagrams do
                let! _ = socket.SendAsync(datagram, datagram.Length, target)
                ()

            let! answer = socket.ReceiveAsync()
            return answer.Buffer
        }

    /// Whether nothing comes back within a short time.
    let private isUnanswered (target: IPEndPoint) (datagram: byte[]) : Task<bool> =
        task {
            let answer = [ datagram ] |> firstAnswer target
            let! first = Task.WhenAny(answer, Task.Delay 300)
            return not (obj.ReferenceEquals(first, answer))
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
            let small = longHeader [| 9uy; 9uy; 9uy; 9uy |] 1_199
            let large = longHeader [| 9uy; 9uy; 9uy; 9uy |] 1_200
            let! answer = [ small; large ] |> firstAnswer listener.LocalEndPoint
            answer.Length |> Expect.equal (7 + 16 + 8)
            // It is addressed to the sender's id of the large one.
            answer[6..13] |> Expect.equal large[15..22]
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
                let! answer = [ unknown length ] |> firstAnswer listener.LocalEndPoint
                answer.Length |> Expect.isLessThan length
                answer.Length |> Expect.isGreaterThanOrEqual 21

            // The answer to the smaller one would be shorter, and would come first.
            let! answer = [ unknown 21; unknown 22 ] |> firstAnswer listener.LocalEndPoint
            answer.Length |> Expect.equal 21
        }
        |> Quic.inTime

    /// Bytes and datagrams that come in answer, until none comes for a second.
    let private afterFlood (target: IPEndPoint) (datagrams: byte[] list) : Task<int * int> =
        task {
            use socket = new UdpClient(IPEndPoint(IPAddress.Loopback, 0))
            socket.Client.ReceiveBufferSize <- 4_194_304

            for datagram in datagrams do
                let! _ = socket.SendAsync(datagram, datagram.Length, target)
                ()

            let! first = socket.ReceiveAsync()
            let mutable bytes, count, isOver = first.Buffer.Length, 1, false

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
            let! reset = unknown 100 |> isUnanswered dialer.LocalEndPoint

            let! versions =
                longHeader [| 9uy; 9uy; 9uy; 9uy |] 1_200 |> isUnanswered dialer.LocalEndPoint

            (reset, versions) |> Expect.equal (true, true)
        }
        |> Quic.inTime

    [<Fact>]
    let ``Two listeners that answer each other's datagrams fall silent`` () : Task =
        task {
            use first = Quic.listener (Quic.settings ())
            use second = Quic.listener (Quic.settings ())
            let mutable bytes = unknown 1_400
            let mutable answers = 0

            while bytes.Length >= 22 do
                let target = if answers % 2 = 0 then first else second
                let! answer = [ bytes ] |> firstAnswer target.LocalEndPoint
                answer.Length |> Expect.isLessThan bytes.Length
                bytes <- answer
                answers <- answers + 1

            answers |> Expect.isLessThanOrEqual 18
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
            use dialer = Quic.dialer (Quic.settings ())

            let attempt seed =
                task {
                    use relay =
                        new QuicRelay(listener.LocalEndPoint, { Loss = 0.0; Damage = 0.2 }, seed)

                    try
                        let! connection = dialer.DialAsync relay.EndPoint
                        let! answer = connection |> Quic.ask (Array.replicate 20_000 (byte seed))
                        answer |> Expect.equal (Array.replicate 20_000 (byte seed))
                        let! _ = connection.CloseAsync()
                        return 1
                    with :? QuicException ->
                        return 0
                }

            let! connected = Task.WhenAll [ for seed in 1..30 -> attempt seed ]
            Array.sum connected |> Expect.isGreaterThan 0
            let! connection = dialer.DialAsync listener.LocalEndPoint
            let! answer = connection |> Quic.ask "still here"B
            answer |> Expect.equal "still here"B
        }
        |> Quic.inTime

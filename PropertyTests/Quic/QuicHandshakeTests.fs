namespace PeerFunctional.Tests.Quic

open System
open System.Collections.Concurrent
open System.Net
open System.Runtime.InteropServices
open System.Threading
open System.Threading.Tasks
open Xunit
open PeerFunctional.Runtime.Quic
open PeerFunctional.Tests

module QuicHandshakeTests =

    /// Finds the libraries of this machine but one.
    let private without (missing: string) (name: string) =
        match NativeLibrary.TryLoad name with
        | true, library when not (name.StartsWith missing) -> library
        | _ -> 0n

    [<Theory>]
    [<InlineData("libngtcp2.so")>]
    [<InlineData("libngtcp2_crypto_gnutls.so")>]
    [<InlineData("libgnutls.so")>]
    let ``A missing library is told in one line that names the package`` (name: string) : unit =
        QuicTransport.WhyUnavailable |> Expect.equal null
        let why = QuicTransport.WhyUnavailableWith(without name)
        why |> Expect.stringContains "apt-get install libngtcp2-crypto-gnutls2"
        why |> Expect.stringLacks "\n"

    [<Fact>]
    let ``Each side sees the certificate and the address of the other`` () : Task =
        task {
            let dialing = Quic.settings ()
            let listening = Quic.settings ()
            use! pair = QuicPair.connect dialing listening
            pair.Dialed.PeerCertificate.ToArray() |> Expect.equal listening.Certificate
            pair.Accepted.PeerCertificate.ToArray() |> Expect.equal dialing.Certificate
            pair.Dialed.RemoteEndPoint |> Expect.equal pair.Listener.LocalEndPoint
            pair.Accepted.RemoteEndPoint |> Expect.equal pair.Dialer.LocalEndPoint
            pair.Dialed.IsDialer |> Expect.isTrue
            pair.Accepted.IsDialer |> Expect.isFalse
        }
        |> Quic.inTime

    [<Fact>]
    let ``The judge gets the certificate as it was sent, alone`` () : Task =
        task {
            let seen = TaskCompletionSource<byte[] list>()
            let dialing = Quic.settings ()

            let judge =
                Judge(fun chain ->
                    seen.TrySetResult [ for certificate in chain -> certificate.ToArray() ] |> ignore
                    CertificateAnswer.Accepted)

            use! _ = QuicPair.connect dialing { Quic.settings () with Judge = judge }
            let! chain = seen.Task
            chain |> Expect.equal [ dialing.Certificate ]
        }
        |> Quic.inTime

    [<Theory>]
    [<InlineData(TlsAlert.BadCertificate)>]
    [<InlineData(TlsAlert.CertificateUnknown)>]
    let ``A listener's certificate that is refused ends the dial with the alert`` (alert: TlsAlert) : Task =
        task {
            use listener = Quic.listener (Quic.settings ())
            use dialer = Quic.dialer (Quic.settings ())

            let! ending =
                dialer.DialAsync(listener.LocalEndPoint, Quic.refuse alert) |> Quic.failure

            ending.Kind |> Expect.equal QuicEndKind.FailedHere
            ending.Alert |> Expect.equal (Nullable alert)
        }
        |> Quic.inTime

    [<Theory>]
    [<InlineData(TlsAlert.BadCertificate)>]
    [<InlineData(TlsAlert.CertificateUnknown)>]
    let ``A dialer's certificate that is refused ends the dial with the alert`` (alert: TlsAlert) : Task =
        task {
            use listener =
                Quic.listener
                    { Quic.settings () with
                        Judge = Quic.refuse alert }

            use dialer = Quic.dialer (Quic.settings ())
            let! ending = dialer.DialAsync listener.LocalEndPoint |> Quic.failure
            ending.Kind |> Expect.equal QuicEndKind.FailedThere
            ending.Alert |> Expect.equal (Nullable alert)
            string ending |> Expect.stringContains $"TLS alert {int alert}"
        }
        |> Quic.inTime

    [<Fact>]
    let ``A judge that throws fails its connection, and the endpoint goes on`` () : Task =
        task {
            use listener = Quic.listener (Quic.settings ())
            use dialer = Quic.dialer (Quic.settings ())
            let throwing = Judge(fun _ -> failwith "no verdict")
            let! ending = dialer.DialAsync(listener.LocalEndPoint, throwing) |> Quic.failure
            ending.Kind |> Expect.equal QuicEndKind.FailedHere
            ending.Reason |> Expect.equal "no verdict"
            let! connection = dialer.DialAsync listener.LocalEndPoint
            connection.Closed.IsCompleted |> Expect.isFalse
        }
        |> Quic.inTime

    [<Theory>]
    [<InlineData("h3")>]
    [<InlineData("")>]
    let ``A dialer of another protocol, or of none, is refused with alert 120`` (name: string) : Task =
        task {
            use listener = Quic.listener (Quic.settings ())

            use dialer =
                Quic.dialer
                    { Quic.settings () with
                        Protocols = List.filter (not << String.IsNullOrEmpty) [ name ] }

            let! ending = dialer.DialAsync listener.LocalEndPoint |> Quic.failure
            ending.Alert |> Expect.equal (Nullable TlsAlert.NoApplicationProtocol)
        }
        |> Quic.inTime

    [<Fact>]
    let ``Above the number of open handshakes a dialer proves its address by a Retry, and connects`` () : Task =
        task {
            let sent = ConcurrentQueue<byte>()

            let recorder =
                QuicRecorder(fun isSent _ _ bytes ->
                    if isSent then
                        sent.Enqueue bytes[0])

            use! pair =
                QuicPair.connect
                    (Quic.settings ())
                    { Quic.settings () with
                        RetryAbove = 0
                        Recorder = recorder }

            // The type of a long packet stands in two bits of the first byte; 3 is Retry.
            let isRetry first = first &&& 0xf0uy = 0xf0uy
            sent |> Seq.head |> isRetry |> Expect.isTrue
            Quic.echo pair.Accepted |> ignore
            let! answer = pair.Dialed |> Quic.ask "hello"B
            answer |> Expect.equal "hello"B
        }
        |> Quic.inTime

    [<Fact>]
    let ``A dial where nobody listens ends by the handshake's time-out`` () : Task =
        task {
            use dialer =
                Quic.dialer
                    { Quic.settings () with
                        Handshake = TimeSpan.FromMilliseconds 300.0 }

            let nobody = IPEndPoint(IPAddress.Loopback, FreePort.udp ())
            let! ending = dialer.DialAsync nobody |> Quic.failure
            ending.Kind |> Expect.equal QuicEndKind.HandshakeTimedOut
        }
        |> Quic.inTime

    [<Fact>]
    let ``A dial that is cancelled ends at once`` () : Task =
        task {
            use dialer = Quic.dialer (Quic.settings ())
            use cancelling = new CancellationTokenSource()
            let nobody = IPEndPoint(IPAddress.Loopback, FreePort.udp ())
            let dial = dialer.DialAsync(nobody, cancellation = cancelling.Token)
            cancelling.Cancel()
            let! _ = Assert.ThrowsAnyAsync<OperationCanceledException>(fun () -> dial :> Task)
            return ()
        }
        |> Quic.inTime

    [<Fact>]
    let ``An address that holds its number of connections is refused another one, until one ends`` () : Task =
        task {
            use listener =
                Quic.listener
                    { Quic.settings () with
                        PerAddress = Nullable 1 }

            use dialer = Quic.dialer (Quic.settings ())
            let! first = dialer.DialAsync listener.LocalEndPoint
            let! accepted = listener.AcceptAsync()
            let! ending = dialer.DialAsync listener.LocalEndPoint |> Quic.failure
            string ending |> Expect.stringContains "connection refused"
            let! _ = first.CloseAsync()
            let! _ = accepted.Closed
            let! second = dialer.DialAsync listener.LocalEndPoint
            second.Closed.IsCompleted |> Expect.isFalse
        }
        |> Quic.inTime

    [<Fact>]
    let ``The key log has the four secrets of each side`` () : Task =
        task {
            let lines = ConcurrentQueue<string>()

            use! _ =
                QuicPair.connect
                    { Quic.settings () with
                        KeyLog = Action<string> lines.Enqueue }
                    (Quic.settings ())

            let labels = lines |> Seq.map (fun line -> line.Split(' ')[0]) |> Set

            for label in
                [ "CLIENT_HANDSHAKE_TRAFFIC_SECRET"
                  "SERVER_HANDSHAKE_TRAFFIC_SECRET"
                  "CLIENT_TRAFFIC_SECRET_0"
                  "SERVER_TRAFFIC_SECRET_0" ] do
                labels |> Expect.contains label

            for line in lines do
                line |> Expect.isMatch "^[A-Z_0-9]+ [0-9a-f]{64} [0-9a-f]{64}([0-9a-f]{32})?$"
        }
        |> Quic.inTime

    [<Fact>]
    let ``Endpoints connect over IPv6`` () : Task =
        task {
            let settings () =
                { Quic.settings () with
                    Address = IPAddress.IPv6Loopback }

            use! pair = QuicPair.connect (settings ()) (settings ())
            Quic.echo pair.Accepted |> ignore
            let bytes = Array.replicate 1_000_000 6uy
            let! answer = pair.Dialed |> Quic.ask bytes
            answer |> Expect.equal bytes
            pair.Dialed.RemoteEndPoint |> Expect.equal pair.Listener.LocalEndPoint
            let ip4 = IPEndPoint(IPAddress.Loopback, 1)

            let! _ =
                Assert.ThrowsAsync<ArgumentException>(fun () -> pair.Dialer.DialAsync ip4 :> Task)

            return ()
        }
        |> Quic.inTime

    [<Fact>]
    let ``A listener on every address answers from the address that was dialed`` () : Task =
        task {
            use listener =
                Quic.listener
                    { Quic.settings () with
                        Address = IPAddress.Any }

            use dialer = Quic.dialer (Quic.settings ())
            let dialed = IPEndPoint(IPAddress.Parse "127.0.0.2", listener.LocalEndPoint.Port)
            let accepting = listener.AcceptAsync().AsTask()
            let! connection = dialer.DialAsync dialed
            let! accepted = accepting
            accepted.LocalEndPoint |> Expect.equal dialed
            Quic.echo accepted |> ignore
            let bytes = Array.replicate 300_000 2uy
            let! answer = connection |> Quic.ask bytes
            answer |> Expect.equal bytes
        }
        |> Quic.inTime

    [<Fact>]
    let ``A hundred dials at once all connect`` () : Task =
        task {
            use listener = Quic.listener (Quic.settings ())
            use dialer = Quic.dialer (Quic.settings ())
            Quic.echoAll listener |> ignore

            let dial number =
                task {
                    let! connection = dialer.DialAsync listener.LocalEndPoint
                    let! answer = connection |> Quic.ask [| byte number |]
                    answer |> Expect.equal [| byte number |]
                }

            let! _ = Task.WhenAll [ for number in 1..100 -> dial number ]
            return ()
        }
        |> Quic.inTime

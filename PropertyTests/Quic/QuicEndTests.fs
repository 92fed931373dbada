namespace PeerFunctional.Tests.Quic

open System
open System.Security.Cryptography
open System.Threading.Tasks
open Xunit
open PeerFunctional.Runtime.Quic
open PeerFunctional.Tests

module QuicEndTests =

    [<Fact>]
    let ``A close is told to the peer with its code, and ends streams on both sides`` () : Task =
        task {
            use! pair = QuicPair.standard ()
            let! ours = pair.Dialed.OpenStreamAsync()
            do! ours |> Quic.write "hello"B
            let! theirs = Quic.accept pair.Accepted
            let! ended = pair.Dialed.CloseAsync 42L
            ended |> Expect.equal (QuicEnd(QuicEndKind.ClosedByUs, 42L, ""))
            let! heard = pair.Accepted.Closed
            heard |> Expect.equal (QuicEnd(QuicEndKind.ClosedByPeer, 42L, ""))

            for stream in [ ours; theirs ] do
                let! _ = Assert.ThrowsAsync<QuicException>(fun () -> Quic.readAll stream :> Task)

                let! _ =
                    Assert.ThrowsAsync<QuicException>(fun () -> Quic.write "more"B stream :> Task)

                ()

            let! _ =
                Assert.ThrowsAsync<QuicException>(fun () -> pair.Dialed.OpenStreamAsync() :> Task)

            let! none = pair.Accepted.AcceptStreamAsync()
            none |> isNull |> Expect.isTrue
        }
        |> Quic.inTime

    [<Fact>]
    let ``A close that waits for acknowledgements loses nothing that was written`` () : Task =
        task {
            use! pair = QuicPair.standard ()
            let! ours = pair.Dialed.OpenStreamAsync()
            let bytes = RandomNumberGenerator.GetBytes 3_000_000
            do! ours |> Quic.writeAll bytes

            let reading =
                task {
                    let! theirs = Quic.accept pair.Accepted
                    return! Quic.readAll theirs
                }

            let! _ = pair.Dialed.CloseAsync(0L, afterAcknowledged = true)
            let! read = reading
            read.Length |> Expect.equal bytes.Length
            read |> Expect.equal bytes
        }
        |> Quic.inTime

    [<Fact>]
    let ``A silent connection ends after the smaller idle time of both, on both sides`` () : Task =
        task {
            let silent (idle: float) =
                { Quic.settings () with
                    Idle = TimeSpan.FromSeconds idle
                    KeepAlive = TimeSpan.Zero }

            use! pair = QuicPair.connect (silent 1.0) (silent 30.0)
            let! ended = pair.Dialed.Closed
            let! heard = pair.Accepted.Closed
            ended.Kind |> Expect.equal QuicEndKind.Idle
            heard.Kind |> Expect.equal QuicEndKind.Idle
        }
        |> Quic.inTime

    [<Fact>]
    let ``A disposed endpoint closes its connections, and its dials end`` () : Task =
        task {
            let! pair = QuicPair.standard ()
            let accepting = pair.Listener.AcceptAsync()
            do! pair.Listener.DisposeAsync()
            let! heard = pair.Dialed.Closed
            heard.Kind |> Expect.equal QuicEndKind.ClosedByPeer
            let! none = accepting
            none |> isNull |> Expect.isTrue
            do! pair.Dialer.DisposeAsync()

            let! _ =
                Assert.ThrowsAsync<ObjectDisposedException>(fun () ->
                    pair.Dialer.DialAsync pair.Listener.LocalEndPoint :> Task)

            return ()
        }
        |> Quic.inTime

    [<Fact>]
    let ``A peer that is gone without a word is noticed after the idle time`` () : Task =
        task {
            let settings =
                { Quic.settings () with
                    Idle = TimeSpan.FromSeconds 2.0
                    KeepAlive = TimeSpan.FromSeconds 0.5 }

            use listener = Quic.listener settings
            use relay = new QuicRelay(listener.LocalEndPoint)
            use dialer = Quic.dialer settings
            let! dialed = dialer.DialAsync relay.EndPoint
            relay.Lead null
            let! ended = dialed.Closed
            ended.Kind |> Expect.equal QuicEndKind.Idle
        }
        |> Quic.inTime

    [<Fact>]
    let ``A listener that was started again with its secret is noticed at the next packet`` () : Task =
        task {
            let settings =
                { Quic.settings () with
                    ResetSecret = Nullable(ReadOnlyMemory(RandomNumberGenerator.GetBytes 32))
                    KeepAlive = TimeSpan.FromSeconds 1.0
                    Idle = TimeSpan.FromSeconds 30.0 }

            use first = Quic.listener settings
            use second = Quic.listener settings
            use relay = new QuicRelay(first.LocalEndPoint)
            use dialer = Quic.dialer settings
            let! dialed = dialer.DialAsync relay.EndPoint
            // The second one has the secret of the first one, and knows nothing of its connections.
            relay.Lead second.LocalEndPoint
            let! ended = dialed.Closed
            ended.Kind |> Expect.equal QuicEndKind.ResetByPeer
        }
        |> Quic.inTime

namespace PeerFunctional.Tests.Quic

open System
open System.Threading.Tasks
open Xunit
open PeerFunctional.Runtime.Quic
open PeerFunctional.Tests

/// Memory of the whole process is measured here.
[<Collection "alone">]
module QuicSoakTests =

    /// Bytes of the heap, and of the whole process with its native libraries.
    let private memory () =
        struct (GC.GetTotalMemory true, Environment.WorkingSet)

    /// Fails where more is in use than before, but for buffers that are kept and for what the system gives out late.
    let private expectNoMoreThan struct (heap: int64, all: int64) =
        let struct (heapNow, allNow) = memory ()
        heapNow - heap |> Expect.isLessThan 8_000_000L
        allNow - all |> Expect.isLessThan 60_000_000L

    let private connect (dialer: IQuicEndpoint) (listener: IQuicEndpoint) =
        task {
            let! connection = dialer.DialAsync listener.LocalEndPoint
            let! answer = connection |> Quic.ask "hello"B
            answer |> Expect.equal "hello"B
            let! _ = connection.CloseAsync()
            return ()
        }

    /// Opens, uses and closes so many connections, one after another; the heap after them is that after the first third.
    let connectionsLeaveNothing count =
        task {
            use listener = Quic.listener (Quic.settings ())
            Quic.echoAll listener |> ignore
            use dialer = Quic.dialer (Quic.settings ())
            let mutable warm = memory ()

            for turn in 1..count do
                do! connect dialer listener

                if turn = count / 3 then
                    warm <- memory ()

            expectNoMoreThan warm
        }

    /// Opens, uses and ends so many streams of one connection, one after another.
    let streamsLeaveNothing count =
        task {
            use! pair = QuicPair.standard ()
            Quic.echo pair.Accepted |> ignore
            let mutable warm = memory ()

            for turn in 1..count do
                let! answer = pair.Dialed |> Quic.ask "hello"B
                answer |> Expect.equal "hello"B

                if turn = count / 3 then
                    warm <- memory ()

            expectNoMoreThan warm
        }

    [<Fact>]
    let ``Connections that came and went leave no memory behind`` () : Task =
        connectionsLeaveNothing 600 |> Quic.inTime

    [<Fact>]
    let ``Streams that came and went leave no memory behind`` () : Task =
        streamsLeaveNothing 5_000 |> Quic.inTime

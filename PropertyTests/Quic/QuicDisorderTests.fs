namespace PeerFunctional.Tests.Quic

open System
open System.Threading.Tasks
open Xunit
open PeerFunctional.Runtime.Quic
open PeerFunctional.Tests

/// Calls in any order, from many threads, while streams and connections end.
module QuicDisorderTests =

    let private isEnd (failure: exn) =
        match failure with
        | :? QuicException
        | :? QuicStreamResetException
        | :? ObjectDisposedException
        | :? InvalidOperationException
        | :? OperationCanceledException -> true
        | _ -> false

    /// Something of all that may be done to a stream; what the stream answers does not matter.
    let private act (random: Random) (stream: IQuicStream) : Task<unit> =
        task {
            try
                match random.Next 9 with
                | 0 -> stream.Reset(random.NextInt64 1_000L)
                | 1 -> stream.StopReading(random.NextInt64 1_000L)
                | 2 -> stream.Output.Complete()
                | 3 -> stream.Input.Complete()
                | 4 -> stream.Output.Complete(Exception "given up")
                | 5 -> stream.Output.CancelPendingFlush()
                | 6 -> stream.Input.CancelPendingRead()
                | 7 ->
                    let! result = stream.Input.ReadAsync()
                    stream.Input.AdvanceTo result.Buffer.End
                | _ -> do! stream |> Quic.write (Array.zeroCreate (random.Next 100_000))
            with failure when isEnd failure ->
                ()
        }

    let private disturb (seed: int) (stream: IQuicStream) =
        let work part =
            task {
                let random = Random(seed * 2 + part)

                for _ in 1 .. random.Next 8 do
                    let! _ = Task.WhenAny(act random stream, Task.Delay 20)
                    ()
            }

        Task.WhenAll [ work 0; work 1 ]

    let private disturbAccepted seed (connection: IQuicConnection) =
        task {
            let mutable isOver = false

            while not isOver do
                match! connection.AcceptStreamAsync() with
                | null -> isOver <- true
                | stream -> disturb (seed + int stream.Id) stream |> ignore
        }

    /// A connection with streams that are disturbed at both ends, and which one end closes amid them.
    let private disorder (dialer: IQuicEndpoint) (listener: IQuicEndpoint) seed =
        task {
            let random = Random seed

            try
                let! connection = dialer.DialAsync listener.LocalEndPoint
                disturbAccepted (seed + 7) connection |> ignore

                for turn in 1 .. random.Next 30 do
                    let! stream = connection.OpenStreamAsync()
                    disturb (seed + turn) stream |> ignore

                let! _ = connection.CloseAsync(random.NextInt64 100L, (random.Next 2 = 0))
                return ()
            with failure when isEnd failure ->
                return ()
        }

    [<Fact>]
    let ``Calls in any order while streams and connections end leave both endpoints at work`` () : Task =
        task {
            let settings =
                { Quic.settings () with
                    Windows = 200_000L
                    SendBuffer = 50_000
                    Streams = 8 }

            use listener = Quic.listener settings
            use dialer = Quic.dialer settings

            let serving =
                task {
                    let mutable isOver = false
                    let mutable seed = 0

                    while not isOver do
                        match! listener.AcceptAsync() with
                        | null -> isOver <- true
                        | connection ->
                            seed <- seed + 1_000
                            disturbAccepted seed connection |> ignore
                }

            for round in 1..10 do
                let! _ =
                    Task.WhenAll [ for number in 1..10 -> disorder dialer listener (round * 100 + number) ]

                ()

            let! connection = dialer.DialAsync listener.LocalEndPoint
            connection.Closed.IsCompleted |> Expect.isFalse
            do! listener.DisposeAsync()
            do! serving
        }
        |> Quic.inTime

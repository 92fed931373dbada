namespace PeerFunctional.Tests.Quic

open System
open System.Threading.Tasks
open Xunit
open PeerFunctional.Runtime.Quic
open PeerFunctional.Tests

/// Memory of the whole process is measured here.
[<Collection "alone">]
module QuicSoakTests =

    [<Fact>]
    let ``Connections that came and went leave no memory behind`` () : Task =
        task {
            use listener = Quic.listener (Quic.settings ())
            Quic.echoAll listener |> ignore
            use dialer = Quic.dialer (Quic.settings ())

            let connect () =
                task {
                    let! connection = dialer.DialAsync listener.LocalEndPoint
                    let! answer = connection |> Quic.ask "hello"B
                    answer |> Expect.equal "hello"B
                    let! _ = connection.CloseAsync()
                    return ()
                }

            let mutable warm = 0L

            for turn in 1..700 do
                do! connect ()

                if turn = 300 then
                    warm <- GC.GetTotalMemory true

            let grown = GC.GetTotalMemory true - warm
            grown |> Expect.isLessThan 8_000_000L
        }
        |> Quic.inTime

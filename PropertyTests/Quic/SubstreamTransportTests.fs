namespace PeerFunctional.Tests.Quic

open System
open System.IO.Pipelines
open System.Net
open System.Threading
open System.Threading.Tasks
open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Hosting
open PeerFunctional.Runtime.Quic
open PeerFunctional.Tests

/// The streams of a machine over an endpoint that does not keep its word.
module SubstreamTransportTests =

    let rec private silent: StreamDecoder<string> =
        { Take = fun _ -> struct ([], silent)
          Block = fun () -> ValueNone
          AtEnd = fun () -> [] }

    let private wire: SubstreamWire<string> =
        { Write = fun _ -> struct (ReadOnlyMemory.Empty, false)
          Decoder = fun _ _ -> silent
          MessageBytes = 100 }

    let private stream id =
        let input, output = Pipe(), Pipe()

        { new IQuicStream with
            member _.Id = id
            member _.Input = input.Reader
            member _.Output = output.Writer
            member _.Reset _ = ()
            member _.StopReading _ = () }

    /// A connection whose streams have numbers by the order in which it opens them, from one on.
    let private connection first =
        let closed =
            TaskCompletionSource<QuicEnd> TaskCreationOptions.RunContinuationsAsynchronously

        let mutable next = first

        { new IQuicConnection with
            member _.RemoteEndPoint = IPEndPoint(IPAddress.Loopback, 2)
            member _.LocalEndPoint = IPEndPoint(IPAddress.Loopback, 1)
            member _.IsDialer = true
            member _.PeerCertificate = ReadOnlyMemory.Empty
            member _.Closed = closed.Task

            member _.OpenStreamAsync _ =
                let id = next
                next <- next + 4L
                Task.FromResult(stream id)

            member _.AcceptStreamAsync _ =
                task {
                    let! _ = closed.Task
                    return null
                }
                |> ValueTask<IQuicStream | null>

            member _.CloseAsync(code, _, reason) =
                closed.TrySetResult(QuicEnd(QuicEndKind.ClosedByUs, code, reason)) |> ignore
                closed.Task

            member _.DisposeAsync() = ValueTask() }

    let private endpoint (connections: IQuicConnection list) =
        let mutable left = connections

        { new IQuicEndpoint with
            member _.LocalEndPoint = IPEndPoint(IPAddress.Loopback, 1)

            member _.DialAsync(_, _, _) =
                let first = List.head left
                left <- List.tail left
                Task.FromResult first

            member _.AcceptAsync _ =
                ValueTask<IQuicConnection | null>(result = null)

            member _.DisposeAsync() = ValueTask() }

    let private transport connections =
        let options =
            QuicOptions(
                Protocols = [| "test" |],
                Certificate = ReadOnlyMemory.Empty,
                PrivateKey = ReadOnlyMemory.Empty,
                Judge = fun _ -> CertificateAnswer.Accepted
            )

        let binding = QuicBinding<string>(options, (fun _ -> null), (fun _ -> "proved"))

        SubstreamTransport.Over(endpoint connections, wire, binding)

    [<Fact>]
    let ``A stream with another number than the machine gave it ends its connection alone`` () : Task =
        task {
            let wrong, right = connection 4L, connection 0L
            let transport = transport [ wrong; right ]
            let arrivals = (transport.ReceiveAsync CancellationToken.None).GetAsyncEnumerator()

            let next () =
                task {
                    let! isThere = arrivals.MoveNextAsync()
                    isThere |> Expect.isTrue
                    let arrival = arrivals.Current

                    if not (isNull arrival.Admit) then
                        arrival.Admit.Invoke() |> Expect.isTrue

                    return arrival
                }
                |> Deadline.await "an arrival"

            let there = Endpoint.create "127.0.0.1" 2

            let dial number =
                task {
                    let name = Dialled(there, number)
                    transport.Open(Address.Stream name)
                    let! opened = next ()
                    opened.From |> Expect.equal (Address.Stream name)
                    let! proved = next ()
                    proved.From |> Expect.equal (Address.Stream name)
                    return name
                }

            let! bad = dial 1
            transport.Open(Address.Substream(bad, 0L))
            let! ended = Deadline.await "the end of the connection" wrong.Closed
            ended.Reason |> Expect.equal "stream 4 was opened in place of stream 0"
            let! closed = next ()
            closed.From |> Expect.equal (Address.Stream bad)
            let! good = dial 2
            transport.Open(Address.Substream(good, 0L))
            right.Closed.IsCompleted |> Expect.isFalse
            do! (transport :> IAsyncDisposable).DisposeAsync()
        }

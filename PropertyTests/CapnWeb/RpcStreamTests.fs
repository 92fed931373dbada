namespace PeerFunctional.Tests.CapnWeb

open System
open System.Collections.Generic
open System.IO
open System.Linq
open System.Threading.Tasks
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Runtime.Systems.CapnWeb

module RpcStreamTests =

    let private get what work = Deadline.get what work

    [<Fact>]
    let ``Numbers stream in and out, and nothing stays behind`` () : unit =
        let pair = RpcPair(Playground())

        pair.Api.Count(1_000).ToArrayAsync().AsTask() |> get "the numbers" |> Expect.equal [| 0..999 |]

        pair.Api.Sum(AsyncEnumerable.Range(1, 1_000)) |> get "the sum" |> Expect.equal 500_500

        Rpc.until "the tables" (fun () -> pair.Server.Exports = 1 && pair.Client.Exports = 0 + 1)
        |> get "the tables"

    [<Fact>]
    let ``Bytes stream as a Stream`` () : unit =
        let pair = RpcPair(Playground())

        pair.Api.Length(new MemoryStream(Array.zeroCreate<byte> 3_000_000))
        |> get "the length"
        |> Expect.equal 3_000_000L

    [<Fact>]
    let ``A writer is ahead of its reader by its window at most`` () : unit =
        let mutable given = 0

        let chunks =
            AsyncEnumerable
                .Range(0, 1_000)
                .Select(fun _ ->
                    given <- given + 1
                    Array.zeroCreate<byte> 16_384)

        let taken = TaskCompletionSource<IAsyncEnumerable<byte array>>()
        let resume = TaskCompletionSource()

        let reading =
            Func<IAsyncEnumerable<byte array>, Task<int>>(fun stream ->
                task {
                    let reader = stream.GetAsyncEnumerator()
                    let! _ = reader.MoveNextAsync()
                    taken.SetResult stream
                    do! resume.Task
                    let mutable count = 1
                    let! more = reader.MoveNextAsync()
                    let mutable more = more

                    while more do
                        count <- count + 1
                        let! next = reader.MoveNextAsync()
                        more <- next

                    do! reader.DisposeAsync()
                    return count
                })

        let pair = RpcPair(reading)
        let result = pair.Client.Main.Apply(chunks).AsTask<int>()
        taken.Task |> get "the beginning" |> ignore
        // The window begins with 256 KiB: twelve chunks of 16 KiB in base 64; one is under way beyond it.
        pair.Client.Main.Get("x").AsTask<obj>() |> get "a round trip" |> ignore
        given |> Expect.isLessThan 20
        resume.SetResult()
        result |> get "the count" |> Expect.equal 1_000

    [<Fact>]
    let ``A source that fails tells its reader`` () : unit =
        let failing =
            AsyncEnumerable.Range(0, 10).Select(fun number -> if number = 5 then failwith "worn out" else number)

        RpcPair(Playground()).Api.Sum failing |> Rpc.failure |> Rpc.words |> Expect.equal "Error: worn out"

    [<Fact>]
    let ``A reader that stops ends its writer`` () : unit =
        let mutable isOver = false

        let endless = AsyncEnumerable.Range(0, Int32.MaxValue).Select(fun number -> number)

        let first =
            Func<IAsyncEnumerable<int>, Task<int>>(fun numbers -> numbers.FirstAsync().AsTask())

        let watched =
            { new IAsyncEnumerable<int> with
                member _.GetAsyncEnumerator cancellation =
                    let inner = endless.GetAsyncEnumerator cancellation

                    { new IAsyncEnumerator<int> with
                        member _.Current = inner.Current
                        member _.MoveNextAsync() = inner.MoveNextAsync()

                        member _.DisposeAsync() =
                            isOver <- true
                            inner.DisposeAsync() } }

        let pair = RpcPair(first)
        pair.Client.Main.Apply(watched).AsTask<int>() |> get "the first" |> Expect.equal 0
        Rpc.until "the end of the source" (fun () -> isOver) |> get "the end"

    [<Fact>]
    let ``A writable stream takes what the other side writes, in order, and its end`` () : unit =
        let chunks = List<obj>()
        let ended = TaskCompletionSource<exn>()

        let stream =
            RpcWritable.To(
                (fun chunk ->
                    chunks.Add chunk
                    ValueTask.CompletedTask),
                fun problem ->
                    ended.SetResult problem
                    ValueTask.CompletedTask
            )

        RpcPair(Playground()).Api.WriteTo(stream, 3) |> Rpc.ended "the call"

        ended.Task |> get "the end" |> isNull |> Expect.isTrue
        List.ofSeq chunks |> Expect.equal [ box 0.0; box 1.0; box 2.0 ]

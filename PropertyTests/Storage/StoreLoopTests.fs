namespace PeerFunctional.Tests.Storage

open System
open System.Collections.Concurrent
open System.IO
open System.Threading
open System.Threading.Tasks
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Storage
open PeerFunctional.SneakerNet

module StoreLoopTests =

    let private asker = Endpoint.create "127.0.0.1" 4097

    let private verified event =
        match Verified.verify Given.signatures event with
        | Ok verified -> verified
        | Error doubt -> failwith $"{doubt}"

    /// Asks all questions of a store, waits for the end and answers the answers.
    let private ask (store: LogStore) (questions: StoreQuestion list) =
        let answers = ConcurrentQueue<StoreAnswer>()

        task {
            use loop = new StoreLoop(store, Given.signatures, Action<_> answers.Enqueue)

            for question in questions do
                do! loop.AskAsync question
        }
        |> Deadline.get "the end of the store's work"

        List.ofSeq answers

    let private withStore (work: string -> LogStore -> unit) =
        use scratch = new Scratch()
        Given.directory scratch.Path |> ignore
        use store = Given.openStore scratch.Path
        work scratch.Path store

    [<Fact>]
    let ``A store that waits for its disk or for questions keeps no thread of the pool`` () : unit =
        withStore (fun _ store ->
            let answered = TaskCompletionSource<bool>()
            let event = (Given.feed (Given.keys 1) 1).Head

            task {
                use loop =
                    new StoreLoop(
                        store,
                        Given.signatures,
                        Action<_>(fun _ -> answered.SetResult Thread.CurrentThread.IsThreadPoolThread)
                    )

                do! loop.AskAsync(Append [ event ])
                let! isOfPool = answered.Task
                Expect.isFalse isOfPool
            }
            |> Deadline.get "the end of the store's work")

    [<Fact>]
    let ``Questions are answered in their order, and appends one by one though they are flushed together`` () : unit =
        withStore (fun path store ->
            let a, b = Given.feed (Given.keys 1) 100, Given.feed (Given.keys 2) 100
            let feed = a.Head.Feed

            let questions =
                [ for first, second in List.zip a b do
                      Append [ first; second ]

                      if first.Seq % 10L = 0L then
                          Fetch(asker, feed, first.Seq - 4L, 100) ]

            let wanted =
                [ for first, second in List.zip a b do
                      Appended [ first; second ]

                      if first.Seq % 10L = 0L then
                          Fetched(
                              asker,
                              feed,
                              first.Seq - 4L,
                              [ for seq in first.Seq - 4L .. first.Seq -> Sound(verified a[int seq - 1]) ]
                          ) ]

            ask store questions |> Expect.equal wanted
            Stored.reopened path |> Expect.equal (Map [ feed, a; b.Head.Feed, b ]))

    [<Fact>]
    let ``A refused append does not fail the appends beside it`` () : unit =
        withStore (fun path store ->
            let a, b = Given.feed (Given.keys 1) 2, Given.feed (Given.keys 2) 3

            match ask store [ Append [ a[0] ]; Append [ b[2] ]; Append [ a[1] ] ] with
            | [ Appended first; AppendFailed reason; Appended second ] ->
                first @ second |> Expect.equal a
                reason |> Expect.stringContains $"{b[2].Feed}:3"
            | answers -> failwith $"{answers}"

            Stored.reopened path |> Expect.equal (Map [ a.Head.Feed, a ]))

    [<Fact>]
    let ``An event damaged on disk is fetched as Unverified`` () : unit =
        withStore (fun path store ->
            let events = Given.feed (Given.keys 1) 3
            store |> Stored.append events
            let file = Path.Combine(path, "logs", "2.pcap")
            let bytes = File.ReadAllBytes file
            let content = bytes.AsSpan().IndexOf(ReadOnlySpan "xx2"B)
            bytes[content] <- bytes[content] ^^^ 1uy
            File.WriteAllBytes(file, bytes)

            match ask store [ Fetch(asker, events.Head.Feed, 1L, 9) ] with
            | [ Fetched(_, _, 1L, [ Sound _; Unverified(rotten, ContentHashMismatch); Sound _ ]) ] ->
                rotten.Seq |> Expect.equal 2L
            | answers -> failwith $"{answers}")

    [<Fact>]
    let ``A fetch beyond the end, or of an unknown feed, is answered with nothing`` () : unit =
        withStore (fun _ store ->
            let events = Given.feed (Given.keys 1) 3
            store |> Stored.append events
            let other = (Given.keys 2).Feed

            let none feed from = Fetched(asker, feed, from, [])
            let known = events.Head.Feed

            ask
                store
                [ Fetch(asker, known, 4L, 9)
                  Fetch(asker, other, 1L, 9)
                  Fetch(asker, known, 1L, -1) ]
            |> Expect.equal [ none known 4L; none other 1L; none known 1L ])

    [<Fact>]
    let ``Only another event in the same place is a fork`` () : unit =
        withStore (fun _ store ->
            let keys = Given.keys 1
            let events = Given.feed keys 3
            let other = Given.withPrev keys (ValueSome events[0].Hash) 2L "other"
            let beyond = Given.withPrev keys (ValueSome events[2].Hash) 4L "beyond"
            store |> Stored.append events
            let compare event = Compare(asker, verified event)

            match ask store [ compare events[1]; compare other; compare beyond ] with
            | [ Fork(_, offered, held) ] ->
                offered.Event |> Expect.equal other
                held |> Expect.equal events[1].Hash
            | answers -> failwith $"{answers}")

    [<Fact>]
    let ``A log is created once, and its feed's events go there`` () : unit =
        withStore (fun path store ->
            let events = Given.feed (Given.keys 1) 1
            let create = CreateLog events.Head.Feed
            ask store [ create; create; Append events ] |> Expect.hasLength 1
            Directory.GetFiles(Path.Combine(path, "logs")) |> Expect.hasLength 1
            Stored.reopened path |> Expect.equal (Map [ events.Head.Feed, events ]))

    [<Fact>]
    let ``When told to stop, the appends that were accepted are durable and no more questions are taken`` () : unit =
        withStore (fun path store ->
            let events = Given.feed (Given.keys 1) 50
            use stopping = new CancellationTokenSource()
            use reached = new ManualResetEventSlim()
            let answers = ConcurrentQueue<StoreAnswer>()

            // The first answer holds the loop until all questions are in and it was told to stop.
            let deliver answer =
                answers.Enqueue answer
                Expect.isTrue (reached.Wait Deadline.minute)

            task {
                let loop =
                    new StoreLoop(store, Given.signatures, Action<_> deliver, 1_024, stopping.Token)

                for event in events do
                    do! loop.AskAsync(Append [ event ])

                do! loop.AskAsync(Fetch(asker, events.Head.Feed, 1L, 50))
                stopping.Cancel()

                let! _ =
                    Assert.ThrowsAsync<Channels.ChannelClosedException>(fun () -> loop.AskAsync(Append []).AsTask())

                reached.Set()
                do! loop.Completion
            }
            |> Deadline.get "the end of the store's work"

            answers |> Expect.hasLength 50
            Stored.reopened path |> Expect.equal (Map [ events.Head.Feed, events ]))

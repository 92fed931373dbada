namespace PeerFunctional.Tests.Quic

open System
open System.Diagnostics
open System.IO.Pipelines
open System.Security.Cryptography
open System.Threading.Tasks
open Xunit
open PeerFunctional.Runtime.Quic
open PeerFunctional.Tests

module QuicStreamTests =

    /// Bytes that show where each of them was.
    let private content length =
        Array.init length (fun place -> byte (place * 31 + place / 251))

    [<Fact>]
    let ``Streams are numbered in the order of opening, each side in its own row`` () : Task =
        task {
            use! pair = QuicPair.standard ()

            for turn in 0L .. 4L do
                let! ours = pair.Dialed.OpenStreamAsync()
                let! theirs = pair.Accepted.OpenStreamAsync()
                ours.Id |> Expect.equal (4L * turn)
                theirs.Id |> Expect.equal (4L * turn + 1L)
        }
        |> Quic.inTime

    [<Fact>]
    let ``A thousand streams in turn each carry their bytes there and back`` () : Task =
        task {
            use! pair = QuicPair.standard ()
            Quic.echo pair.Accepted |> ignore

            for turn in 1..1_000 do
                let bytes = content turn
                let! answer = pair.Dialed |> Quic.ask bytes
                answer |> Expect.equal bytes
        }
        |> Quic.inTime

    [<Fact>]
    let ``Small streams give their share of the connection's window back`` () : Task =
        task {
            // Five times the window goes through, in streams that each use a thirtieth of it.
            use! pair =
                QuicPair.connect
                    { Quic.settings () with
                        Windows = 30_000L }
                    { Quic.settings () with
                        Windows = 30_000L }

            Quic.echo pair.Accepted |> ignore

            for _ in 1..150 do
                let! answer = pair.Dialed |> Quic.ask (content 1_000)
                answer.Length |> Expect.equal 1_000
        }
        |> Quic.inTime

    [<Fact>]
    let ``Streams beyond the peer's limit wait for one that ends, in their order`` () : Task =
        task {
            use! pair = QuicPair.connect (Quic.settings ()) { Quic.settings () with Streams = 2 }
            let! first = pair.Dialed.OpenStreamAsync()
            let! _ = pair.Dialed.OpenStreamAsync()
            let third = pair.Dialed.OpenStreamAsync()
            third.IsCompleted |> Expect.isFalse
            do! first |> Quic.writeAll "first"B
            let! accepted = Quic.accept pair.Accepted
            let! bytes = Quic.readAll accepted
            do! accepted |> Quic.writeAll bytes
            let! _ = Quic.readAll first
            let! third = third
            third.Id |> Expect.equal 8L
        }
        |> Quic.inTime

    [<Fact>]
    let ``A side that has ended its own still reads the other's`` () : Task =
        task {
            use! pair = QuicPair.standard ()
            let! ours = pair.Dialed.OpenStreamAsync()
            do! ours |> Quic.writeAll "question"B
            let! theirs = Quic.accept pair.Accepted
            let! question = Quic.readAll theirs
            question |> Expect.equal "question"B

            for _ in 1..10 do
                do! theirs |> Quic.write (content 5_000)

            do! theirs.Output.CompleteAsync()
            let! answer = Quic.readAll ours
            answer |> Expect.equal (Array.concat (Array.replicate 10 (content 5_000)))
        }
        |> Quic.inTime

    [<Fact>]
    let ``Thirty megabytes on one stream arrive whole`` () : Task =
        task {
            use! pair = QuicPair.standard ()
            let portion = content 1_000_000
            let! ours = pair.Dialed.OpenStreamAsync()

            let sending =
                task {
                    use hash = IncrementalHash.CreateHash HashAlgorithmName.SHA256

                    for _ in 1..30 do
                        hash.AppendData portion
                        do! ours |> Quic.write portion

                    do! ours.Output.CompleteAsync()
                    return hash.GetHashAndReset()
                }

            let! theirs = Quic.accept pair.Accepted
            use hash = IncrementalHash.CreateHash HashAlgorithmName.SHA256

            do!
                theirs
                |> Quic.readInto (fun piece ->
                    for memory in piece do
                        hash.AppendData memory.Span)

            let! sent = sending
            hash.GetHashAndReset() |> Expect.equal sent
        }
        |> Quic.inTime

    [<Fact>]
    let ``A reset is read as a reset, with its code`` () : Task =
        task {
            use! pair = QuicPair.standard ()
            let! ours = pair.Dialed.OpenStreamAsync()
            do! ours |> Quic.write "begun"B
            let! theirs = Quic.accept pair.Accepted
            ours.Reset 77L

            let! reset =
                Assert.ThrowsAsync<QuicStreamResetException>(fun () -> Quic.readAll theirs :> Task)

            reset.Code |> Expect.equal 77L
        }
        |> Quic.inTime

    /// Writes until the peer stops it; answers how long the last flush took.
    let private writeUntilStopped (stream: IQuicStream) =
        task {
            let mutable isStopped = false

            while not isStopped do
                let! result = stream.Output.WriteAsync(ReadOnlyMemory(content 10_000))
                isStopped <- result.IsCompleted
        }

    [<Fact>]
    let ``A writer that waits for a slow reader learns within a second that the reader has stopped`` () : Task =
        task {
            use! pair =
                QuicPair.connect
                    { Quic.settings () with
                        SendBuffer = 50_000 }
                    { Quic.settings () with
                        Windows = 100_000L }

            let! ours = pair.Dialed.OpenStreamAsync()
            let writing = writeUntilStopped ours
            let! theirs = Quic.accept pair.Accepted
            let! result = theirs.Input.ReadAtLeastAsync 100_000
            theirs.Input.AdvanceTo(result.Buffer.Start, result.Buffer.End)
            writing.IsCompleted |> Expect.isFalse
            theirs.StopReading 5L
            do! writing |> Deadline.within (TimeSpan.FromSeconds 1.0) "the end of the blocked write"
        }
        |> Quic.inTime

    [<Fact>]
    let ``A reader that does not read holds the writer back`` () : Task =
        task {
            let window = 200_000L

            use! pair =
                QuicPair.connect
                    { Quic.settings () with
                        SendBuffer = 50_000 }
                    { Quic.settings () with
                        Windows = window }

            let! slow = pair.Dialed.OpenStreamAsync()
            let mutable written = 0L

            let writing =
                task {
                    for _ in 1..100 do
                        do! slow |> Quic.write (content 10_000)
                        written <- written + 10_000L

                    do! slow.Output.CompleteAsync()
                }

            let! theirs = Quic.accept pair.Accepted
            // Three quarters of a window are read: the sender may go on by as much, and no further.
            let! result = theirs.Input.ReadAtLeastAsync 150_000
            theirs.Input.AdvanceTo(result.Buffer.GetPosition 150_000L)
            let! all = theirs.Input.ReadAtLeastAsync 200_000
            all.Buffer.Length |> Expect.isLessThanOrEqual window
            theirs.Input.AdvanceTo all.Buffer.Start
            writing.IsCompleted |> Expect.isFalse
            written |> Expect.isLessThanOrEqual (150_000L + window + 60_000L)
            let! rest = Quic.readAll theirs
            rest.Length |> Expect.equal 850_000
            do! writing
        }
        |> Quic.inTime

    [<Fact>]
    let ``A stream that is given up frees its place, and what still comes is read away`` () : Task =
        task {
            use! pair =
                QuicPair.connect
                    { Quic.settings () with
                        Windows = 100_000L }
                    { Quic.settings () with Streams = 1 }

            for _ in 1..5 do
                let! ours = pair.Dialed.OpenStreamAsync()
                do! ours |> Quic.write "give up"B
                let! theirs = Quic.accept pair.Accepted
                do! ours.Output.CompleteAsync()
                do! ours.Input.CompleteAsync()
                // More than the window, so the rest is really read.
                do! theirs |> Quic.writeAll (content 500_000)
                let! question = Quic.readAll theirs
                question |> Expect.equal "give up"B
        }
        |> Quic.inTime

    [<Fact>]
    let ``Streams that were reset before they were accepted free their places once they are accepted`` () : Task =
        task {
            use! pair = QuicPair.connect (Quic.settings ()) { Quic.settings () with Streams = 3 }

            for _ in 1..3 do
                let! stream = pair.Dialed.OpenStreamAsync()
                do! stream |> Quic.write "reset soon"B
                stream.Reset()
                stream.StopReading()

            Quic.echo pair.Accepted |> ignore
            let! fourth = pair.Dialed.OpenStreamAsync()
            fourth.Id |> Expect.equal 12L
        }
        |> Quic.inTime

    [<Fact>]
    let ``Many streams at once share a connection`` () : Task =
        task {
            use! pair = QuicPair.standard ()
            Quic.echo pair.Accepted |> ignore

            let ask number =
                task {
                    let bytes = content (1_000 * number)
                    let! answer = pair.Dialed |> Quic.ask bytes
                    answer |> Expect.equal bytes
                }

            let! _ = Task.WhenAll [ for number in 1..200 -> ask number ]
            return ()
        }
        |> Quic.inTime

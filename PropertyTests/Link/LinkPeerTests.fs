namespace PeerFunctional.Tests.Link

open System
open System.Collections.Generic
open System.Net
open System.Net.Sockets
open System.Text.Json
open System.Threading
open System.Threading.Tasks
open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Systems.Link
open PeerFunctional.Tests
open PeerFunctional.Link
open PeerFunctional.Tests.Link.Generators

/// Peers on real sockets, as a program uses them.
module LinkPeerTests =

    let private json =
        { DataType = Json
          IsStrict = true
          IsStream = false }

    /// A peer whose links come as they are made.
    let private listening change =
        let made =
            Channels.Channel.CreateUnbounded<PeerFunctional.Runtime.Systems.Link.Link>()

        let options =
            LinkPeerOptions(Linked = fun link -> made.Writer.TryWrite link |> ignore)

        LinkPeer.Listen(change options), made.Reader

    let private next (items: IAsyncEnumerator<LinkItem>) =
        task {
            let! _ = (items.MoveNextAsync()).AsTask() |> Deadline.await "an item"
            return items.Current
        }

    let private raw (peer: LinkPeer) =
        task {
            let client = new TcpClient()
            do! client.ConnectAsync(IPAddress.Parse peer.Address.Host, peer.Address.Port)
            client.NoDelay <- true
            return client
        }

    let private offer =
        codec.Write(
            Hello
                { Caller = PeerName.create "1.2.3.4:5" |> get
                  Terms = json
                  IsOurs = false }
        )

    /// Reads until the other side ends; answers how it did and what came.
    let private rest (client: TcpClient) =
        task {
            let buffer = Array.zeroCreate<byte> 4_096
            let mutable came = [||]
            let mutable isOver = false

            while not isOver do
                try
                    let! count = client.GetStream().ReadAsync(buffer, 0, buffer.Length)
                    isOver <- count = 0
                    came <- Array.append came buffer[.. count - 1]
                with :? IO.IOException ->
                    isOver <- true

            return Text.Encoding.ASCII.GetString(came).Split('|')[0]
        }

    [<Fact>]
    let ``Values go both ways in order, and the end of one side is heard by the other`` () : Task =
        task {
            let bob, made = listening id
            use _ = bob
            let alice, _ = listening id
            use _ = alice
            let! link = alice.ConnectAsync(bob.Address, json) |> Deadline.await "a link"
            let! back = (made.ReadAsync()).AsTask() |> Deadline.await "the caller's link"

            for number in 1..500 do
                do! link.SendAsync(JsonSerializer.SerializeToElement number)

            let items = back.GetAsyncEnumerator()

            for number in 1..500 do
                let! item = next items
                let mutable problem = Unchecked.defaultof<_>
                (item.Value(&problem)).Value.GetInt32() |> Expect.equal number

            do! back.SendAsync(JsonSerializer.SerializeToElement "bye")
            let! answer = next (link.GetAsyncEnumerator())
            answer.Bytes.Length |> Expect.equal ("{\"data\": \"bye\"}".Length)
            do! (link :> IAsyncDisposable).DisposeAsync()
            let! _ = back.Ended |> Deadline.await "the end of the link"
            (link.IsOurs && back.IsOurs) |> Expect.isTrue
        }

    [<Fact>]
    let ``A peer whose hearer fails ends its links, and calls by it end with what went wrong`` () : Task =
        task {
            let bob, _ = listening id
            use _ = bob

            let alice =
                LinkPeer.Listen(LinkPeerOptions(Told = fun _ -> failwith "the hearer failed"))

            use _ = alice
            let! link = alice.ConnectAsync(bob.Address, json) |> Deadline.await "a link"
            let! _ = link.Ended |> Deadline.await "the end of the link"

            let! problem =
                Assert.ThrowsAsync<Exception>(fun () -> alice.ConnectAsync(Endpoint.create "127.0.0.1" 9, json) :> Task)
                |> Deadline.await "the end of the call"

            problem.Message |> Expect.equal "the hearer failed"
        }

    [<Fact>]
    let ``A large item arrives whole, and what was sent arrives though the sender ends at once`` () : Task =
        task {
            let bob, made = listening id
            use _ = bob
            let bytes = Random.Shared.GetItems([| 0uy .. 255uy |], 5_000_000)

            let sending =
                task {
                    let alice, _ = listening id
                    let! link = alice.ConnectAsync(bob.Address, { json with DataType = Bytes })
                    do! link.SendAsync(ReadOnlyMemory bytes)
                    do! (alice :> IAsyncDisposable).DisposeAsync()
                }

            let! back = (made.ReadAsync()).AsTask() |> Deadline.await "the caller's link"
            let! item = next (back.GetAsyncEnumerator())
            do! sending |> Deadline.await "the end of the sender"
            { ByteString.Bytes = item.Bytes } |> Expect.equal { Bytes = ReadOnlyMemory bytes }
        }

    [<Fact>]
    let ``An item that was disposed cannot be read, and one that was not stays as it is`` () : Task =
        task {
            let bob, made = listening id
            use _ = bob
            let alice, _ = listening id
            use _ = alice

            let! link =
                alice.ConnectAsync(bob.Address, { json with DataType = Bytes }) |> Deadline.await "a link"

            let! back = (made.ReadAsync()).AsTask() |> Deadline.await "the caller's link"
            let items = back.GetAsyncEnumerator()
            let sent number = Array.create 1_000_000 (byte number)

            let receive number =
                task {
                    do! link.SendAsync(ReadOnlyMemory(sent number))
                    return! next items
                }

            let! kept = receive 1
            let! disposed = receive 2
            disposed.Dispose()

            Expecto.Expect.throwsT<ObjectDisposedException>
                (fun () -> disposed.Bytes.ToArray() |> ignore)
                "its memory may hold another item"

            let! third = receive 3
            kept.Bytes.ToArray() |> Expect.equal (sent 1)
            third.Bytes.ToArray() |> Expect.equal (sent 3)
        }

    [<Fact>]
    let ``A journal holds the items of which the reader has disposed`` () : Task =
        task {
            let path =
                IO.Path.Combine(IO.Directory.CreateTempSubdirectory().FullName, "journal")

            let bob, made =
                listening (fun options -> LinkPeerOptions(Linked = options.Linked, Journal = path))

            let alice, _ = listening id
            use _ = alice

            let! link =
                alice.ConnectAsync(bob.Address, { json with DataType = Bytes }) |> Deadline.await "a link"

            let! back = (made.ReadAsync()).AsTask() |> Deadline.await "the caller's link"
            let items = back.GetAsyncEnumerator()
            let sent = Random(7).GetItems([| 0uy .. 255uy |], 200_000)

            for _ in 1..5 do
                do! link.SendAsync(ReadOnlyMemory sent)
                let! item = next items
                item.Dispose()

            do! (bob :> IAsyncDisposable).DisposeAsync()
            let written = IO.File.ReadAllBytes path

            [ 1..5 ]
            |> List.scan (fun from _ -> from + 1 + written.AsSpan(from + 1).IndexOf(ReadOnlySpan(sent, 0, 100_000))) -1
            |> List.distinct
            |> Expect.hasLength 6
        }

    [<Fact>]
    let ``A reader that does not read makes the sender wait`` () : Task =
        task {
            let bob, made = listening id
            use _ = bob
            let alice, _ = listening id
            use _ = alice

            let! link =
                alice.ConnectAsync(bob.Address, { json with DataType = Bytes }) |> Deadline.await "a link"

            let! back = (made.ReadAsync()).AsTask() |> Deadline.await "the caller's link"
            let item = ReadOnlyMemory(Array.zeroCreate<byte> 500_000)
            let mutable sent = 0

            let sending =
                task {
                    for _ in 1..200 do
                        do! link.SendAsync item
                        Interlocked.Increment(&sent) |> ignore
                }

            // 100 MB do not fit the windows and the system's buffers.
            let waits =
                task {
                    while link.Unwritten = 0L || sent < 5 do
                        do! Task.Yield()
                }

            do! waits |> Deadline.await "the sender's wait"
            sending.IsCompleted |> Expect.isFalse
            let items = back.GetAsyncEnumerator()

            for _ in 1..200 do
                let! item = next items
                item.Bytes.Length |> Expect.equal 500_000

            do! sending |> Deadline.await "the end of the sending"
        }

    [<Fact>]
    let ``A sender on a link that ends is told`` () : Task =
        task {
            let bob, made = listening id
            use _ = bob
            let alice, _ = listening id
            use _ = alice
            let! link = alice.ConnectAsync(bob.Address, json) |> Deadline.await "a link"
            let! back = (made.ReadAsync()).AsTask() |> Deadline.await "the caller's link"

            let sending =
                task {
                    try
                        while true do
                            do! link.SendAsync(JsonSerializer.SerializeToElement 1)

                        return ""
                    with :? IO.IOException as e ->
                        return e.Message
                }

            let! _ = next (back.GetAsyncEnumerator())
            do! (back :> IAsyncDisposable).DisposeAsync()
            let! told = sending |> Deadline.await "the end of the sending"
            told |> Expect.stringContains "ended"
        }

    [<Fact>]
    let ``A denied caller hears DENY and the end`` () : Task =
        task {
            let bob, _ = listening (fun _ -> LinkPeerOptions(Acceptance = AcceptNone))
            use _ = bob
            use! client = raw bob
            do! client.GetStream().WriteAsync offer
            let! answer = rest client |> Deadline.await "the end"
            answer |> Expect.equal "DENY"
            let alice, _ = listening id
            use _ = alice

            let! refused =
                task {
                    try
                        let! _ = alice.ConnectAsync(bob.Address, json)
                        return ""
                    with :? IO.IOException as e ->
                        return e.Message
                }
                |> Deadline.await "the refusal"

            refused |> Expect.stringContains "denied"
        }

    [<Fact>]
    let ``An item that announces 1 GB ends its link at once, and costs nothing else`` () : Task =
        task {
            let bob, made = listening id
            use _ = bob
            use! client = raw bob
            do! client.GetStream().WriteAsync offer
            do! client.GetStream().WriteAsync(LinkWires.dataHeader Json 1_000_000_000)
            let! link = (made.ReadAsync()).AsTask() |> Deadline.await "the link"
            let! reason = link.Ended |> Deadline.await "its end"
            reason |> Expect.stringContains "oversize"
            let alice, _ = listening id
            use _ = alice
            let! _ = alice.ConnectAsync(bob.Address, json) |> Deadline.await "a link"
            ()
        }

    [<Fact>]
    let ``A header that comes a byte at a time makes a link`` () : Task =
        task {
            let bob, made = listening id
            use _ = bob
            use! client = raw bob

            for one in (offer.ToArray()) do
                do! client.GetStream().WriteAsync(ReadOnlyMemory [| one |])

            let! link = (made.ReadAsync()).AsTask() |> Deadline.await "the link"
            PeerName.text link.Partner |> Expect.equal "1.2.3.4:5"
        }

    [<Fact>]
    let ``A thousand connections that are opened and left cost the next caller nothing`` () : Task =
        task {
            let bob, _ = listening id
            use _ = bob

            for _ in 1..1_000 do
                use! client = raw bob
                client.Client.LingerState <- LingerOption(true, 0)

            let alice, _ = listening id
            use _ = alice
            let! _ = alice.ConnectAsync(bob.Address, json) |> Deadline.await "a link"
            ()
        }

    [<Fact>]
    let ``A search finds the visible peers of this machine, and not the others`` () : Task =
        task {
            use probe = new UdpClient(IPEndPoint(IPAddress.Loopback, 0))
            let port = (probe.Client.LocalEndPoint :?> IPEndPoint).Port
            probe.Dispose()

            let visible () =
                LinkPeerOptions(DiscoveryPort = Nullable port)

            let one, _ = listening (fun _ -> visible ())
            use _ = one
            let two, _ = listening (fun _ -> visible ())
            use _ = two
            let hidden, _ = listening (fun _ -> visible ())
            use _ = hidden
            hidden.IsVisible <- false

            let! found =
                LinkPeer.DiscoverAsync([ Endpoint.create "127.255.255.255" port ], TimeSpan.FromSeconds 3.0)
                |> Deadline.await "the search's end"

            found |> Seq.sort |> List.ofSeq |> Expect.equal (List.sort [ one.Name; two.Name ])
        }

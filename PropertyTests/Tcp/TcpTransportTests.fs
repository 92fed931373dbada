namespace PeerFunctional.Tests.Tcp

open System
open System.IO
open System.Net
open System.Net.Sockets
open System.Threading.Tasks
open Xunit
open FsCheck
open FsCheck.Xunit
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Tcp
open PeerFunctional.Tests

module TcpTransportTests =

    let private heard name result =
        match result with
        | Ok line -> Received(name, line)
        | Error malformation -> Malformed(name, malformation)

    /// What a machine must hear of a stream that is sent and ended.
    let private expected name (stream: byte[]) =
        let struct (results, decoder) =
            (Lines.codec.Decoder name).Take(ReadOnlyMemory stream)

        let isMalformed = results |> List.exists Result.isError

        [ Opened name
          for result in results do
              heard name result
          if not isMalformed then
              for result in decoder.AtEnd() do
                  heard name result
          Closed(name, CloseReason.ClosedByPartner) ]

    /// Sends bytes in pieces of these lengths, in turn, over and over.
    let private sendCut (cuts: int list) (caller: Caller) (stream: byte[]) =
        let rec go start turn =
            if start < stream.Length then
                let length = min cuts[turn % cuts.Length] (stream.Length - start)
                caller.Send stream[start .. start + length - 1]
                go (start + length) (turn + 1)

        go 0 0

    [<Property(MaxTest = 60)>]
    let ``However a stream is cut, the machine hears the same``
        (lines: byte[] list)
        (rest: byte[])
        (cuts: PositiveInt list)
        =
        let stream =
            Array.append (lines |> List.map (fun line -> Array.append line "\n"B) |> Array.concat) rest

        let cuts = 1 :: (cuts |> List.map (fun (PositiveInt length) -> length))

        let heard =
            task {
                use machine = new LineMachine(LineMachine.silent)
                use caller = Caller.Call machine.LocalEndPoint
                sendCut cuts caller stream
                caller.End()
                let! heard = machine.HearsToClosed 1
                return heard = expected (caller.Name machine) stream
            }

        heard |> Deadline.get "all that was sent"

    [<Fact>]
    let ``A megabyte in one write arrives as its messages, and so do the answers`` () =
        task {
            let limits = TcpLimits(MaxUnreadBytes = 4_000_000)
            use machine = new LineMachine(LineMachine.echo, limits)
            use caller = Caller.Call machine.LocalEndPoint
            let text = String.replicate 20_000 (String('x', 50) + "\n")

            let sending =
                Task.Run(fun () ->
                    caller.Say(text.TrimEnd '\n')
                    caller.End())

            let answer = caller.ReadToEnd()
            do! sending
            answer |> Expect.equal (Ok text)
        }

    [<Fact>]
    let ``Two machines talk: a call, a question, an answer, an end`` () =
        task {
            use answering = new LineMachine(LineMachine.once)
            use asking = new LineMachine(LineMachine.silent)
            let call = Dialled(answering.Endpoint, 7)
            asking.Do [ Open call ]
            let! opened = asking.Hears()
            opened |> Expect.equal (Opened call)
            asking.Do [ Send(call, "hello") ]
            let! heard = asking.HearsToClosed 1

            heard |> Expect.equal [ Received(call, "hello"); Closed(call, CloseReason.ClosedByPartner) ]
        }

    [<Fact>]
    let ``What is sent and closed in the turn of the call is still said`` () =
        task {
            use answering = new LineMachine(LineMachine.silent)
            use asking = new LineMachine(LineMachine.silent)
            let call = Dialled(answering.Endpoint, 0)
            asking.Do [ Open call; Send(call, "farewell"); Close call ]
            let! heard = answering.HearsToClosed 1

            match heard with
            | [ Opened _; Received(_, "farewell"); Closed(_, reason) ] ->
                reason |> Expect.equal CloseReason.ClosedByPartner
            | other -> failwith $"%A{other}"

            asking.Rest |> Expect.equal []
        }

    [<Fact>]
    let ``A caller that ends its side after the request gets the answer`` () =
        task {
            use machine = new LineMachine(LineMachine.echo)
            use caller = Caller.Call machine.LocalEndPoint
            caller.Say "hello"
            caller.End()
            caller.ReadToEnd() |> Expect.equal (Ok "hello\n")
        }

    [<Fact>]
    let ``A caller that has ended its side is kept for its answer, and the machine hears of it no sooner`` () =
        task {
            use machine = new LineMachine(LineMachine.silent, callers = StreamLimits.standard)
            use caller = Caller.Call machine.LocalEndPoint
            let name = caller.Name machine
            caller.Say "hello"
            caller.End()
            use later = Caller.Call machine.LocalEndPoint
            later.Say "next"
            let! heard = machine.HearsTimes 4
            heard |> Expect.contains (Received(name, "hello"): LineInput)
            heard |> List.filter _.IsClosed |> Expect.equal []
            machine.Do [ Send(name, "hello yourself"); Close name ]
            caller.ReadToEnd() |> Expect.equal (Ok "hello yourself\n")
        }

    [<Fact>]
    let ``A caller that is never answered is given up in the end`` () =
        task {
            let clock = ManualTime()

            use machine =
                new LineMachine(LineMachine.silent, clock = clock, callers = StreamLimits.standard)

            use caller = Caller.Call machine.LocalEndPoint
            caller.Say "hello"
            let! _ = machine.HearsTimes 2
            caller.End()

            let isGivenUp () =
                clock.Advance(TimeSpan.FromSeconds 1.0)
                machine.Rest |> List.contains (Closed(caller.Name machine, CloseReason.TimedOut))

            Caller.Eventually isGivenUp
        }

    [<Fact>]
    let ``After a half close the caller reads the end, and the machine still hears`` () =
        task {
            let reply (input: LineInput) =
                match input with
                | Received(sender, "hello") -> [ Send(sender, "the last word"); HalfClose sender ]
                | _ -> []

            use machine = new LineMachine(reply)
            use caller = Caller.Call machine.LocalEndPoint
            let name = caller.Name machine
            caller.Say "hello"
            caller.ReadToEnd() |> Expect.equal (Ok "the last word\n")
            caller.Say "thanks"
            caller.End()
            let! heard = machine.HearsToClosed 1

            heard
            |> Expect.equal
                [ Opened name
                  Received(name, "hello")
                  Received(name, "thanks")
                  Closed(name, CloseReason.ClosedByPartner) ]
        }

    [<Fact>]
    let ``A caller that goes on sending after its request is not torn down, and finds its answer`` () =
        task {
            use machine = new LineMachine(LineMachine.once)

            for _ in 1..20 do
                use caller = Caller.Call machine.LocalEndPoint
                caller.Say "hello"
                // The answer is there, so that the machine has closed the connection.
                caller.Socket.Receive([| 0uy |], SocketFlags.Peek) |> Expect.equal 1

                for _ in 1..5 do
                    caller.Send(Array.zeroCreate 300_000)

                caller.End()
                caller.ReadToEnd() |> Expect.equal (Ok "hello\n")
        }

    [<Fact>]
    let ``A message cut short is malformed before the connection is closed`` () =
        task {
            use machine = new LineMachine(LineMachine.once)
            use caller = Caller.Call machine.LocalEndPoint
            caller.Send "hel"B
            caller.End()
            let! heard = machine.HearsTimes 2
            List.last heard |> LineMachine.problem |> Expect.equal "cut-short"
            caller.ReadToEnd() |> Expect.equal (Ok "cut-short\n")
        }

    [<Fact>]
    let ``A torn down connection is closed by reset, and what is sent on it is lost`` () =
        task {
            use machine = new LineMachine(LineMachine.silent)
            let caller = Caller.Call machine.LocalEndPoint
            let name = caller.Name machine
            caller.Say "hello"
            let! _ = machine.HearsTimes 2
            caller.Reset()
            let! closed = machine.Hears()
            closed |> Expect.equal (Closed(name, CloseReason.Reset))
            machine.Do [ Send(name, "to nobody"); Close name ]
            use other = Caller.Call machine.LocalEndPoint
            other.Say "next"
            let! heard = machine.HearsTimes 2
            heard |> Expect.equal [ Opened(other.Name machine); Received(other.Name machine, "next") ]
        }

    /// A port of this machine at which nobody listens.
    let private deaf () =
        use socket =
            new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)

        socket.Bind(IPEndPoint(IPAddress.Loopback, 0))
        Endpoint.create "127.0.0.1" (socket.LocalEndPoint :?> IPEndPoint).Port

    [<Fact>]
    let ``A call that cannot be made is refused: nobody there, no port, no address, another family`` () =
        task {
            use machine = new LineMachine(LineMachine.silent)

            for target in
                [ deaf ()
                  Endpoint.create "127.0.0.1" 0
                  Endpoint.create "127.0.0.1" 70_000
                  Endpoint.create "127.0.0.1" -1
                  Endpoint.create "a name" 80
                  Endpoint.create "::1" (deaf ()).Port ] do
                let call = Dialled(target, 1)
                machine.Do [ Open call; Send(call, "hello") ]
                let! closed = machine.Hears()
                closed |> Expect.equal (Closed(call, CloseReason.Refused))
        }

    [<Fact>]
    let ``What the machine said last is said though it ends at once`` () =
        task {
            let lines = [ for number in 1..500 -> $"line {number}" ]

            let machine =
                new LineMachine(fun input ->
                    match input with
                    | Received(sender, _) -> [ for line in lines -> Send(sender, line) ] @ [ Finish ]
                    | _ -> [])

            use caller = Caller.Call machine.LocalEndPoint
            caller.Say "go"
            let! _ = machine.HearsTimes 2
            do! machine.End()
            caller.ReadToEnd() |> Expect.equal (Ok(String.concat "\n" lines + "\n"))
        }

    [<Fact>]
    let ``A listener may come back at once, but not beside itself`` () =
        task {
            let mutable bind = IPEndPoint(IPAddress.Loopback, 0)

            for round in 1..3 do
                let machine = new LineMachine(LineMachine.echo, bind = bind)
                bind <- machine.LocalEndPoint
                use caller = Caller.Call bind
                caller.Say $"round {round}"
                caller.ReadLine() |> Expect.equal $"round {round}"

                let beside () =
                    new LineMachine(LineMachine.echo, bind = bind) |> ignore

                let error = Assert.Throws<IOException>(beside)
                error.Message |> Expect.stringStarts $"cannot listen on TCP {bind}: "
                do! (machine :> IAsyncDisposable).DisposeAsync()
        }

namespace PeerFunctional.Tests.Tcp

open System
open System.Net
open System.Net.Sockets
open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Tcp
open PeerFunctional.Tests

module LimitsTests =

    let private seconds (count: float) = TimeSpan.FromSeconds count

    [<Fact>]
    let ``A silent caller, and one that sends a byte a second, are cut off after the deadline; one that has asked is not``
        ()
        =
        task {
            let clock = ManualTime()
            use machine = new LineMachine(LineMachine.silent, clock = clock)
            use silent = Caller.Call machine.LocalEndPoint
            use slow = Caller.Call machine.LocalEndPoint
            use asked = Caller.Call machine.LocalEndPoint
            asked.Say "hello"
            let! heard = machine.HearsTimes 4
            heard |> List.filter _.IsOpened |> List.length |> Expect.equal 3

            for _ in 1..9 do
                slow.Send "x"B
                clock.Advance(seconds 1.0)

            machine.Rest |> Expect.equal []
            clock.Advance(seconds 1.25)
            let! closed = machine.HearsTimes 2

            Set.ofList closed
            |> Expect.equal (
                Set
                    [ Closed(silent.Name machine, CloseReason.TimedOut)
                      Closed(slow.Name machine, CloseReason.TimedOut) ]
            )

            silent.ReadToEnd() |> Expect.equal (Error SocketError.ConnectionReset)
            let! first = machine.Notices()
            let! second = machine.Notices()

            Set [ string first; string second ]
            |> Expect.equal (
                Set
                    [ string (TcpNotice(TcpEvent.TimedOut, silent.Endpoint))
                      string (TcpNotice(TcpEvent.TimedOut, slow.Endpoint)) ]
            )

            clock.Advance(seconds 60.0)
            machine.Do [ Send(asked.Name machine, "still there") ]
            asked.ReadLine() |> Expect.equal "still there"
            machine.Rest |> Expect.equal []
        }

    [<Fact>]
    let ``A call that nobody answers is over after its deadline`` () =
        task {
            // A full queue of callers that are not accepted: further calls are not answered at all.
            use listener =
                new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)

            listener.Bind(IPEndPoint(IPAddress.Loopback, 0))
            listener.Listen 0
            let target = listener.LocalEndPoint :?> IPEndPoint
            use _first = Caller.Call target
            let clock = ManualTime()
            use machine = new LineMachine(LineMachine.echo, clock = clock)
            let call = Dialled(Endpoint.create "127.0.0.1" target.Port, 0)
            machine.Do [ Open call ]
            // The machine's turn is over when it has heard of a caller that came later.
            use other = Caller.Call machine.LocalEndPoint
            other.Say "hello"
            let! _ = machine.HearsTimes 2
            clock.Advance(seconds 9.0)
            machine.Rest |> Expect.equal []
            clock.Advance(seconds 1.25)
            let! closed = machine.Hears()
            closed |> Expect.equal (Closed(call, CloseReason.TimedOut))
        }

    [<Fact>]
    let ``A partner that does not end its side when we do is left after two seconds`` () =
        task {
            let clock = ManualTime()

            use machine =
                new LineMachine(LineMachine.once, TcpLimits(MaxConnections = 1), clock)

            use caller = Caller.Call machine.LocalEndPoint
            caller.Say "hello"
            caller.ReadToEnd() |> Expect.equal (Ok "hello\n")
            use refused = Caller.Call machine.LocalEndPoint
            refused.ReadToEnd() |> Expect.equal (Error SocketError.ConnectionReset)
            clock.Advance(seconds 2.25)

            Caller.Eventually(fun () ->
                use next = Caller.Call machine.LocalEndPoint
                next.Say "hello"
                next.ReadToEnd() = Ok "hello\n")
        }

    [<Fact>]
    let ``Beyond its places callers are reset and counted, and a place that is left is free`` () =
        task {
            use machine =
                new LineMachine(LineMachine.echo, TcpLimits(MaxConnections = 3, MaxConnectionsPerHost = 2))

            let from (host: string) =
                Caller.CallFrom(IPEndPoint(IPAddress.Parse host, 0), machine.LocalEndPoint)

            let serves (caller: Caller) =
                caller.Say "hello"
                caller.ReadLine() |> Expect.equal "hello"

            let refuses (caller: Caller) =
                task {
                    caller.ReadToEnd() |> Expect.equal (Error SocketError.ConnectionReset)
                    let! notice = machine.Notices()
                    notice.Event |> Expect.equal TcpEvent.RefusedOverLimit
                    notice.Partner |> Option.ofNullable |> Expect.equal (Some caller.Endpoint)
                }

            use first = from "127.0.0.1"
            use second = from "127.0.0.1"
            List.iter serves [ first; second ]
            use third = from "127.0.0.1"
            do! refuses third
            use other = from "127.0.0.2"
            serves other
            use fifth = from "127.0.0.3"
            do! refuses fifth
            first.End()
            first.ReadToEnd() |> Expect.equal (Ok "")

            Caller.Eventually(fun () ->
                use next = from "127.0.0.1"
                next.Say "hello"
                next.ReadLine() = "hello")
        }

    [<Fact>]
    let ``Beyond its calls a machine hears that a call was refused, and a call that ends makes room`` () =
        task {
            use partner = new LineMachine(LineMachine.echo)
            use machine = new LineMachine(LineMachine.silent, TcpLimits(MaxCalls = 2))
            let call number = Dialled(partner.Endpoint, number)
            machine.Do [ Open(call 1); Open(call 2); Open(call 3); Send(call 3, "lost") ]
            let! heard = machine.HearsTimes 3

            Set.ofList heard
            |> Expect.equal (Set [ Opened(call 1); Opened(call 2); Closed(call 3, CloseReason.Refused) ])

            let! notice = machine.Notices()
            notice |> Expect.equal (TcpNotice(TcpEvent.CallOverLimit, partner.Endpoint))
            machine.Do [ Close(call 1) ]

            // Room is made when the partner has ended its side too.
            let mutable number = 3
            let mutable isRefused = true

            while isRefused && number < 1_000_000 do
                number <- number + 1
                machine.Do [ Open(call number) ]
                let! heard = machine.Hears()
                isRefused <- heard.IsClosed

            isRefused |> Expect.isFalse
        }

    [<Theory>]
    [<InlineData(99, true)>]
    [<InlineData(100, true)>]
    [<InlineData(101, false)>]
    [<InlineData(1_000_000, false)>]
    let ``A message has at most the bytes a message may have`` (length: int) (isHeard: bool) =
        task {
            use machine =
                new LineMachine(
                    LineMachine.once,
                    callers =
                        { StreamLimits.standard with
                            MessageBytes = 100 }
                )

            use caller = Caller.Call machine.LocalEndPoint
            let line = String('x', length - 1)
            caller.Say line
            caller.End()

            if isHeard then
                caller.ReadToEnd() |> Expect.equal (Ok(line + "\n"))
            else
                caller.ReadToEnd() |> Expect.equal (Ok "oversize\n")
                let! notice = machine.Notices()
                notice.Event |> Expect.equal TcpEvent.Oversize
        }

    [<Fact>]
    let ``A caller that does not read its answers is torn down, and nobody else waits`` () =
        task {
            let answer = String('x', 100_000)

            let reply (input: LineInput) =
                match input with
                | Received(sender, "more") -> [ Send(sender, answer) ]
                | other -> LineMachine.once other

            use machine = new LineMachine(reply, TcpLimits(MaxUnreadBytes = 1_000_000))
            use deaf = Caller.Call machine.LocalEndPoint
            deaf.Send(Array.concat [ for _ in 1..1_000 -> Lines.bytes "more" ])
            let! notice = machine.Notices()
            notice |> Expect.equal (TcpNotice(TcpEvent.NotReading, deaf.Endpoint))
            use other = Caller.Call machine.LocalEndPoint
            other.Say "hello"
            other.ReadToEnd() |> Expect.equal (Ok "hello\n")
            let! heard = machine.HearsToClosed 1

            heard |> List.filter _.IsClosed |> Expect.equal [ Closed(deaf.Name machine, CloseReason.Reset) ]
        }

    /// Sends until the system takes nothing for half a second; answers how many bytes it took.
    let rec private fill (socket: Socket) (bytes: byte[]) sent =
        if sent < bytes.Length && socket.Poll(500_000, SelectMode.SelectWrite) then
            let part = min 65_536 (bytes.Length - sent)
            fill socket bytes (sent + socket.Send(bytes, sent, part, SocketFlags.None))
        else
            sent

    [<Fact>]
    let ``A machine that stalls makes its callers wait, before its queues hold more bytes than may wait`` () =
        task {
            let stall = obj ()

            let reply input =
                lock stall (fun () -> LineMachine.silent input)

            let callers =
                { StreamLimits.standard with
                    MessageBytes = 1_000_000 }

            use machine =
                new LineMachine(reply, TcpLimits(MaxWaitingBytes = 10_000_000L), callers = callers)

            use caller = Caller.Call machine.LocalEndPoint
            let lines = 400

            let bytes =
                Lines.bytes (String('x', 499_999)) |> Array.replicate lines |> Array.concat

            caller.Socket.Blocking <- false
            let sent = lock stall (fun () -> fill caller.Socket bytes 0)
            sent |> Expect.isLessThan (bytes.Length / 2)
            caller.Socket.Blocking <- true
            caller.Send bytes[sent..]
            let! heard = machine.HearsTimes(1 + lines)
            heard |> List.filter _.IsReceived |> List.length |> Expect.equal lines
        }

    [<Fact>]
    let ``Garbage from one caller does not disturb another`` () =
        task {
            use machine = new LineMachine(LineMachine.once)
            let random = Random 4
            let garbage = Array.zeroCreate<byte> 200_000

            for _ in 1..20 do
                use hostile = Caller.Call machine.LocalEndPoint
                random.NextBytes garbage
                garbage[random.Next 100] <- 10uy
                hostile.Send garbage
                use good = Caller.Call machine.LocalEndPoint
                good.Say "hello"
                good.ReadToEnd() |> Expect.equal (Ok "hello\n")
        }

    [<Fact>]
    let ``Two thousand idle connections do not disturb requests`` () =
        task {
            use machine = new LineMachine(LineMachine.once)
            let idle = [ for _ in 1..2_000 -> Caller.Call machine.LocalEndPoint ]

            for number in 1..200 do
                use caller = Caller.Call machine.LocalEndPoint
                caller.Say $"request {number}"
                caller.ReadToEnd() |> Expect.equal (Ok $"request {number}\n")

            // Each of them may still ask.
            for caller in idle do
                caller.Say "hello"

            for caller in idle do
                caller.ReadToEnd() |> Expect.equal (Ok "hello\n")
                (caller :> IDisposable).Dispose()
        }

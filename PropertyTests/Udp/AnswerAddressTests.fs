namespace PeerFunctional.Tests.Udp

open System
open System.Collections.Generic
open System.Net
open System.Net.Sockets
open System.Text
open System.Threading
open System.Threading.Tasks
open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Hosting
open PeerFunctional.Runtime.Udp
open PeerFunctional.Tests

/// Sockets on every address of this machine, asked at several.
module AnswerAddressTests =

    let private questions = PortRole "questions"
    let private answers = PortRole "answers"

    /// The text of a datagram, sent on the channel it begins with.
    let private codec: Codec<string> =
        { Encode =
            fun text ->
                let channel = if text.StartsWith "answer" then answers else questions
                struct (channel, ReadOnlyMemory(Encoding.UTF8.GetBytes text))
          Decode = fun _ bytes -> Ok(Encoding.UTF8.GetString bytes.Span) }

    /// `port 5000` names a port of its sender.
    let private namedPort (text: string) =
        if text.StartsWith "port " then
            Nullable(int (text.Substring 5))
        else
            Nullable()

    /// A transport whose two sockets are bound to an address, and all datagrams it has shown.
    type private Answering(address: IPAddress) =
        let shown = List<ObservedDatagram>()

        let transport =
            UdpTransport<string>
                .Bind(
                    readOnlyDict [ questions, IPEndPoint(address, 0); answers, IPEndPoint(address, 0) ],
                    codec,
                    namedPort,
                    fun datagram -> lock shown (fun () -> shown.Add datagram)
                )

        let arrivals = transport.ReceiveAsync(CancellationToken.None).GetAsyncEnumerator()

        member _.Port = transport.LocalEndPoint(questions).Port

        member _.Hears() : Task<Endpoint> =
            task {
                let! _ = arrivals.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromMinutes 1.0)
                return Address.partner arrivals.Current.From
            }

        member _.Says(recipient, text) =
            transport.SendAsync(Address.Datagram recipient, text, CancellationToken.None).AsTask()

        member _.Shown = lock shown (fun () -> List.ofSeq shown)

        interface IDisposable with
            member _.Dispose() =
                task { do! transport.DisposeAsync() } |> Deadline.get "the end of the transport"

    let private client (address: string) =
        let socket = new UdpClient(IPEndPoint(IPAddress.Parse address, 0))
        socket, (socket.Client.LocalEndPoint :?> IPEndPoint)

    let private hears (socket: UdpClient) : Task<Endpoint> =
        task {
            let! datagram = socket.ReceiveAsync().WaitAsync(TimeSpan.FromMinutes 1.0)
            return datagram.RemoteEndPoint.ToEndpoint()
        }

    let private ask (socket: UdpClient) (text: string) (address: string) (port: int) =
        socket.Send(Encoding.UTF8.GetBytes text, IPEndPoint(IPAddress.Parse address, port)) |> ignore

    [<Theory>]
    [<InlineData("0.0.0.0", "127.0.0.1", "127.0.0.1")>]
    [<InlineData("0.0.0.0", "127.0.0.7", "127.0.0.1")>]
    [<InlineData("0.0.0.0", "127.0.0.7", "127.0.0.9")>]
    [<InlineData("::", "127.0.0.7", "127.0.0.9")>]
    [<InlineData("::", "::1", "::1")>]
    let ``Both sockets answer from the address asked, which is what is shown``
        (bind: string)
        (asked: string)
        (from: string)
        : Task =
        task {
            use answering = new Answering(IPAddress.Parse bind)
            let questioner, questioning = client from
            let listener, listening = client from
            use questioner = questioner
            use listener = listener
            ask questioner $"port {listening.Port}" asked answering.Port
            let! sender = answering.Hears()
            // An IPv4 partner of an IPv6 socket is one of IPv4.
            sender |> Expect.equal (questioning.ToEndpoint())

            do! answering.Says(sender, "here")
            let! answered = hears questioner
            answered |> Expect.equal (Endpoint.create asked answering.Port)

            do! answering.Says(listening.ToEndpoint(), "answer")
            let! pushed = hears listener
            pushed.Host |> Expect.equal asked
            pushed.Port |> Expect.notEqual answering.Port

            answering.Shown
            |> List.map (fun datagram -> datagram.IsSent, datagram.Local, datagram.Remote)
            |> Expect.equal
                [ false, Endpoint.create asked answering.Port, sender
                  true, Endpoint.create asked answering.Port, sender
                  true, pushed, listening.ToEndpoint() ]
        }

    [<Fact>]
    let ``Partners on one host that ask at different addresses each keep their own`` () : Task =
        task {
            use answering = new Answering(IPAddress.Any)

            let partners =
                [ for number in 2..20 ->
                      let asked = $"127.0.1.{number}"
                      asked, client "127.0.0.1", client "127.0.0.1" ]

            for asked, (questioner, _), (_, listening) in partners do
                ask questioner $"port {listening.Port}" asked answering.Port
                let! _ = answering.Hears()
                ()

            for asked, (questioner, questioning), (listener, listening) in partners do
                do! answering.Says(questioning.ToEndpoint(), "here")
                do! answering.Says(listening.ToEndpoint(), "answer")
                let! answered = hears questioner
                let! pushed = hears listener
                (answered.Host, pushed.Host) |> Expect.equal (asked, asked)
                questioner.Dispose()
                listener.Dispose()
        }

    [<Fact>]
    let ``A partner keeps its address while ten thousand strangers write to another one`` () : Task =
        task {
            use answering = new Answering(IPAddress.Any)
            let questioner, questioning = client "127.0.0.1"
            use questioner = questioner

            for round in 1..10 do
                ask questioner "hello" "127.0.0.7" answering.Port
                let! _ = answering.Hears()

                for stranger in 1..1_000 do
                    use socket = fst (client $"127.{round}.{stranger / 250}.{1 + stranger % 250}")
                    ask socket "hello" "127.0.0.8" answering.Port
                    let! _ = answering.Hears()
                    ()

                do! answering.Says(questioning.ToEndpoint(), "here")
                let! answered = hears questioner
                answered.Host |> Expect.equal "127.0.0.7"
        }

    [<Fact>]
    let ``What is said before anybody asked leaves from the address that the routing table chooses`` () : Task =
        task {
            use answering = new Answering(IPAddress.Any)
            let listener, listening = client "127.0.0.1"
            use listener = listener
            do! answering.Says(listening.ToEndpoint(), "here")
            let! from = hears listener
            from |> Expect.equal (Endpoint.create "127.0.0.1" answering.Port)
            answering.Shown |> List.map _.Local |> Expect.equal [ from ]
        }

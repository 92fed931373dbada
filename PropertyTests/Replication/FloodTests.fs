namespace PeerFunctional.Tests.Replication

open System
open System.Net
open System.Net.Sockets
open System.Threading
open System.Threading.Tasks
open Xunit
open PeerFunctional.SneakerNet
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

/// Strangers on real sockets: those who never answer, and those who are many.
module FloodTests =

    let private way =
        { Live.way with
            Silence = TimeSpan.FromSeconds 2.0 }

    /// As long as a busy machine may take to let a partner say its next word.
    let private patient =
        { Live.way with
            Silence = TimeSpan.FromSeconds 30.0 }

    let private known = Given.feed (Given.keys 1) 200

    let private socket () =
        new UdpClient(IPEndPoint(IPAddress.Loopback, 0))

    let private portOf (socket: UdpClient) =
        (socket.Client.LocalEndPoint :?> IPEndPoint).Port

    let private send (socket: UdpClient) (port: int) (bytes: byte[]) =
        socket.Send(bytes, bytes.Length, IPEndPoint(IPAddress.Loopback, port)) |> ignore

    /// Everything that came to a socket so far.
    let private received (socket: UdpClient) =
        let rec next bytes =
            if socket.Available = 0 then
                bytes
            else
                let mutable sender = IPEndPoint(IPAddress.Any, 0)
                next (bytes + (socket.Receive &sender).Length)

        next 0

    let private feed = known.Head.Feed

    let private blind: (string list) list =
        [ [ "HELO initiator peer/1" ]
          [ "HELO initiator\n" ]
          [ "HELO initiator\n"; "PORT {port}"; $"WANT +{feed}:1" ]
          [ "HELO initiator peer/1\n"; "PORT {port}"; $"WANT +{feed}:1:200" ]
          List.replicate 100 "HELO initiator\n"
          "HELO initiator\n" :: List.replicate 20 $"HAVE +{feed}:1" ]

    [<Fact>]
    let ``A caller that never answers gets at most three bytes for each byte it sent, on both ports together``
        ()
        : Task =
        task {
            use responder = LivePeer.Holding(5, known)
            let responding = Live.respond way false responder

            let silent = [ for texts in blind -> struct (socket (), socket (), texts) ]

            for struct (commands, pushes, texts) in silent do
                for text in texts do
                    text.Replace("{port}", string (portOf pushes))
                    |> Text.Encoding.UTF8.GetBytes
                    |> send commands responding.Port

            // Theirs would be open as long as a session that begins after them.
            use good = LivePeer.Holding(3, [])
            let! tally = (Live.initiate way responding.Port good).Totals
            Live.assertFlawless tally
            responding.Stop()
            let! _ = responding.Totals

            for struct (commands, pushes, texts) in silent do
                use commands = commands
                use pushes = pushes

                let said =
                    texts |> List.sumBy (fun text -> text.Replace("{port}", string (portOf pushes)).Length)

                let brought = received commands + received pushes
                Expecto.Expect.isGreaterThanOrEqual brought 1 texts.Head
                Expecto.Expect.isLessThanOrEqual brought (3 * said) texts.Head
        }

    /// HELO from a new port each, about twelve hundred a second, until it is enough.
    let private flood (port: int) (sent: TaskCompletionSource) (enough: CancellationToken) =
        task {
            let helos = [| "HELO initiator\n"B; "HELO initiator peer/1\n"B |]
            use timer = new PeriodicTimer(TimeSpan.FromMilliseconds 10.0)
            let mutable count = 0

            while not enough.IsCancellationRequested do
                for _ in 1..12 do
                    use stranger = socket ()
                    send stranger port helos[count % 2]
                    count <- count + 1

                if count >= 3_000 then
                    sent.TrySetResult() |> ignore

                let! _ = timer.WaitForNextTickAsync()
                ()

            return count
        }

    [<Fact>]
    let ``A thousand HELO a second from ever new ports keep out no partner, ours or an original`` () : Task =
        task {
            use responder = LivePeer.Holding(5, known)
            use good = LivePeer.Holding(3, Given.feed (Given.keys 2) 500)
            let responding = Live.respond patient false responder
            use enough = new CancellationTokenSource()

            let flooded =
                TaskCompletionSource TaskCreationOptions.RunContinuationsAsynchronously

            let flooding = Task.Run<int>(fun () -> flood responding.Port flooded enough.Token)

            do! flooded.Task.WaitAsync(TimeSpan.FromMinutes 1.0)
            let initiated = (Live.initiate way responding.Port good).Totals
            use original = new HandPartner(responding.Port)
            do! original.Meet []
            original.Say(Want [ WantEntry.create feed 1L ValueNone ])
            let! first = original.HearsPush()
            first |> Expect.equal known.Head
            let! tally = initiated
            enough.Cancel()
            let! _ = flooding
            Live.assertFlawless tally
            responding.Stop()
            let! _ = responding.Totals
            Live.assertAgree responder good
            // No endpoint of the flood got a session.
            responding.Notices.All |> List.filter _.IsTalking |> List.length |> Expect.equal 2
        }

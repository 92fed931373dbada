namespace PeerFunctional.Tests.Quic

open System
open System.Net
open System.Net.Sockets

/// Carries the datagrams of one dialer to a listener and back, and loses a share of them. The seed decides which.
type QuicRelay(target: IPEndPoint, loss: float, seed: int) =
    let near = new UdpClient(IPEndPoint(IPAddress.Loopback, 0))
    let far = new UdpClient(IPEndPoint(IPAddress.Loopback, 0))
    let mutable target = target
    let mutable caller: IPEndPoint = null

    let carry (random: Random) (from: UdpClient) (take: UdpReceiveResult -> unit) =
        task {
            try
                while true do
                    let! datagram = from.ReceiveAsync()

                    if random.NextDouble() >= loss then
                        take datagram
            with
            | :? ObjectDisposedException
            | :? SocketException -> ()
        }
        |> ignore

    do
        for socket in [ near; far ] do
            socket.Client.ReceiveBufferSize <- 4_194_304

        carry (Random seed) near (fun datagram ->
            caller <- datagram.RemoteEndPoint

            if not (isNull target) then
                far.Send(datagram.Buffer, datagram.Buffer.Length, target) |> ignore)

        carry (Random(seed + 1)) far (fun datagram ->
            if datagram.RemoteEndPoint.Equals target then
                near.Send(datagram.Buffer, datagram.Buffer.Length, caller) |> ignore)

    new(target) = new QuicRelay(target, 0.0, 0)

    /// What stands for the listener.
    member _.EndPoint = near.Client.LocalEndPoint :?> IPEndPoint

    /// Who gets the dialer's datagrams from now on; nobody else is heard. Null loses all.
    member _.Lead(next: IPEndPoint) = target <- next

    interface IDisposable with
        member _.Dispose() =
            near.Dispose()
            far.Dispose()

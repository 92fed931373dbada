namespace PeerFunctional.Tests.Quic

open System
open System.Net
open System.Net.Sockets

/// How likely a datagram is lost, and how likely it is damaged: a bit flipped, cut short, or doubled.
type QuicFaults = { Loss: float; Damage: float }

/// Carries the datagrams of one dialer to a listener and back, with faults. The seed decides which.
type QuicRelay(target: IPEndPoint, faults: QuicFaults, seed: int) =
    let near = new UdpClient(IPEndPoint(IPAddress.Loopback, 0))
    let far = new UdpClient(IPEndPoint(IPAddress.Loopback, 0))
    let mutable target = target
    let mutable caller: IPEndPoint = null

    /// What arrives of a datagram.
    let damaged (random: Random) (bytes: byte[]) =
        match random.Next 3 with
        | 0 ->
            let place = random.Next bytes.Length
            bytes[place] <- bytes[place] ^^^ (1uy <<< random.Next 8)
            [ bytes ]
        | 1 -> [ Array.truncate (random.Next bytes.Length) bytes ]
        | _ -> [ bytes; bytes ]

    let carry (random: Random) (from: UdpClient) (take: IPEndPoint -> byte[] -> unit) =
        task {
            try
                while true do
                    let! datagram = from.ReceiveAsync()

                    if random.NextDouble() >= faults.Loss then
                        let arriving =
                            if random.NextDouble() < faults.Damage then
                                damaged random datagram.Buffer
                            else
                                [ datagram.Buffer ]

                        for bytes in arriving do
                            take datagram.RemoteEndPoint bytes
            with
            | :? ObjectDisposedException
            | :? SocketException -> ()
        }
        |> ignore

    do
        for socket in [ near; far ] do
            socket.Client.ReceiveBufferSize <- 4_194_304

        carry (Random seed) near (fun sender bytes ->
            caller <- sender

            if not (isNull target) then
                far.Send(bytes, bytes.Length, target) |> ignore)

        carry (Random(seed + 1)) far (fun sender bytes ->
            if sender.Equals target then
                near.Send(bytes, bytes.Length, caller) |> ignore)

    new(target) = new QuicRelay(target, { Loss = 0.0; Damage = 0.0 }, 0)

    /// What stands for the listener.
    member _.EndPoint = near.Client.LocalEndPoint :?> IPEndPoint

    /// Who gets the dialer's datagrams from now on; nobody else is heard. Null loses all.
    member _.Lead(next: IPEndPoint) = target <- next

    interface IDisposable with
        member _.Dispose() =
            near.Dispose()
            far.Dispose()

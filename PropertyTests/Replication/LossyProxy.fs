namespace PeerFunctional.Tests.Replication

open System
open System.Net
open System.Net.Sockets
open System.Text
open System.Threading.Tasks
open PeerFunctional.SneakerNet

/// What a bad network does to datagrams: how likely, and how late a late one may be.
type Faults =
    { Loss: float
      Duplication: float
      Lateness: float
      Latest: TimeSpan }

/// One end of a bad network: it stands in for the peer behind it, with sockets for commands and pushes.
type private End() =
    let socket () =
        new UdpClient(IPEndPoint(IPAddress.Loopback, 0))

    member val Commands = socket ()
    member val Pushes = socket ()

    /// Where the peer at this end takes commands and pushes, once known.
    member val PeerCommands: IPEndPoint = null with get, set

    member val PeerPushes: IPEndPoint = null with get, set

    member this.Close() =
        this.Commands.Dispose()
        this.Pushes.Dispose()

/// A bad network between an initiator, which contacts `Port`, and a responder. Push ports are announced in PORT commands,
/// so these are changed to the network's own. The seed decides the fate of the n-th datagram of each direction.
type LossyProxy(seed: int, faults: Faults, responderPort: int) =
    let near = End()
    let far = End(PeerCommands = IPEndPoint(IPAddress.Loopback, responderPort))

    let portOf (socket: UdpClient) =
        (socket.Client.LocalEndPoint :?> IPEndPoint).Port

    let send (socket: UdpClient) (target: IPEndPoint) (bytes: byte[]) =
        try
            socket.Send(bytes, bytes.Length, target) |> ignore
        with :? ObjectDisposedException ->
            () // The network is gone, and what was late with it.

    let deliver (random: Random) socket target bytes =
        let happens likelihood = random.NextDouble() < likelihood

        if not (happens faults.Loss) then
            for _ in 0 .. (if happens faults.Duplication then 1 else 0) do
                if happens faults.Lateness then
                    let late = random.NextDouble() * faults.Latest
                    Task.Delay(late).ContinueWith(fun (_: Task) -> send socket target bytes) |> ignore
                else
                    send socket target bytes

    /// Carries what comes into one socket out of another until the network is closed.
    let carry (random: Random) (into: UdpClient) (out: UdpClient) (target: unit -> IPEndPoint) change =
        task {
            try
                while true do
                    let! datagram = into.ReceiveAsync()
                    let bytes = change datagram

                    if not (isNull (target ())) then
                        deliver random out (target ()) bytes
            with
            | :? ObjectDisposedException
            | :? SocketException -> ()
        }
        |> ignore

    let connect (from: End) (towards: End) number =
        let random part = Random(seed * 4 + number * 2 + part)

        let learn (datagram: UdpReceiveResult) =
            from.PeerCommands <- datagram.RemoteEndPoint

            match Command.decode (ReadOnlyMemory datagram.Buffer) with
            | Ok(Port port) ->
                from.PeerPushes <- IPEndPoint(IPAddress.Loopback, port)
                Command.encode (Port(portOf towards.Pushes))
            | Ok _
            | Error _ -> datagram.Buffer

        carry (random 0) from.Commands towards.Commands (fun () -> towards.PeerCommands) learn
        carry (random 1) from.Pushes towards.Pushes (fun () -> towards.PeerPushes) _.Buffer

    do
        connect near far 0
        connect far near 1

    /// The command port that stands for the responder.
    member _.Port = portOf near.Commands

    interface IDisposable with
        member _.Dispose() =
            near.Close()
            far.Close()

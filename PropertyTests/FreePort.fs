namespace PeerFunctional.Tests

open System.Net
open System.Net.Sockets

/// Free ports of loopback, which the system chooses.
module FreePort =

    let tcp () =
        use listener = new TcpListener(IPAddress.Loopback, 0)
        listener.Start()
        (listener.LocalEndpoint :?> IPEndPoint).Port

    let udp () =
        use socket = new UdpClient(IPEndPoint(IPAddress.Loopback, 0))
        (socket.Client.LocalEndPoint :?> IPEndPoint).Port

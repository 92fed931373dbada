namespace PeerFunctional.Tests.Replication

open System.Net
open System.Net.Sockets
open PeerFunctional.Tests.Cli
open PeerFunctional.Tests.Storage

module Port =

    /// A free UDP port: the next one the system gives.
    let free () =
        use socket = new UdpClient(IPEndPoint(IPAddress.Loopback, 0))
        (socket.Client.LocalEndPoint :?> IPEndPoint).Port

/// `peer replicate` at work in a directory.
type Program(scratch: Scratch, arguments: string list) =
    inherit RunningPeer(scratch.Path, "replicate" :: "." :: arguments)

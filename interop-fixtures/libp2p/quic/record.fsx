// Records sessions of our own peers anew, each with its TLS secrets, once the tests are built (Release). In this folder:
//   LD_LIBRARY_PATH=$(realpath ../../../PropertyTests/bin/Release/net10.0/runtimes/linux-x64/native) dotnet fsi record.fsx
//   quic-aes256.pcapng, quic-chacha20.pcapng    two requests of a dialer, by the ciphers 0x1302 and 0x1303
//   quic-retry.pcapng                           a version negotiation, a Retry, and a ping behind it
#I "../../../PropertyTests/bin/Release/net10.0"
#r "PeerFunctional.Kernel.dll"
#r "PeerFunctional.Capture.dll"
#r "PeerFunctional.Verification.dll"
#r "PeerFunctional.Libp2p.dll"
#r "PeerFunctional.Runtime.dll"
#r "PropertyTests.dll"

open System
open System.IO
open System.Net
open System.Net.Sockets
open System.Threading
open PeerFunctional.Libp2p
open PeerFunctional.Runtime.Capture
open PeerFunctional.Runtime.Crypto
open PeerFunctional.Runtime.Hosting
open PeerFunctional.Runtime.Quic
open PeerFunctional.Runtime.Systems.Libp2p
open PeerFunctional.Tests.Libp2p
open PeerFunctional.Tests.Quic

// The tests have CBOR from ASP.NET, beside the framework of this program.
AppDomain.CurrentDomain.add_AssemblyResolve (fun _ wanted ->
    let folder = nonNull (Path.GetDirectoryName typeof<obj>.Assembly.Location)
    let name = Reflection.AssemblyName(wanted.Name).Name
    let path = Path.Combine(folder.Replace("NETCore.App", "AspNetCore.App"), $"{name}.dll")
    if File.Exists path then Reflection.Assembly.LoadFrom path else null)

let file name =
    Path.Combine(__SOURCE_DIRECTORY__, name)

let recorder name =
    new Recorder(file name, TimeProvider.System)

let at port = IPEndPoint(IPAddress.Loopback, port)

/// Two hosts of ours, of which one dials the other and greets it twice.
let greet name cipher port =
    task {
        let listening =
            Libp2pOptions(Identity = Identity.Draw(Ed25519()), Listens = true, Bind = at port, Ciphers = [| cipher |])

        let listener =
            Libp2pHost.Open(listening, Ed25519(), HostContext((fun _ -> ()), TimeProvider.System))

        let running = listener.RunAsync CancellationToken.None
        use recorder = recorder name

        let! target =
            Libp2pHost.ResolveAsync(
                Multiaddr.withPeer listening.Identity.Peer listener.State.Settings.ListenAddresses.Head,
                CancellationToken.None
            )

        let greeting =
            { Every = TimeSpan.FromMilliseconds 200.0
              Count = ValueSome 2
              Text = ValueNone }

        let dialing =
            Libp2pOptions(
                Identity = Identity.Draw(Ed25519()),
                Bind = at (port + 1_000),
                Dials = [| target |],
                Greeting = ValueSome greeting,
                Ciphers = [| cipher |]
            )

        let dialer =
            Libp2pHost.Open(dialing, Ed25519(), HostContext((fun _ -> ()), TimeProvider.System, Recorder = recorder))

        let! ended = dialer.RunAsync CancellationToken.None
        do! dialer.DisposeAsync()
        listener.Command UserCommand.Stop
        let! _ = running
        do! listener.DisposeAsync()
        printfn $"{name}: {ended.Answered} of {ended.Asked} requests"
    }

let options settings listens port (log: Action<string>) recorder =
    QuicOptions(
        Protocols = Array.ofList settings.Protocols,
        Certificate = ReadOnlyMemory settings.Certificate,
        PrivateKey = ReadOnlyMemory settings.Key,
        Judge = settings.Judge,
        LocalEndPoint = at port,
        Listens = listens,
        RetryAbove = 0,
        KeyLog = log,
        Recorder = recorder
    )

/// A datagram of a version that nobody has, long enough for an answer.
let otherVersion =
    Array.append
        [| 0xC0uy; 0xFFuy; 0uy; 0uy; 0x1Duy; 8uy; 1uy; 2uy; 3uy; 4uy; 5uy; 6uy; 7uy; 8uy; 4uy; 9uy; 9uy; 9uy; 9uy |]
        (Array.zeroCreate 1_181)

let retry name port =
    task {
        use recorder = recorder name
        let recording = QuicRecording recorder
        let settings = LiveHost.rawSettings ()

        let listener =
            QuicTransport.Open(
                options
                    settings
                    true
                    port
                    (Action<string> recorder.Secret)
                    (QuicRecorder(fun isSent local remote bytes -> recording.Datagram(isSent, local, remote, bytes)))
            )

        use stranger = new UdpClient(at (port + 2_000))
        let! _ = stranger.SendAsync(otherVersion, otherVersion.Length, at port)
        let! negotiation = stranger.ReceiveAsync()
        let dialer = QuicTransport.Open(options settings false (port + 1_000) null null)
        let accepting = listener.AcceptAsync().AsTask()
        let! dialed = dialer.DialAsync(at port)
        let! accepted = accepting

        let pair =
            { Dialer = dialer
              Listener = listener
              Dialed = dialed
              Accepted = nonNull accepted }

        let! answer = QuicRecordedTests.pinged pair
        let! _ = dialed.CloseAsync(0L, afterAcknowledged = true)
        do! dialer.DisposeAsync()
        do! listener.DisposeAsync()
        printfn $"{name}: {negotiation.Buffer.Length} bytes of negotiation, {Array.length answer} of an answer"
    }

task {
    do! greet "quic-aes256.pcapng" QuicCipher.Aes256Gcm 18_711
    do! greet "quic-chacha20.pcapng" QuicCipher.ChaCha20Poly1305 18_712
    do! retry "quic-retry.pcapng" 18_713
}
|> _.Wait()

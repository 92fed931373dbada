namespace PeerFunctional.Tests.Quic

open System
open System.Diagnostics
open System.Formats.Asn1
open System.Buffers
open System.IO
open System.IO.Pipelines
open System.Net
open System.Security.Cryptography
open System.Security.Cryptography.X509Certificates
open System.Text
open System.Threading.Tasks
open Xunit
open PeerFunctional.Runtime.Crypto
open PeerFunctional.Runtime.Quic
open PeerFunctional.Tests

/// js-libp2p with its native QUIC from npm, at either end. `./test` installs it.
module QuicNpmPeerTests =

    let private folder =
        Path.Combine(Repository.root, "interop-fixtures", "libp2p", "npm")

    let private node (script: string) arguments =
        if not (Directory.Exists(Path.Combine(folder, "node_modules"))) then
            failwith "the npm packages are not installed: run ./test, or 'npm ci' in interop-fixtures/libp2p/npm"

        ProcessStartInfo(
            "node",
            [ "--import"; "./polyfill.mjs"; script ] @ arguments,
            WorkingDirectory = folder,
            RedirectStandardInput = true
        )

    /// What libp2p's certificates carry: the host's public key, and its signature of the certificate's key.
    let private libp2pExtension (spki: byte[]) =
        let signatures = Ed25519()
        let seed = ReadOnlyMemory(RandomNumberGenerator.GetBytes Ed25519.KeyLength)
        let signed = Array.append "libp2p-tls-handshake:"B spki
        let writer = AsnWriter AsnEncodingRules.DER
        writer.PushSequence() |> ignore
        writer.WriteOctetString(ReadOnlySpan(Array.append [| 8uy; 1uy; 0x12uy; 0x20uy |] (signatures.PublicKey seed)))
        writer.WriteOctetString(ReadOnlySpan(signatures.Sign(seed, ReadOnlyMemory signed)))
        writer.PopSequence()
        X509Extension("1.3.6.1.4.1.53594.1.1", writer.Encode(), true)

    let private libp2pSettings () =
        use key = ECDsa.Create ECCurve.NamedCurves.nistP256
        let request = CertificateRequest("CN=test", key, HashAlgorithmName.SHA256)
        request.CertificateExtensions.Add(libp2pExtension (key.ExportSubjectPublicKeyInfo()))
        let now = DateTimeOffset.UtcNow
        use certificate = request.CreateSelfSigned(now.AddDays -1.0, now.AddDays 1.0)

        { Quic.settings () with
            Certificate = certificate.RawData
            Key = key.ExportPkcs8PrivateKey() }

    /// A line of multistream-select.
    let private line (text: string) =
        Array.concat [ [| byte (text.Length + 1) |]; Encoding.ASCII.GetBytes text; "\n"B ]

    let private header = line "/multistream/1.0.0"

    let private expectLines (lines: byte[]) (stream: IQuicStream) =
        task {
            let! result = stream.Input.ReadAtLeastAsync lines.Length
            let start = result.Buffer.Slice(0, lines.Length)
            System.Buffers.BuffersExtensions.ToArray(&start) |> Expect.equal lines
            stream.Input.AdvanceTo start.End
        }

    /// Opens a stream of this protocol.
    let private openStream (protocol: string) (connection: IQuicConnection) =
        task {
            let! stream = connection.OpenStreamAsync()
            do! stream |> Quic.write (Array.append header (line protocol))
            do! stream |> expectLines (Array.append header (line protocol))
            return stream
        }

    let private ask protocol bytes connection =
        task {
            let! stream = openStream protocol connection
            do! stream |> Quic.writeAll bytes
            return! Quic.readAll stream
        }

    let private endPointOf (multiaddr: string) =
        // /ip4/127.0.0.1/udp/PORT/quic-v1/p2p/ID
        IPEndPoint(IPAddress.Loopback, int (multiaddr.Split('/')[4]))

    let private dialJs (program: StartedProgram) (dialer: IQuicEndpoint) =
        task {
            let! address = program.Until _.StartsWith("/ip4/")
            return! dialer.DialAsync(endPointOf address)
        }

    [<Fact>]
    let ``We dial js-libp2p: a thousand streams`` () : Task =
        task {
            use program = new StartedProgram(node "listen.mjs" [])
            use dialer = Quic.dialer (libp2pSettings ())
            let! connection = dialJs program dialer

            for turn in 1..1_000 do
                let bytes = Encoding.ASCII.GetBytes $"hello {turn}"
                let! answer = connection |> ask "/echo/1" bytes
                answer |> Expect.equal bytes

            let! ended = connection.CloseAsync(0L, afterAcknowledged = true)
            ended.Kind |> Expect.equal QuicEndKind.ClosedByUs
        }
        |> Quic.inTime

    /// Bytes that a peer may send before we read them.
    let private window = 1_048_576L

    [<Fact>]
    let ``A hundred megabytes go to js-libp2p and back on one stream, which waits while we do not read`` () : Task =
        task {
            use program = new StartedProgram(node "listen.mjs" [])

            use dialer =
                Quic.dialer
                    { libp2pSettings () with
                        Windows = window
                        SendBuffer = int window }

            let! connection = dialJs program dialer
            let! stream = openStream "/echo/1" connection
            let portion = RandomNumberGenerator.GetBytes 1_000_000
            use sent = IncrementalHash.CreateHash HashAlgorithmName.SHA256
            use came = IncrementalHash.CreateHash HashAlgorithmName.SHA256

            for turn in 1..100 do
                portion[0] <- byte turn
                sent.AppendData portion
                do! stream |> Quic.write portion

            do! stream.Output.CompleteAsync()
            let mutable count = 0L

            let take (piece: ReadOnlySequence<byte>) =
                // What is not read is not sent: js-libp2p has had all by now, and holds back what the window does not take.
                piece.Length |> Expect.isLessThanOrEqual window
                count <- count + piece.Length

                for memory in piece do
                    came.AppendData memory.Span

            do! stream |> Quic.readInto take
            count |> Expect.equal 100_000_000L
            came.GetHashAndReset() |> Expect.equal (sent.GetHashAndReset())
        }
        |> Quic.inTime

    [<Fact>]
    let ``Streams given up by their end and discarded do not hang js-libp2p, of which 256 resets would`` () : Task =
        task {
            use program = new StartedProgram(node "listen.mjs" [])
            use dialer = Quic.dialer (libp2pSettings ())
            let! connection = dialJs program dialer

            for _ in 1..600 do
                let! stream = connection |> openStream "/echo/1"
                do! stream |> Quic.write "begun, and given up"B
                do! stream.Output.CompleteAsync()
                do! stream.Input.CompleteAsync()

            let! answer = connection |> ask "/echo/1" "still here"B
            answer |> Expect.equal "still here"B
        }
        |> Quic.inTime

    [<Fact>]
    let ``A js-libp2p that is killed is noticed after the idle time`` () : Task =
        task {
            use program = new StartedProgram(node "listen.mjs" [])

            use dialer =
                Quic.dialer
                    { libp2pSettings () with
                        Idle = TimeSpan.FromSeconds 3.0
                        KeepAlive = TimeSpan.FromSeconds 1.0 }

            let! connection = dialJs program dialer
            program.Kill()
            let! ended = connection.Closed
            ended.Kind |> Expect.equal QuicEndKind.Idle
        }
        |> Quic.inTime

    [<Fact>]
    let ``A certificate without libp2p's extension is refused by js-libp2p with an alert`` () : Task =
        task {
            use program = new StartedProgram(node "listen.mjs" [])
            use dialer = Quic.dialer (Quic.settings ())
            let! ending = dialJs program dialer |> Quic.failure
            ending.Kind |> Expect.equal QuicEndKind.FailedThere
            ending.Alert |> Expect.equal (Nullable TlsAlert.BadCertificate)
        }
        |> Quic.inTime

    /// Answers the streams that js-libp2p opens with what comes on them.
    let private echoNegotiated (connection: IQuicConnection) =
        let answer (stream: IQuicStream) =
            task {
                let lines = Array.append header (line "/echo/1")
                do! stream |> expectLines lines
                do! stream |> Quic.write lines
                do! stream.Input.CopyToAsync stream.Output
                do! stream.Output.CompleteAsync()
                do! stream.Input.CompleteAsync()
            }

        task {
            let mutable isOver = false

            while not isOver do
                match! connection.AcceptStreamAsync() with
                | null -> isOver <- true
                | stream -> answer stream |> ignore
        }

    [<Fact>]
    let ``js-libp2p dials us: five hundred streams, a hundred megabytes each way on one, and its close`` () : Task =
        task {
            use listener =
                Quic.listener
                    { libp2pSettings () with
                        Windows = window
                        SendBuffer = int window }

            let address = $"/ip4/127.0.0.1/udp/{listener.LocalEndPoint.Port}/quic-v1"
            use program = new StartedProgram(node "dial.mjs" [ address; "500"; "100000000" ])

            let serving =
                task {
                    match! listener.AcceptAsync() with
                    | null -> return failwith "the listener ended"
                    | connection ->
                        do! echoNegotiated connection
                        return! connection.Closed
                }

            let! ran = program.Ends()
            ran.Errors |> Expect.equal ""
            ran.Output |> Expect.stringContains "connected 12D3"
            ran.Output |> Expect.stringEnds "echoed 500\nlong true\n"
            let! ended = serving
            ended |> Expect.equal (QuicEnd(QuicEndKind.ClosedByPeer, 0L, ""))
        }
        |> Quic.inTime

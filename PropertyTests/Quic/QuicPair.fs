namespace PeerFunctional.Tests.Quic

open System
open System.Buffers
open System.Collections.Generic
open System.IO.Pipelines
open System.Net
open System.Security.Cryptography
open System.Security.Cryptography.X509Certificates
open System.Threading
open System.Threading.Tasks
open PeerFunctional.Runtime.Quic
open PeerFunctional.Tests

type Judge = Func<IReadOnlyList<ReadOnlyMemory<byte>>, CertificateAnswer>

/// What tests vary of an endpoint.
type QuicSettings =
    { Protocols: string list
      Certificate: byte[]
      Key: byte[]
      Judge: Judge
      Address: IPAddress
      Idle: TimeSpan
      KeepAlive: TimeSpan
      Handshake: TimeSpan
      Windows: int64
      Streams: int
      SendBuffer: int
      RetryAbove: int
      Connections: int
      Ciphers: QuicCipher list
      PerAddress: Nullable<int>
      ResetSecret: Nullable<ReadOnlyMemory<byte>>
      KeyLog: Action<string>
      Recorder: QuicRecorder }

module Quic =

    let private certificateOf (key: ECDsa) =
        let request = CertificateRequest("CN=test", key, HashAlgorithmName.SHA256)
        let now = DateTimeOffset.UtcNow
        use certificate = request.CreateSelfSigned(now.AddDays -1.0, now.AddDays 1.0)
        certificate.RawData

    let acceptAll: Judge = Judge(fun _ -> CertificateAnswer.Accepted)

    let refuse alert : Judge =
        Judge(fun _ -> CertificateAnswer.Refused alert)

    /// Settings with a fresh certificate, which accept every peer.
    let settings () =
        use key = ECDsa.Create ECCurve.NamedCurves.nistP256

        { Protocols = [ "libp2p" ]
          Certificate = certificateOf key
          Key = key.ExportPkcs8PrivateKey()
          Judge = acceptAll
          Address = IPAddress.Loopback
          Idle = TimeSpan.FromSeconds 10.0
          KeepAlive = TimeSpan.FromSeconds 5.0
          Handshake = TimeSpan.FromSeconds 5.0
          Windows = 10_000_000L
          Streams = 256
          SendBuffer = 4_194_304
          RetryAbove = 100
          Connections = 10_000
          Ciphers = [ QuicCipher.Aes128Gcm; QuicCipher.Aes256Gcm; QuicCipher.ChaCha20Poly1305 ]
          PerAddress = Nullable()
          ResetSecret = Nullable()
          KeyLog = null
          Recorder = null }

    let private options listens settings =
        QuicOptions(
            Protocols = Array.ofList settings.Protocols,
            Certificate = ReadOnlyMemory settings.Certificate,
            PrivateKey = ReadOnlyMemory settings.Key,
            Judge = settings.Judge,
            LocalEndPoint = IPEndPoint(settings.Address, 0),
            Listens = listens,
            IdleTime = settings.Idle,
            KeepAlive = settings.KeepAlive,
            HandshakeTime = settings.Handshake,
            ConnectionWindow = settings.Windows,
            StreamWindow = settings.Windows,
            MaxStreams = settings.Streams,
            SendBuffer = settings.SendBuffer,
            RetryAbove = settings.RetryAbove,
            MaxConnections = settings.Connections,
            Ciphers = Array.ofList settings.Ciphers,
            MaxConnectionsPerAddress = settings.PerAddress,
            ResetSecret = settings.ResetSecret,
            KeyLog = settings.KeyLog,
            Recorder = settings.Recorder
        )

    let listener settings =
        QuicTransport.Open(options true settings)

    let dialer settings =
        QuicTransport.Open(options false settings)

    /// Fails a test that takes longer than a minute.
    let inTime (work: Task<unit>) : Task =
        Deadline.await "the test's end" work :> Task

    /// Why a dial failed.
    let failure (dial: Task<IQuicConnection>) : Task<QuicEnd> =
        task {
            try
                let! _ = dial
                return failwith "the dial succeeded"
            with :? QuicException as over ->
                return over.End
        }

    let write (bytes: byte[]) (stream: IQuicStream) =
        task {
            let! _ = stream.Output.WriteAsync(ReadOnlyMemory bytes)
            return ()
        }

    /// Writes all that a stream is to carry.
    let writeAll (bytes: byte[]) (stream: IQuicStream) =
        task {
            do! write bytes stream
            do! stream.Output.CompleteAsync()
        }

    /// Reads a stream to its end, and gives its pieces to `take`.
    let readInto (take: ReadOnlySequence<byte> -> unit) (stream: IQuicStream) : Task<unit> =
        task {
            let mutable isOver = false

            while not isOver do
                let! result = stream.Input.ReadAsync()
                take result.Buffer
                stream.Input.AdvanceTo result.Buffer.End
                isOver <- result.IsCompleted

            do! stream.Input.CompleteAsync()
        }

    let readAll (stream: IQuicStream) : Task<byte[]> =
        task {
            let all = ArrayBufferWriter<byte>()

            do!
                stream
                |> readInto (fun piece ->
                    for memory in piece do
                        all.Write memory.Span)

            return all.WrittenSpan.ToArray()
        }

    /// Opens a stream, writes all, and reads the answer.
    let ask (bytes: byte[]) (connection: IQuicConnection) : Task<byte[]> =
        task {
            let! stream = connection.OpenStreamAsync()
            do! writeAll bytes stream
            return! readAll stream
        }

    let accept (connection: IQuicConnection) : Task<IQuicStream> =
        task {
            match! connection.AcceptStreamAsync() with
            | null -> return failwith "the connection ended without a stream"
            | stream -> return stream
        }

    /// Answers every stream of a connection with what comes on it, until the connection ends.
    let echo (connection: IQuicConnection) : Task<unit> =
        let answer (stream: IQuicStream) =
            task {
                try
                    let! bytes = readAll stream
                    do! writeAll bytes stream
                with
                | :? QuicException
                | :? QuicStreamResetException -> stream.Output.Complete()
            }

        task {
            let mutable isOver = false

            while not isOver do
                match! connection.AcceptStreamAsync() with
                | null -> isOver <- true
                | stream -> answer stream |> ignore
        }

    /// Accepts connections until the listener ends, and answers their streams.
    let echoAll (listener: IQuicEndpoint) : Task<unit> =
        task {
            let mutable isOver = false

            while not isOver do
                match! listener.AcceptAsync() with
                | null -> isOver <- true
                | connection -> echo connection |> ignore
        }

/// Two endpoints of this process and a connection between them.
type QuicPair =
    { Dialer: IQuicEndpoint
      Listener: IQuicEndpoint
      Dialed: IQuicConnection
      Accepted: IQuicConnection }

    interface IAsyncDisposable with
        member pair.DisposeAsync() =
            task {
                do! pair.Dialer.DisposeAsync()
                do! pair.Listener.DisposeAsync()
            }
            |> ValueTask

module QuicPair =

    /// Connects two endpoints with these settings.
    let connect dialing listening : Task<QuicPair> =
        task {
            let listener = Quic.listener listening
            let dialer = Quic.dialer dialing
            let accepting = listener.AcceptAsync().AsTask()
            let! dialed = dialer.DialAsync listener.LocalEndPoint
            let! accepted = accepting

            return
                { Dialer = dialer
                  Listener = listener
                  Dialed = dialed
                  Accepted = accepted }
        }

    let standard () =
        connect (Quic.settings ()) (Quic.settings ())

namespace PeerFunctional.Tests.Quic

open System
open System.Collections.Concurrent
open System.Net
open System.Security.Cryptography
open System.Text
open System.Threading.Tasks
open Xunit
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Libp2p
open PeerFunctional.Runtime.Quic
open PeerFunctional.Runtime.Quic.Opening
open PeerFunctional.Verification
open PeerFunctional.Tests
open PeerFunctional.Tests.Libp2p

/// Sessions of our own endpoints are opened from what they record, by each cipher and after a Retry.
module QuicRecordedTests =

    /// A certificate made for libp2p, and its key.
    let private identified name settings =
        let made =
            HostRecordings.document "certificates.json"
            |> HostRecordings.items "madeByHand"
            |> List.find (fun item -> HostRecordings.text "name" item = name)

        use key = ECDsa.Create()
        key.ImportFromPem(HostRecordings.text "certificatePrivateKeyPem" made)

        { settings with
            Certificate = Convert.FromHexString(HostRecordings.text "der" made)
            Key = key.ExportPkcs8PrivateKey() }

    let private ping = Array.init 32 (fun place -> byte (7 * place))

    /// What either end says on a stream of one ping.
    let private said =
        Array.append
            (Convert.FromHexString "132f6d756c746973747265616d2f312e302e300a112f697066732f70696e672f312e302e300a")
            ping

    /// Asks for a ping and answers it; what came back.
    let pinged (pair: QuicPair) =
        task {
            let asking = pair.Dialed |> Quic.ask said
            let! stream = Quic.accept pair.Accepted
            let! heard = Quic.readAll stream
            do! Quic.writeAll heard stream
            return! asking
        }

    let private endpoint (address: IPEndPoint) =
        Endpoint.create (string address.Address) address.Port

    let private recorder (datagrams: ConcurrentQueue<Datagram>) =
        QuicRecorder(fun isSent local remote bytes ->
            let local, remote = endpoint local, endpoint remote

            datagrams.Enqueue
                { Source = if isSent then local else remote
                  Destination = if isSent then remote else local
                  Payload = ReadOnlyMemory(bytes.ToArray()) })

    let private session (log: string seq) (datagrams: Datagram seq) =
        let secrets = TlsSecrets()
        secrets.Add(ReadOnlySpan(Encoding.ASCII.GetBytes(String.concat "\n" log)))
        let capture = QuicCapture secrets

        datagrams
        |> Seq.iteri (fun index datagram ->
            // Certificates are judged by the time of their capture.
            capture.Take(datagram, int64 index + 1L, 1_700_000_000_000_000_000L + int64 index))

        capture.Connections() |> Seq.exactlyOne

    let private bytesOf from (session: HostSession) =
        session.Events
        |> List.choose (fun event ->
            match event.Deed with
            | StreamDeed.Says bytes when event.From = from -> Some(bytes.ToArray())
            | StreamDeed.Says _
            | StreamDeed.Opens
            | StreamDeed.Ends
            | StreamDeed.Resets _
            | StreamDeed.Stops _ -> None)
        |> Array.concat

    [<Theory>]
    [<InlineData(QuicCipher.Aes128Gcm, 100)>]
    [<InlineData(QuicCipher.Aes256Gcm, 100)>]
    [<InlineData(QuicCipher.ChaCha20Poly1305, 100)>]
    [<InlineData(QuicCipher.ChaCha20Poly1305, 0)>]
    let ``A session opens by each cipher, and after a Retry, and both its ends conform``
        (cipher: QuicCipher, retryAbove: int)
        : Task =
        task {
            let log = ConcurrentQueue<string>()
            let datagrams = ConcurrentQueue<Datagram>()

            let dialing =
                { identified "good-ed25519" (Quic.settings ()) with
                    Ciphers = [ cipher ]
                    KeyLog = Action<string> log.Enqueue
                    Recorder = recorder datagrams }

            let listening =
                { identified "good-ed25519" (Quic.settings ()) with
                    RetryAbove = retryAbove }

            use! pair = QuicPair.connect dialing listening
            let! answer = pinged pair
            answer |> Expect.equal said
            let opened = session (log.ToArray()) (datagrams.ToArray())

            match box opened.Session with
            | :? HostSession as session ->
                bytesOf Dialer session |> Expect.equal said
                bytesOf Listener session |> Expect.equal said

                (HostReplay.report session).Verdicts
                |> List.map (fun side -> side.Role, side.Conformance.IsConforms)
                |> Expect.equal [ "dialer", true; "listener", true ]
            | _ -> failwith (string opened.Problem)
        }
        |> Quic.inTime
